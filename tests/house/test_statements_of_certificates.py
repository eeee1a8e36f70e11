"""Pages of certificates ask the database as often of a large class as of a small one."""

from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from tests.factories import an_id_number
from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.certificates.certified import (
    AFTER,
    CITY,
    Numbers,
    a_listed_class,
    an_office,
    sign_and_approve,
)
from tests.training.certificates.taking_over import bring, old
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import a_world
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass

FEW, MANY = 4, 40
PAGES = {
    "/desk/certificates?state=valid": Figures(3, 8),
    "/desk/certificates?state=to_number": Figures(3, 6),
    "/desk/certificates/classes/…": Figures(3, 10),
    "/desk/certificates/past": Figures(4, 6),
    "/desk/certificates/…": Figures(3, 4),
}
"""With the look up of the session and the note of the look, and without the menu."""
FILES = {
    "/desk/certificates/past/list.csv": Figures(3, 6),
    "/desk/certificates/classes/…/handout.csv": Figures(3, 6),
}
MOST = FILES | {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in PAGES.items()
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp("certificates")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        world.now = AFTER
        with world.database.writing() as session:
            own = a_listed_class(session, "BT-1", tuple(f"学员{place}" for place in range(size)))
            an_office(session, own)
            sign_and_approve(session, own)
            lines = [old(f"旧{place}", an_id_number(place), place) for place in range(1, size + 1)]
            bring(session, *lines)
        Numbers(world.database).issue()
        found[size] = asked(world)
        world.database.close()
    return found


def asked(world) -> dict[str, Figures]:
    with world.database.reading() as session:
        own = session.scalars(select(TrainingClass.public_id)).one()
        first = session.scalars(select(Certificate.public_id).order_by(Certificate.id)).first()
    city = staff_client(world, CITY)
    found = {}
    for page in MOST:
        address = page.replace("classes/…", f"classes/{own}").replace("…", f"{first}")
        assert city.get(address).status_code == 200
        with counted(world.database) as tally:
            city.get(address)
        found[page] = tally.figures
    return found


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_a_large_class_than_of_a_small_one(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
