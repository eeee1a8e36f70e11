"""What is stored about a trainee, for the trainee (个人信息保护法第四十五条)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.records import C1Claim, ClaimPaper, Enrolment, OutgoingMessage, Trainee
from training.rules.identity import mask_id_number, mask_name, mask_phone


@dataclass(frozen=True)
class PersonalData:
    """Masked, as everywhere: the screen may be seen by others."""

    name: str
    sex: str
    id_number: str
    phone: str
    bank_card: str
    category: str
    education: str
    classes: tuple[str, ...]
    papers: int
    messages: int


def see_personal_data(session: Session, trainee_id: int) -> PersonalData:
    trainee = session.get_one(Trainee, trainee_id)
    own = select(Enrolment).where(Enrolment.trainee_id == trainee_id).order_by(Enrolment.id)
    classes = session.scalars(own.options(joinedload(Enrolment.training_class)))
    return PersonalData(
        name=mask_name(trainee.name),
        sex=trainee.sex.value,
        id_number=mask_id_number(trainee.id_number),
        phone=mask_phone(trainee.phone),
        bank_card=f"尾号 {trainee.bank_card[-4:]}" if trainee.bank_card else "",
        category=trainee.category,
        education=trainee.education,
        classes=tuple(each.training_class.name for each in classes),
        papers=_papers(session, trainee_id),
        messages=session.scalar(select(func.count()).where(OutgoingMessage.trainee_id == trainee_id)) or 0,
    )


def _papers(session: Session, trainee_id: int) -> int:
    own = (
        select(func.count(ClaimPaper.id))
        .join(C1Claim, ClaimPaper.claim_id == C1Claim.id)
        .join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
    )
    return session.scalar(own.where(Enrolment.trainee_id == trainee_id, ClaimPaper.purged_at.is_(None))) or 0
