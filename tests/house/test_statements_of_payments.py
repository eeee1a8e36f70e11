"""Pages of the money of classes ask the database as often of many people as of few."""

from pathlib import Path
from shutil import copy

import pytest

from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.payments.paid import (
    APPLIED,
    DISTRICT,
    PAID,
    SCHOOL,
    SECOND,
    WHOLE,
    Priced,
    a_judged_world,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import a_world

FEW, MANY = 4, 40
PAGES = {
    "/desk/meetings": Figures(3, 4),
    "/desk/meetings/new": Figures(3, 35),
    "/desk/meetings/…": Figures(3, 38),
    "/desk/meetings/… paid": Figures(3, 40),
    "/desk/meetings/lines/…": Figures(3, 26),
}
"""With the look up of the session and the note of the look, and without the menu."""
FILES = {
    "/desk/meetings/…/notice.xlsx": Figures(3, 5),
    "/desk/meetings/…/applications/….xlsx": Figures(3, 8),
    # A school's, with its short menu.
    "/desk/payments": Figures(4, 8),
    "/desk/payments/list.xlsx": Figures(3, 5),
    "/publicity": Figures(1, 2),
    "/publicity/…": Figures(1, 2),
}
"""Without a menu, but a school's; who reads a publicity has no session."""
MOST = FILES | {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in PAGES.items()
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp("payments")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        found[size] = asked(world, size)
        world.database.close()
    return found


def asked(world, size: int) -> dict[str, Figures]:
    names = tuple(f"学员{place}" for place in range(size))
    office = a_judged_world(world.database, ("BT-1", names, Priced()), ("BT-2", ("王芳",), Priced()))
    world.now, found = office.now, {}
    office.grant(*names)
    made = office.publicise()
    clerk = staff_client(world, DISTRICT)
    page = f"/desk/meetings/{office.meeting}"
    for name, address in (
        ("/desk/meetings", "/desk/meetings"),
        ("/desk/meetings/new", "/desk/meetings/new"),
        ("/desk/meetings/…", page),
        ("/desk/meetings/…/notice.xlsx", f"{page}/notice.xlsx"),
    ):
        found[name] = figures_of(world, clerk, address)
    anybody = world.client()
    found["/publicity"] = figures_of(world, anybody, "/publicity")
    found["/publicity/…"] = figures_of(world, anybody, f"/publicity/{made.public_id}")
    world.now = office.now = APPLIED
    office.apply()
    world.now = office.now = PAID
    office.pay(dict.fromkeys(names[:2], WHOLE))
    clerk = staff_client(world, SECOND)
    found["/desk/meetings/… paid"] = figures_of(world, clerk, page)
    paper = f"{page}/applications/{office.application}.xlsx"
    found["/desk/meetings/…/applications/….xlsx"] = figures_of(world, clerk, paper)
    line = f"/desk/meetings/lines/{office.lines()[names[0]]}"
    found["/desk/meetings/lines/…"] = figures_of(world, clerk, line)
    school = staff_client(world, SCHOOL)
    for address in ("/desk/payments", "/desk/payments/list.xlsx"):
        found[address] = figures_of(world, school, address)
    return found


def figures_of(world, client, address: str) -> Figures:
    assert client.get(address).status_code == 200
    with counted(world.database) as tally:
        client.get(address)
    return tally.figures


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_many_people_than_of_few(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
