"""Pages of the money of classes ask the database as often of many people as of few."""

from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.payments.claimed import a_claimed_world
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
from training.records.ledgers.entries import LedgerEntry

FEW, MANY = 4, 40
PAGES = {
    "/desk/meetings": Figures(3, 5),
    "/desk/meetings/new": Figures(3, 40),
    "/desk/meetings/…": Figures(3, 38),
    "/desk/meetings/… paid": Figures(3, 41),
    "/desk/meetings/lines/…": Figures(3, 31),
}
"""With the look up of the session and the note of the look, and without the menu."""
OF_C1 = {
    "/desk/meetings/new": Figures(3, 36),
    "/desk/meetings/…": Figures(3, 36),
    "/desk/meetings/lines/…": Figures(3, 37),
    "/desk/claims/…": Figures(3, 17),
}
"""The same with claims in place of judged lines."""
FEW_CLAIMS, MANY_CLAIMS = 2, 8
FILES = {
    "/desk/meetings/…/notice.xlsx": Figures(3, 5),
    "/desk/meetings/…/applications/….xlsx": Figures(3, 8),
    # A school's, with its short menu.
    "/desk/payments": Figures(4, 8),
    "/desk/payments/list.xlsx": Figures(3, 5),
    "/publicity": Figures(1, 3),
    "/publicity/…": Figures(1, 3),
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


@pytest.fixture(scope="module")
def of_claims(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW_CLAIMS, MANY_CLAIMS):
        folder = tmp_path_factory.mktemp("c1")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        try:
            found[size] = asked_of_claims(world, size)
        finally:
            world.database.close()
    return found


def asked_of_claims(world, size: int) -> dict[str, Figures]:
    names = tuple(f"学员{place}" for place in range(size))
    office = a_claimed_world(world.database, *names)
    world.now = office.now
    clerk = staff_client(world, DISTRICT)
    (claim,) = office.chosen(names[0])
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


@pytest.mark.parametrize("page", OF_C1)
def test_a_page_asks_so_often_and_no_more_of_many_claims_than_of_few(page, of_claims):
    few, many = (of_claims[size][page] for size in (FEW_CLAIMS, MANY_CLAIMS))
    own = OF_C1[page]

    assert few == many
    assert many == Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)


LITTLE, MUCH = 1, 8
PAGES_OF_MUCH = {
    "/desk/meetings/… undone": Figures(3, 41),
    "/desk/meetings/lines/… recovered": Figures(3, 36),
    "/desk/ledgers/entries/… of a payment": Figures(2, 3),
}
"""What was undone, came back in parts or was objected to, one time or many."""
MOST_OF_MUCH = {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in PAGES_OF_MUCH.items()
}


@pytest.fixture(scope="module")
def figures_of_much(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (LITTLE, MUCH):
        folder = tmp_path_factory.mktemp("money")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        found[size] = asked_of_much(world, size)
        world.database.close()
    return found


def asked_of_much(world, size: int) -> dict[str, Figures]:
    office = a_judged_world(world.database, ("BT-1", ("王芳", "李丽"), Priced()))
    office.grant()
    office.publicise()
    for place in range(size):
        office.object_to("王芳", f"第 {place} 个人反映")
        office.settle("王芳")
    office.now = APPLIED
    office.apply()
    world.now = office.now = PAID
    for _ in range(size):
        office.undo(office.pay({"王芳": WHOLE}))
    office.pay({"王芳": WHOLE})
    for place in range(size):
        demanded = office.demand("王芳", 100)
        for part in range(size):
            office.receive("王芳", demanded, f"HD-{place}-{part}", amount=1)
        office.undo_receipt("王芳", demanded)
        office.withdraw_demand("王芳", demanded)
    clerk = staff_client(world, SECOND)
    with world.database.reading() as session:
        entry = session.scalars(select(LedgerEntry.public_id).where(LedgerEntry.ordinal == 1)).one()
    return {
        "/desk/meetings/… undone": figures_of(world, clerk, f"/desk/meetings/{office.meeting}"),
        "/desk/meetings/lines/… recovered": figures_of(
            world, clerk, f"/desk/meetings/lines/{office.lines()['王芳']}"
        ),
        "/desk/ledgers/entries/… of a payment": figures_of(world, clerk, f"/desk/ledgers/entries/{entry}"),
    }


@pytest.mark.parametrize(("page", "most"), MOST_OF_MUCH.items(), ids=MOST_OF_MUCH)
def test_a_page_asks_so_often_and_no_more_of_much_than_of_little(page, most, figures_of_much):
    few, many = (figures_of_much[size][page] for size in (LITTLE, MUCH))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
