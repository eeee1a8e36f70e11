"""A hold stops what runs, not only what would begin; and what came after the plan was told of by none."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from sqlalchemy import select

from notifications.due_purge import Purged, Removal, purge_due, purge_tonight
from tests.factories import at
from tests.notifications.test_due_purge import NIGHT, OPENED, SECOND, plan
from tests.patience import PATIENCE
from tests.training.builders import at_once
from tests.training.claims.claiming import a_c1_enrolment, a_draft, an_approval, photograph
from tests.training.privacy.acts.test_purge_checks import HALF_PAST, Online, held, online
from training.claims.terms import PaperKind
from training.database import Database
from training.notice.clock import CLOCKS_APART
from training.privacy.acts.hold_purge import hold_purge
from training.privacy.acts.release_purge import release_purge
from training.privacy.views.due_now import due_now
from training.privacy.views.planned_purge import last_said
from training.records.checks.evidence import Evidence

__all__ = ["held", "online"]
HOURS, YEARS = timedelta(hours=20), timedelta(days=2 * 365)
TEN_YEARS_ON = at(date(2036, 3, 2), "19:00")


@dataclass
class Store:
    """Where the network begins: tells the test of each file before it is gone."""

    before: Callable[[], None] = lambda: None
    removed: list[str] = field(default_factory=list)

    def remove(self, key: str) -> None:
        self.before()
        self.removed.append(key)


@pytest.fixture
def three(database: Database) -> Database:
    """Drafts of three people, each with a paper, that nobody ever submitted."""
    with database.writing() as session:
        an_approval(session)
        for number in range(3):
            enrolment = a_c1_enrolment(session, f"C1-{number}", phone=f"1380000000{number}")
            photograph(session, a_draft(session, enrolment, now=OPENED), PaperKind.LICENCE, now=OPENED)
    return database


def hold(database: Database, said_at: datetime = NIGHT + SECOND, *, and_release: bool = False) -> None:
    with database.writing() as session:
        hold_purge(session, "信访件未办结", "张会计", now=said_at)
        if and_release:
            release_purge(session, "说错了", "张会计", now=said_at + SECOND)


def by_hand(database: Database, meanwhile: Callable[[], None] = lambda: None) -> Purged:
    """As the command does it; `meanwhile` happens between finding and removing."""
    with database.reading() as session:
        said, due = last_said(session), due_now(session, now=NIGHT)
    meanwhile()
    return purge_due(Removal(database, Store(), said, found_at=NIGHT, now=NIGHT), due.keys)


@pytest.mark.parametrize("ago", [-HOURS, timedelta(), SECOND, CLOCKS_APART, HOURS], ids=str)
def test_whoever_released_purges_and_then_purges_by_hand_removes_at_once_by_whatever_clock(three, ago):
    hold(three, NIGHT - ago, and_release=True)

    purged = by_hand(three)

    assert (len(purged.claims), purged.is_stopped) == (3, False)


@pytest.mark.parametrize("and_release", [False, True])
@pytest.mark.parametrize("ago", [-YEARS, timedelta(), YEARS], ids=str)
def test_what_is_said_while_a_purge_by_hand_runs_ends_it_by_whatever_clock(three, ago, and_release):
    purged = by_hand(three, lambda: hold(three, NIGHT - ago, and_release=and_release))

    assert (purged.claims, purged.is_stopped) == ((), True)


def test_a_hold_after_the_last_of_it_has_stopped_nothing(three):
    assert by_hand(three).is_stopped is False

    assert by_hand(three, lambda: hold(three)) == Purged()


@pytest.mark.parametrize("and_release", [False, True])
def test_whoever_reads_that_it_is_held_loses_nothing_any_more(three, and_release):
    """Nor where it is released at once: what is released goes in a night that was told of."""
    order: list[str] = []

    def hold_and_say_so() -> None:
        hold(three, and_release=and_release)
        order.append("held")

    holder = Thread(target=hold_and_say_so)

    def say_it() -> None:
        if holder.ident is None:
            holder.start()
            # Where the file under way is waited for, this ends without the thread.
            holder.join(0.5)
        order.append("removed")

    plan(three)
    purge_tonight(three, Store(say_it), now=NIGHT)
    holder.join(PATIENCE)

    assert "removed" not in order[order.index("held") :]


@pytest.mark.parametrize(("came_at", "goes"), [(TEN_YEARS_ON, 1), (TEN_YEARS_ON + SECOND, 0)])
def test_a_check_that_got_a_picture_since_the_plan_is_left_to_the_next_one(held: Online, came_at, goes):
    assert plan(held.database, TEN_YEARS_ON) == 1
    with held.database.writing() as session:
        session.scalars(select(Evidence)).one().received_at = came_at

    night = at((TEN_YEARS_ON + timedelta(days=1)).date(), "03:15")

    assert came_at > HALF_PAST
    assert len(purge_tonight(held.database, Store(), now=night).checks) == goes


def test_of_two_workers_at_once_one_removes_a_check(held: Online):
    plan(held.database, TEN_YEARS_ON)
    night, both = at((TEN_YEARS_ON + timedelta(days=1)).date(), "03:15"), Barrier(2)

    def wait_for_the_other() -> None:
        """In vain, where one waits for its turn."""
        with suppress(BrokenBarrierError):
            both.wait(0.5)

    def work() -> int:
        return len(purge_tonight(held.database, Store(wait_for_the_other), now=night).checks)

    assert sorted(at_once(work, work)) == [0, 1]
