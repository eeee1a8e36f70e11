"""R43 to R45: a missed punch is told in time, once, to whom it helps; a silent machine to its owners."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from tests.factories import MONDAY, WHOLE_DAY, a_class, a_device, a_lesson, a_withdrawal, at, punches
from tests.training.attendance.reminding import (
    LINKS,
    a_reachable,
    an_approved_correction,
    lesson_of,
    remind,
    staff_of,
    written,
)
from tests.training.builders import at_once
from training.attendance.acts.approve_leave import AlreadyOnLeave, Leave, NoLessonThen, approve_leave
from training.attendance.acts.write_reminders import write_reminders
from training.attendance.rules.reminders import Silence
from training.attendance.terms import DayPart, PunchKind
from training.attendance.views.plan_reminders import plan_reminders
from training.attendance.views.progress_of import progress_of
from training.attendance.views.standing_of_day import classes_of_day, people_of_day
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.database import Database
from training.delivery.acts.record_failure import record_failure
from training.delivery.acts.retry_message import retry_message
from training.delivery.acts.take_slot import Pace
from training.delivery.acts.take_waiting_message import take_waiting_message
from training.delivery.rules.attempt import Attempt
from training.delivery.views.reason_to_cancel import reason_to_cancel
from training.errors import Refusal
from training.notice.terms import HalfDay, Mode, Role
from training.outbox.rules.short_links import ShortLinks
from training.outbox.terms import Audience, MessageState, SmsTrouble
from training.outbox.views.follow_link import LinkOver, follow_link
from training.people.acts.opt_in import opt_in
from training.people.acts.opt_out import opt_out
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.acts.verify_by_code import verify_by_code
from training.ports.sms import SmsFailed
from training.records.attendance.leave import LeaveOfAbsence
from training.records.attendance.reminders import Reminder
from training.records.classes.classes import LessonCancellation, TrainingClass
from training.records.classes.trainees import PhoneChange
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage
from training.records.outbox.short_links import ShortLink
from training.records.people.reach import SmsOptOut

TUESDAY = MONDAY + timedelta(days=1)
SCHOOL = "包头市第一培训学校"
BARRED = Cause("保存期内不能删除", "周工")


@pytest.fixture
def morning(database: Database) -> Database:
    """Monday 08:20: 王芳 (number 1) is seen, 李强 (2) is not."""
    with database.writing() as session:
        own = a_class(session, name="电工（五级）3班")
        a_reachable(session, own, "王芳", "1")
        a_reachable(session, own, "李强", "2")
        punches(session, own, MONDAY, ["08:20"], number="1")
    return database


def silences(database: Database, clock: str, day: date = MONDAY) -> dict[str, Silence]:
    """By name, why somebody is not told of the one occasion of that time."""
    with database.reading() as session:
        return {each.person.name: each.verdict for each in plan_reminders(session, at(day, clock)).not_due}


def test_who_was_not_seen_is_written_to_and_who_was_seen_is_not(morning):
    assert remind(morning, at(MONDAY, "08:36")) == 1

    values = {"class_short_name": "电工3班", "half_day": "上午", "until": "08:45"}
    assert written(morning) == [("missing_in", "13800000002", values)]
    assert silences(morning, "08:36") == {"王芳": Silence.PUNCHED, "李强": Silence.REMINDED}


def test_the_message_is_due_and_useless_at_the_borders_of_the_window(morning):
    remind(morning, at(MONDAY, "08:40"))

    with morning.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert (message.due_at, message.expires_at) == (at(MONDAY, "08:35"), at(MONDAY, "08:45"))
        assert message.district_id == session.scalars(select(TrainingClass)).one().district_id


def test_an_out_punch_is_asked_for_near_the_end(morning):
    with morning.writing() as session:
        punches(session, find_class(session, "BT-1"), MONDAY, ["08:25"], number="2")
        punches(session, find_class(session, "BT-1"), MONDAY, ["11:35"], number="1")

    remind(morning, at(MONDAY, "12:10"))

    values = {"class_short_name": "电工3班", "half_day": "上午", "until": "12:30"}
    assert written(morning) == [("missing_out", "13800000002", values)]


def test_the_evening_sums_up_what_was_lost(morning):
    with morning.writing() as session:
        punches(session, find_class(session, "BT-1"), MONDAY, ["11:35", "13:50", "17:10"], number="1")

    remind(morning, at(MONDAY, "19:00"))

    values = {"class_short_name": "电工3班", "half_day": "今天上午、下午", "until": "3月9日"}
    assert written(morning) == [("day_lost", "13800000002", values)]


@pytest.mark.parametrize("clock", ["08:34", "08:45", "12:05", "12:30", "18:30", "21:00", "06:00"])
def test_between_the_occasions_nobody_is_written_to(morning, clock):
    assert remind(morning, at(MONDAY, clock)) == 0
    assert written(morning) == []


def test_one_message_whatever_is_run_again(morning):
    for clock in ("08:36", "08:36", "08:40", "08:44"):
        remind(morning, at(MONDAY, clock))

    assert len(written(morning)) == 1


def test_each_occasion_of_a_day_has_a_message_of_its_own_and_each_day_too(morning):
    with morning.writing() as session:
        own = find_class(session, "BT-1")
        punches(session, own, MONDAY, ["11:35", "13:50", "17:10"], number="1")
        punches(session, own, MONDAY, ["13:55"], number="2")
        punches(session, own, TUESDAY, ["08:20"], number="1")

    for clock in ("08:36", "14:06", "17:45", "19:00"):
        remind(morning, at(MONDAY, clock))
    remind(morning, at(TUESDAY, "08:36"))

    assert [template for template, *_ in written(morning)] == [
        *("missing_in", "missing_out", "day_lost"),
        "missing_in",
    ]


def test_two_workers_with_the_same_plan_write_each_reminder_once(morning):
    with morning.writing() as session:
        for place in range(3, 43):
            a_reachable(session, find_class(session, "BT-1"), f"学员{place}", str(place))
    now = at(MONDAY, "08:36")
    with morning.reading() as session:
        plan = plan_reminders(session, now)

    def write() -> int:
        with morning.writing() as session:
            return write_reminders(session, plan, LINKS, now=now)

    counts = at_once(*[write] * 4)

    assert sorted(counts) == [0, 0, 0, 41]
    assert len(written(morning)) == 41


def test_a_writer_that_fails_leaves_neither_a_reminder_nor_a_message(morning):
    with morning.reading() as session:
        plan = plan_reminders(session, at(MONDAY, "08:36"))

    def broken() -> str:
        raise RuntimeError

    def write(links: ShortLinks, then) -> None:
        with morning.writing() as session:
            write_reminders(session, plan, links, now=at(MONDAY, "08:36"))
            then()

    for links in (ShortLinks("", broken), LINKS):
        with pytest.raises(RuntimeError):
            write(links, broken)

    assert written(morning) == []
    assert remind(morning, at(MONDAY, "08:37")) == 1


def test_why_each_of_the_others_is_left_alone(morning):
    with morning.writing() as session:
        own = find_class(session, "BT-1")
        a_reachable(session, own, "没核实", "3", verified=False)
        a_withdrawal(session, a_reachable(session, own, "退了班", "4"), MONDAY - timedelta(days=1))
        on_leave = a_reachable(session, own, "请了假", "5")
        approve_leave(
            session,
            on_leave,
            Leave(MONDAY, DayPart.MORNING, "病"),
            approved_by="李老师",
            now=at(MONDAY, "07:00"),
        )
        opted_out = a_reachable(session, own, "退了订", "6")
        opt_out(session, opted_out.trainee, asked_by="本人", now=at(MONDAY, "07:00"))
        restricted = a_reachable(session, own, "限制了", "8")
        restrict_processing(session, restricted.trainee_id, BARRED, now=at(MONDAY, "07:00"))
        a_reachable(session, own, "没有号", None)
        changed = a_reachable(session, own, "换了号", "7")
        changed.trainee.phone = changed.trainee.phone_index = "13900000007"

    assert silences(morning, "08:36") == {
        "王芳": Silence.PUNCHED,
        "没核实": Silence.UNVERIFIED,
        "退了班": Silence.LEFT,
        "请了假": Silence.ON_LEAVE,
        "退了订": Silence.OPTED_OUT,
        "限制了": Silence.RESTRICTED,
        "没有号": Silence.NO_NUMBER,
        "换了号": Silence.UNVERIFIED,
    }
    assert remind(morning, at(MONDAY, "08:36")) == 1


def test_a_reminder_that_waits_is_not_sent_after_a_restriction(morning):
    remind(morning, at(MONDAY, "08:36"))
    with morning.writing() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert reason_to_cancel(session, message, now=at(MONDAY, "08:37")) is None

        restrict_processing(session, message.trainee_id, BARRED, now=at(MONDAY, "08:37"))

        assert reason_to_cancel(session, message, now=at(MONDAY, "08:37")) == "限制处理"


@pytest.mark.parametrize(("clock", "why"), [("08:38", None), ("12:00", Silence.TOO_LATE.value)])
def test_a_reminder_that_is_sent_again_is_sent_while_it_is_of_use(morning, clock, why):
    remind(morning, at(MONDAY, "08:36"))
    with morning.writing() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        for _ in range(2):
            message.state = MessageState.FAILED
            retry_message(session, message, timedelta(hours=4), asked_by="刘志刚", now=at(MONDAY, "08:37"))
            newest = select(OutgoingMessage).order_by(OutgoingMessage.id.desc()).limit(1)
            message = session.scalars(newest).one()

        assert reason_to_cancel(session, message, now=at(MONDAY, clock)) == why


def test_a_number_that_was_given_up_and_came_back_is_unverified_until_it_is_proved_again(morning):
    with morning.writing() as session:
        own = find_enrolment(session, find_class(session, "BT-1"), "李强").trainee
        batch_id = find_enrolment(session, find_class(session, "BT-1"), "李强").batch_id
        for change in ("07:00", "07:30"):
            session.add(
                PhoneChange(
                    trainee_id=own.id,
                    old_phone="13800000002",
                    new_phone="13900000002",
                    batch_id=batch_id,
                    changed_at=at(MONDAY, change),
                )
            )

    assert silences(morning, "08:36")["李强"] is Silence.UNVERIFIED


def test_the_new_number_of_another_is_nobody_elses_business(morning):
    with morning.writing() as session:
        own = find_enrolment(session, find_class(session, "BT-1"), "王芳")
        session.add(
            PhoneChange(
                trainee_id=own.trainee_id,
                old_phone="13800000001",
                new_phone="13900000001",
                batch_id=own.batch_id,
                changed_at=at(MONDAY, "07:00"),
            )
        )

    assert remind(morning, at(MONDAY, "08:36")) == 1


def test_who_opts_in_again_is_written_to_again(morning):
    with morning.writing() as session:
        own = find_enrolment(session, find_class(session, "BT-1"), "李强").trainee
        opt_out(session, own, asked_by="本人", now=at(MONDAY, "06:10"))
        assert opt_out(session, own, asked_by="本人", now=at(MONDAY, "06:11")) is False
        assert opt_in(session, own, asked_by="本人", now=at(MONDAY, "06:12")) is True
        assert opt_in(session, own, asked_by="本人", now=at(MONDAY, "06:13")) is False

    assert remind(morning, at(MONDAY, "08:36")) == 1


@pytest.fixture
def refused(morning: Database) -> Database:
    """李强 was written to, and the provider said that this number has opted out; 王芳 came after noon too."""
    remind(morning, at(MONDAY, "08:36"))
    moment = at(MONDAY, "08:37")
    with morning.writing() as session:
        message = take_waiting_message(session, Pace("twilio", 100), now=moment)
        attempt = Attempt(message.id, message.attempts)
    fault = SmsFailed(SmsTrouble.OPTED_OUT, "twilio 400, code 21610")
    with morning.writing() as session:
        record_failure(session, attempt, fault, jitter=0, now=moment)
        punches(session, find_class(session, "BT-1"), MONDAY, ["13:50"], number="1")
    return morning


def test_who_has_opted_out_at_the_provider_is_not_written_to_again(refused):
    assert silences(refused, "14:06")["李强"] is Silence.OPTED_OUT
    assert remind(refused, at(MONDAY, "14:06")) == 0
    with refused.reading() as session:
        kept = session.scalars(select(SmsOptOut)).one()
        assert (kept.asked_by, kept.asked_at) == ("短信服务商 twilio", at(MONDAY, "08:37"))
        assert kept.reason == "短信服务商告知：这个号码已退订"


def test_what_the_provider_says_of_a_number_is_not_said_of_another(refused):
    with refused.writing() as session:
        own = find_enrolment(session, find_class(session, "BT-1"), "李强").trainee
        own.phone = own.phone_index = "13900000002"
        verify_by_code(session, own, now=at(MONDAY, "12:00"))

    assert remind(refused, at(MONDAY, "14:06")) == 1


def test_who_comes_back_after_the_provider_refused_is_written_to_again(refused):
    with refused.writing() as session:
        own = find_enrolment(session, find_class(session, "BT-1"), "李强").trainee
        opt_in(session, own, asked_by="本人", now=at(MONDAY, "12:00"))

    assert remind(refused, at(MONDAY, "14:06")) == 1


def test_a_punch_of_a_wrong_clock_or_of_another_machine_or_day_does_not_count(morning):
    with morning.writing() as session:
        own = find_class(session, "BT-1")
        own.attendance_device = "6012"
        punches(session, own, MONDAY, ["08:21"], number="2", clock_is_wrong=True)
        punches(session, own, MONDAY, ["08:22"], number="2", device="6013")
        punches(session, own, TUESDAY, ["08:23"], number="2")

    assert remind(morning, at(MONDAY, "08:36")) == 1


@pytest.mark.parametrize("class_device", ["", "6012", "CJDE1", "6099"])
@pytest.mark.parametrize("device", ["", "6012", "CJDE1", "6013"])
def test_a_punch_spares_the_reminder_exactly_where_it_earns_hours(morning, class_device, device):
    with morning.writing() as session:
        a_device(session, "CJDE1", "6012")
        own = find_class(session, "BT-1")
        own.attendance_device = class_device
        punches(session, own, MONDAY, ["08:21"], number="2", device=device)
        found = progress_of(session, find_enrolment(session, own, "李强"), at(MONDAY, "08:36"))

    with morning.reading() as session:
        classes = classes_of_day(session, MONDAY)
        people = people_of_day(session, classes, MONDAY)[classes[0].class_id]
    (standing,) = [each.standing for each in people if each.name == "李强"]
    assert standing.punches == list(found.presence.punches)


def test_an_approved_correction_counts_as_the_punch(morning):
    with morning.writing() as session:
        own = find_class(session, "BT-1")
        staff = staff_of(session, Role.INSTITUTION, SCHOOL)
        lesson = lesson_of(session, own, MONDAY, HalfDay.MORNING)
        an_approved_correction(session, find_enrolment(session, own, "李强"), lesson, PunchKind.IN, staff)

    assert silences(morning, "08:36")["李强"] is Silence.PUNCHED


def test_a_silent_machine_is_told_to_its_owners_once_and_to_no_trainee(database):
    with database.writing() as session:
        own = a_class(session)
        for place in range(1, 4):
            a_reachable(session, own, f"学员{place}", str(place))
        # Another class on the same machine does not speak for this one.
        other = a_class(session, "BT-2")
        a_reachable(session, other, "别班", "9")
        punches(session, other, MONDAY, ["08:20"], number="9")

    for clock in ("08:36", "08:37", "12:15"):
        remind(database, at(MONDAY, clock))

    assert [each for each in written(database) if each[0] == "missing_in"] == []
    with database.reading() as session:
        alerts = session.scalars(select(Alert).order_by(Alert.id)).all()
        of_own = [each for each in alerts if each.training_class.class_number == "BT-1"]
        assert [each.audience for each in of_own] == [Audience.INSPECTORS, Audience.INSTITUTION]
        assert {each.text for each in of_own} == {
            "班级 BT-1 3月2日上午全班没有打卡记录，考勤机可能离线，没有给学员发短信。"
            "请核实是否上课，检查考勤机电源和网络，恢复后补传记录。"
        }


def test_a_cancelled_lesson_and_an_online_one_are_silent_and_raise_no_alert(database):
    with database.writing() as session:
        own = a_class(session, lessons=False)
        a_lesson(session, own, MONDAY, HalfDay.MORNING, cancelled=True)
        a_lesson(session, own, MONDAY, HalfDay.AFTERNOON, mode=Mode.ONLINE)
        a_reachable(session, own, "王芳", "1")

    for clock in ("08:36", "12:15", "14:06", "17:45", "19:00"):
        assert remind(database, at(MONDAY, clock)) == 0
    with database.reading() as session:
        assert session.scalars(select(Alert)).all() == []


def test_the_rules_a_class_was_filed_under_decide(morning):
    with morning.writing() as session:
        own = find_class(session, "BT-1")
        own.rule_set.numbers = own.rule_set.numbers | {"missing_in_after_minutes": 10}

    assert remind(morning, at(MONDAY, "08:36")) == 0
    assert remind(morning, at(MONDAY, "08:40")) == 1


def test_one_class_alone_can_be_asked_for(morning):
    with morning.writing() as session:
        other = a_class(session, "BT-2")
        a_reachable(session, other, "别班", "9")
        a_reachable(session, other, "别班乙", "10")
        punches(session, other, MONDAY, ["08:20"], number="9")

    assert remind(morning, at(MONDAY, "08:36"), only="BT-2") == 1
    assert [phone for _, phone, _ in written(morning)] == ["13800000010"]


def test_the_number_of_queries_does_not_grow_with_the_trainees(morning):
    def queries() -> int:
        told: list[str] = []

        def note(*arguments: object) -> None:
            told.append(str(arguments[2]))

        event.listen(morning.engine, "before_cursor_execute", note)
        with morning.reading() as session:
            plan_reminders(session, at(MONDAY, "08:36"))
        event.remove(morning.engine, "before_cursor_execute", note)
        return len(told)

    few = queries()
    with morning.writing() as session:
        for place in range(3, 43):
            a_reachable(session, find_class(session, "BT-1"), f"学员{place}", str(place))

    assert queries() == few


def reason(database: Database, clock: str = "08:37") -> str | None:
    with database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        return reason_to_cancel(session, message, now=at(MONDAY, clock))


def test_a_reminder_that_is_still_right_is_sent(morning):
    remind(morning, at(MONDAY, "08:36"))

    assert reason(morning) is None


def a_late_batch(session, own, enrolment) -> None:
    punches(session, own, MONDAY, ["08:30"], number="2")


def a_cancelled_lesson(session, own, enrolment) -> None:
    lesson = lesson_of(session, own, MONDAY, HalfDay.MORNING)
    cancelled_at = at(MONDAY, "08:36")
    session.add(
        LessonCancellation(lesson_id=lesson.id, reason="停电", cancelled_by="甲", cancelled_at=cancelled_at)
    )


def a_leave(session, own, enrolment) -> None:
    leave = Leave(MONDAY, DayPart.WHOLE_DAY, "病")
    approve_leave(session, enrolment, leave, approved_by="李老师", now=at(MONDAY, "08:36"))


def having_left(session, own, enrolment) -> None:
    a_withdrawal(session, enrolment, MONDAY - timedelta(days=1))


def an_opting_out(session, own, enrolment) -> None:
    opt_out(session, enrolment.trainee, asked_by="本人", now=at(MONDAY, "08:36"))


def another_phone(session, own, enrolment) -> None:
    enrolment.trainee.phone = enrolment.trainee.phone_index = "13900000002"


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (a_late_batch, "已打卡"),
        (a_cancelled_lesson, "停课"),
        (a_leave, "请假"),
        (having_left, "已退班"),
        (an_opting_out, "已退订"),
        (another_phone, "手机号已更换"),
    ],
)
def test_what_happened_since_it_was_written_cancels_a_reminder(morning, happens, why):
    remind(morning, at(MONDAY, "08:36"))
    with morning.writing() as session:
        own = find_class(session, "BT-1")
        happens(session, own, find_enrolment(session, own, "李强"))

    assert reason(morning) == why


def test_a_reminder_that_waited_too_long_is_cancelled(morning):
    remind(morning, at(MONDAY, "08:36"))

    assert reason(morning, "08:44:59") is None
    assert reason(morning, "08:45") == "已过能补救的时间"


def test_other_messages_are_none_of_this_business(morning):
    remind(morning, at(MONDAY, "08:36"))
    with morning.writing() as session:
        session.scalars(select(OutgoingMessage)).one().template = "login_code"

    assert reason(morning, "23:00") is None


def test_the_link_leads_to_the_day_for_as_long_as_a_correction_may_be_asked_for(morning):
    with morning.reading() as session:
        plan = plan_reminders(session, at(MONDAY, "08:36"))
        own = find_enrolment(session, find_class(session, "BT-1"), "李强")
    with morning.writing() as session:
        write_reminders(session, plan, ShortLinks("https://x", lambda: "secret"), now=at(MONDAY, "08:36"))

    with morning.reading() as session:
        found = follow_link(session, "secret", now=at(MONDAY, "08:37"))
        assert (found.trainee_id, found.enrolment, found.held_on) == (own.trainee_id, own.public_id, MONDAY)
        last_moment = at(date(2026, 3, 9), "11:29:59")
        assert follow_link(session, "secret", now=last_moment) == found
        for token, now in (("secret", at(date(2026, 3, 9), "11:30")), ("Secret", at(MONDAY, "08:37"))):
            with pytest.raises(LinkOver, match="已失效"):
                follow_link(session, token, now=now)


def test_the_token_of_a_link_is_nowhere_but_in_the_sealed_message(morning):
    remind(morning, at(MONDAY, "08:36"))

    with morning.reading() as session:
        reminder, link = session.scalars(select(Reminder)).one(), session.scalars(select(ShortLink)).one()
        assert link.message_id == reminder.message_id
        assert b"token" not in link.digest
        assert "https://chaban.example/t/token-" in (reminder.message.parameters or "")


@pytest.mark.parametrize(
    ("leave", "refusal"),
    [
        (Leave(MONDAY, DayPart.MORNING, "病"), AlreadyOnLeave),
        (Leave(MONDAY, DayPart.AFTERNOON, "病"), None),
        (Leave(MONDAY, DayPart.WHOLE_DAY, "病"), None),
        (Leave(MONDAY - timedelta(days=1), DayPart.WHOLE_DAY, "病"), NoLessonThen),
    ],
)
def test_a_leave_is_for_a_lesson_and_recorded_once(morning, leave, refusal):
    with morning.writing() as session:
        own = find_enrolment(session, find_class(session, "BT-1"), "李强")
        first = replace(leave, held_on=MONDAY, part=DayPart.MORNING)
        approve_leave(session, own, first, approved_by="李老师", now=at(MONDAY, "07:00"))

    def add() -> type[Refusal] | None:
        try:
            with morning.writing() as session:
                own = find_enrolment(session, find_class(session, "BT-1"), "李强")
                approve_leave(session, own, leave, approved_by="李老师", now=at(MONDAY, "07:00"))
        except Refusal as refused:
            return type(refused)
        return None

    assert add() is refusal
    with morning.reading() as session:
        assert len(session.scalars(select(LeaveOfAbsence)).all()) == (1 if refusal else 2)


def test_leave_for_a_half_day_without_a_lesson_is_refused(database):
    with database.writing() as session:
        own = a_class(session, lessons=False)
        a_lesson(session, own, MONDAY, HalfDay.MORNING)
        enrolment = a_reachable(session, own, "王芳", "1")
        leave = Leave(MONDAY, DayPart.AFTERNOON, "病")
        with pytest.raises(NoLessonThen, match="没有课"):
            approve_leave(session, enrolment, leave, approved_by="李老师", now=at(MONDAY, "07:00"))


def test_whole_days_bring_no_summary(morning):
    with morning.writing() as session:
        punches(session, find_class(session, "BT-1"), TUESDAY, WHOLE_DAY, number="1")
        punches(session, find_class(session, "BT-1"), TUESDAY, WHOLE_DAY, number="2")

    assert remind(morning, at(TUESDAY, "19:00")) == 0
    assert set(silences(morning, "19:00", TUESDAY).values()) == {Silence.NOTHING_LOST}
