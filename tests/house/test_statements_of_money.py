"""What was undone, came back in parts or was objected to is read as often, however much of it there is."""

from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from tests.house.counting import Figures
from tests.house.test_statements import MENU
from tests.house.test_statements_of_payments import figures_of
from tests.training.payments.paid import APPLIED, PAID, SECOND, WHOLE, Priced, a_judged_world
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import a_world
from training.records.ledgers.entries import LedgerEntry

FEW, MANY = 1, 8
PAGES = {
    "/desk/meetings/… undone": Figures(3, 41),
    "/desk/meetings/lines/… recovered": Figures(3, 31),
    "/desk/ledgers/entries/… of a payment": Figures(2, 3),
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
        folder = tmp_path_factory.mktemp("money")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        found[size] = asked(world, size)
        world.database.close()
    return found


def asked(world, size: int) -> dict[str, Figures]:
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


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_much_than_of_little(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
