"""What a clerk at the counter reads of a trainee and of a claim (pure)."""

from collections.abc import Container
from dataclasses import dataclass
from uuid import UUID

from training.notice.identity import mask_id_number, mask_phone
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from webapp.trainees.pages.claims import stamp


@dataclass(frozen=True)
class Claimant:
    """Somebody in a C1 class; ID number and phone are masked."""

    enrolment: UUID
    name: str
    id_number: str
    phone: str
    class_name: str
    school: str
    is_restricted: bool
    """限制处理."""


def claimant_of(enrolment: Enrolment, restricted: Container[int]) -> Claimant:
    trainee, own = enrolment.trainee, enrolment.training_class
    return Claimant(
        enrolment=enrolment.public_id,
        name=trainee.name,
        id_number=mask_id_number(trainee.id_number),
        phone=mask_phone(trainee.phone),
        class_name=own.name,
        school=own.institution.name,
        is_restricted=trainee.id in restricted,
    )


def filed_line(claim: C1Claim) -> tuple[UUID, str, str, str]:
    """Of what this clerk filed: where it leads, whose, how it stands, since when."""
    own = claim.enrolment
    small = f"{own.training_class.name}，{stamp(claim.since)} 起"
    return own.public_id, own.trainee.name, claim.state.value, small
