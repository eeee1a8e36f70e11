from datetime import datetime

from sqlalchemy.orm import Session

from training.database import blind
from training.records.classes.trainees import PhoneChange, Trainee


def change_phone(session: Session, trainee: Trainee, phone: str, batch_id: int, *, now: datetime) -> None:
    """Move a known person to another phone; which one it was before is kept, with the batch it came by."""
    change = PhoneChange(
        trainee_id=trainee.id, old_phone=trainee.phone, new_phone=phone, batch_id=batch_id, changed_at=now
    )
    session.add(change)
    trainee.phone, trainee.phone_index = phone, blind(session, "phone", phone)
