"""From the publicity to the payment: objections, application, payment (R21, R22)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import By, act_on_claim
from training.claims.acts.tell_claimant import tell_decided
from training.claims.rules.c1_acts import next_state
from training.claims.views.find_claim import claims_with_class, hold_claim
from training.errors import NotFound, Refusal
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.terms import ClaimAct
from training.outbox.acts.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim, ClaimPayment, Publicity
from training.subsidies.acts.begin_publicity import LONGEST_NUMBER
from training.subsidies.rules.money import yuan


class PublicityRuns(Refusal):
    """公示后 is after the last day of the publicity (R21)."""

    def __init__(self, ends_on: date):
        super().__init__(f"公示到 {ends_on} 结束，次日起才能申请拨付。")
        self.ends_on = ends_on


class ObjectionOpen(Refusal):
    """An objection to this claim is not settled (R21)."""

    def __init__(self) -> None:
        super().__init__("有异议还没有处理完毕，处理后才能申请拨付。")


class NoObjection(Refusal):
    """There is nothing to settle."""

    def __init__(self) -> None:
        super().__init__("这份申领没有未处理的异议；请刷新页面看最新状态。")


class BadPayment(Refusal):
    """The payment cannot be right."""


class PaidTooMuch(Refusal):
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


def object_to_claim(session: Session, claim: C1Claim, by: By, *, now: datetime) -> None:
    """Log an objection, with its reason; raises ReasonMissing or NotNow."""
    hold_claim(session, claim)
    read_reason(by.reason, "登记异议")
    act_on_claim(session, claim, ClaimAct.OBJECT, by, now=now)
    claim.has_objection = True
    session.flush()


def settle_objection(session: Session, claim: C1Claim, by: By, *, now: datetime) -> None:
    """Note how the objection was settled; raises ReasonMissing, NoObjection or NotNow."""
    hold_claim(session, claim)
    read_reason(by.reason, "处理异议")
    next_state(claim.state, ClaimAct.SETTLE)
    if not claim.has_objection:
        raise NoObjection
    act_on_claim(session, claim, ClaimAct.SETTLE, by, now=now)
    claim.has_objection = False
    session.flush()


def apply_for_payment(session: Session, claim: C1Claim, by: By, *, now: datetime) -> None:
    """公示后向属地财政部门申请补贴资金; raises PublicityRuns, ObjectionOpen or NotNow."""
    hold_claim(session, claim)
    next_state(claim.state, ClaimAct.APPLY)
    publicity = session.get_one(Publicity, claim.publicity_id)
    if shanghai_day(now) <= publicity.ends_on:
        raise PublicityRuns(publicity.ends_on)
    if claim.has_objection:
        raise ObjectionOpen
    act_on_claim(session, claim, ClaimAct.APPLY, by, now=now)


def record_payment(
    session: Session,
    claim: C1Claim,
    payment: Payment,
    by: By,
    *,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> None:
    """按规定及时拨付: once a claim; raises BadPayment, PaidTooMuch or NotNow."""
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
    if payment.paid_on <= publicity.ends_on:
        raise BadPayment(f"公示到 {publicity.ends_on} 结束，拨付不会早于次日；请核对凭证上的日期。")
    if len(payment.voucher.strip()) > LONGEST_NUMBER:
        raise BadPayment(f"凭证号最多 {LONGEST_NUMBER} 个字符，请核对。")
    if publicity.amount_fen is not None and payment.amount_fen > publicity.amount_fen:
        raise PaidTooMuch(publicity.amount_fen)


def find_any_claim(session: Session, claim_id: UUID) -> C1Claim:
    """For commands, which run beside the database; raises NotFound."""
    found = session.scalars(claims_with_class().where(C1Claim.public_id == claim_id)).one_or_none()
    if found is None:
        raise NotFound(f"申领 {claim_id}")
    return found
