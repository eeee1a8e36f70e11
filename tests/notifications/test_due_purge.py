"""Told in the evening, done at night: only what stood in the plan and is due still, and never half of it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from notifications.due_purge import Purged, purge_tonight
from notifications.schedule import SCHEDULE
from tests.factories import at
from tests.notifications.conftest import Clock, FakeSms, a_post
from tests.training.claims.claiming import a_c1_enrolment, a_draft, an_approval, photograph
from training.claims.acts.act_on_claim import act_on_claim
from training.claims.terms import ClaimAct, PaperKind
from training.claims.views.by import By
from training.database import Database
from training.errors import NotNow
from training.meetings.acts.inviting.keep_account import keep_account
from training.meetings.views.people_to_look_up import Unknown
from training.notice.clock import CLOCKS_APART
from training.notice.policy import Policy
from training.outbox.terms import Audience
from training.ports.files import StoreUnavailable
from training.privacy.acts.hold_purge import hold_purge
from training.privacy.acts.plan_purge import plan_purge
from training.privacy.acts.release_purge import release_purge
from training.privacy.rules.purges import FEW, MOST_PERCENT, are_too_many
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.classes.trainees import Trainee
from training.records.outbox.alerts import Alert
from training.records.people.purges import PurgePlan

OPENED = at(date(2026, 3, 2), "12:00")
KEPT = timedelta(days=Policy().unfinished_claim_days)
DUE = OPENED + KEPT
EVENING = at(DUE.date(), "19:00")
"""Seven hours after it became due."""
NIGHT = at(DUE.date() + timedelta(days=1), "03:15")
SECOND = timedelta(seconds=1)


@dataclass
class Store:
    """Where the network begins: remembers what was removed, and may be away or die at a certain file."""

    removed: list[str] = field(default_factory=list)
    away: bool = False
    dies_after: int | None = None

    def remove(self, key: str) -> None:
        if self.away:
            raise StoreUnavailable("away")
        if self.dies_after is not None and len(self.removed) >= self.dies_after:
            raise KeyboardInterrupt
        self.removed.append(key)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def house(database: Database) -> Database:
    """A draft of a claim with two papers, that nobody ever submitted."""
    with database.writing() as session:
        an_approval(session)
        claim = a_draft(session, a_c1_enrolment(session), now=OPENED)
        photograph(session, claim, PaperKind.LICENCE, PaperKind.TAXI, now=OPENED)
    return database


def plan(database: Database, now: datetime = EVENING) -> int:
    with database.writing() as session:
        return plan_purge(session, now=now)


def purge(database: Database, store: Store, now: datetime = NIGHT) -> int:
    """How many claims."""
    return len(purge_tonight(database, store, now=now).claims)


def left(database: Database) -> tuple[int, int]:
    """Claims and papers that were not purged."""
    with database.reading() as session:
        claims = select(func.count()).select_from(C1Claim).where(C1Claim.purged_at.is_(None))
        papers = select(func.count()).select_from(ClaimPaper).where(ClaimPaper.purged_at.is_(None))
        return session.scalar(claims) or 0, session.scalar(papers) or 0


def alerts(database: Database) -> list[Alert]:
    with database.reading() as session:
        return list(session.scalars(select(Alert).order_by(Alert.id)))


def test_what_was_told_in_the_evening_goes_at_night(house, store):
    assert plan(house) == 1

    assert purge(house, store) == 1

    assert (left(house), len(set(store.removed))) == ((0, 0), 4)
    (alert,) = alerts(house)
    assert alert.audience is Audience.ADMINISTRATOR
    assert "申领材料 1 份" in alert.text
    assert "“到期删除”" in alert.text


@pytest.mark.parametrize(("planned_at", "told"), [(DUE - SECOND, 0), (DUE, 1), (DUE + SECOND, 1)])
def test_a_plan_holds_what_is_due_when_it_is_made(house, store, planned_at, told):
    assert plan(house, planned_at) == told

    assert purge(house, store) == told


def test_without_a_plan_nothing_goes(house, store):
    assert purge(house, store) == 0

    assert (left(house), store.removed) == ((1, 2), [])


@pytest.mark.parametrize(
    "night", [NIGHT - timedelta(days=1), at(NIGHT.date(), "00:00") - SECOND, NIGHT + timedelta(days=1)]
)
def test_a_plan_is_for_its_own_night_only(house, store, night):
    plan(house)

    assert purge(house, store, night) == 0


def test_of_two_workers_one_plans(house):
    assert [plan(house), plan(house, EVENING + SECOND)] == [1, 0]

    assert len(alerts(house)) == 1


def test_what_became_due_after_the_plan_waits_for_its_own(house, store):
    with house.writing() as session:
        claim = session.scalars(select(C1Claim)).one()
        claim.since = EVENING - KEPT + SECOND
    assert plan(house) == 0

    assert [purge(house, store), plan(house, EVENING + timedelta(days=1))] == [0, 1]


@pytest.mark.parametrize("received_at", [EVENING - 2 * SECOND, EVENING + SECOND])
def test_what_was_handed_in_since_the_plan_keeps_its_papers(house, store, received_at):
    # One that waited for its claim, or for the database, bears a moment of before the plan.
    plan(house)
    with house.writing() as session:
        claim = session.scalars(select(C1Claim)).one()
        photograph(session, claim, PaperKind.LICENCE, now=received_at)

    assert (purge(house, store), store.removed) == (0, [])


def test_what_is_not_due_any_more_stays(house, store):
    plan(house)
    with house.writing() as session:
        claim = session.scalars(select(C1Claim)).one()
        act_on_claim(session, claim, ClaimAct.GIVE_UP, By("学员", reason="不办了"), now=EVENING + SECOND)

    assert (purge(house, store), store.removed) == (0, [])


@pytest.mark.parametrize("said_at", [EVENING - SECOND, EVENING + SECOND, NIGHT - SECOND])
def test_a_hold_stops_the_night(house, store, said_at):
    with house.writing() as session:
        if said_at > EVENING:
            plan_purge(session, now=EVENING)
        hold_purge(session, "信访件未办结", "张会计", now=said_at)
        plan_purge(session, now=EVENING)

    assert (purge(house, store), store.removed) == (0, [])


@pytest.mark.parametrize("said_at", [EVENING - CLOCKS_APART, EVENING + SECOND])
def test_what_is_released_goes_in_a_night_that_was_told_of(house, store, said_at):
    plan(house)
    with house.writing() as session:
        hold_purge(session, "信访件未办结", "张会计", now=said_at)
        release_purge(session, "已办结", "张会计", now=said_at + SECOND)
    day = timedelta(days=1)

    assert purge(house, store) == 0
    assert plan(house, EVENING + day) == 1
    assert purge(house, store, NIGHT + day) == 1


def test_a_hold_is_told_of_once_a_month_and_ends_once(house):
    with house.writing() as session:
        hold_purge(session, "信访件未办结", "张会计", now=OPENED)
        with pytest.raises(NotNow, match="张会计"):
            hold_purge(session, "别的", "李会计", now=OPENED)
    for days in range(31):
        plan(house, EVENING + timedelta(days=days))
    with house.writing() as session:
        release_purge(session, "已办结", "张会计", now=NIGHT)
        with pytest.raises(NotNow):
            release_purge(session, "已办结", "张会计", now=NIGHT)

    told = [each.text for each in alerts(house)]
    assert len(told) == 2
    assert all("信访件未办结" in each for each in told)


@pytest.mark.parametrize("files", [0, 1, 2, 3])
def test_a_worker_killed_in_the_middle_leaves_it_due_and_the_next_night_goes_on(house, store, files):
    plan(house)
    store.dies_after = files
    with pytest.raises(KeyboardInterrupt):
        purge(house, store)
    assert left(house) == (1, 2)

    store.dies_after = None
    day = timedelta(days=1)
    plan(house, EVENING + day)

    assert purge(house, store, NIGHT + day) == 1
    assert (left(house), len(set(store.removed))) == ((0, 0), 4)


def test_a_store_that_is_away_costs_nothing_but_the_night(house, store):
    plan(house)
    store.away = True

    assert purge_tonight(house, store, now=NIGHT) == Purged(failed=1)
    assert left(house) == (1, 2)


@pytest.mark.parametrize(
    ("found", "of", "too_many"),
    [
        (FEW, FEW, False),
        (FEW + 1, FEW + 1, True),
        (200, 200 * 100 // MOST_PERCENT, False),
        (200, 200 * 100 // MOST_PERCENT - 1, True),
    ],
)
def test_few_are_an_ordinary_day_and_many_need_a_person(found, of, too_many):
    assert are_too_many(found, of) is too_many


def test_a_plan_of_suspiciously_many_says_so(house):
    with house.writing() as session:
        trainee_id = session.scalars(select(Trainee.id)).one()
        for number in range(FEW + 2):
            unknown = Unknown(trainee_id, f"137{number:08}")
            keep_account(session, unknown, None, now=OPENED)

    assert plan(house) == FEW + 3

    (alert,) = alerts(house)
    assert "会议账号异常多，今晚不删除" in alert.text
    assert "--anyway" in alert.text
    with house.reading() as session:
        assert session.scalars(select(PurgePlan)).one().is_suspicious


def test_a_plan_that_needs_a_person_is_told_and_not_followed(house, store):
    plan(house)
    with house.writing() as session:
        session.scalars(select(PurgePlan)).one().is_suspicious = True

    assert (purge(house, store), store.removed) == (0, [])


def test_the_schedule_plans_at_seven_in_the_evening_and_purges_before_the_strays(house, store):
    clock = Clock(EVENING)
    post = a_post(house, FakeSms(), clock, files=store)
    jobs = {job.name: job for job in SCHEDULE}

    assert jobs["purge plan"].is_time(EVENING.astimezone(UTC))
    jobs["purge plan"].act(post)
    clock.now = NIGHT
    assert jobs["planned purge"].is_time(NIGHT.astimezone(UTC))
    jobs["planned purge"].act(post)

    assert left(house) == (0, 0)
