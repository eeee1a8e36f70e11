"""R36 to R39: the verdict of a phone check, condition by condition."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import at
from training.checks.rules.calls import Call, Drawn
from training.checks.rules.phone_checks import PhoneFacts
from training.checks.rules.phone_checks import judge_phone_check as judge
from training.checks.rules.sampling import draw_size
from training.checks.rules.spot_checks import ConditionState
from training.checks.terms import CallOutcome, Comparison, FiledItem, Verdict
from training.notice.policy import Policy

POLICY = Policy()
NINE, TEN = at(date(2026, 3, 2), "09:00"), at(date(2026, 3, 2), "10:00")
SAME = dict.fromkeys(FiledItem, Comparison.SAME)
MATCH = (Call(CallOutcome.MATCHED, NINE, SAME),)
MISMATCH = (Call(CallOutcome.NOT_THEIR_NUMBER, NINE),)
EXPLAINED = (Call(CallOutcome.NOT_THEIR_NUMBER, NINE, is_explained=True),)
CHARGED = (Call(CallOutcome.MISMATCHED, NINE, SAME | {FiledItem.NOT_CHARGED: Comparison.DIFFERENT}),)
NOT_THERE = (Call(CallOutcome.NOT_ATTENDING, NINE),)
UNREACHED = (Call(CallOutcome.NO_ANSWER, NINE), Call(CallOutcome.NO_ANSWER, TEN))
MET, FAILED, OPEN = ConditionState.MET, ConditionState.FAILED, ConditionState.OPEN


def facts(
    *calls: tuple[Call, ...], roster: int = 30, heads: int | None = 30, panoramas: int = 1
) -> PhoneFacts:
    """The calls of the first drawn; everybody else of the sample matches."""
    size = draw_size(roster, 3)
    all_calls = [*calls, *[MATCH] * (size - len(calls))]
    drawn = tuple(Drawn(position, each) for position, each in enumerate(all_calls, 1))
    return PhoneFacts(roster, size, drawn, roster - size, heads, panoramas)


def states(found: PhoneFacts, policy: Policy = POLICY) -> list[ConditionState]:
    return [each.state for each in judge(found, policy).conditions]


def test_the_numbers_are_those_of_the_notice():
    assert (POLICY.sample_one_in, POLICY.check_attendance_percent, POLICY.panoramas_needed) == (3, 80, 1)
    assert (POLICY.mismatches_allowed, POLICY.call_attempts, POLICY.call_pause_minutes) == (0, 2, 5)
    assert (POLICY.short_class_hours, POLICY.checks_of_short_class, POLICY.checks_of_long_class) == (
        120,
        1,
        2,
    )
    assert (POLICY.checks_of_other_class, POLICY.checks_counted_a_day) == (0, 1)


def test_a_third_compared_no_mismatch_everybody_there_and_a_panorama_pass():
    judgement = judge(facts(), POLICY)

    assert judgement.verdict is Verdict.PASSED
    assert judgement.missing == ()
    assert [(each.clause, each.state) for each in judgement.conditions] == [
        ("R37", MET),
        ("R37", MET),
        ("R38", MET),
        ("R39", MET),
    ]


@pytest.mark.parametrize(
    ("heads", "roster", "verdict"),
    [
        (24, 30, Verdict.PASSED),
        (23, 30, Verdict.FAILED),
        (25, 30, Verdict.PASSED),
        (24, 31, Verdict.FAILED),
        (25, 31, Verdict.PASSED),
        (79, 100, Verdict.FAILED),
        (80, 100, Verdict.PASSED),
        (1, 1, Verdict.PASSED),
        (0, 1, Verdict.FAILED),
        (4, 5, Verdict.PASSED),
    ],
)
def test_attendance_of_80_percent_is_of_the_whole_roster_and_not_rounded(heads, roster, verdict):
    assert judge(facts(roster=roster, heads=heads), POLICY).verdict is verdict


@given(st.integers(1, 400), st.data())
def test_attendance_passes_exactly_from_four_fifths(roster, data):
    heads = data.draw(st.integers(0, roster))

    passed = judge(facts(roster=roster, heads=heads), POLICY).verdict is Verdict.PASSED

    assert passed == (5 * heads >= 4 * roster)


def test_the_percentage_that_is_shown_is_cut_so_that_what_fails_never_reads_80():
    attendance = judge(facts(roster=1999, heads=1599), POLICY).conditions[2]

    assert (attendance.state, attendance.numbers) == (FAILED, "到课 1599/1999=79.9%，应达 80%")


def test_a_mismatch_fails_whatever_else_is_good():
    assert judge(facts(MISMATCH), POLICY).verdict is Verdict.FAILED


def test_a_mismatch_that_evidence_has_explained_does_not_fail():
    assert judge(facts(EXPLAINED), POLICY).verdict is Verdict.PASSED


def test_a_lead_does_not_fail_the_condition_and_is_named_by_it():
    judgement = judge(facts(CHARGED, CHARGED), POLICY)

    assert judgement.verdict is Verdict.PASSED
    assert judgement.conditions[1].numbers == "未说明的不一致 0 名，允许 0 名；线索 2 条，另行核查"


def test_who_was_not_there_fails_as_before_and_is_a_lead_besides():
    judgement = judge(facts(NOT_THERE), POLICY)

    assert judgement.verdict is Verdict.FAILED
    assert judgement.conditions[1].numbers == "未说明的不一致 1 名，允许 0 名；线索 1 条，另行核查"


@pytest.mark.parametrize(("mismatches", "verdict"), [(1, Verdict.PASSED), (2, Verdict.FAILED)])
def test_a_district_may_allow_mismatches(mismatches, verdict):
    policy = Policy(mismatches_allowed=1)

    assert judge(facts(*[MISMATCH] * mismatches), policy).verdict is verdict


@pytest.mark.parametrize(
    ("calls", "missing"),
    [
        ([()], "还要核实 1 名"),
        ([(), ()], "还要核实 2 名"),
        ([UNREACHED], "还要核实 1 名，其中 1 名待补抽"),
        ([(), UNREACHED], "还要核实 2 名，其中 1 名待补抽"),
    ],
)
def test_while_calls_are_open_nothing_is_decided(calls, missing):
    judgement = judge(facts(*calls), POLICY)

    assert (judgement.verdict, judgement.missing) == (None, (missing,))
    assert judgement.verdict_if_ended is Verdict.UNABLE


def test_with_the_reserve_used_up_the_check_cannot_be_completed():
    used_up = replace(facts(UNREACHED), reserve_left=0)

    assert judge(used_up, POLICY).verdict is Verdict.UNABLE
    assert states(used_up)[0] is ConditionState.OUT_OF_REACH


def test_the_last_of_the_reserve_still_counts():
    assert judge(replace(facts(UNREACHED), reserve_left=1), POLICY).verdict is None
    assert judge(replace(facts(UNREACHED, UNREACHED), reserve_left=1), POLICY).verdict is Verdict.UNABLE


def test_the_replacement_who_was_reached_stands_for_the_replaced():
    found = facts()
    drawn = (Drawn(1, UNREACHED, is_replaced=True), *found.drawn[1:], Drawn(11, MATCH))

    assert judge(replace(found, drawn=drawn), POLICY).verdict is Verdict.PASSED


def test_a_proved_failure_needs_no_further_calls():
    assert judge(facts(MISMATCH, ()), POLICY).verdict is Verdict.FAILED
    assert judge(facts((), heads=3), POLICY).verdict is Verdict.FAILED
    assert judge(replace(facts(MISMATCH, UNREACHED), reserve_left=0), POLICY).verdict is Verdict.FAILED


@pytest.mark.parametrize(
    "found", [facts(panoramas=0), facts(MISMATCH, panoramas=0), facts(heads=3, panoramas=0)]
)
def test_without_a_panorama_there_is_no_verdict_either_way(found):
    judgement = judge(found, POLICY)

    assert judgement.verdict is None
    assert "还没有拍到全部参训学员的全景截图" in judgement.missing
    assert judgement.verdict_if_ended is Verdict.UNABLE


def test_heads_that_were_not_counted_leave_it_open():
    judgement = judge(facts(heads=None), POLICY)

    assert (judgement.verdict, judgement.missing) == (None, ("还没有清点到课人数",))


def test_every_condition_carries_its_numbers():
    numbers = [each.numbers for each in judge(facts(MISMATCH, (), roster=31, heads=26), POLICY).conditions]

    assert numbers == [
        "应核实 11 名（在册 31 名的 1/3，进一取整），已核实 10 名",
        "未说明的不一致 1 名，允许 0 名",
        "到课 26/31=83.8%，应达 80%",
        "全部学员入镜的全景 1 张，应有 1 张",
    ]


@given(
    st.integers(1, 40),
    st.lists(st.sampled_from([MATCH, MISMATCH, EXPLAINED, UNREACHED, CHARGED, NOT_THERE, ()]), max_size=14),
    st.none() | st.integers(0, 40),
    st.integers(0, 2),
)
def test_who_passes_has_met_every_condition_and_only_then(roster, calls, heads, panoramas):
    calls = calls[: draw_size(roster, 3)]
    heads = heads if heads is None else min(heads, roster)

    found = facts(*calls, roster=roster, heads=heads, panoramas=panoramas)
    judgement = judge(found, POLICY)

    assert (judgement.verdict is Verdict.PASSED) == (set(states(found)) == {MET})
    assert (judgement.verdict is None) == bool(judgement.missing and not _is_proved(found))


def _is_proved(found: PhoneFacts) -> bool:
    return found.panoramas > 0 and FAILED in states(found)


def with_carried(*calls: tuple[Call, ...], reserve_left: int = 0) -> PhoneFacts:
    """Everybody of the sample matches; behind it stand carried ones with these calls."""
    own = facts()
    behind = (Drawn(place, each) for place, each in enumerate(calls, own.sample_size + 1))
    return replace(own, drawn=(*own.drawn, *behind), carried=len(calls), reserve_left=reserve_left)


@pytest.mark.parametrize(
    ("calls", "reserve_left", "state"),
    [
        (((),), 0, OPEN),
        ((UNREACHED[:1],), 0, OPEN),
        ((UNREACHED,), 1, OPEN),
        ((UNREACHED,), 0, MET),
        ((UNREACHED, ()), 0, OPEN),
        ((UNREACHED, MATCH), 0, MET),
    ],
    ids=["not called", "once", "the reserve is there", "used up", "another not called", "another matches"],
)
def test_carried_ones_must_be_called_and_only_in_vain_without_a_reserve_are_not_missed(
    calls, reserve_left, state
):
    assert states(with_carried(*calls, reserve_left=reserve_left))[0] is state


def test_that_carried_ones_were_called_in_vain_is_said_and_the_third_is_needed_all_the_same():
    whole = with_carried(UNREACHED)
    short = replace(whole, drawn=(Drawn(1, UNREACHED), *whole.drawn[1:]))

    assert judge(whole, POLICY).verdict is Verdict.PASSED
    assert "其余 1 名联系不上，备用名单已用完" in judge(whole, POLICY).conditions[0].numbers
    assert judge(short, POLICY).verdict is Verdict.UNABLE
