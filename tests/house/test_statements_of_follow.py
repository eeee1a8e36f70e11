"""Pages of follow-ups ask the database as often of a large class as of a small one (R14)."""

from pathlib import Path
from shutil import copy

import pytest

from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.certificates.certified import a_listed_class, an_office, sign_and_approve
from tests.training.follow_ups.following import CITY, DISTRICT, ON_THE_DAY, SEEKING, Following, a_proof
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import a_world

FEW, MANY = 4, 40
PAGES = {
    "/desk/follow-ups": Figures(3, 7),
    "/desk/follow-ups?state=answered": Figures(3, 7),
    "/desk/follow-ups/…": Figures(3, 8),
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
        folder = tmp_path_factory.mktemp("follow-ups")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        try:
            world.now = ON_THE_DAY
            found[size] = asked(world, size)
        finally:
            world.database.close()
    return found


def asked(world, size: int) -> dict[str, Figures]:
    names = tuple(f"学员{place}" for place in range(size))
    with world.database.writing() as session:
        own = a_listed_class(session, "BT-1", names)
        an_office(session, own)
        sign_and_approve(session, own)
    follow = Following(world.database)
    follow.open()
    # The last one is not qualified; every second one of the others has answered, with a proof.
    for place in range(0, size - 1, 2):
        follow.answer(SEEKING, DISTRICT, f"学员{place}", proof=a_proof())
    first = follow.see("学员0").public_id
    city = staff_client(world, CITY)
    found = {}
    for page in MOST:
        address = page.replace("…", f"{first}")
        assert city.get(address).status_code == 200
        with counted(world.database) as tally:
            city.get(address)
        found[page] = tally.figures
    return found


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_a_large_class_than_of_a_small_one(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert many == most
