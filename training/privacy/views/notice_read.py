from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.privacy.rules.purposes import NOTICE_VERSION
from training.records.people.notices import NoticeAcknowledgement


def notice_read(session: Session, trainee_id: int) -> datetime | None:
    """When the trainee acknowledged the notice of today; None where that is still to be done."""
    own = select(NoticeAcknowledgement.acknowledged_at).where(NoticeAcknowledgement.trainee_id == trainee_id)
    return session.scalar(own.where(NoticeAcknowledgement.version == NOTICE_VERSION))
