"""A photo or PDF of a claim is kept as a new version; the earlier ones stay (R60)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.views.check_field import check_field
from training.claims.views.find_claim import hold_claim
from training.claims.views.load_claim import submissions_of
from training.claims.views.paper_is_known import Field, is_known
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper


@dataclass(frozen=True)
class StoredFile:
    """A file that was looked at and lies in the store, sealed."""

    public_id: UUID
    sha256: str
    """Of the bytes as they came."""
    media_type: str
    size: int
    width: int
    height: int
    store_key: str
    thumbnail_key: str


def keep_paper(
    session: Session, claim: C1Claim, field: Field, file: StoredFile, *, received_by: str, now: datetime
) -> bool:
    """Record the file as the newest version of its field; False where this upload was recorded before.

    Raises what `check_field` raises.
    """
    hold_claim(session, claim)
    if is_known(session, claim, field):
        return False
    paper = ClaimPaper(
        public_id=file.public_id,
        claim_id=claim.id,
        kind=field.kind,
        place=field.place,
        version=check_field(session, claim, field, now=now),
        for_submission=submissions_of(session, claim) + 1,
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
        width=file.width,
        height=file.height,
        store_key=file.store_key,
        thumbnail_key=file.thumbnail_key,
        received_by=received_by,
        received_at=now,
        client_key=field.client_key or None,
    )
    session.add(paper)
    session.flush()
    return True
