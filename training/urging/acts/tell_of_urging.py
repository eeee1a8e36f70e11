from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.urging import Urging

LONGEST_NAME = 60


def tell_of_urging(
    session: Session, own: Urging, kind: str, words: str, key: object = "", *, now: datetime
) -> bool:
    """To the district and the city, once for each kind and key; `words` has {} where it is named."""
    about = own.training_class
    name = f"班级 {about.class_number} {about.name[:LONGEST_NAME]}" if about else own.district.name
    draft = AlertDraft(
        kind,
        f"{kind}:{own.public_id}:{key}",
        words.replace("{}", name, 1),
        Audience.INSPECTORS,
        about,
        district_id=own.district_id,
        about=own.public_id,
    )
    return raise_alert(session, draft, now=now)
