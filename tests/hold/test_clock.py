"""A clock that runs a day ahead for a minute, and comes back, makes nobody wait for that day."""

from datetime import UTC, datetime, timedelta
from functools import partial
from time import CLOCK_BOOTTIME, CLOCK_MONOTONIC

import pytest
from sqlalchemy import func, literal, select

from notifications.clock_watch import ClockWatch, since_boot
from notifications.delivery import deliver_waiting
from notifications.reminders import remind_all
from tests.factories import MONDAY, a_class, a_trainee, at, punches
from tests.notifications.conftest import Clock, FakeSms, Steady, a_post, write
from tests.training.attendance.reminding import a_reachable
from training.chat.acts.receive_message import Incoming, receive_message
from training.chat.acts.resume_messages import resume_messages
from training.database import Database
from training.delivery.acts.take_notices import take_notices
from training.notice import clock as rule
from training.notice.terms import Role
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.rules.message_limits import (
    AT_ONCE,
    BURST,
    FAILURES_TO_PAUSE,
    PAUSES,
    ChannelHealth,
    next_slot,
)
from training.outbox.rules.withdrawn import is_withdrawn
from training.outbox.terms import Audience, SmsTrouble
from training.people.acts.request_login_code import request_login_code
from training.people.acts.try_code import try_code
from training.people.rules.login_codes import MOST_CODES_A_DAY, TooManyCodes
from training.ports.sms import SmsFailed
from training.privacy.acts.plan_purge import plan_purge
from training.privacy.views.copy_personal_data import copy_personal_data
from training.records import moments
from training.records.attendance.reminders import Reminder
from training.records.chat import AlertNotice
from training.records.classes.trainees import Trainee
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage, SmsChannel
from training.records.people.purges import PurgePlan
from training.records.staff.chat_sign_in import ChatSignIn
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.note_attempt import note_attempt

A_DAY = timedelta(days=1)
AHEAD = [timedelta(minutes=2), timedelta(hours=1), A_DAY, timedelta(days=30)]
APART, INSTANT = rule.CLOCKS_APART, timedelta(microseconds=1)
PHONE = "13800000001"


@pytest.fixture
def known(database: Database) -> Database:
    with database.writing() as session:
        a_trainee(session, "王芳", PHONE)
    return database


def a_minute_ahead(clock: Clock, span: timedelta):
    """The clock is set ahead, and back a minute later; gives what happens meanwhile its time."""
    right = clock.now
    clock.now = right + span
    yield
    clock.now = right + timedelta(minutes=1)
    yield


def states(database: Database) -> dict[str, int]:
    counted = select(OutgoingMessage.state, func.count()).group_by(OutgoingMessage.state)
    with database.reading() as session:
        return {state.value: count for state, count in session.execute(counted)}


@pytest.mark.parametrize("ahead", AHEAD)
def test_messages_flow_at_once_when_the_clock_comes_back(database, clock, figure, ahead):
    sender, jump = FakeSms(), a_minute_ahead(clock, ahead)
    post = a_post(database, sender, clock)

    next(jump)
    write(database, clock, phone="13800000002")
    deliver_waiting(post)
    write(database, clock, phone="13800000003")
    next(jump)
    write(database, clock)
    deliver_waiting(post)

    assert (states(database), len(sender.sent)) == ({"sent": 3}, 3)
    waited = "0 s" if len(sender.sent) == 3 else f"{ahead}"
    figure(f"SMS silent after a clock ran {ahead} ahead for a minute", "0 s", waited)


@pytest.mark.parametrize("trouble", PAUSES)
def test_a_channel_that_was_paused_ahead_of_time_rests_no_longer(database, clock, trouble):
    failures = 1 if trouble in AT_ONCE else FAILURES_TO_PAUSE
    sender, jump = FakeSms(failures=[SmsFailed(trouble, "down")] * failures), a_minute_ahead(clock, A_DAY)
    post = a_post(database, sender, clock)

    next(jump)
    for place in range(5):
        write(database, clock, phone=str(13800000010 + place))
    deliver_waiting(post)
    next(jump)
    write(database, clock)
    for _ in range(3):
        deliver_waiting(post)

    with database.reading() as session:
        assert session.scalars(select(SmsChannel.paused_until)).one_or_none() is None
    assert "created" not in states(database)


def test_what_a_worker_held_ahead_of_time_is_looked_up_and_sent(database, clock):
    class Dies(FakeSms):
        def send(self, message):
            raise SystemExit

    jump = a_minute_ahead(clock, A_DAY)
    next(jump)
    write(database, clock)
    with pytest.raises(SystemExit):
        deliver_waiting(a_post(database, Dies(), clock))
    next(jump)
    sender = FakeSms()
    deliver_waiting(a_post(database, sender, clock))
    # Were only the clocks apart, its worker would be at it still: for as long as a lease nobody is asked.
    assert (states(database), sender.looked_up) == ({"unknown": 1}, [])
    clock.pass_by(minutes=1)
    deliver_waiting(a_post(database, sender, clock))

    assert (states(database), len(sender.looked_up), len(sender.sent)) == ({"sent": 1}, 1, 1)


def test_like_messages_ahead_of_time_are_not_those_of_today(database, clock):
    sender, jump = FakeSms(), a_minute_ahead(clock, A_DAY)
    post = a_post(database, sender, clock)

    next(jump)
    for place in range(3):
        write(database, clock, half_day=f"{place}")
    deliver_waiting(post)
    next(jump)
    write(database, clock, half_day="今天")
    deliver_waiting(post)

    assert sender.sent[-1].parameters["half_day"] == "今天"


def test_one_that_was_tried_ahead_of_time_waits_for_those_in_doubt_once_and_not_in_a_ring(database, clock):
    busy, unclear = SmsFailed(SmsTrouble.BACK_OFF, "503"), SmsFailed(SmsTrouble.UNCLEAR, "ReadTimeout")
    sender = FakeSms(failures=[busy, unclear, unclear, unclear])
    post, jump = a_post(database, sender, clock), a_minute_ahead(clock, A_DAY)

    next(jump)
    write(database, clock)
    deliver_waiting(post)
    next(jump)
    for place in range(3):
        write(database, clock, half_day=f"{place}")
    deliver_waiting(post)

    assert (states(database), sender.sent) == ({"created": 1, "unknown": 3}, [])


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(hours=2), A_DAY])
def test_a_code_is_given_and_opens_at_once_when_the_clock_comes_back(known, clock, figure, ahead):
    jump = a_minute_ahead(clock, ahead)

    next(jump)
    for place in range(MOST_CODES_A_DAY):
        _ask(known, clock, f"00000{place}")
        clock.pass_by(minutes=1)
    next(jump)
    _ask(known, clock, "123456")

    with known.writing() as session:
        assert try_code(session, PHONE, "123456", now=clock()).code_id is not None
    figure(f"login codes refused after a clock ran {ahead} ahead for a minute", "0 s", "0 s")


def test_the_next_day_has_its_own_codes_beside_those_that_were_asked_for_ahead_of_it(known, clock):
    jump = a_minute_ahead(clock, A_DAY)
    next(jump)
    _ask(known, clock, "000001")
    next(jump)

    clock.now += timedelta(hours=15)
    for place in range(MOST_CODES_A_DAY - 1):
        _ask(known, clock, f"12345{place}")
        clock.pass_by(minutes=2)
    # By then the one of the jump lies in the past of that day, and is one of its five.
    clock.now += timedelta(hours=9)
    with pytest.raises(TooManyCodes):
        _ask(known, clock, "999999")


def test_a_code_of_a_clock_ahead_of_time_opens_nothing_for_a_day(known, clock):
    jump = a_minute_ahead(clock, A_DAY)
    next(jump)
    _ask(known, clock, "000001")
    next(jump)

    with known.writing() as session:
        assert try_code(session, PHONE, "000001", now=clock()).code_id is None
    sender = FakeSms()
    deliver_waiting(a_post(known, sender, clock))
    assert (states(known), sender.sent) == ({"expired": 1}, [])


def test_who_may_try_to_sign_in_by_chat_is_not_counted_ahead_of_time(database, clock):
    jump = a_minute_ahead(clock, A_DAY)
    next(jump)
    with database.writing() as session:
        for place in range(60):
            note_attempt(session, f"way-{place}", "10.0.0.1", now=clock())
    next(jump)

    with database.writing() as session:
        note_attempt(session, "way", "10.0.0.1", now=clock())
        counted = list(session.scalars(select(ChatSignIn.tried_at)))

    assert (len(counted), counted.count(clock())) == (61, 1)


def test_alerts_and_answers_in_hand_ahead_of_time_are_taken_up_at_once(database, clock):
    with database.writing() as session:
        add_staff(session, "李敏", Role.CITY, None, None, now=clock())
        session.flush()
        session.scalars(select(Staff)).one().chat_id = "limin"
        draft = AlertDraft("kind", "key", "有事。", Audience.ADMINISTRATOR)
        raise_alert(session, draft, now=clock())
    jump = a_minute_ahead(clock, timedelta(hours=20))

    next(jump)
    with database.writing() as session:
        assert len(take_notices(session, now=clock())) == 1
        key = receive_message(session, Incoming("m1", "limin", "{}"), now=clock())
    next(jump)

    with database.writing() as session:
        assert len(take_notices(session, now=clock())) == 1
        assert resume_messages(session, now=clock()) == [key]
        assert session.scalar(select(func.count()).select_from(AlertNotice)) == 1


LONGEST = timedelta(minutes=10)
EDGES = [
    (-INSTANT, False),
    (timedelta(), False),
    (INSTANT, True),
    (LONGEST, True),
    (LONGEST + APART, True),
    (LONGEST + APART + INSTANT, False),
    (A_DAY, False),
]


@pytest.mark.parametrize(("beyond", "waits"), EDGES)
def test_nobody_waits_for_a_moment_further_away_than_its_rule_allows(database, clock, beyond, waits):
    until, now = clock() + beyond, clock()

    assert rule.waits(until, LONGEST, now) is waits
    assert rule.waits(None, LONGEST, now) is False
    stored = literal(until, Alert.raised_at.type)
    with database.reading() as session:
        assert session.scalar(select(~moments.has_come(stored, LONGEST, now))) == waits


@pytest.mark.parametrize(
    ("back", "is_recent"),
    [
        (LONGEST, False),
        (LONGEST - INSTANT, True),
        (timedelta(), True),
        (-APART, True),
        (-APART - INSTANT, False),
    ],
)
def test_what_a_clock_ahead_of_time_wrote_is_not_recent(database, clock, back, is_recent):
    moment, now = clock() - back, clock()

    assert rule.is_recent(moment, LONGEST, now) is is_recent
    assert rule.is_ahead(moment, now) is (back < -APART)
    stored = literal(moment, Alert.raised_at.type)
    with database.reading() as session:
        assert session.scalar(select(moments.is_recent(stored, LONGEST, now))) == is_recent
        assert session.scalar(select(moments.is_ahead(stored, now))) == (back < -APART)


@pytest.mark.parametrize(("beyond", "is_kept"), [(BURST + APART, True), (BURST + APART + INSTANT, False)])
def test_a_slot_is_kept_as_far_ahead_as_a_burst_and_two_clocks_may_be_apart(clock, beyond, is_kept):
    assert (next_slot(clock() + beyond, 10, clock()) is None) is is_kept


@pytest.mark.parametrize(("beyond", "rests"), [(timedelta(), True), (APART, True), (APART + INSTANT, False)])
def test_a_channel_rests_as_long_as_the_longest_pause(clock, beyond, rests):
    longest = clock() + PAUSES[SmsTrouble.PAUSE] + beyond

    assert ChannelHealth(5, longest).rests(clock()) is rests


def _ask(database: Database, clock: Clock, code: str) -> None:
    with database.writing() as session:
        request_login_code(session, PHONE, "10.0.0.1", code=code, now=clock())


# --- a jump is told


def told(database: Database) -> list[tuple[str, Audience]]:
    with database.reading() as session:
        return list(session.execute(select(Alert.kind, Alert.audience).order_by(Alert.id)).all())


@pytest.mark.parametrize(
    ("jump", "alerts"), [(-APART, 0), (APART, 0), (APART + INSTANT, 1), (-APART - INSTANT, 1), (A_DAY, 1)]
)
def test_a_jump_of_the_clock_is_told_the_administrator_once(database, clock, jump, alerts):
    steady = Steady()
    watch = ClockWatch(a_post(database, FakeSms(), clock), steady)

    for passed in (0, 10, 10):
        clock.now += timedelta(seconds=passed)
        steady.now += passed
        watch.look()
    clock.now += jump
    watch.look()
    watch.look()

    assert told(database) == [("clock_jumped", Audience.ADMINISTRATOR)] * alerts


def test_a_machine_that_slept_for_an_hour_has_not_jumped(database, clock):
    # The usual clock stands still meanwhile, the one since boot goes on.
    steady = {CLOCK_MONOTONIC: 100.0, CLOCK_BOOTTIME: 500.0}
    watch = ClockWatch(a_post(database, FakeSms(), clock), partial(since_boot, steady.__getitem__))

    clock.pass_by(hours=1)
    steady[CLOCK_BOOTTIME] += 3600
    watch.look()

    assert told(database) == []


@pytest.mark.parametrize(("jump", "says_so"), [(timedelta(hours=1), True), (-timedelta(hours=1), False)])
def test_a_jump_ahead_may_be_the_end_of_a_pause_which_the_alert_says(database, clock, jump, says_so):
    watch = ClockWatch(a_post(database, FakeSms(), clock), Steady())
    clock.now += jump
    watch.look()

    with database.reading() as session:
        assert ("刚刚暂停过" in session.scalars(select(Alert.text)).one()) is says_so


def test_what_was_written_ahead_of_time_is_told_once_though_nobody_saw_the_jump(database, clock):
    jump = a_minute_ahead(clock, A_DAY)
    next(jump)
    write(database, clock)
    next(jump)

    for _ in range(3):
        ClockWatch(a_post(database, FakeSms(), clock)).look()

    assert told(database) == [("clock_behind", Audience.ADMINISTRATOR)]


def test_the_jump_ahead_and_the_one_back_are_two(database, clock):
    steady, jump = Steady(), a_minute_ahead(clock, A_DAY)
    watch = ClockWatch(a_post(database, FakeSms(), clock), steady)

    next(jump)
    watch.look()
    next(jump)
    steady.now += 60
    watch.look()

    kinds = [kind for kind, _ in told(database)]
    assert kinds.count("clock_jumped") == 2


# --- what belongs to a day or an hour is done when it comes

TUESDAY = MONDAY + A_DAY


@pytest.fixture
def morning(database: Database) -> Database:
    """On Monday and on Tuesday 王芳 comes at 08:20, and 李强 does not; nobody of another class ever comes."""
    with database.writing() as session:
        own, other = a_class(session), a_class(session, "BT-2")
        a_reachable(session, own, "王芳", "1")
        a_reachable(session, own, "李强", "2")
        a_reachable(session, other, "赵敏", "3")
        punches(session, own, MONDAY, ["08:20"], number="1")
        punches(session, own, TUESDAY, ["08:20"], number="1")
    return database


def reminded(database: Database) -> tuple[dict[str, int], int]:
    """The states of the messages, and how often the owner of a silent machine was told."""
    with database.reading() as session:
        own = select(func.count()).where(Alert.kind == "class_without_punches")
        return states(database), session.scalar(own) or 0


@pytest.mark.parametrize("day", [MONDAY, TUESDAY])
def test_a_reminder_written_ahead_of_its_hour_is_written_again_when_it_comes(morning, clock, day, figure):
    sender = FakeSms()
    clock.now = at(MONDAY, "08:21")
    post = a_post(morning, sender, clock)
    watch = ClockWatch(post, Steady())
    clock.now = at(day, "08:36")
    watch.look()
    assert remind_all(morning, "", clock()) == 1
    assert reminded(morning) == ({"created": 1}, 2)

    clock.now = at(MONDAY, "08:22")
    watch.look()
    deliver_waiting(post)
    clock.now = at(day, "08:36")
    for _ in range(2):
        remind_all(morning, "", clock())
    deliver_waiting(post)

    assert reminded(morning) == ({"cancelled": 1, "sent": 1}, 4)
    figure("reminders lost after a clock ran into the next day", "0", f"{1 - len(sender.sent)}")


def test_a_reminder_that_went_out_ahead_of_its_hour_takes_not_the_place_of_the_real_one(morning, clock):
    sender = FakeSms()
    clock.now = at(MONDAY, "08:21")
    post = a_post(morning, sender, clock)
    watch = ClockWatch(post, Steady())
    clock.now = at(MONDAY, "08:36")
    watch.look()
    remind_all(morning, "", clock())
    deliver_waiting(post)
    clock.now = at(MONDAY, "08:22")
    watch.look()

    clock.now = at(MONDAY, "08:36")
    remind_all(morning, "", clock())
    deliver_waiting(post)

    assert len(sender.sent) == 2


@pytest.mark.parametrize(("back", "left"), [(APART, 1), (APART + INSTANT, 0)])
def test_nothing_is_withdrawn_without_a_jump_back(morning, clock, back, left):
    clock.now = at(MONDAY, "08:36")
    watch = ClockWatch(a_post(morning, FakeSms(), clock), Steady())
    remind_all(morning, "", clock())

    clock.now -= back
    watch.look()

    assert standing(morning) == left


def test_a_small_jump_back_withdraws_nothing_from_long_ahead(morning, clock):
    clock.now = at(TUESDAY, "08:36")
    remind_all(morning, "", clock())
    clock.now = at(MONDAY, "08:36")
    watch = ClockWatch(a_post(morning, FakeSms(), clock), Steady())

    clock.now -= timedelta(minutes=5)
    watch.look()

    assert standing(morning) == 1


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def history(database: Database, clock: Clock) -> datetime:
    """Of sixty days ago a reminder that went out, and an alert and a plan of a hundred; when it is right."""
    clock.now = at(MONDAY, "08:36") - timedelta(days=100)
    with database.writing() as session:
        raise_alert(session, AlertDraft("kind", "key", "有事。", Audience.ADMINISTRATOR), now=clock())
        plan_purge(session, now=clock())
    clock.now = at(MONDAY, "08:36")
    remind_all(database, "", clock())
    deliver_waiting(a_post(database, FakeSms(), clock))
    clock.now += timedelta(days=60)
    return clock.now


def kept(database: Database) -> tuple[int, int, int]:
    """Of what was written in its time, what has its key still: the reminder, the alert and the plan."""
    with database.reading() as session:
        alert = session.scalar(select(func.count()).where(Alert.dedupe_key == "key")) or 0
        plans = session.scalar(select(func.count()).select_from(PurgePlan)) or 0
        return standing(database), alert, plans


@pytest.mark.parametrize("falls", [1, 2])
def test_a_clock_that_falls_to_another_century_and_comes_back_costs_no_history(morning, clock, falls, figure):
    right = history(morning, clock)
    watch = ClockWatch(a_post(morning, FakeSms(), clock), Steady())

    for _ in range(falls):
        for clock.now in (LONG_AGO, right):
            watch.look()

    assert kept(morning) == (1, 1, 1)
    figure("history lost to a clock that fell to the year 2000", "0 rows", f"{3 - sum(kept(morning))} rows")


def test_of_what_a_clock_wrote_before_it_fell_the_last_day_is_done_again(morning, clock):
    clock.now = at(MONDAY, "08:36")
    remind_all(morning, "", clock())
    clock.now = at(TUESDAY, "08:36") - INSTANT
    watch = ClockWatch(a_post(morning, FakeSms(), clock), Steady())

    clock.now = LONG_AGO
    watch.look()

    assert standing(morning) == 0


def test_what_was_there_before_a_worker_saw_its_clock_go_ahead_is_kept_when_that_falls_back(morning, clock):
    right = history(morning, clock)
    clock.now = LONG_AGO
    watch = ClockWatch(a_post(morning, FakeSms(), clock), Steady())
    clock.now = right
    watch.look()
    with morning.writing() as session:
        raise_alert(session, AlertDraft("kind", "ahead", "有事。", Audience.ADMINISTRATOR), now=clock())

    clock.now = LONG_AGO
    watch.look()

    assert kept(morning) == (1, 1, 1)
    with morning.reading() as session:
        assert session.scalar(select(func.count()).where(Alert.dedupe_key == "ahead")) == 0


def test_a_reminder_that_went_out_ahead_of_its_hour_stays_in_the_copy_of_ones_own_data(morning, clock):
    clock.now = at(MONDAY, "08:21")
    post = a_post(morning, FakeSms(), clock)
    watch = ClockWatch(post, Steady())
    clock.now = at(MONDAY, "08:36")
    watch.look()
    remind_all(morning, "", clock())
    deliver_waiting(post)

    clock.now = at(MONDAY, "08:22")
    watch.look()
    before = copied(morning)
    clock.now = at(MONDAY, "08:36")
    remind_all(morning, "", clock())

    assert (before, copied(morning)) == ((1, 1), (1, 2))


def copied(database: Database) -> tuple[int, int]:
    """How many reminders and messages 李强 reads in the copy."""
    with database.reading() as session:
        who = session.scalars(select(Trainee.id).where(Trainee.name == "李强")).one()
        copy = copy_personal_data(session, who, now=at(MONDAY, "12:00"))["data"]
        return len(copy["reminders"]), len(copy["messages"])


def standing(database: Database) -> int:
    """Reminders that stand in the way of another for the same occasion."""
    with database.reading() as session:
        keys = session.scalars(select(OutgoingMessage.dedupe_key).join(Reminder)).all()
        return len([key for key in keys if not is_withdrawn(key)])


def test_the_plan_of_a_purge_that_was_made_ahead_of_its_evening_is_made_again_and_told(database, clock):
    clock.now = at(MONDAY, "12:00")
    watch = ClockWatch(a_post(database, FakeSms(), clock), Steady())
    clock.now = at(TUESDAY, "19:00")
    watch.look()
    with database.writing() as session:
        plan_purge(session, now=clock())
    clock.now = at(MONDAY, "12:01")
    watch.look()

    with database.reading() as session:
        assert session.scalars(select(PurgePlan)).all() == []
