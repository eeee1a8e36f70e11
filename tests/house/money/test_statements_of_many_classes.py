"""The queue of 补贴核定, and papers of the money, ask the database as often of many classes as of few."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy.orm import Session

from tests.factories import a_trainee, an_id_number
from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.checks.checking import DISTRICT
from tests.training.eligibility.judging import Judging, a_qualified_class, judging
from tests.training.eligibility.pricing import a_list
from tests.training.payments.paid import APPLIED, Priced, a_judged_world
from tests.training.payments.paid import DISTRICT as PAYER
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, a_world
from training.eligibility.rules.judging import Wish
from training.eligibility.terms import ComparedKind
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.terms import EntryKind
from training.notice.terms import Fund
from training.staff.views.find_staff import find_staff

FEW, MANY = 1, 2
WAITING = "/desk/eligibility"
QUEUES = {
    WAITING: Figures(3, 56),
    "/desk/eligibility?view=second": Figures(3, 56),
    "/desk/eligibility?view=changed": Figures(3, 54),
    "/desk/eligibility?view=done": Figures(3, 56),
}
LEDGER = "district=昆都仑区&fund=就业补助资金&year=2026"
PAPERS = {
    "/desk/meetings": Figures(3, 5),
    "/desk/meetings/…/notice": Figures(3, 38),
    f"/desk/ledgers/print?{LEDGER}": Figures(2, 3),
}
"""With the look up of the session and the note of the look, and without the menu.

The list of meetings asks once how many publicities of C1 claims of before there are, and how many of them
wait to be carried over.
"""
FILES = {f"/desk/ledgers/book.xlsx?{LEDGER}": Figures(2, 4)}
MOST = FILES | {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in (QUEUES | PAPERS).items()
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp("classes")
        found[size] = asked_of_queues(migrated_sqlite, folder / "queues", size)
        found[size] |= asked_of_papers(migrated_sqlite, folder / "papers", size)
    return found


def asked_of_queues(migrated: Path, folder: Path, size: int) -> dict[str, Figures]:
    """In each queue as many classes."""
    with_world = opened(migrated, folder)
    world = next(with_world)
    try:
        one = judging(world.database, people=1)
        world.now = one.now
        letters, kinds = iter("ABCDEFGHIJKMN"), iter(ComparedKind)
        for queue in QUEUES:
            for letter in islice(letters, size):
                # The class that all begins with waits for its judgement already.
                if size == MANY or queue != WAITING:
                    _class_of(one, letter, queue.partition("=")[2], kinds)
        client = staff_client(world, DISTRICT)
        return {page: figures_of(world, client, page) for page in QUEUES}
    finally:
        with_world.close()


def _class_of(one: Judging, letter: str, queue: str, kinds: Iterator[ComparedKind]) -> None:
    """With one person, who was found on a list before the judgement, after it, or never."""
    number, place = f"BT-{letter}", ord(letter)
    name = f"学员{letter}"

    def begin(session: Session) -> None:
        a_qualified_class(session, number, [a_trainee(session, name, f"136{place:08}", place)])

    def found(session: Session) -> None:
        a_list(session, next(kinds), {an_id_number(place): (None, None)})

    one.change(begin)
    if queue == "second":
        one.change(found)
        one.judge(number, **{name: Wish(is_eligible=True, reason="材料已看过")})
    elif queue:
        one.judge(number)
    if queue == "changed":
        one.change(found)


def asked_of_papers(migrated: Path, folder: Path, size: int) -> dict[str, Figures]:
    """So many meetings, each about a class of its own; twenty times as many entries."""
    with_world = opened(migrated, folder)
    world = next(with_world)
    try:
        classes = [(f"BT-{place}", (f"学员{place}",), Priced()) for place in range(size)]
        office = a_judged_world(world.database, *classes)
        for place in range(size):
            office.grant(f"学员{place}", number=f"会议 {place} 号")
            office.publicise()
        with world.database.writing() as session:
            staff = find_staff(session, PAYER)
            for place in range(20 * size):
                money = (staff.district_id or 0, Fund.EMPLOYMENT, APPLIED.date())
                new = NewEntry(*money, EntryKind.ALLOTTED, 3, f"{place}", "")
                write_entry(session, new, staff, now=APPLIED)
        world.now = APPLIED
        client, found = staff_client(world, PAYER), {}
        for page in PAPERS | FILES:
            address = page.replace("…", f"{office.meeting}")
            found[page] = figures_of(world, client, address)
        return found
    finally:
        with_world.close()


def opened(migrated: Path, folder: Path) -> Iterator[World]:
    folder.mkdir()
    copy(migrated, folder / "chaban.db")
    world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
    try:
        yield world
    finally:
        world.database.close()


def figures_of(world: World, client, address: str) -> Figures:
    assert client.get(address).status_code == 200
    with counted(world.database) as tally:
        client.get(address)
    return tally.figures


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_many_classes_than_of_few(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
