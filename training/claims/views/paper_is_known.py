"""Whether an upload is the same that arrived before."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.terms import PaperKind
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper


@dataclass(frozen=True)
class Field:
    """Which photo of a claim is meant; `client_key` is the same however often one file is sent."""

    kind: PaperKind
    place: int
    client_key: str | None = None


def is_known(session: Session, claim: C1Claim, field: Field) -> bool:
    """Whether this very upload has arrived before, so that its file need not be looked at again."""
    if not field.client_key:
        return False
    own = select(ClaimPaper.id).where(ClaimPaper.claim_id == claim.id)
    return session.scalar(own.where(ClaimPaper.client_key == field.client_key)) is not None
