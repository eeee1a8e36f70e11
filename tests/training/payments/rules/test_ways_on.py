"""R19, R22: whoever reads that a subsidy goes no further reads what can be done with this one; pure."""

import pytest

from training.eligibility.terms import LineState, Scheme
from training.payments.rules.refusals import HoldsNoMore
from training.payments.rules.undoing import NotPaidYet
from training.payments.rules.ways_on import way_on

GRANTED, PUBLIC, APPLIED = LineState.GRANTED, LineState.PUBLIC, LineState.APPLIED


@pytest.mark.parametrize("state", [GRANTED, PUBLIC, APPLIED])
def test_a_claim_is_never_said_to_be_judged_anew(state):
    said = way_on(Scheme.C1, state)

    assert "核定" not in said
    assert "市本级把申领发回" in said


@pytest.mark.parametrize("scheme", list(Scheme))
def test_what_was_applied_for_is_taken_off_the_application_first(scheme):
    assert "先从申请里撤下" in way_on(scheme, APPLIED)
    assert "撤下" not in way_on(scheme, PUBLIC)


def test_only_before_the_publicity_somebody_is_struck_off_the_list():
    assert "会议名单里去掉" in way_on(Scheme.C1, GRANTED)
    assert "会议名单里去掉" not in way_on(Scheme.C1, PUBLIC)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("state", "said"), [(LineState.RECOVERED, ""), (LineState.PAID, "请登记追回。")])
def test_what_was_paid_is_demanded_back_once(scheme, state, said):
    assert way_on(scheme, state) == said


def test_one_refusal_tells_of_both_what_is_next():
    said = str(HoldsNoMore(["王芳"], ["李丽"]))

    judged, claimed = said.split("李丽的")
    assert judged.startswith("王芳的核定已经不成立")
    assert "重新核定" in judged
    assert "C1 申领现在不能往下办" in claimed
    assert "核定" not in claimed
    assert str(HoldsNoMore([], ["李丽"])) == f"李丽的{claimed}"


def test_what_is_not_paid_is_not_waved_through():
    assert "重新核定" in str(NotPaidYet(Scheme.TRAINING, PUBLIC))
    assert "核定" not in str(NotPaidYet(Scheme.C1, PUBLIC))
