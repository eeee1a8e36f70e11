"""Pages of meetings ask the database as often of many C1 claims as of few (R20, R24)."""

from pathlib import Path
from shutil import copy

import pytest

from tests.house.counting import Figures
from tests.house.test_statements import MENU
from tests.house.test_statements_of_payments import figures_of
from tests.training.payments.claimed import a_claimed_world
from tests.training.payments.paid import DISTRICT
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import a_world

FEW, MANY = 2, 8
PAGES = {
    "/desk/meetings/new": Figures(3, 36),
    "/desk/meetings/…": Figures(3, 36),
    "/desk/meetings/lines/…": Figures(3, 34),
    "/desk/claims/…": Figures(3, 17),
}
"""With the look up of the session and the note of the look, and without the menu."""


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp("c1")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        try:
            found[size] = asked(world, size)
        finally:
            world.database.close()
    return found


def asked(world, size: int) -> dict[str, Figures]:
    names = tuple(f"学员{place}" for place in range(size))
    office = a_claimed_world(world.database, *names)
    world.now = office.now
    clerk = staff_client(world, DISTRICT)
    (claim, *_) = office.chosen(names[0])
    found = {"/desk/meetings/new": figures_of(world, clerk, "/desk/meetings/new")}
    office.grant()
    office.publicise()
    line = office.lines()[names[0]]
    for name, address in (
        ("/desk/meetings/…", f"/desk/meetings/{office.meeting}"),
        ("/desk/meetings/lines/…", f"/desk/meetings/lines/{line}"),
        ("/desk/claims/…", f"/desk/claims/{claim}"),
    ):
        found[name] = figures_of(world, clerk, address)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_so_often_and_no_more_of_many_claims_than_of_few(figures, page):
    few, many = figures[FEW][page], figures[MANY][page]

    assert many == few
    own = PAGES[page]
    assert many == Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
