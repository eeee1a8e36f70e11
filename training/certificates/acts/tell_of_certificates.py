from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass

LONGEST_NAME = 60


def tell_of_certificates(
    session: Session, own: TrainingClass, made: Sequence[Certificate], *, now: datetime
) -> None:
    """The school hears that papers are to be printed and handed over (R17)."""
    name = f"{own.class_number} {own.name[:LONGEST_NAME]}"
    words = f"班级 {name}已派号 {len(made)} 个，请打印证书、发给学员并登记领取。"
    draft = AlertDraft(
        "certificates_issued",
        f"certificates_issued:{own.public_id}:{made[0].number}",
        words,
        Audience.INSTITUTION,
        own,
        about=own.public_id,
    )
    raise_alert(session, draft, now=now)
