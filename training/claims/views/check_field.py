"""Whether a photo may be handed in to a field of a claim now."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import EDITABLE
from training.claims.rules.c1_claims import state_of
from training.claims.rules.c1_papers import MOST_PHOTOS
from training.claims.terms import PaperKind, PaperState
from training.claims.views.load_claim import all_papers, as_rules_see, policy_of, submissions_of
from training.claims.views.paper_is_known import Field
from training.errors import NotNow, NotRight
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper

MOST_VERSIONS = 20


class NotEditable(NotNow):
    """The claim takes no papers where it stands now."""

    def __init__(self, state: str):
        super().__init__(f"申领现在是“{state}”，不能再交或更换材料；审核开始前可以先撤回修改。")


class PaperHasPassed(NotNow):
    """What has passed is not handed in again."""

    def __init__(self, kind: PaperKind):
        super().__init__(f"这张{kind.value}已审核通过，不用再交。")


class TooManyPapers(NotRight):
    """So many photos of one kind, or versions of one photo, and no more."""

    def __init__(self, kind: PaperKind, most: int):
        super().__init__(f"{kind.value}最多 {most} 张，请更换已交的照片。")


class TooManyVersions(NotNow):
    """The same photo was replaced again and again."""

    def __init__(self) -> None:
        super().__init__(f"这张照片已更换 {MOST_VERSIONS} 次，请联系旗县区人社部门当面办理。")


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


def _refuse_passed(session: Session, claim: C1Claim, paper: ClaimPaper, now: datetime) -> None:
    seen = as_rules_see(claim, paper, submissions_of(session, claim))
    if state_of(seen, policy_of(claim), shanghai_day(now)) is PaperState.PASSED:
        raise PaperHasPassed(paper.kind)
