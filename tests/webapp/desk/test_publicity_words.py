"""How far a publicity has come, in words: a table of where its claims stand."""

from collections import Counter
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.factories import MONDAY, at
from training.claims.terms import ClaimState, Payee
from training.subsidies.views.see_publicity import PublicityLine, PublicityView, ShownClaim
from webapp.desk.subsidies.pages.publicity import line_words, standing_of

SHOWN, APPLIED, PAID = ClaimState.PUBLICISED, ClaimState.APPLIED, ClaimState.PAID
CLAIM = ShownClaim(
    public_id=uuid4(),
    name="王芳",
    id_number="1502**********0011",
    phone="138****0001",
    class_number="C1-1",
    class_name="C1 班",
    school="平安驾校",
    state=SHOWN,
    approved_on=date(2026, 6, 1),
    has_objection=False,
    paid_fen=None,
    paid_on=None,
    voucher="",
)
VIEW = PublicityView(
    public_id=uuid4(),
    district="昆都仑区",
    meeting_number="6号",
    meeting_on=date(2026, 6, 1),
    begins_on=date(2026, 6, 1),
    ends_on=date(2026, 6, 8),
    latest_on=None,
    is_over=False,
    amount_fen=120_000,
    payee=Payee.INSTITUTION,
    has_minutes=True,
    made_by="甲",
    made_at=at(MONDAY, "10:00"),
    claims=(),
    seen="0123456789abcdef",
)


def claim(state: ClaimState, held: bool = False) -> ShownClaim:
    return replace(CLAIM, state=state, has_objection=held, paid_fen=120_000 if state is PAID else None)


@pytest.mark.parametrize(
    ("claims", "is_over", "words", "next_actor"),
    [
        ((), False, "已全部退出", "市本级"),
        ((claim(SHOWN),), False, "公示中", "公示到 2026-06-08 结束"),
        ((claim(SHOWN),), True, "公示结束", "向属地财政部门申请"),
        ((claim(SHOWN, held=True),), False, "异议处理中", "核实异议"),
        ((claim(SHOWN, held=True),), True, "异议处理中", "核实异议"),
        ((claim(SHOWN), claim(SHOWN, held=True)), True, "公示结束", "向属地财政部门申请"),
        ((claim(APPLIED), claim(SHOWN, held=True)), True, "已申请拨付", "属地财政部门拨付"),
        ((claim(APPLIED), claim(PAID)), True, "已申请拨付", "属地财政部门拨付"),
        ((claim(PAID), claim(SHOWN, held=True)), True, "异议处理中", "核实异议"),
        ((claim(PAID),), True, "已拨付", "全部办完"),
    ],
)
def test_a_publicity_tells_how_far_it_has_come_and_who_acts(claims, is_over, words, next_actor):
    standing = standing_of(replace(VIEW, claims=claims, is_over=is_over))

    assert (standing.words, next_actor in standing.next) == (words, True)


def test_sums_count_the_granted_and_the_paid():
    view = replace(VIEW, claims=(claim(SHOWN), claim(APPLIED), claim(PAID)))

    assert (view.applied_fen, view.paid_fen, len(view.free)) == (240_000, 120_000, 1)
    assert replace(view, amount_fen=None).applied_fen == 0


def test_a_line_of_the_list_counts_states_and_objections():
    line = PublicityLine(
        public_id=VIEW.public_id,
        district="昆都仑区",
        meeting_number="6号",
        begins_on=VIEW.begins_on,
        ends_on=VIEW.ends_on,
        amount_fen=None,
        counts=Counter({SHOWN: 2, PAID: 1}),
        objections=1,
    )

    assert line_words(line) == "3 人：公示中 2、已拨付 1；异议未处理 1"
    assert line_words(replace(line, counts=Counter(), objections=0)) == "名单已全部退出"
