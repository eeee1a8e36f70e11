"""Pages of money ask the database as often however many entries and classes there are."""

from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from tests.factories import MONDAY
from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.checks.checking import CITY, DISTRICT
from tests.training.ledgers.keeping import keeping
from tests.training.payments.spending import spending
from tests.training.plans.planning import ITEM, Planning
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, a_world
from training.eligibility.terms import LineState
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.terms import EntryKind
from training.notice.terms import Fund
from training.records.ledgers.entries import LedgerEntry
from training.staff.views.find_staff import find_staff

FEW, MANY = 1, 6
ENTRIES = 150
"""Three pages; that two thousand lines cost no more, `test_see_ledger.py` holds."""
BOOK = "/desk/ledgers/book?district=昆都仑区&fund=就业补助资金&year=2026"
PAGES = {
    "/desk/ledgers?year=2026": Figures(2, 3),
    BOOK: Figures(2, 7),
    "/desk/ledgers/entries/…": Figures(2, 5),
    "/desk/ledgers/use?year=2026&quarter=1": Figures(2, 11),
}
"""With the look up of the session, and without the menu."""
FILES = {"/desk/ledgers/use/list.csv?year=2026&quarter=1": Figures(2, 10)}
MOST = FILES | {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in PAGES.items()
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    folder, found = tmp_path_factory.mktemp("ledgers"), {}
    copy(migrated_sqlite, folder / "chaban.db")
    world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
    keeping(world.database)
    Planning(world.database).approved(ITEM)
    for size in (FEW, MANY):
        money_of(world, size)
        found[size] = asked(world)
    world.database.close()
    return found


def money_of(world: World, size: int) -> None:
    """So many more classes with two funds each, and of many classes as many entries."""
    with world.database.writing() as session:
        staff = find_staff(session, DISTRICT)
        for place in range(size):
            money = spending(session, staff, f"BT-{size}-{place}")
            money.pay([money.line(LineState.PAID, Fund.EMPLOYMENT, 5)])
            money.line(LineState.GRANTED, Fund.SPECIAL, 7)
        district = staff.district_id or 0
        for place in range(ENTRIES if size == MANY else 1):
            new = NewEntry(district, Fund.EMPLOYMENT, MONDAY, EntryKind.ALLOTTED, 3, f"{place}", "")
            write_entry(session, new, staff, now=world.now)


def asked(world: World) -> dict[str, Figures]:
    with world.database.reading() as session:
        entry = session.scalars(select(LedgerEntry.public_id).order_by(LedgerEntry.id)).first()
    office, found = staff_client(world, CITY), {}
    for page in MOST:
        address = page.replace("…", f"{entry}")
        assert office.get(address).status_code == 200
        with counted(world.database) as tally:
            office.get(address)
        found[page] = tally.figures
    return found


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_much_than_of_little(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert many == most
