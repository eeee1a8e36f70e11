"""Pages of vouchers ask the database as often of a large class as of a small one (R10)."""

from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.certificates.certified import (
    AFTER,
    CITY,
    SCHOOL,
    SECOND,
    a_listed_class,
    an_office,
    sign_and_approve,
)
from tests.training.vouchers.vouchered import BEFORE, Vouchers
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import a_world
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.vouchers.vouchers import Voucher
from training.staff.views.find_staff import find_staff
from training.vouchers.acts.use_vouchers import Shown, use_vouchers
from training.vouchers.acts.write_off_vouchers import write_off_vouchers

FEW, MANY = 4, 40
PAGES = {
    "/desk/vouchers": Figures(4, 5),
    "/desk/vouchers?state=ready": Figures(4, 5),
    "/desk/vouchers?state=gone_wrong": Figures(4, 5),
    "/desk/vouchers/batches": Figures(3, 3),
    "/desk/vouchers/reach": Figures(3, 4),
    "/desk/vouchers/classes": Figures(3, 3),
    # Five of them: whose phone is doubtful, and what other classes paid for whoever is to be written off.
    "/desk/vouchers/classes/…": Figures(3, 15),
    "/desk/vouchers/…": Figures(3, 5),
}
"""With the look up of the session and the note of the look, and without the menu."""
MOST = {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in PAGES.items()
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp("vouchers")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        try:
            found[size] = asked(world, size)
        finally:
            world.database.close()
    return found


def asked(world, size: int) -> dict[str, Figures]:
    """Half are used and the others not, a quarter is written off."""
    with world.database.writing() as session:
        an_office(session, a_listed_class(session, "BT-1", tuple(f"学员{place}" for place in range(size))))
    own = Vouchers(world.database)
    numbers = own.issue_to_all(face_fen=120_000)
    with world.database.writing() as session:
        places = session.scalars(select(Enrolment.public_id).order_by(Enrolment.id)).all()
        shown = {
            place: Shown(number, own.code(session, number))
            for place, number in list(zip(places, numbers, strict=True))[: size // 2]
        }
        about = own.class_of(session, "BT-1").public_id
        use_vouchers(session, find_staff(session, SCHOOL), about, shown, now=BEFORE)
    with world.database.writing() as session:
        sign_and_approve(session, own.class_of(session, "BT-1"))
        keys = [own.key_of(session, number) for number in numbers[: size // 4]]
        write_off_vouchers(session, find_staff(session, SECOND), keys, now=AFTER)
        class_id = session.scalars(select(TrainingClass.public_id)).one()
        first = session.scalars(select(Voucher.public_id).order_by(Voucher.id)).first()
    world.now = AFTER
    city, found = staff_client(world, CITY), {}
    for page in MOST:
        address = page.replace("classes/…", f"classes/{class_id}").replace("…", f"{first}")
        assert city.get(address).status_code == 200
        with counted(world.database) as tally:
            city.get(address)
        found[page] = tally.figures
    return found


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_many_than_of_few(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
