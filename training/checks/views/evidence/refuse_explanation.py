"""Whether a picture may explain a mismatch: one picture, one trainee, once, in whatever check (R37)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.checks.rules.confirmations import ConfirmationState
from training.checks.views.confirmations.confirmation_lines import confirmation_state
from training.checks.views.load_check import LoadedCheck
from training.errors import Next, NotRight
from training.records.checks.calls import MismatchResolution
from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence

STILL_USED = (ConfirmationState.OPEN, ConfirmationState.CONFIRMED)


class NotOfThisTrainee(NotRight):
    """A picture proves one trainee's data once, and a panorama nobody's."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, why: str):
        super().__init__(f"{why}，不能说明这名学员的不一致；请另发一张这名学员的证件或本人照片。")


def refuse_explanation(
    session: Session, loaded: LoadedCheck, evidence: Evidence, asked: Confirmation | None = None
) -> None:
    """`asked` is the request that is just answered, no other use of the picture; raises NotOfThisTrainee."""
    if loaded.is_panorama(evidence):
        raise NotOfThisTrainee("这张是教室全景")
    if _is_used(session, evidence, asked, loaded.now):
        raise NotOfThisTrainee("这张照片已经用过")


def _is_used(session: Session, evidence: Evidence, asked: Confirmation | None, now: datetime) -> bool:
    """By its bytes: after a void the same picture is kept anew. What was declined or has lapsed used none.

    In one check a picture is asked about once, whatever came of it.
    """
    same = Evidence.sha256 == evidence.sha256
    uses = select(Confirmation).join(Evidence, Evidence.id == Confirmation.evidence_id).where(same)
    loaded = uses.options(joinedload(Confirmation.answer), joinedload(Confirmation.check))
    others = [each for each in session.scalars(loaded.order_by(Confirmation.id)) if each is not asked]
    if any(each.evidence_id == evidence.id or _holds(each, now) for each in others):
        return True
    by = select(MismatchResolution.id).join(Evidence, Evidence.id == MismatchResolution.evidence_id)
    return session.scalar(by.where(same).limit(1)) is not None


def _holds(use: Confirmation, now: datetime) -> bool:
    return confirmation_state(use, use.check, now) in STILL_USED
