from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass

LONGEST_NAME = 60


def tell_of_certificates(
    session: Session,
    own: TrainingClass,
    made: Sequence[Certificate],
    voided: Certificate | None = None,
    *,
    now: datetime,
) -> None:
    """The school hears which papers are to be printed and handed over, and which to be taken back (R17)."""
    gone = [f"证书 {voided.number} 已作废，纸质证书请收回"] if voided else []
    new = [f"已派号 {len(made)} 个，请打印证书、发给学员并登记领取"] if made else []
    words = f"班级 {own.class_number} {own.name[:LONGEST_NAME]}{'；'.join((*gone, *new))}。"
    numbers = [each.number for each in made[:1]] or [f"void:{each.number}" for each in (voided,) if each]
    key = f"certificates_issued:{own.public_id}:{numbers[0]}"
    draft = AlertDraft("certificates_issued", key, words, Audience.INSTITUTION, own, about=own.public_id)
    raise_alert(session, draft, now=now)
