"""The school hands a certificate over, and says to whom and what shows it (发放, R17)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.certificates.rules.handovers import Handover, NoProof, VoidedPaper, read_handover
from training.certificates.terms import HandoverProof
from training.certificates.views.find_certificate import hold_certificate
from training.database import insert_new
from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.pictures.photos import read_photo
from training.records.certificates import CertificateHandover
from training.records.staff.staff import Staff


class HandedJustNow(NotNow):
    """Somebody wrote it down since the page was opened."""

    def __init__(self) -> None:
        super().__init__("有人刚刚登记过这张证书的领取，请先看看再登记。")


@dataclass(frozen=True)
class Shown:
    """What shows it: a signature or a photo as it came; `seen` is how many rows the page knew."""

    proof: HandoverProof
    picture: bytes
    seen: str


def hand_over(
    session: Session, staff: Staff, public_id: UUID, said: Handover, shown: Shown, *, now: datetime
) -> None:
    """A row each time; a later one corrects the earlier.

    Raises NotFound, VoidedPaper, NoProof, HandedJustNow, BadPicture or as `read_handover`.
    """
    own = hold_certificate(session, staff, public_id, Permission.HAND_OVER_CERTIFICATES)
    if own.live_enrolment_id is None:
        raise VoidedPaper
    if shown.seen != str(len(own.handovers)):
        raise HandedJustNow
    kept = read_handover(said, own.issued_on, shanghai_day(now), is_again=bool(own.handovers))
    if not shown.picture:
        raise NoProof
    row = {
        "certificate_id": own.id,
        "ordinal": len(own.handovers) + 1,
        "handed_on": kept.handed_on,
        "is_self": kept.is_self,
        "receiver": kept.receiver,
        "relation": kept.relation,
        "proof": shown.proof,
        "jpeg": read_photo(shown.picture),
        "reason": kept.reason,
        "recorded_by_id": staff.id,
        "recorded_by": staff.name,
        "recorded_at": now,
    }
    if not insert_new(session, CertificateHandover, [row]):
        raise HandedJustNow
    session.expire(own, ["handovers"])
