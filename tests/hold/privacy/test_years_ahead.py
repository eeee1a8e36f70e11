"""A clock that is years ahead for a night removes nothing: what it finds old is of yesterday."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from notifications.clock_watch import ClockWatch
from notifications.post import KeptLogs, Post
from notifications.schedule import SCHEDULE
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.notifications.conftest import Clock, FakeSms, Steady, a_night, a_post, write
from tests.training.claims.claiming import a_c1_enrolment, a_draft, an_approval, photograph
from training.chat.acts.receive_message import Incoming, receive_message
from training.chat.acts.resume_messages import ANSWERED
from training.chat.acts.settle_message import settle_message
from training.claims.terms import PaperKind
from training.database import Database
from training.outbox.acts.write_links import write_links
from training.outbox.rules.short_links import LinkDraft
from training.privacy.acts.hold_purge import hold_purge
from training.privacy.acts.note_look import Look, note_look
from training.privacy.acts.release_purge import release_purge
from training.privacy.rules.purges import LONGEST_REST, MOST_AHEAD
from training.privacy.terms import Door
from training.privacy.views.planned_purge import standing_hold
from training.records.chat import ReceivedMessage
from training.records.outbox.alerts import Alert
from training.records.outbox.forms import FormReceipt
from training.records.outbox.messages import OutgoingMessage
from training.records.outbox.short_links import ShortLink
from training.records.people.looks import DataLook

NIGHTLY = ("purge", "planned purge", "old logs", "stray files")
TEN_YEARS, A_DAY, INSTANT = timedelta(days=3653), timedelta(days=1), timedelta(microseconds=1)
JOBS = {each.name: each for each in SCHEDULE}
LONG_AGO = at(date(2024, 3, 4), "10:00")
TODAYS_LOG = f"security-{MONDAY}.jsonl"


@dataclass
class Kept:
    """Where the network begins: remembers what was removed."""

    removed: list[str] = field(default_factory=list)

    def remove(self, key: str) -> None:
        self.removed.append(key)


@pytest.fixture
def lived_in(database: Database, clock: Clock) -> Database:
    """Of each kind that a night removes one of today; the worker has just said that it lives."""
    write(database, clock)
    with database.writing() as session:
        key = receive_message(session, Incoming("m1", "limin", "{}"), now=clock())
        settle_message(session, key, ANSWERED, now=clock())
        own = an_enrolment(session, a_class(session), a_trainee(session, "王芳"))
        message_id = session.scalars(select(OutgoingMessage.id)).one()
        write_links(session, [LinkDraft("token", message_id, own.id, clock() + 180 * A_DAY)])
        note_look(session, Look("李敏", Door.PAGE, "名册", "王芳"), now=clock())
        session.add(FormReceipt(digest=b"form", received_at=clock()))
    JOBS["life"].act(a_post(database, FakeSms(), clock))
    return database


def left(database: Database) -> list[int]:
    """Messages with a phone, and of chat, links, looks and forms what there is."""
    with database.reading() as session:
        phones = session.scalar(select(func.count()).where(OutgoingMessage.phone.is_not(None))) or 0
        kinds = (ReceivedMessage, ShortLink, DataLook, FormReceipt)
        return [phones, *(session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds)]


def is_held(database: Database) -> bool:
    with database.reading() as session:
        return standing_hold(session) is not None


def a_house(database: Database, clock: Clock, folder: Path) -> Post:
    """With the security events of today in a file."""
    (folder / TODAYS_LOG).write_text("{}\n")
    return a_post(database, FakeSms(), clock, logs=KeptLogs(folder, 180 * A_DAY))


def release(database: Database, clock: Clock) -> None:
    with database.writing() as session:
        release_purge(session, "时间无误", "张会计", now=clock())


def a_whole_night(post: Post, clock: Clock) -> None:
    clock.now = at(clock.now.date(), "19:00")
    JOBS["purge plan"].act(post)
    clock.pass_by(hours=8)
    for name in NIGHTLY:
        JOBS[name].act(post)


def test_a_jump_of_years_in_the_small_hours_removes_nothing(lived_in, clock, tmp_path, figure):
    post = a_house(lived_in, clock, tmp_path)
    a_whole_night(post, clock)
    clock.now += TEN_YEARS

    # Before the worker has looked at its clock.
    for name in NIGHTLY:
        JOBS[name].act(post)

    there = sum(left(lived_in)) + (tmp_path / TODAYS_LOG).exists()
    assert there == 6
    figure("rows and files of today removed by a clock ten years ahead for a night", "0", f"{6 - there}")


def test_years_ahead_that_the_worker_saw_begin_removes_nothing_until_a_person_has_looked(
    lived_in, clock, tmp_path
):
    post = a_house(lived_in, clock, tmp_path)
    watch = ClockWatch(post, Steady())
    clock.now += TEN_YEARS
    watch.look()
    for _ in range(3):
        a_whole_night(post, clock)
    assert (left(lived_in), (tmp_path / TODAYS_LOG).exists()) == ([1, 1, 1, 1, 1], True)

    release(lived_in, clock)
    a_whole_night(post, clock)

    assert (left(lived_in), (tmp_path / TODAYS_LOG).exists()) == ([0, 0, 0, 0, 0], False)


def test_years_ahead_after_a_start_of_the_server_removes_nothing_until_a_person_has_looked(
    lived_in, clock, tmp_path
):
    post = a_house(lived_in, clock, tmp_path)
    clock.now += TEN_YEARS
    for _ in range(3):
        JOBS["life"].act(post)
        a_whole_night(post, clock)
    assert (left(lived_in), (tmp_path / TODAYS_LOG).exists()) == ([1, 1, 1, 1, 1], True)

    release(lived_in, clock)
    a_whole_night(post, clock)

    assert left(lived_in) == [0, 0, 0, 0, 0]


def test_a_clock_that_came_back_lets_the_nights_go_on_once_it_is_released(lived_in, clock):
    watch = ClockWatch(a_post(lived_in, FakeSms(), clock), Steady())
    right = clock.now
    clock.now += TEN_YEARS
    watch.look()
    clock.now = right
    watch.look()
    release(lived_in, clock)

    clock.pass_by(days=200)
    a_night(lived_in, clock, "purge")

    assert left(lived_in)[0] == 0


def told(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Alert.text).where(Alert.kind == "purge_held")))


@pytest.mark.parametrize(
    ("jump", "holds"),
    [(A_DAY, False), (MOST_AHEAD + timedelta(seconds=1), True), (-TEN_YEARS, False)],
)
def test_a_jump_of_more_than_a_day_ahead_puts_all_purges_on_hold_and_is_told(lived_in, clock, jump, holds):
    clock.now += TEN_YEARS
    watch = ClockWatch(a_post(lived_in, FakeSms(), clock), Steady())
    clock.now += jump

    for _ in range(2):
        watch.look()

    assert (is_held(lived_in), len(told(lived_in))) == (holds, int(holds))


@pytest.mark.parametrize(("rest", "holds"), [(LONGEST_REST, False), (LONGEST_REST + INSTANT, True)])
def test_a_worker_that_was_at_rest_for_longer_than_any_holiday_puts_them_on_hold(
    lived_in, clock, rest, holds
):
    clock.now += rest
    for _ in range(2):
        JOBS["life"].act(a_post(lived_in, FakeSms(), clock))

    assert (is_held(lived_in), len(told(lived_in))) == (holds, int(holds))
    assert all("“到期删除”" in text for text in told(lived_in))


def test_what_a_person_has_put_on_hold_stays_that_persons(lived_in, clock):
    with lived_in.writing() as session:
        hold_purge(session, "信访件未办结", "张会计", now=clock())
    clock.now += TEN_YEARS

    JOBS["life"].act(a_post(lived_in, FakeSms(), clock))

    with lived_in.reading() as session:
        assert standing_hold(session).said_by == "张会计"
    assert told(lived_in) == []


def plans(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Alert.text).where(Alert.kind == "purge_plan").order_by(Alert.id)))


@pytest.fixture
def outlived(database: Database) -> Database:
    """A draft of a claim with a paper, from so long ago that it is due by every clock."""
    with database.writing() as session:
        an_approval(session)
        claim = a_draft(session, a_c1_enrolment(session), now=LONG_AGO)
        photograph(session, claim, PaperKind.LICENCE, now=LONG_AGO)
    return database


@pytest.mark.parametrize("ahead", [1, 30, 365])
def test_a_plan_that_nobody_saw_a_clock_ahead_write_is_made_again_and_told_in_its_own_evening(
    outlived, clock, ahead, figure
):
    evening = at(MONDAY, "19:00")
    for clock.now in (evening + ahead * A_DAY, evening, evening + ahead * A_DAY):
        JOBS["purge plan"].act(a_post(outlived, FakeSms(), clock))
    clock.pass_by(hours=8, minutes=15)
    store = Kept()

    JOBS["planned purge"].act(a_post(outlived, FakeSms(), clock, files=store))

    told = plans(outlived)
    assert (len(told), told[2] == told[0], len(store.removed)) == (3, True, 2)
    figure(
        "nights of a plan that a clock ahead wrote, told in their own evening",
        "1 of 1",
        f"{len(told) - 2} of 1",
    )


def test_a_plan_of_a_clock_ahead_is_not_followed_where_its_own_evening_was_not_at_work(outlived, clock):
    evening, store = at(MONDAY, "19:00"), Kept()
    for clock.now in (evening + 365 * A_DAY, evening):
        JOBS["purge plan"].act(a_post(outlived, FakeSms(), clock))
    clock.now = evening + 365 * A_DAY + timedelta(hours=8, minutes=15)

    JOBS["planned purge"].act(a_post(outlived, FakeSms(), clock, files=store))

    assert store.removed == []


def test_of_two_workers_in_the_right_evening_one_makes_the_plan_again(outlived, clock):
    evening = at(MONDAY, "19:00")
    right = [evening + 365 * A_DAY] * 2
    for clock.now in (evening + 365 * A_DAY, evening, *right):
        JOBS["purge plan"].act(a_post(outlived, FakeSms(), clock))

    assert len(plans(outlived)) == 3
