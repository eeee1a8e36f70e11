"""A photo or PDF of a claim is kept as a new version; the earlier ones stay (R60)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import EDITABLE
from training.claims.rules.c1_claims import state_of
from training.claims.rules.c1_papers import MOST_PHOTOS
from training.claims.views.find_claim import hold_claim
from training.claims.views.load_claim import all_papers, as_rules_see, policy_of, submissions_of
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.terms import PaperKind, PaperState
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper

MOST_VERSIONS = 20


class NotEditable(Refusal):
    """The claim takes no papers where it stands now."""

    def __init__(self, state: str):
        super().__init__(f"申领现在是“{state}”，不能再交或更换材料；审核开始前可以先撤回修改。")


class PaperHasPassed(Refusal):
    """What has passed is not handed in again."""

    def __init__(self, kind: PaperKind):
        super().__init__(f"这张{kind.value}已审核通过，不用再交。")


class TooManyPapers(Refusal):
    """So many photos of one kind, or versions of one photo, and no more."""

    def __init__(self, kind: PaperKind, most: int):
        super().__init__(f"{kind.value}最多 {most} 张，请更换已交的照片。")


class TooManyVersions(Refusal):
    """The same photo was replaced again and again."""

    def __init__(self) -> None:
        super().__init__(f"这张照片已更换 {MOST_VERSIONS} 次，请联系旗县区人社部门当面办理。")


@dataclass(frozen=True)
class Field:
    """Which photo of a claim is meant; `client_key` is the same however often one file is sent."""

    kind: PaperKind
    place: int
    client_key: str | None = None


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


def is_known(session: Session, claim: C1Claim, field: Field) -> bool:
    """Whether this very upload has arrived before, so that its file need not be looked at again."""
    if not field.client_key:
        return False
    own = select(ClaimPaper.id).where(ClaimPaper.claim_id == claim.id)
    return session.scalar(own.where(ClaimPaper.client_key == field.client_key)) is not None


def check_field(session: Session, claim: C1Claim, field: Field, *, now: datetime) -> int:
    """The number of the next version; raises NotEditable, PaperHasPassed, TooManyPapers, TooManyVersions."""
    if claim.state not in EDITABLE:
        raise NotEditable(claim.state.value)
    own = [each for each in all_papers(session, claim) if each.kind is field.kind]
    places = {each.place for each in own}
    if not 1 <= field.place <= min(MOST_PHOTOS[field.kind], len(places) + 1):
        raise TooManyPapers(field.kind, MOST_PHOTOS[field.kind])
    versions = [each for each in own if each.place == field.place]
    if versions:
        _refuse_passed(session, claim, versions[-1], now)
    if len(versions) >= MOST_VERSIONS:
        raise TooManyVersions
    return len(versions) + 1


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


def _refuse_passed(session: Session, claim: C1Claim, paper: ClaimPaper, now: datetime) -> None:
    seen = as_rules_see(claim, paper, submissions_of(session, claim))
    if state_of(seen, policy_of(claim), shanghai_day(now)) is PaperState.PASSED:
        raise PaperHasPassed(paper.kind)
