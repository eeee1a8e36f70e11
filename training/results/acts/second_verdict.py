"""A second person agrees to a verdict against a failed check of the city, or sends it back (R16)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission, may
from training.records.results import ClassVerdict, VerdictSecond
from training.records.staff.staff import Staff
from training.results.acts.hold_result import hold_result
from training.results.rules.signing import NothingForSecond, OnlyTheDistrictSigns, SeenOtherwise
from training.results.terms import VerdictState
from training.results.views.see_result import find_class_of_result, see_result


@dataclass(frozen=True)
class SecondOpinion:
    """同意 or 退回; whoever sends back says why. `seen`: fingerprint of what the page showed."""

    is_agreed: bool
    note: str = ""
    seen: str = ""

    @property
    def read_note(self) -> str:
        """Raises ReasonMissing or TextTooLong."""
        return read_note(self.note) if self.is_agreed else read_reason(self.note, "退回")


def second_verdict(
    session: Session, staff: Staff, class_id: UUID, opinion: SecondOpinion, *, now: datetime
) -> ClassVerdict:
    """Record it; agreed to, the verdict counts from now on.

    Raises NotFound, OnlyTheDistrictSigns, NothingForSecond, SameHand, SeenOtherwise, ReasonMissing or
    TextTooLong.
    """
    own = find_class_of_result(session, staff, class_id)
    if not may(staff.role, Permission.SIGN_RESULTS):
        raise OnlyTheDistrictSigns
    hold_result(session, own)
    stands = see_result(session, own, now=now)
    last = stands.last
    if last is None or stands.state is not VerdictState.WAITS_FOR_SECOND:
        raise NothingForSecond
    check_other_hand(session, Signature(last.signed_by_id, last.signed_at), staff, now=now)
    if opinion.seen not in ("", stands.proposal.fingerprint):
        raise SeenOtherwise
    last.second = VerdictSecond(
        is_agreed=opinion.is_agreed,
        note=opinion.read_note,
        signed_by_id=staff.id,
        signed_by=staff.name,
        signed_at=now,
    )
    if opinion.is_agreed:
        last.in_force_at = now
    session.flush()
    return last
