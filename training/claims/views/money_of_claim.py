"""What a meeting granted for a claim, until when it is public, and what was paid (R20 to R22)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.claims.terms import Payee
from training.records.claims.claims import C1Claim
from training.records.payments.payments import Payment, PaymentLine
from training.records.subsidies.lines import SubsidyLine


@dataclass(frozen=True)
class ClaimMoney:
    """By its line of the common chain; of what was finished before, by its own publicity."""

    line_id: UUID | None
    publicity_id: UUID | None
    """Of a publicity from before that has not moved to the common chain."""
    granted_fen: int | None
    ends_on: date | None
    payee: Payee | None
    paid_fen: int | None
    paid_on: date | None


def money_of_claim(session: Session, claim: C1Claim) -> ClaimMoney:
    """At most two statements."""
    rows = select(SubsidyLine).where(
        SubsidyLine.claim_id == claim.id, SubsidyLine.live_enrolment_id.is_not(None)
    )
    line = session.scalars(rows.options(joinedload(SubsidyLine.publicity))).one_or_none()
    if line is None:
        return _of_before(claim)
    paid = select(PaymentLine.amount_fen, Payment.paid_on).join(PaymentLine.payment)
    fen, paid_on = session.execute(paid.where(PaymentLine.live_line_id == line.id)).one_or_none() or (
        None,
        None,
    )
    ends_on = line.publicity.ends_on if line.publicity else None
    return ClaimMoney(line.public_id, None, line.granted_fen, ends_on, line.payee, fen, paid_on)


def _of_before(claim: C1Claim) -> ClaimMoney:
    shown, paid = claim.publicity, claim.payment
    return ClaimMoney(
        line_id=None,
        publicity_id=shown.public_id if shown else None,
        granted_fen=shown.amount_fen if shown else None,
        ends_on=shown.ends_on if shown else None,
        payee=shown.payee if shown else None,
        paid_fen=paid.amount_fen if paid else None,
        paid_on=paid.paid_on if paid else None,
    )
