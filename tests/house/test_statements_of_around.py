"""The list of everybody's subsidies asks the database as often for many people as for few."""

from pathlib import Path
from shutil import copy

import pytest

from tests.house.counting import Figures, counted
from tests.training.payments.paid import PAID, SCHOOL, WHOLE, Priced, a_judged_world, to_applied
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import a_world

FEW, MANY = 4, 40
PAGES = {
    "/desk/payments": Figures(4, 8),
    "/desk/payments/list.xlsx": Figures(3, 5),
}
"""With the look up of the session, the note of the look and the short menu of a school."""


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp("lines")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        found[size] = asked(world, size)
        world.database.close()
    return found


def asked(world, size: int) -> dict[str, Figures]:
    names = tuple(f"学员{place}" for place in range(size))
    office = to_applied(a_judged_world(world.database, ("BT-1", names, Priced())))
    office.pay(dict.fromkeys(names[1:], WHOLE))
    world.now = PAID
    school, found = staff_client(world, SCHOOL), {}
    for address in PAGES:
        assert school.get(address).status_code == 200
        with counted(world.database) as tally:
            school.get(address)
        found[address] = tally.figures
    return found


@pytest.mark.parametrize(("page", "most"), PAGES.items(), ids=PAGES)
def test_a_page_asks_so_often_and_no_more_of_many_people_than_of_few(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
