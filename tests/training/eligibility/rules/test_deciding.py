"""What the district decides otherwise than proposed (R19)."""

import pytest

from training.eligibility.rules.judging import Decided, ReasonIsHard, Wish, decide
from training.eligibility.rules.reasons import SOFT, Reason, news
from training.eligibility.terms import Exclusion
from training.notice.notes import ReasonMissing, TextTooLong


def against(*exclusions: Exclusion) -> list[Reason]:
    return [Reason(each, "办公室看的", "学员看的", ("1",)) for each in exclusions]


def test_nothing_chosen_is_the_proposal():
    assert decide("王芳", [], None) == Decided(is_eligible=True)
    assert decide("王芳", against(Exclusion.AGE), None) == Decided(is_eligible=False)
    assert decide("王芳", [], Wish(is_eligible=True, reason="顺手写的")) == Decided(is_eligible=True)


@pytest.mark.parametrize("exclusion", Exclusion)
def test_against_papers_and_lists_two_may_pay_and_against_our_own_records_nobody(exclusion):
    wish = Wish(is_eligible=True, reason="见证明")

    if exclusion in SOFT:
        assert decide("王芳", against(exclusion), wish) == Decided(True, "见证明", needs_second=True)
    else:
        with pytest.raises(ReasonIsHard, match=exclusion.value):
            decide("王芳", against(Exclusion.AGE, exclusion), wish)


def test_which_reasons_two_may_go_against():
    assert {each.value for each in SOFT} == {
        "年龄不符",
        "人员类别不符",
        "缺类别证明",
        "比对名单命中",
        "公示异议成立",
    }


def test_whatever_is_other_than_proposed_wants_a_reason_that_fits():
    for wish, found in ((Wish(is_eligible=False, reason=" "), []), (Wish(True), against(Exclusion.AGE))):
        with pytest.raises(ReasonMissing):
            decide("王芳", found, wish)
    with pytest.raises(TextTooLong):
        decide("王芳", [], Wish(is_eligible=False, reason="长" * 256))
    assert decide("王芳", [], Wish(is_eligible=False, reason="长" * 255)).reason == "长" * 255
    assert not decide("王芳", [], Wish(is_eligible=False, reason="放弃")).needs_second


def test_only_what_was_not_there_before_is_news():
    (age,), (proof,) = against(Exclusion.AGE), against(Exclusion.CATEGORY_PROOF)

    assert news([age, proof], [age.as_row()]) == (proof,)
    assert Reason.of_row(age.as_row()) == age
