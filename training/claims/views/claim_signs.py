"""What about a claim is worth a second look: signs for a person to judge, never a refusal."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.rules.claim_numbers import SHOWN_DIGITS
from training.claims.terms import ClaimAct
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.claims.papers import ClaimPaper
from training.records.classes.trainees import Enrolment, Trainee


def signs_of(session: Session, claim: C1Claim) -> tuple[str, ...]:
    """In Chinese, without any number or name of another person."""
    return (*_same_files(session, claim), *_shared_phone(session, claim), *_refused_before(session, claim))


def _same_files(session: Session, claim: C1Claim) -> list[str]:
    """The very same file was handed in with a claim of somebody else."""
    own = select(ClaimPaper.sha256).where(ClaimPaper.claim_id == claim.id)
    others = (
        select(ClaimPaper.kind, C1Claim.public_id)
        .join(C1Claim, ClaimPaper.claim_id == C1Claim.id)
        .join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
        .where(ClaimPaper.sha256.in_(own), Enrolment.trainee_id != claim.enrolment.trainee_id)
        .order_by(ClaimPaper.id)
    )
    found = dict.fromkeys((kind, public_id) for kind, public_id in session.execute(others))
    return [
        f"与申领 {public_id.hex[:SHOWN_DIGITS]} 交的{kind.value}是同一个文件" for kind, public_id in found
    ]


def _shared_phone(session: Session, claim: C1Claim) -> list[str]:
    trainee = claim.enrolment.trainee
    same = select(func.count()).where(Trainee.phone_index == trainee.phone_index, Trainee.id != trainee.id)
    count = session.scalar(same) or 0
    return [f"手机号与另外 {count} 名学员相同"] if count else []


def _refused_before(session: Session, claim: C1Claim) -> list[str]:
    """Of this person, in whichever class."""
    refused = (
        select(ClaimEvent.reason)
        .join(C1Claim, ClaimEvent.claim_id == C1Claim.id)
        .join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
        .where(ClaimEvent.act == ClaimAct.REJECT, C1Claim.id != claim.id)
        .where(Enrolment.trainee_id == claim.enrolment.trainee_id)
    )
    return [f"以前的申领审核不通过：{reason}" for reason in session.scalars(refused.order_by(ClaimEvent.id))]
