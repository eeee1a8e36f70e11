"""R37 to R39: a check ends with its verdict and the conditions as they stood."""

import pytest
from sqlalchemy import select

from tests.factories import a_trainee, an_enrolment
from tests.training.checks.checking import AUDITOR, COLLEAGUE, DISTRICT, Checking, enrol
from training.checks.acts.conclude_check import NotDecidable
from training.checks.rules.calls import Standing
from training.checks.rules.spot_checks import ConditionState
from training.checks.terms import CallOutcome, FiledItem, Verdict
from training.checks.views.find_check import CheckEnded, NotAnInspector, NotYourCheck
from training.classes.views.find_class import find_class
from training.records.outbox.alerts import Alert


@pytest.fixture
def running(checking):
    checking.start()
    return checking


def test_a_whole_check_from_the_draw_to_the_verdict(running):
    view = running.pass_all()

    assert (view.state, view.verdict, view.missing) == ("合格", Verdict.PASSED, ())
    assert (view.ending.by, view.ending.at, view.may_act) == ("市里", running.now, False)
    assert {each.state for each in view.conditions} == {ConditionState.MET}


@pytest.mark.parametrize(
    ("roster", "heads", "verdict"),
    [
        (30, 24, Verdict.PASSED),
        (31, 24, Verdict.FAILED),
        (100, 79, Verdict.FAILED),
        (100, 80, Verdict.PASSED),
    ],
)
def test_attendance_is_of_the_whole_roster_although_all_calls_match(roster, heads, verdict, checking):
    with checking.database.writing() as session:
        class_id = enrol(session, "BT-N", roster)
    whole = Checking(checking.database, class_id)
    for person in whole.start().people:
        whole.record(person.position)
    whole.count(heads)
    whole.keep()

    assert whole.conclude().verdict is verdict


def test_what_cannot_be_decided_yet_says_what_is_missing(running):
    running.record(1)

    with pytest.raises(NotDecidable, match="还要核实 1 名；还没有清点到课人数；还没有拍到全部") as refusal:
        running.conclude()

    assert len(refusal.value.missing) == 3
    assert running.see().is_running


def test_an_inspector_may_end_it_as_unable(running):
    view = running.conclude(as_unable=True)

    assert (view.state, view.verdict) == ("无法完成", Verdict.UNABLE)
    assert [each.state.value for each in view.conditions] == ["待定", "达到", "待定", "待定"]


def test_saying_unable_does_not_take_back_what_is_proved(running):
    running.record(1, CallOutcome.NOT_THEIR_NUMBER)
    running.keep()

    assert running.conclude(as_unable=True).verdict is Verdict.FAILED


def test_the_conclusion_stays_as_it_was_whatever_happens_to_the_rules_later(running):
    concluded = running.pass_all()
    with running.database.writing() as session:
        own = find_class(session, "BT-1")
        own.rule_set.numbers = own.rule_set.numbers | {"check_attendance_percent": 100}

    after = running.see()

    assert after.conditions == concluded.conditions
    assert after.verdict is Verdict.PASSED


def test_a_check_ends_once(running):
    running.pass_all()

    with pytest.raises(CheckEnded, match=r"检查 BT-1-市1 已在 03月02日 09:00 结束（合格）"):
        running.conclude()


def test_two_inspectors_share_a_check(running):
    colleague = running.by(COLLEAGUE)
    running.record(1)
    colleague.record(2)
    colleague.count(4)
    running.keep()

    view = colleague.conclude()

    assert view.verdict is Verdict.PASSED
    assert [each.calls[0].called_by for each in view.people] == ["市里", "市里同事"]
    assert (view.started_by, view.ending.by) == ("市里", "市里同事")


def test_only_the_checks_own_level_concludes(running):
    with pytest.raises(NotYourCheck):
        running.by(DISTRICT).conclude(as_unable=True)
    with pytest.raises(NotAnInspector):
        running.by(AUDITOR).conclude(as_unable=True)


def test_the_flags_are_kept_as_they_stood_when_it_was_concluded(running):
    for position in (1, 2):
        running.call(position)
        running.later(seconds=5).record(position)
    running.count(4)
    running.keep()
    expected = running.see().flags

    concluded = running.conclude()

    with running.database.writing() as session:
        own = find_class(session, "BT-1")
        own.rule_set.numbers = own.rule_set.numbers | {"short_call_seconds": 1}
    assert expected == ("核对一致的通话 2 个，其中 2 个不到 20 秒，来不及逐项核对",)
    assert concluded.flags == running.see().flags == expected
    assert concluded.verdict is Verdict.PASSED


def test_calls_of_a_likely_length_to_numbers_that_were_shown_have_no_flag(running):
    for position in (1, 2):
        running.call(position)
        running.later(seconds=90).record(position)
    running.count(4)
    running.keep()

    assert running.conclude().flags == ()


def test_a_call_whose_number_was_never_shown_is_flagged_for_that_and_for_no_length(running):
    running.record(1)

    assert running.see().flags == ("1 号没有显示过号码就记了通话",)


def test_a_call_that_was_corrected_counts_for_no_flag(running):
    running.call(1)
    running.later(seconds=60).record(1, CallOutcome.NO_SUCH_NUMBER)
    before = running.see().flags

    running.record(1, is_correction=True, note="拨错了号")

    assert (before, running.see().flags) == (("1 号备案的号码是空号",), ())


@pytest.mark.parametrize(
    ("outcome", "differing"),
    [
        (CallOutcome.PROVIDER_ANSWERED, ()),
        (CallOutcome.NOT_THEIR_NUMBER, ()),
        (CallOutcome.MISMATCHED, (FiledItem.NAME,)),
    ],
)
def test_whoever_is_corrected_out_of_a_mismatch_is_named_by_the_verdict(outcome, differing, running):
    running.call(1)
    running.later(seconds=60).record(1, outcome, *differing)
    assert running.see().flags == ()
    running.record(1, is_correction=True, note="点错了行，是王芳")
    running.call(2)
    running.later(seconds=60).record(2)
    running.count(4)
    running.keep()

    concluded = running.conclude()

    assert concluded.verdict is Verdict.PASSED
    assert concluded.flags == (f"1 号由“{outcome}”更正为“接通一致”（原因见检查记录）",)


def test_a_mismatch_stays_named_however_often_it_is_corrected(running):
    running.call(1)
    running.later(seconds=60).record(1)
    running.record(1, CallOutcome.PROVIDER_ANSWERED, is_correction=True, note="是机构的人")
    running.record(1, CallOutcome.NO_ANSWER, is_correction=True, note="是未接")

    view = running.record(1, is_correction=True, note="是本人")

    assert view.flags == ("1 号由“机构人员接听”更正为“接通一致”（原因见检查记录）",)


def test_one_mismatch_corrected_to_another_is_no_flag_for_it_fails_still(running):
    running.call(1)
    running.later(seconds=60).record(1, CallOutcome.NOT_THEIR_NUMBER)

    view = running.record(1, CallOutcome.PROVIDER_ANSWERED, is_correction=True, note="是机构的人")

    assert (view.person(1).standing, view.flags) == (Standing.MISMATCHED, ())


def test_more_heads_than_the_draw_knows_are_flagged_where_others_have_joined_since(running):
    with running.database.writing() as session:
        own = find_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session, "新学员", "13800009999"), "9")

    view = running.count(5)

    assert view.flags == ("清点 5 人，多于在册 4 人，可能有外人",)


def test_a_voided_check_has_no_flags(running):
    running.record(1)

    assert running.void().flags == ()


def unable_alerts(checking) -> list[str]:
    with checking.database.reading() as session:
        return list(session.scalars(select(Alert.text).where(Alert.kind == "unable_verdict")))


def test_a_check_that_simply_could_not_be_done_ends_as_unable_and_is_told_to_nobody(running):
    running.record(1)
    running.miss_twice(2)
    running.count(4)
    running.keep()

    assert running.conclude(as_unable=True).state == "无法完成"
    assert unable_alerts(running) == []


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (lambda own: own.record(1, CallOutcome.PROVIDER_ANSWERED), "不一致 1 人、备案信息无误未达到"),
        (lambda own: own.record(1, CallOutcome.MISMATCHED, FiledItem.NOT_CHARGED), "线索 1 条"),
        (lambda own: own.count(3), "总出勤率未达到"),
        (lambda own: (own.keep(), own.withdraw(1)), "撤回照片 1 张"),
    ],
    ids=["a mismatch", "a lead", "too few heads", "a picture that was taken back"],
)
def test_a_check_that_had_found_something_is_told_when_it_ends_as_unable(found, told, running):
    found(running)

    assert running.conclude(as_unable=True).state == "无法完成"
    assert unable_alerts(running) == [
        f"BT-1 的市本级电话查班（检查 BT-1-市1）以无法完成结束，此前有{told}，"
        "请核实原因；抽中而未核实一致的学员带入下一次电话查班。"
    ]


def test_a_mismatch_that_was_corrected_before_is_told_all_the_same(running):
    running.record(1, CallOutcome.PROVIDER_ANSWERED)
    running.record(1, CallOutcome.NO_ANSWER, is_correction=True, note="点错了")
    running.conclude(as_unable=True)

    (told,) = unable_alerts(running)
    assert "此前有不一致 1 人，请核实" in told


def test_a_verdict_is_told_as_what_it_is_and_not_as_unable(running):
    running.record(1, CallOutcome.PROVIDER_ANSWERED)
    running.keep()

    assert running.conclude(as_unable=True).verdict is Verdict.FAILED
    assert unable_alerts(running) == []
