from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass


def tell_of_second(session: Session, own: TrainingClass, what: str, *, now: datetime) -> None:
    """Another one of the district is to sign: said once for each signature that waits."""
    draft = AlertDraft(
        kind="result_waits",
        dedupe_key=f"result_waits:{own.public_id}:{now.isoformat()}",
        text=f"{what}，请另一位同事在班级的“结业”页第二人签字。",
        audience=Audience.INSPECTORS,
        training_class=own,
        about=own.public_id,
    )
    raise_alert(session, draft, now=now)
