"""The face is never the only way to attend: what was approved is no sign of fraud (PIPL)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.training.attendance.acts.test_receive_push import line, push, running, signals
from training.attendance.acts.alternatives.decide_alternative import AlternativeVerdict, decide_alternative
from training.attendance.acts.alternatives.request_alternative import AlternativeDraft, request_alternative
from training.attendance.rules.alternatives import Approval, BadAlternative, NotAskable, stands_as
from training.attendance.terms import OtherWay, Signal
from training.attendance.views.alternatives.see_alternatives import visible_alternatives
from training.classes.views.find_class import find_class
from training.database import Database
from training.deputies.acts.hand_link import hand_link
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.terms import Role
from training.outbox.terms import Audience
from training.records.attendance.alternatives import AlternativeDecision, AttendanceAlternative
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.views.find_staff import find_staff
from training.staff.views.managed import About, mark_of_member

__all__ = ["running"]
SUNDAY_EVENING = at(MONDAY - timedelta(days=1), "20:00")
TUESDAY = MONDAY + timedelta(days=1)
SECOND = timedelta(seconds=1)
BY_CARD = AlternativeDraft(OtherWay.CARD, "脸部受伤")
ENDS = AlternativeVerdict(MONDAY)


@pytest.fixture
def asked(running: Database) -> Database:
    """王芳 asked on Sunday evening; 审核员 is of her district, 外区 of another."""
    with running.writing() as session:
        enrolment = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        own = enrolment.training_class.district
        other = session.scalars(select(District).where(District.id != own.id)).first()
        add_staff(session, "审核员", Role.DISTRICT, own, None, now=SUNDAY_EVENING)
        add_staff(session, "外区", Role.DISTRICT, other, None, now=SUNDAY_EVENING)
        institution = enrolment.training_class.institution
        add_staff(session, "李老师", Role.INSTITUTION, None, institution, now=SUNDAY_EVENING)
        request_alternative(session, enrolment, BY_CARD, now=SUNDAY_EVENING)
    return running


def decide(
    database: Database,
    verdict: AlternativeVerdict,
    name: str = "审核员",
    when: datetime = SUNDAY_EVENING,
) -> None:
    with database.writing() as session:
        staff = session.scalars(select(Staff).where(Staff.name == name)).one()
        public_id = session.scalars(
            select(AttendanceAlternative.public_id).order_by(AttendanceAlternative.id.desc())
        ).first()
        decide_alternative(session, staff, public_id, verdict, now=when)


def excuse(database: Database, class_number: str, now: datetime) -> None:
    """Its district approves for everybody in the class."""
    with database.writing() as session:
        own = find_class(session, class_number)
        judge = add_staff(session, "免脸审核员", Role.DISTRICT, own.district, None, now=now)
        for enrolment in session.scalars(select(Enrolment).where(Enrolment.class_id == own.id)).all():
            request_alternative(session, enrolment, BY_CARD, now=now)
            asked_of = AttendanceAlternative.enrolment_id == enrolment.id
            public_id = session.scalars(select(AttendanceAlternative.public_id).where(asked_of)).one()
            decide_alternative(session, judge, public_id, AlternativeVerdict(own.ends_on), now=now)


def ask_again(database: Database, now: datetime) -> None:
    with database.writing() as session:
        enrolment = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        request_alternative(session, enrolment, BY_CARD, now=now)


def test_the_district_is_told_once_a_day(asked):
    with asked.reading() as session:
        (alert,) = session.scalars(select(Alert).where(Alert.kind == "alternative_asked")).all()

    assert alert.audience is Audience.INSPECTORS
    assert "不刷脸" in alert.text


def test_while_it_waits_a_punch_by_card_is_a_signal(asked):
    push(asked, line("08:20:00", verify=4))

    assert signals(asked) == [(Signal.NOT_A_FACE, "考勤号 1 用卡打卡，没有刷脸")]


@pytest.mark.parametrize(
    ("approved_at", "is_signal"),
    [("08:19:59", False), ("08:20:00", False), ("08:20:01", True)],
)
def test_an_approval_holds_from_its_very_moment(asked, approved_at, is_signal):
    decide(asked, ENDS, when=at(MONDAY, approved_at))

    push(asked, line("08:20:00", verify=4))

    assert bool(signals(asked)) is is_signal


@pytest.mark.parametrize(
    ("day", "clock", "is_signal"), [(MONDAY, "23:00:00", False), (TUESDAY, "00:00:00", True)]
)
def test_an_approval_ends_with_its_last_day(asked, day, clock, is_signal):
    decide(asked, ENDS)

    push(asked, line(clock, day=day, verify=4), at(TUESDAY, "12:00"))

    assert bool(signals(asked)) is is_signal


def test_a_punch_before_the_approval_is_told_although_a_later_one_of_the_day_is_covered(asked):
    decide(asked, ENDS, when=at(MONDAY, "08:30"))

    push(asked, line("08:20:00", verify=4) + line("08:40:00", verify=4))

    assert [kind for kind, _ in signals(asked)] == [Signal.NOT_A_FACE]


def test_it_excuses_nobody_else(asked):
    decide(asked, ENDS)

    push(asked, line("08:20:00", "1", verify=4) + line("08:21:00", "2", verify=4))

    assert [evidence for _, evidence in signals(asked)] == ["考勤号 2 用卡打卡，没有刷脸"]


def test_what_was_refused_excuses_nothing(asked):
    decide(asked, AlternativeVerdict(None, "证明不清楚"))

    push(asked, line("08:20:00", verify=4))

    assert len(signals(asked)) == 1


@pytest.mark.parametrize("name", ["外区", "李老师"])
def test_only_the_district_of_the_class_decides(asked, name):
    with pytest.raises(NotFound):
        decide(asked, ENDS, name)

    decide(asked, ENDS, "审核员")


@pytest.mark.parametrize(("name", "seen"), [("外区", 0), ("李老师", 1), ("审核员", 1)])
def test_a_request_is_seen_where_its_class_is_seen(asked, name, seen):
    with asked.reading() as session:
        staff = session.scalars(select(Staff).where(Staff.name == name)).one()

        assert len(session.scalars(visible_alternatives(staff)).all()) == seen


@pytest.mark.parametrize(
    "until", [MONDAY - timedelta(days=2), date(2099, 1, 1)], ids=["yesterday", "after the class"]
)
def test_an_end_that_is_no_day_of_the_class_is_refused(asked, until):
    with pytest.raises(BadAlternative, match="截止日"):
        decide(asked, AlternativeVerdict(until))


def ask_for_the_trainee(database: Database, name: str) -> None:
    """Once the first request was refused."""
    decide(database, AlternativeVerdict(None, "证明不清楚"))
    with database.writing() as session:
        asker = find_staff(session, name)
        enrolment = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        draft = replace(BY_CARD, asked_by=name, asked_by_id=asker.id)
        request_alternative(session, enrolment, draft, now=SUNDAY_EVENING)


def test_what_the_school_asks_for_its_district_decides(asked):
    ask_for_the_trainee(asked, "李老师")

    decide(asked, ENDS)

    with asked.reading() as session:
        approvals = select(AlternativeDecision.until).order_by(AlternativeDecision.id)
        assert session.scalars(approvals).all() == [None, MONDAY]


def test_whoever_let_the_school_in_does_not_decide_what_was_asked_for_there(asked):
    with asked.writing() as session:
        school, clerk = find_staff(session, "李老师"), find_staff(session, "审核员")
        assert school.institution is not None
        school.institution.district = clerk.district
        session.flush()
        about = About(clerk, school.public_id, mark_of_member(school))
        hand_link(session, about, token="link", now=SUNDAY_EVENING)
    with asked.writing() as session:
        enter_by_link(session, "link", session_token="session", now=SUNDAY_EVENING)
    ask_for_the_trainee(asked, "李老师")

    with pytest.raises(SameHand):
        decide(asked, ENDS)


def test_a_refusal_says_why(asked):
    with pytest.raises(BadAlternative, match="原因"):
        decide(asked, AlternativeVerdict(None, " "))


def test_it_is_decided_once(asked):
    decide(asked, ENDS)

    with pytest.raises(NotAskable, match="先审核"):
        decide(asked, AlternativeVerdict(None, "不行"))


def test_nobody_asks_while_a_request_waits_or_holds_and_again_after_its_end(asked):
    with pytest.raises(NotAskable, match="在等"):
        ask_again(asked, SUNDAY_EVENING + SECOND)
    decide(asked, ENDS)
    with pytest.raises(NotAskable, match="已经批准"):
        ask_again(asked, at(TUESDAY, "00:00") - SECOND)

    ask_again(asked, at(TUESDAY, "00:00"))


def test_how_it_stands_is_told_in_words():
    approval = Approval(SUNDAY_EVENING, MONDAY)

    assert stands_as(None, SUNDAY_EVENING, is_decided=False) == "待审核"
    assert stands_as(None, SUNDAY_EVENING, is_decided=True) == "未批准"
    assert stands_as(approval, at(TUESDAY, "00:00") - SECOND, is_decided=True) == f"经批准不刷脸，到 {MONDAY}"
    assert stands_as(approval, at(TUESDAY, "00:00"), is_decided=True).endswith("（已到期）")
