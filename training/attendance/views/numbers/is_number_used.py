from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.device_names import is_on_machine
from training.notice.clock import SHANGHAI
from training.records.attendance.punches import Punch
from training.records.classes.trainees import Enrolment


def is_number_used(session: Session, enrolment: Enrolment) -> bool:
    """Whether the own number has any punch in the days of the class: then another would take hours away."""
    own = enrolment.training_class
    first = datetime.combine(own.starts_on, time(), SHANGHAI)
    after = datetime.combine(own.ends_on + timedelta(days=1), time(), SHANGHAI)
    seen = select(Punch.id).where(
        Punch.institution_id == own.institution_id,
        Punch.number == enrolment.attendance_number,
        Punch.punched_at >= first,
        Punch.punched_at < after,
    )
    on_machine = seen.where(is_on_machine(own)) if own.attendance_device else seen
    return session.scalar(on_machine.limit(1)) is not None
