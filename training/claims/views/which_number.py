"""批准 is for 补卡, 通过 for claims; whoever mixes them up is told which of the two the number names."""

from sqlalchemy.orm import Session

from training.attendance.views.corrections.see_corrections import find_correction
from training.claims.rules.claim_numbers import ClaimNumber
from training.claims.views.find_claim_by_number import find_claim_by_number
from training.classes.views.find_class import SeveralFound
from training.errors import Next, NotFound, NotNow
from training.records.staff.staff import Staff


class NumberOfClaim(NotNow):
    """The words are those for corrections, the number is a claim's."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, number: str):
        super().__init__(
            f"{number} 是 C1 申领的编号。请发“通过 {number}”、“退回 {number} 原因”或“不通过 {number} 原因”。"
        )


class NumberOfCorrection(NotNow):
    """The words are those for claims, the number is a correction's."""

    leads_to = (Next.CORRECTIONS,)

    def __init__(self, number: str):
        super().__init__(f"{number} 是补卡申请的编号。请发“批准 {number}”或“不批准 {number} 原因”。")


def refuse_number_of_claim(session: Session, staff: Staff, said: str) -> None:
    """Raises NumberOfClaim where this person may see such a claim."""
    try:
        find_claim_by_number(session, staff, ClaimNumber(said))
    except (NotFound, SeveralFound):
        return
    raise NumberOfClaim(said)


def refuse_number_of_correction(session: Session, staff: Staff, said: str) -> None:
    """Raises NumberOfCorrection where this person may see such a request."""
    try:
        find_correction(session, staff, said)
    except (NotFound, SeveralFound):
        return
    raise NumberOfCorrection(said)
