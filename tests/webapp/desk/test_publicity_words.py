"""How far a C1 publicity of before has come, in words."""

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
    has_moved_on=False,
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
    amount_fen=120_000,
    payee=Payee.INSTITUTION,
    has_minutes=True,
    made_by="甲",
    made_at=at(MONDAY, "10:00"),
    claims=(),
    seen="0123456789abcdef",
)


def claim(state: ClaimState, *, moved: bool = False) -> ShownClaim:
    return replace(CLAIM, state=state, has_moved_on=moved, paid_fen=120_000 if state is PAID else None)


@pytest.mark.parametrize(
    ("claims", "words", "next_step"),
    [
        ((), "已全部退出", "市本级"),
        ((claim(SHOWN),), "待转入", "写明资金"),
        ((claim(APPLIED), claim(PAID)), "待转入", "写明资金"),
        ((claim(APPLIED, moved=True), claim(PAID)), "已转入", "上会和拨付"),
        ((claim(PAID, moved=True),), "已转入", "上会和拨付"),
        ((claim(PAID),), "已拨付", "全部办完"),
    ],
)
def test_a_publicity_tells_how_far_it_has_come_and_who_acts(claims, words, next_step):
    standing = standing_of(replace(VIEW, claims=claims))

    assert (standing.words, next_step in standing.next) == (words, True)


def test_left_is_whatever_is_neither_paid_nor_carried_over():
    view = replace(VIEW, claims=(claim(SHOWN), claim(APPLIED, moved=True), claim(PAID)))

    assert ([each.state for each in view.left], view.paid_fen) == ([SHOWN], 120_000)


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
