"""Pages of 补贴核定 ask the database as often of a large class as of a small one."""

from pathlib import Path
from shutil import copy

import pytest

from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.checks.checking import DISTRICT
from tests.training.eligibility.judging import NUMBER, judging
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import a_world

FEW, MANY = 3, 30
PAGES = {
    "/desk/eligibility": Figures(3, 48),
    "/desk/eligibility?view=done": Figures(3, 56),
    "/desk/classes/…/lines": Figures(3, 49),
}
"""With the look up of the session and the note of the look, and without the menu."""
FILES = {"/desk/classes/…/lines/list.csv": Figures(3, 31)}
MOST = FILES | {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in PAGES.items()
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp("lines")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        try:
            one = judging(world.database, people=size)
            world.now = one.now
            one.judge()
            found[size] = asked(world, one)
        finally:
            world.database.close()
    return found


def asked(world, one) -> dict[str, Figures]:
    office, found = staff_client(world, DISTRICT), {}
    for page in MOST:
        address = page.replace("…", f"{one.key(NUMBER)}")
        assert office.get(address).status_code == 200
        with counted(world.database) as tally:
            office.get(address)
        found[page] = tally.figures
    return found


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_a_large_class_than_of_a_small_one(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
