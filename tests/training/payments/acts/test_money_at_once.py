"""Two clerks who press in the same moment: one is let through, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.training.payments.paid import APPLIED, PAID, WHOLE, Office, a_judged_world, an_applied_world
from training.database import Database
from training.errors import Refusal


def at_once(press: Callable[[int], object]) -> list[bool]:
    """Whether each of them was let through."""
    together = Barrier(2)

    def one(place: int) -> bool:
        together.wait()
        try:
            press(place)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(one, range(2)))


def test_the_same_people_are_paid_once(database: Database) -> None:
    office = an_applied_world(database)

    assert at_once(lambda place: office.pay({"王芳": WHOLE}, f"PZ-{place}")) == [False, True]

    assert [amount for _, amount, _ in office.ledger()] == [-WHOLE]


def test_one_voucher_of_two_applications_pays_once(database: Database) -> None:
    office = a_judged_world(database)
    office.grant("王芳")
    office.publicise()
    other = Office(database, office.now)
    other.grant("李丽", number="会议 8 号")
    other.publicise()
    office.now = other.now = APPLIED
    office.apply()
    other.apply("申请 2 号")
    office.now = other.now = PAID

    def press(place: int) -> None:
        (office, other)[place].pay({("王芳", "李丽")[place]: WHOLE}, "PZ-1")

    assert at_once(press) == [False, True]


def test_a_meeting_begins_one_publicity(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    seen = office.seen()

    assert at_once(lambda _: office.publicise(seen=seen)) == [False, True]


def test_two_meetings_do_not_grant_one_person(database: Database) -> None:
    office = a_judged_world(database)
    chosen = office.chosen("王芳")

    assert at_once(lambda place: office.grant(chosen=chosen, number=f"会议 {place} 号")) == [False, True]


def test_two_demands_of_the_whole_are_one(database: Database) -> None:
    office = an_applied_world(database)
    office.pay({"王芳": WHOLE})

    assert at_once(lambda _: office.demand("王芳", WHOLE)) == [False, True]
