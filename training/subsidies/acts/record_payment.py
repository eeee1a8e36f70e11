from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.acts.tell_decided import tell_decided
from training.claims.rules.c1_acts import next_state
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.find_claim import hold_claim
from training.errors import NotRight
from training.notice.clock import shanghai_day
from training.notice.money import yuan
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim, ClaimPayment
from training.records.subsidies.publicity import Publicity
from training.subsidies.acts.publicise_claims import LONGEST_NUMBER


class BadPayment(NotRight):
    """The payment cannot be right."""


class PaidTooMuch(NotRight):
    """More than the meeting granted (R22)."""

    def __init__(self, granted_fen: int):
        super().__init__(
            f"会议审定每人 {yuan(granted_fen)} 元，拨付不能超过这个数；请核对凭证，审定有变化时重新上会。"
        )
        self.granted_fen = granted_fen


@dataclass(frozen=True)
class Payment:
    """What the finance department's voucher says."""

    amount_fen: int
    paid_on: date
    voucher: str


def record_payment(
    session: Session,
    claim: C1Claim,
    payment: Payment,
    by: By,
    *,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> None:
    """按规定及时拨付: once a claim; raises BadPayment, PaidTooMuch or ClaimStandsElsewhere."""
    hold_claim(session, claim)
    next_state(claim.state, ClaimAct.PAY)
    _check_payment(payment, session.get_one(Publicity, claim.publicity_id), shanghai_day(now))
    row = ClaimPayment(
        claim_id=claim.id,
        amount_fen=payment.amount_fen,
        paid_on=payment.paid_on,
        voucher=payment.voucher.strip(),
        recorded_by=by.name,
        recorded_at=now,
    )
    session.add(row)
    act_on_claim(session, claim, ClaimAct.PAY, by, now=now)
    tell_decided(session, claim, links, now=now)


def _check_payment(payment: Payment, publicity: Publicity, today: date) -> None:
    """A payment is recorded once and for good, so what cannot be is refused before."""
    if payment.amount_fen <= 0 or payment.paid_on > today or not payment.voucher.strip():
        raise BadPayment("拨付要写明大于 0 的金额、不晚于今天的日期和凭证号。")
    if payment.paid_on <= publicity.surely_ends_on:
        raise BadPayment(f"公示到 {publicity.surely_ends_on} 结束，拨付不会早于次日；请核对凭证上的日期。")
    if len(payment.voucher.strip()) > LONGEST_NUMBER:
        raise BadPayment(f"凭证号最多 {LONGEST_NUMBER} 个字符，请核对。")
    if publicity.amount_fen is not None and payment.amount_fen > publicity.amount_fen:
        raise PaidTooMuch(publicity.amount_fen)
