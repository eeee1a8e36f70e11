"""The office carries a publicity on: objections, the application for all, the payment (R20 to R22)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import by_staff
from training.claims.rules.c1_acts import check_role
from training.claims.views.find_claim import find_claim
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.terms import ClaimAct, ClaimState
from training.outbox.acts.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim, Publicity
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.subsidies.acts.begin_publicity import MeetingDecision, publicise_claims
from training.subsidies.acts.publicise_claims import (
    ObjectionOpen,
    Payment,
    PublicityRuns,
    apply_for_payment,
    object_to_claim,
    record_payment,
    settle_objection,
)
from training.subsidies.views.find_publicity import claims_shown, find_publicity


class NothingToCarryOn(Refusal):
    """No claim of the publicity stands where this act is possible."""

    def __init__(self, act: ClaimAct):
        super().__init__(f"这次公示里没有可以{act.value}的申领；请刷新页面看最新状态。")
        self.act = act


def publicise_for_staff(
    session: Session, staff: Staff, decision: MeetingDecision, *, now: datetime
) -> Publicity:
    """Of the own district; raises NotYourAct and what `publicise_claims` raises."""
    check_role(staff.role, ClaimAct.PUBLICISE)
    district = session.get_one(District, staff.district_id)
    return publicise_claims(session, district, decision, by_staff(staff), now=now)


def object_for_staff(session: Session, staff: Staff, claim_id: UUID, reason: str, *, now: datetime) -> None:
    """Raises NotFound, NotYourAct, ReasonMissing, TextTooLong or NotNow."""
    check_role(staff.role, ClaimAct.OBJECT)
    object_to_claim(session, find_claim(session, staff, claim_id), by_staff(staff, reason), now=now)


def settle_for_staff(session: Session, staff: Staff, claim_id: UUID, reason: str, *, now: datetime) -> None:
    """Raises NotFound, NotYourAct, NoObjection, ReasonMissing, TextTooLong or NotNow."""
    check_role(staff.role, ClaimAct.SETTLE)
    settle_objection(session, find_claim(session, staff, claim_id), by_staff(staff, reason), now=now)


def pay_for_staff(
    session: Session,
    staff: Staff,
    claim_id: UUID,
    payment: Payment,
    *,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> None:
    """Raises NotFound, NotYourAct, BadPayment, PaidTooMuch or NotNow."""
    check_role(staff.role, ClaimAct.PAY)
    claim = find_claim(session, staff, claim_id)
    record_payment(session, claim, payment, by_staff(staff), links=links, now=now)


def apply_for_all(session: Session, staff: Staff, publicity_id: UUID, *, now: datetime) -> int:
    """Apply for everybody whom no objection holds back, and say for how many.

    Raises NotFound, NotYourAct, PublicityRuns, ObjectionOpen or NothingToCarryOn.
    """
    publicity = _find(session, staff, publicity_id, ClaimAct.APPLY)
    if shanghai_day(now) <= publicity.ends_on:
        raise PublicityRuns(publicity.ends_on)
    shown = [each for each in claims_shown(session, publicity) if each.state is ClaimState.PUBLICISED]
    free = [claim for claim in shown if not claim.has_objection]
    if shown and not free:
        raise ObjectionOpen
    return _each(
        free,
        ClaimAct.APPLY,
        lambda claim: apply_for_payment(session, claim, by_staff(staff), now=now),
    )


def pay_all(
    session: Session,
    staff: Staff,
    publicity_id: UUID,
    payment: Payment,
    *,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> int:
    """One voucher for everybody for whom was applied, so much for each, and say for how many.

    Raises NotFound, NotYourAct, BadPayment, PaidTooMuch or NothingToCarryOn.
    """
    publicity = _find(session, staff, publicity_id, ClaimAct.PAY)
    applied = [each for each in claims_shown(session, publicity) if each.state is ClaimState.APPLIED]
    return _each(
        applied,
        ClaimAct.PAY,
        lambda claim: record_payment(session, claim, payment, by_staff(staff), links=links, now=now),
    )


def _find(session: Session, staff: Staff, publicity_id: UUID, act: ClaimAct) -> Publicity:
    publicity = find_publicity(session, staff, publicity_id)
    check_role(staff.role, act)
    return publicity


def _each(claims: list[C1Claim], act: ClaimAct, carry_on: Callable[[C1Claim], None]) -> int:
    """All of them or none: what is refused for one is refused."""
    if not claims:
        raise NothingToCarryOn(act)
    for claim in claims:
        carry_on(claim)
    return len(claims)
