"""R25: after the opening a roster changes by request, and whoever asks does not decide."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, WHOLE_DAY, at, punches
from tests.training.builders import at_once, roster_row
from tests.training.rosters.changing import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    ELSEWHERE,
    LAST,
    NO,
    OTHER_SCHOOL,
    SCHOOL,
    YES,
    day,
)
from training.attendance.rules.attendance import Outcome
from training.attendance.views.progress_of import progress_of_class
from training.classes.rules.roster_changes import ClassHasEnded, TooLateToJoin
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.classes.trainees import Enrolment, Trainee
from training.rosters.acts.ask_change import ChangeWaits, HasLeft
from training.rosters.acts.decide_change import OwnRequest
from training.rosters.acts.settle_change import ChangeDecided, ChangeVerdict
from training.rosters.views.judge_newcomer import BadNewcomer
from training.sheets.hand_in import ImportRefused

FIVE = [f"学员{number}" for number in range(1, 6)]


def count(changing, record) -> int:
    with changing.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def standing(changing, name: str, now):
    with changing.database.reading() as session:
        own = session.scalars(select(TrainingClass)).one()
        found = {each.enrolment.trainee.name: each.progress for each in progress_of_class(session, own, now)}
        return found[name]


def test_before_the_first_day_somebody_comes_in_at_once(changing):
    changing.today = day(-1)

    change = changing.add()

    assert (changing.state(change), changing.roster(on=MONDAY)) == ("已生效", [*FIVE, "学员21"])
    assert changing.alerts("roster_changes") == []


@pytest.mark.parametrize("after", [0, 3])
def test_in_the_days_of_grace_who_comes_is_not_in_the_class_until_the_district_agrees(changing, after):
    changing.today = day(after)
    change = changing.add()
    assert (changing.state(change), changing.roster(), count(changing, Trainee)) == ("待审核", FIVE, 5)

    changing.decide(change)

    assert (changing.state(change), changing.roster()) == ("已同意", [*FIVE, "学员21"])
    assert len(changing.alerts("roster_changes")) == 1
    assert "已同意" in changing.alerts("roster_change_decided")[0]


@pytest.mark.parametrize("today", [day(4), LAST])
def test_after_the_days_of_grace_nobody_can_be_asked_for(changing, today):
    changing.today = today

    with pytest.raises(TooLateToJoin):
        changing.add()

    assert count(changing, RosterChange) == 0


def test_after_the_end_nobody_can_be_asked_for(changing):
    changing.today = LAST + timedelta(days=1)

    with pytest.raises(ClassHasEnded):
        changing.add(effective_on=LAST)


def test_what_was_asked_in_time_cannot_be_agreed_to_once_the_class_is_over(changing):
    change = changing.add()
    changing.today = LAST
    before = changing.state(change)
    changing.today = LAST + timedelta(days=1)

    with pytest.raises(ClassHasEnded):
        changing.decide(change)

    assert (before, changing.state(change)) == ("待审核", "待审核")
    changing.decide(change, NO)
    assert changing.state(change) == "未同意"


@pytest.mark.parametrize(
    ("after", "state"), [(-1, "已生效"), (0, "已生效"), (3, "已生效"), (4, "待审核"), (11, "待审核")]
)
def test_a_withdrawal_counts_at_once_in_the_days_of_grace_and_then_by_the_district(changing, after, state):
    changing.today = day(after)

    change = changing.withdraw()

    assert changing.state(change) == state
    is_out = "学员1" not in changing.roster(on=max(changing.today, MONDAY))
    assert is_out == (state == "已生效")


def test_the_district_sees_a_withdrawal_of_the_first_days_and_is_not_told_of_one_before(changing):
    changing.today = day(-1)
    changing.withdraw("学员1")
    told_before = changing.alerts("roster_changes")
    changing.today = day(0)
    changing.withdraw("学员2")

    assert (told_before, len(changing.alerts("roster_changes"))) == ([], 1)


def test_whoever_leaves_is_there_until_the_day_before(changing):
    changing.withdraw(effective_on=day(2))

    assert "学员1" in changing.roster(on=day(1))
    assert "学员1" not in changing.roster(on=day(2))


def test_after_the_end_a_withdrawal_that_the_district_agrees_to_keeps_its_day(changing):
    changing.today = LAST + timedelta(days=5)
    change = changing.withdraw(effective_on=day(3))

    changing.decide(change)

    assert "学员1" in changing.roster(on=day(2))
    assert "学员1" not in changing.roster(on=day(3))


def test_by_a_swap_the_class_keeps_its_number(changing):
    change = changing.swap("学员1", 21)
    assert changing.roster() == FIVE

    changing.decide(change)

    assert changing.roster() == [*FIVE[1:], "学员21"]


def test_a_swap_that_is_not_agreed_to_moves_nobody(changing):
    change = changing.swap("学员1", 21)

    changing.decide(change, NO)

    assert (changing.roster(), count(changing, Enrolment)) == (FIVE, 5)


def test_lessons_before_the_day_of_joining_credit_nothing_and_the_denominator_stays(changing):
    change = changing.add(effective_on=day(2))
    changing.decide(change)
    with changing.database.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        for offset in range(12):
            punches(session, own, day(offset), WHOLE_DAY, number="21")

    progress = standing(changing, "学员21", at(LAST + timedelta(days=1), "09:00"))

    # Ten of twelve days of 16 half class hours, of all that are prescribed.
    assert (progress.credited_halves, progress.prescribed_halves) == (160, 192)
    assert {each.outcome for each in progress.on(day(1))} == {Outcome.NOT_YET_IN_CLASS}
    assert {each.outcome for each in progress.on(day(2))} == {Outcome.FULL}


@pytest.mark.parametrize("by", [SCHOOL, CITY, AUDITOR, ELSEWHERE, OTHER_SCHOOL])
def test_nobody_but_the_district_of_the_class_decides(changing, by):
    change = changing.add()

    with pytest.raises(NotFound):
        changing.decide(change, by=by)

    assert changing.state(change) == "待审核"


@pytest.mark.parametrize("by", [CITY, AUDITOR, ELSEWHERE, OTHER_SCHOOL])
def test_nobody_asks_but_the_school_and_the_district_of_the_class(changing, by):
    with pytest.raises(NotFound):
        changing.add(by=by)


def test_whoever_asked_does_not_decide_and_a_colleague_does(changing):
    change = changing.add(by=DISTRICT)

    with pytest.raises(OwnRequest):
        changing.decide(change, by=DISTRICT)
    changing.decide(change, by=COLLEAGUE)

    assert changing.state(change) == "已同意"


def test_of_two_who_decide_at_once_one_decides(changing):
    change = changing.add()

    done = at_once(
        lambda: changing.decide(change, YES, DISTRICT), lambda: changing.decide(change, NO, COLLEAGUE)
    )

    assert sorted(map(repr, done)) == sorted([repr(None), repr(ChangeDecided)])
    assert count(changing, RosterChangeDecision) == 1
    assert ("学员21" in changing.roster()) == (changing.state(change) == "已同意")


def test_whoever_does_not_agree_says_why(changing):
    change = changing.add()

    with pytest.raises(ReasonMissing):
        changing.decide(change, ChangeVerdict(False, " "))


def test_what_counted_at_once_is_not_decided_about(changing):
    change = changing.withdraw()

    with pytest.raises(ChangeDecided, match="已生效"):
        changing.decide(change)


def test_one_person_is_asked_for_once_at_a_time(changing):
    change = changing.add()

    with pytest.raises(ChangeWaits):
        changing.add()
    changing.decide(change, NO)
    changing.add()

    assert count(changing, RosterChange) == 2


def test_who_has_left_does_not_leave_again(changing):
    changing.withdraw()

    with pytest.raises(HasLeft):
        changing.withdraw()


@pytest.mark.parametrize("number", ["1", "21"])
def test_a_newcomer_has_a_number_of_the_own(changing, number):
    change = changing.add(21, attendance_number="21")
    changing.decide(change)

    with pytest.raises(BadNewcomer, match="考勤号"):
        changing.add(22, attendance_number=number)


def test_a_number_that_was_given_away_meanwhile_keeps_the_request_open(changing):
    first, second = changing.add(21, attendance_number="30"), changing.add(22, attendance_number="30")
    changing.decide(first)

    with pytest.raises(BadNewcomer):
        changing.decide(second)

    assert (changing.state(second), changing.roster()) == ("待审核", [*FIVE, "学员21"])


def test_the_people_of_a_request_are_sealed(changing):
    changing.add(21)

    with changing.database.reading() as session:
        raw = session.connection().exec_driver_sql("SELECT id_number, phone FROM roster_change").one()
        kept = session.scalars(select(RosterChange)).one()
        assert (kept.id_number, kept.phone) == (roster_row(21).id_number, roster_row(21).phone)
    assert roster_row(21).id_number.encode() not in bytes(raw[0])
    assert roster_row(21).phone.encode() not in bytes(raw[1])


@pytest.mark.parametrize(("left", "signals"), [(2, []), (3, ["同批退班"]), (4, ["同批退班"])])
def test_many_who_leave_on_one_day_are_a_signal(changing, left, signals):
    for number in range(1, left + 1):
        changing.withdraw(f"学员{number}", effective_on=day(number % 3))

    assert changing.signals() == signals


def test_those_who_leave_one_a_day_are_none(changing):
    for number in range(1, 4):
        changing.today = day(number)
        changing.withdraw(f"学员{number}")

    assert changing.signals() == []


def test_a_roster_of_a_class_that_has_begun_asks_and_enrols_nobody(changing):
    report = changing.hand_in(roster_row(21), roster_row(22))

    assert (report.stored, changing.roster(), count(changing, Trainee)) == (2, FIVE, 5)
    assert report.notices == [
        "班级 BT-1 已于 2026-03-02 开班：第 22、23 行的 2 名新学员列为增加申请，"
        "由旗县区审核，同意前不在册、不计学时。"
    ]
    assert len(changing.alerts("roster_changes")) == 1


def test_who_is_asked_for_by_a_file_comes_in_once_the_district_agrees(changing):
    changing.hand_in(roster_row(21))
    with changing.database.reading() as session:
        change = session.scalars(select(RosterChange.public_id)).one()

    changing.decide(change)

    assert changing.roster() == [*FIVE, "学员21"]


def test_another_file_with_the_same_person_asks_once(changing):
    changing.hand_in(roster_row(21))

    report = changing.hand_in(roster_row(21), roster_row(22))

    assert (report.stored, report.known, count(changing, RosterChange)) == (1, 1, 2)


def test_who_is_in_the_class_is_untouched_by_a_later_file(changing):
    changing.today = day(-1)
    changing.hand_in(roster_row(21))
    changing.today = day(5)

    report = changing.hand_in(roster_row(21))

    assert (report.stored, report.known, count(changing, RosterChange)) == (0, 1, 0)


@pytest.mark.parametrize("today", [day(4), LAST])
def test_a_file_that_comes_too_late_is_refused_and_no_signal(changing, today):
    changing.today = today

    with pytest.raises(ImportRefused) as refusal:
        changing.hand_in(roster_row(21))

    assert "最晚到 2026-03-05" in refusal.value.report.findings[0].message
    assert not any(refusal.value.report.tried_late.values())


def test_a_file_for_a_class_that_is_over_tells_how_many_it_tried(changing):
    changing.today = LAST + timedelta(days=1)

    with pytest.raises(ImportRefused) as refusal:
        changing.hand_in(roster_row(21), roster_row(22))

    assert list(refusal.value.report.tried_late.values()) == [2]
