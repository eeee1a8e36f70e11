"""From the meeting to the payment: publicity, objections, application, payment (R20 to R22)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.errors import NotFound, Refusal
from training.records import C1Claim, ClaimPayment, District, Publicity
from training.rules.attendance import shanghai_day
from training.rules.c1_acts import next_state
from training.rules.notes import read_reason
from training.rules.working_days import working_day_after
from training.services.act_on_claim import By, act_on_claim
from training.services.choose_rule_set import choose_rule_set
from training.services.find_claim import claims_with_class, hold_claim
from training.services.short_links import NO_LINKS, ShortLinks
from training.services.tell_claimant import tell_decided
from training.terms import ClaimAct, ClaimState


class MeetingMissing(Refusal):
    """补贴资金相关会议研究审定: no meeting, no publicity (R20)."""

    def __init__(self) -> None:
        super().__init__("公示前要有补贴资金相关会议的研究审定，请写明会议号和会议日期。")


class LookIsDue(Refusal):
    """The claim was drawn for a second look that has not been taken."""

    def __init__(self) -> None:
        super().__init__("这份申领被抽中复查，市本级确认后才能公示。")


class PublicityRuns(Refusal):
    """公示后 is after the last day of the publicity (R21)."""

    def __init__(self, ends_on: date):
        super().__init__(f"公示到 {ends_on} 结束，次日起才能申请拨付。")
        self.ends_on = ends_on


class ObjectionOpen(Refusal):
    """An objection to this claim is not settled (R21)."""

    def __init__(self) -> None:
        super().__init__("有异议还没有处理完毕，处理后才能申请拨付。")


class BadPayment(Refusal):
    """The payment cannot be right."""


@dataclass(frozen=True)
class Payment:
    """What the finance department's voucher says."""

    amount_fen: int
    paid_on: date
    voucher: str


def publicise_claims(
    session: Session, district: District, meeting_number: str, meeting_on: date, by: By, *, now: datetime
) -> Publicity:
    """Show the approved claims of the district that nothing holds back; raises MeetingMissing or NotFound."""
    today = shanghai_day(now)
    if not meeting_number.strip() or meeting_on > today:
        raise MeetingMissing
    claims = approved_claims(session, district)
    if not claims:
        raise NotFound(f"{district.name}可以公示的申领（审核通过、没有待复查的）")
    policy = choose_rule_set(session, district.id, today).policy
    publicity = Publicity(
        district_id=district.id,
        meeting_number=meeting_number.strip(),
        meeting_on=meeting_on,
        begins_on=today,
        ends_on=working_day_after(today, policy.publicity_working_days),
        made_by=by.name,
        made_at=now,
    )
    session.add(publicity)
    session.flush()
    for claim in claims:
        _publicise(session, claim, publicity, by, now)
    return publicity


def approved_claims(session: Session, district: District) -> list[C1Claim]:
    """The list for the meeting: approved, not waiting for a second look, the oldest first."""
    own = claims_with_class().where(C1Claim.district_id == district.id, C1Claim.look_is_due.is_(False))
    approved = own.where(C1Claim.state == ClaimState.APPROVED)
    return list(session.scalars(approved.order_by(C1Claim.since, C1Claim.id)))


def object_to_claim(session: Session, claim: C1Claim, by: By, *, now: datetime) -> None:
    """Log an objection, with its reason; raises ReasonMissing or NotNow."""
    hold_claim(session, claim)
    read_reason(by.reason, "登记异议")
    act_on_claim(session, claim, ClaimAct.OBJECT, by, now=now)
    claim.has_objection = True
    session.flush()


def settle_objection(session: Session, claim: C1Claim, by: By, *, now: datetime) -> None:
    """Note how the objection was settled; raises ReasonMissing or NotNow."""
    hold_claim(session, claim)
    read_reason(by.reason, "处理异议")
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
    """按规定及时拨付: once a claim; raises BadPayment or NotNow."""
    hold_claim(session, claim)
    next_state(claim.state, ClaimAct.PAY)
    if payment.amount_fen <= 0 or payment.paid_on > shanghai_day(now) or not payment.voucher.strip():
        raise BadPayment("拨付要写明大于 0 的金额、不晚于今天的日期和凭证号。")
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


def find_any_claim(session: Session, claim_id: UUID) -> C1Claim:
    """For commands, which run beside the database; raises NotFound."""
    found = session.scalars(claims_with_class().where(C1Claim.public_id == claim_id)).one_or_none()
    if found is None:
        raise NotFound(f"申领 {claim_id}")
    return found


def _publicise(session: Session, claim: C1Claim, publicity: Publicity, by: By, now: datetime) -> None:
    hold_claim(session, claim)
    if claim.look_is_due:
        raise LookIsDue
    claim.publicity_id = publicity.id
    act_on_claim(session, claim, ClaimAct.PUBLICISE, by, now=now)
