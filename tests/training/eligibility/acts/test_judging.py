"""由各旗县区确定符合领取补贴的培训班次和合格人员 (R19): who is judged, by whom, and what becomes of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, WHOLE_DAY, at, punches
from tests.training.builders import at_once
from tests.training.eligibility.judging import (
    DISTRICT,
    FELLOW,
    NO,
    NUMBER,
    YES,
    a_qualified_class,
    judging,
)
from tests.training.eligibility.pricing import a_list
from tests.training.results.signing import a_check
from training.checks.terms import CheckLevel, Verdict
from training.classes.views.find_class import find_class
from training.deputies.rules.hands import SameHand
from training.eligibility.rules.judging import (
    JudgedAlready,
    JudgementMoved,
    ListDiffers,
    NothingForSecond,
    NotToJudge,
    ObjectionAwaited,
    OnlyTheDistrictJudges,
    ReasonIsHard,
    SecondIsAwaited,
    SeenOtherwise,
    Wish,
)
from training.eligibility.rules.standards import NoStandard
from training.eligibility.terms import ComparedKind, LineAct, LineState
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import ClassKind
from training.records.classes.classes import Lesson, LessonCancellation
from training.records.classes.trainees import Trainee
from training.records.subsidies.lines import SubsidyLine
from training.records.subsidies.standards import StandardSet
from training.results.acts.second_verdict import SecondOpinion
from training.results.rules.people import Decision
from training.results.terms import Result

ELIGIBLE, EXCLUDED = LineState.ELIGIBLE, LineState.EXCLUDED
PAY, DO_NOT = (
    Wish(is_eligible=True, reason="劳动合同已解除，见证明"),
    Wish(is_eligible=False, reason="本人放弃"),
)
UNTIL_PAID = (LineAct.GRANT, LineAct.PUBLICISE, LineAct.APPLY, LineAct.PAY)


def employed(one, name="学员2", *, as_of=date(2026, 3, 1)):
    """On a list of the city since ever."""

    def work(session):
        person = session.scalars(select(Trainee).where(Trainee.name == name)).one()
        a_list(session, ComparedKind.EMPLOYED, {person.id_number: (None, None)}, as_of=as_of)

    one.change(work)


def test_everybody_who_is_qualified_gets_a_line_of_the_standard_in_force(database):
    one = judging(database)

    one.judge()

    assert one.lines() == {"学员1": ELIGIBLE, "学员2": ELIGIBLE}
    assert [(each.amount_fen, each.standard_id is None) for each in one.every_line()] == [
        (100_000, False)
    ] * 2
    assert one.holding() == {"学员1", "学员2"}


def test_only_the_district_of_the_class_judges(database):
    one = judging(database)

    for who in ("市里", "学校", "审计"):
        with pytest.raises(OnlyTheDistrictJudges):
            one.judge(who=who)
    with pytest.raises(NotFound):
        one.judge(who="青山")


def test_the_same_two_people_filed_twice_in_six_weeks_for_one_trade_are_paid_for_once(database):
    one = judging(database)

    def filed_again(session):
        people = list(session.scalars(select(Trainee).order_by(Trainee.id)))
        a_qualified_class(session, "BT-M", people, starts_on=MONDAY + timedelta(days=42))

    one.change(filed_again)
    one.now = at(date(2026, 4, 20), "09:00")

    one.judge()
    assert one.reasons("BT-M") == {name: ["同工种未满期", "同等级已享受"] for name in ("学员1", "学员2")}
    one.judge("BT-M")

    assert one.lines("BT-M") == {"学员1": EXCLUDED, "学员2": EXCLUDED}
    assert "2027-03-06 起" in one.proposal("BT-M").people[0].reasons[0].office
    with pytest.raises(ReasonIsHard):
        one.judge("BT-M", 学员1=PAY)


def test_of_two_classes_of_one_trade_the_first_that_is_judged_has_it_whichever_came_first(database):
    one = judging(database)

    def filed_again(session):
        people = list(session.scalars(select(Trainee).order_by(Trainee.id)))
        a_qualified_class(session, "BT-M", people, starts_on=MONDAY + timedelta(days=42))

    one.change(filed_again)
    one.now = at(date(2026, 4, 20), "09:00")

    one.judge("BT-M")
    one.judge()

    assert one.lines("BT-M") == {"学员1": ELIGIBLE, "学员2": ELIGIBLE}
    assert one.lines() == {"学员1": EXCLUDED, "学员2": EXCLUDED}


def test_of_two_who_judge_two_classes_of_the_same_people_at_once_one_class_has_it(database):
    one = judging(database)

    def filed_again(session):
        people = list(session.scalars(select(Trainee).order_by(Trainee.id)))
        a_qualified_class(session, "BT-M", people, starts_on=MONDAY + timedelta(days=42))

    one.change(filed_again)
    one.now = at(date(2026, 4, 20), "09:00")

    assert at_once(lambda: one.judge(who=DISTRICT), lambda: one.judge("BT-M", who=FELLOW)) == [None, None]

    states = sorted(set(one.lines().values()) | set(one.lines("BT-M").values()))
    assert states == sorted([EXCLUDED, ELIGIBLE])
    assert one.lines() != one.lines("BT-M")


def test_of_two_who_judge_one_class_at_once_one_does(database):
    one = judging(database)

    outcomes = at_once(lambda: one.judge(who=DISTRICT), lambda: one.judge(who=FELLOW))

    assert set(outcomes) == {None, JudgedAlready}
    assert len(one.every_line()) == 2


def test_against_a_list_somebody_is_paid_for_by_two_and_with_a_reason(database):
    one = judging(database)
    employed(one)

    with pytest.raises(ReasonMissing):
        one.judge(学员2=Wish(is_eligible=True))
    one.judge(学员2=PAY)
    assert one.lines() == {"学员1": ELIGIBLE, "学员2": ELIGIBLE}
    assert one.holding() == set()
    with pytest.raises(SecondIsAwaited):
        one.judge()
    with pytest.raises(SameHand):
        one.second(who=DISTRICT)
    with pytest.raises(SeenOtherwise):
        one.second(SecondOpinion(is_agreed=True, seen="0" * 64))
    one.second()

    assert one.holding() == {"学员1", "学员2"}
    assert len(one.alerts("subsidy_second")) == 1
    with pytest.raises(NothingForSecond):
        one.second()


def test_what_the_second_person_sends_back_lapses_and_is_judged_anew(database):
    one = judging(database)
    employed(one)
    one.judge(学员2=PAY)

    with pytest.raises(ReasonMissing):
        one.second(SecondOpinion(is_agreed=False))
    one.second(NO)

    assert one.lines() == {}
    assert {each.state for each in one.every_line()} == {LineState.LAPSED}
    one.judge()
    assert one.lines() == {"学员1": ELIGIBLE, "学员2": EXCLUDED}


@pytest.mark.parametrize("far", [0, 1, 2])
def test_what_a_meeting_granted_and_the_public_reads_stays_until_the_second_person_agrees(database, far):
    """By one signature nobody undoes what a meeting granted."""
    one = judging(database)
    one.judge()
    employed(one)
    one.move(*UNTIL_PAID[:far])
    before = [ELIGIBLE, LineState.GRANTED, LineState.PUBLIC][far]

    one.judge(学员2=PAY)

    assert one.lines() == {"学员1": before, "学员2": before}
    assert one.holding() == {"学员1"}
    one.second()
    assert one.lines() == {"学员1": ELIGIBLE, "学员2": ELIGIBLE}
    assert one.holding() == {"学员1", "学员2"}
    assert [each.state for each in one.every_line()] == [LineState.LAPSED] * 2 + [ELIGIBLE] * 2


def test_what_the_second_person_sends_back_leaves_what_was_judged_before_and_the_district_hears(database):
    one = judging(database)
    one.judge()
    one.move(LineAct.GRANT)
    employed(one)
    one.judge(学员2=PAY)

    one.second(NO)

    assert one.lines() == dict.fromkeys(("学员1", "学员2"), LineState.GRANTED)
    assert one.holding() == {"学员1"}
    assert [each.state for each in one.every_line()] == [LineState.GRANTED] * 2 + [LineState.LAPSED] * 2
    assert "退回了班级 BT-L" in one.alerts("subsidy_second")[-1]
    one.judge()
    assert one.lines() == {"学员1": ELIGIBLE, "学员2": EXCLUDED}


def test_who_was_applied_for_before_the_second_person_agrees_keeps_that_line(database):
    one = judging(database)
    one.judge()
    one.move(LineAct.GRANT, LineAct.PUBLICISE)
    employed(one)
    one.judge(学员2=PAY)
    one.move(LineAct.APPLY)

    one.second()

    assert one.lines() == dict.fromkeys(("学员1", "学员2"), LineState.APPLIED)
    states = [each.state for each in one.every_line()]
    assert states == [LineState.APPLIED] * 2 + [LineState.LAPSED] * 2
    assert one.alerts("subsidy_recover") == []


def test_for_whom_money_was_applied_though_two_said_no_the_district_hears(database):
    one = judging(database)
    one.judge()
    one.move(LineAct.GRANT, LineAct.PUBLICISE)
    employed(one)
    one.judge(学员1=DO_NOT, 学员2=PAY)
    one.move(LineAct.APPLY, of="学员1")

    one.second()

    assert one.lines() == {"学员1": LineState.APPLIED, "学员2": ELIGIBLE}
    (told,) = one.alerts("subsidy_recover")
    assert "有 1 人已经申请拨付" in told
    assert "请先从申请里撤下" in told


def test_who_comes_back_from_an_application_before_the_second_person_agrees_loses_no_line(database):
    """The first had nothing to decide of somebody for whom money was applied for."""
    one = judging(database)
    one.judge()
    one.move(LineAct.GRANT, LineAct.PUBLICISE)
    one.move(LineAct.APPLY, of="学员1")
    employed(one)
    one.judge(学员2=PAY)
    one.move(LineAct.TAKE_BACK, of="学员1")

    one.second()

    assert one.lines() == {"学员1": LineState.PUBLIC, "学员2": ELIGIBLE}
    assert one.holding() == {"学员1", "学员2"}
    one.judge(学员1=DO_NOT, 学员2=PAY)
    one.second()
    assert one.lines() == {"学员1": EXCLUDED, "学员2": ELIGIBLE}


def test_an_objection_that_comes_before_the_second_person_agrees_is_settled_first(database):
    one = judging(database)
    one.judge()
    one.move(LineAct.GRANT, LineAct.PUBLICISE)
    employed(one)
    one.judge(学员2=PAY)

    def objected(session):
        session.scalars(select(SubsidyLine).order_by(SubsidyLine.id)).first().has_objection = True

    one.change(objected)

    with pytest.raises(ObjectionAwaited, match="学员1"):
        one.second()
    assert one.lines() == dict.fromkeys(("学员1", "学员2"), LineState.PUBLIC)


def test_what_was_sent_back_and_is_decided_as_before_needs_no_other_judgement(database):
    one = judging(database)
    employed(one)
    one.judge()
    one.judge(学员2=PAY)
    one.second(NO)

    with pytest.raises(JudgedAlready):
        one.judge()

    assert one.lines() == {"学员1": ELIGIBLE, "学员2": EXCLUDED}


def test_nobody_agrees_to_what_has_changed_since(database):
    one = judging(database)
    employed(one)
    one.judge(学员2=PAY)

    employed(one, "学员1", as_of=date(2026, 3, 2))

    with pytest.raises(JudgementMoved):
        one.second(YES)
    one.second(NO)


def test_somebody_for_whom_nothing_speaks_against_is_not_paid_for_by_one_with_a_reason(database):
    one = judging(database)

    with pytest.raises(ReasonMissing):
        one.judge(学员1=Wish(is_eligible=False))
    one.judge(学员1=DO_NOT)

    assert one.lines() == {"学员1": EXCLUDED, "学员2": ELIGIBLE}
    with pytest.raises(JudgedAlready):
        one.judge(学员1=DO_NOT)


def test_what_the_page_did_not_show_is_not_signed(database):
    one = judging(database)
    seen = one.proposal().fingerprint
    employed(one)

    with pytest.raises(SeenOtherwise):
        one.judge(seen=seen)
    one.judge(seen=one.proposal().fingerprint)


def test_without_a_standard_nobody_is_paid_for_with_nothing(database):
    one = judging(database)
    one.change(lambda session: setattr(session.scalars(select(StandardSet)).one(), "in_force_at", None))

    with pytest.raises(NoStandard):
        one.judge()
    one.judge(学员1=DO_NOT, 学员2=DO_NOT)

    assert [each.amount_fen for each in one.every_line()] == [None, None]


def test_a_list_that_comes_after_the_judgement_holds_back_whom_it_names_and_nobody_else(database):
    one = judging(database)
    one.judge()

    employed(one)

    assert one.holding() == {"学员1"}
    one.judge()
    assert one.lines() == {"学员1": ELIGIBLE, "学员2": EXCLUDED}
    assert one.holding() == {"学员1", "学员2"}


def cancel_one_lesson(session):
    own = find_class(session, NUMBER)
    last = session.scalars(select(Lesson).where(Lesson.class_id == own.id).order_by(Lesson.id.desc())).first()
    when = at(MONDAY + timedelta(days=4), "07:00")
    session.add(
        LessonCancellation(lesson_id=last.id, reason="停电", cancelled_by="张会计", cancelled_at=when)
    )


def test_a_lesson_that_was_cancelled_and_not_made_up_blocks_everybody(database):
    one = judging(database)
    one.judge()

    one.change(cancel_one_lesson)

    assert one.holding() == set()
    with pytest.raises(NotToJudge):
        one.judge()
    assert one.reasons() == {"学员1": ["课时未完成"], "学员2": ["课时未完成"]}
    assert one.proposal().course.lacking_halves == 8


def test_a_check_that_is_voided_afterwards_holds_every_line_back(database):
    one = judging(database)
    one.judge()

    one.change(
        lambda session: a_check(session, find_class(session, NUMBER), CheckLevel.CITY, Verdict.FAILED, 2)
    )

    assert one.holding() == set()
    with pytest.raises(NotToJudge):
        one.judge()


def test_hours_after_the_list_hold_every_line_back_until_it_is_new_and_theirs_until_judged_anew(
    database,
):
    one = judging(database)
    one.judge()

    def one_more_day(session):
        punches(session, find_class(session, NUMBER), MONDAY + timedelta(days=4), WHOLE_DAY, number="L1")

    one.change(one_more_day)
    assert one.holding() == set()
    with pytest.raises(ListDiffers):
        one.judge()
    one.approve()
    assert one.holding() == {"学员2"}
    one.judge()

    assert one.holding() == {"学员1", "学员2"}
    assert [each.state for each in one.every_line()] == [LineState.LAPSED] * 2 + [ELIGIBLE] * 2


def test_who_is_no_longer_qualified_loses_a_line_before_the_money(database):
    one = judging(database)
    one.judge()
    one.move(LineAct.GRANT)

    one.approve(学员2=Decision(Result.UNQUALIFIED, "冒名顶替"))
    assert one.holding() == {"学员1"}
    one.judge()

    assert one.lines() == {"学员1": ELIGIBLE}
    assert one.alerts("subsidy_recover") == []


def test_who_is_no_longer_qualified_after_the_money_keeps_the_line_and_it_is_told_to_recover(
    database,
):
    one = judging(database)
    one.judge()
    one.move(*UNTIL_PAID)

    one.approve(学员2=Decision(Result.UNQUALIFIED, "冒名顶替"))
    one.judge()

    assert one.lines() == {"学员1": LineState.PAID, "学员2": LineState.PAID}
    (told,) = one.alerts("subsidy_recover")
    assert "有 1 人的补贴已申请或已拨付" in told
    with pytest.raises(JudgedAlready):
        one.judge()


def test_whose_line_was_taken_back_upon_an_objection_comes_back_by_two_only(database):
    one = judging(database, people=1)
    one.judge()
    one.move(LineAct.GRANT, LineAct.PUBLICISE, LineAct.UPHOLD)
    assert one.lines() == {}

    assert one.reasons() == {"学员1": ["公示异议成立"]}
    one.judge(学员1=Wish(is_eligible=True, reason="异议人撤回"))
    assert one.holding() == set()
    one.second()

    assert one.holding() == {"学员1"}


def test_a_class_of_c1_is_claimed_for_by_its_people_themselves(database):
    one = judging(database)
    one.change(lambda session: setattr(find_class(session, NUMBER), "kind", ClassKind.C1))

    with pytest.raises(Exception, match="C1 班的补贴由学员自己申领"):
        one.judge()


def test_an_open_objection_does_not_vanish_by_another_judgement(database):
    one = judging(database)
    one.judge()

    def objected(session):
        session.scalars(select(SubsidyLine).order_by(SubsidyLine.id)).first().has_objection = True

    one.change(objected)

    with pytest.raises(ObjectionAwaited, match="学员1"):
        one.judge(学员2=DO_NOT)
    assert one.lines() == {"学员1": ELIGIBLE, "学员2": ELIGIBLE}
