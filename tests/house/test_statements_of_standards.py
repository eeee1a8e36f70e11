"""Pages of standards and of lists to compare with ask the database as often however many there are."""

from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, an_id_number
from tests.house.counting import Figures, counted
from tests.training.checks.checking import DISTRICT, register_staff
from tests.training.eligibility.pricing import a_line, a_list, a_set
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, a_world
from training.eligibility.terms import ComparedKind
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.standards import StandardSet
from training.staff.views.find_staff import find_staff

FEW, MANY = 2, 9
MENU = 6
"""What the menu asks beside a page of a district's office."""
MOST = {
    # Who asks; the versions.
    "/desk/standards": Figures(3, 2 + MENU),
    # Who asks; the version that holds and its lines.
    "/desk/standards/new": Figures(3, 5 + MENU),
    # Who asks; this version, the one before, the one that holds and the city's, each with its lines.
    "/desk/standards/set": Figures(3, 9 + MENU),
    # Who asks; the lists, and those that count.
    "/desk/compared-lists": Figures(3, 3 + MENU),
    # Who asks; the list and its withdrawal.
    "/desk/compared-lists/list": Figures(3, 3 + MENU),
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    folder, found = tmp_path_factory.mktemp("standards"), {}
    copy(migrated_sqlite, folder / "chaban.db")
    world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
    with world.database.writing() as session:
        register_staff(session)
    before = 0
    for size in (FEW, MANY):
        priced(world, before, size)
        found[size], before = asked(world), size
    world.database.close()
    return found


def priced(world: World, before: int, size: int) -> None:
    """So many versions of the city and of the district, each of as many lines, and as many lists of each."""
    with world.database.writing() as session:
        staff = find_staff(session, DISTRICT)
        for place in range(before + 1, size + 1):
            for district in (None, "昆都仑区"):
                lines = [a_line(trade=f"工种{each}") for each in range(place)]
                first = MONDAY - timedelta(days=100 - place)
                a_set(session, staff, lines, district=district, version=place, effective_from=first)
                people = {an_id_number(each + 1): (None, None) for each in range(place)}
                a_list(session, ComparedKind.EMPLOYED, people, district=district)


def asked(world: World) -> dict[str, Figures]:
    with world.database.reading() as session:
        newest = select(StandardSet.public_id).where(StandardSet.district_id.is_not(None))
        own = session.scalars(newest.order_by(StandardSet.id.desc())).first()
        listed = session.scalars(select(ComparedList.public_id).order_by(ComparedList.id.desc())).first()
    office, found = staff_client(world, DISTRICT), {}
    for page in MOST:
        address = page.replace("standards/set", f"standards/{own}").replace("lists/list", f"lists/{listed}")
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
