"""The second person of the city voids a certificate or keeps it; the number is never used again (R08)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.certificates.acts.ask_voiding import NotToVoid
from training.certificates.acts.make_certificates import make_certificates
from training.certificates.acts.tell_of_certificates import tell_of_certificates
from training.certificates.rules.issuing import Numbered, Wanted, may_issue
from training.certificates.rules.numbers import Issuer, check_template
from training.certificates.views.find_certificate import (
    hold_certificate,
    hold_class_to_number,
    open_voiding,
)
from training.certificates.views.ground_of import ground_of
from training.deputies.views.hands import Signature, check_other_hand
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission
from training.records.certificates import Certificate, CertificateVoiding, VoidingDecision
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Decided:
    """What the second person says; why, where it is kept."""

    is_approved: bool
    note: str = ""


def decide_voiding(
    session: Session, staff: Staff, public_id: UUID, said: Decided, issuer: Issuer, *, now: datetime
) -> VoidingDecision:
    """Of the certificate; where it is replaced, the new one is made against the list of now.

    Raises NotFound, NotToVoid, SameHand, ReasonMissing, TextTooLong, or as `issue_certificates`.
    """
    found = hold_certificate(session, staff, public_id, Permission.ISSUE_CERTIFICATES)
    asked = open_voiding(found)
    if asked is None:
        raise NotToVoid("没有待决定的作废申请")
    check_other_hand(session, Signature(asked.asked_by_id, asked.asked_at), staff, now=now)
    note = read_note(said.note) if said.is_approved else read_reason(said.note, "不同意作废")
    new = _replace(session, staff, asked, issuer, now) if said.is_approved else None
    made = VoidingDecision(
        voiding=asked,
        is_approved=said.is_approved,
        note=note,
        replaced_by=new,
        decided_by_id=staff.id,
        decided_by=staff.name,
        decided_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _replace(
    session: Session, staff: Staff, asked: CertificateVoiding, issuer: Issuer, now: datetime
) -> Certificate | None:
    """Take the certificate from whoever has it, and give the new one if that was asked for."""
    old = asked.certificate
    old.live_enrolment_id = None
    session.flush()
    if not asked.is_replaced:
        tell_of_certificates(session, old.training_class, (), old, now=now)
        return None
    check_template(issuer.numbering)
    own = hold_class_to_number(session, staff, old.training_class.public_id, Permission.ISSUE_CERTIFICATES)
    ground = ground_of(session, own, now=now)
    seen = ground.approved.sha256 if ground.approved else ""
    chosen = may_issue(ground, Wanted(seen, frozenset({old.enrolment_id}), is_again=True), Numbered())
    made = make_certificates(session, staff, own, chosen, issuer, now=now)
    tell_of_certificates(session, own, made, old, now=now)
    return made[0]
