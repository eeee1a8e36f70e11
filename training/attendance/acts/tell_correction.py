"""What became of a request for a correction reaches the trainee (补卡审核, R45)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.attendance.rules.chances import next_allowed
from training.attendance.rules.corrections import CorrectionState
from training.attendance.rules.reminders import short_class_name
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.people.views.reachable import opted_out, verified
from training.records.attendance.corrections import PunchCorrection

# Of no use once the trainee has looked at the page anyway.
MESSAGE_LASTS = timedelta(days=2)


def tell_correction(
    session: Session, correction: PunchCorrection, state: CorrectionState, *, now: datetime
) -> None:
    """Once for each state; nobody is told who wants no messages or whose phone nobody has verified."""
    own = correction.enrolment
    if opted_out(session, own.trainee_id) or not verified(session, own.trainee_id):
        return
    lesson = correction.lesson
    is_withdrawn = state is CorrectionState.WITHDRAWN
    draft = MessageDraft(
        template="correction_decided",
        parameters={
            "class_short_name": short_class_name(own.training_class.name),
            "half_day": f"{lesson.held_on.month}月{lesson.held_on.day}日{lesson.half_day}{correction.punch}",
            "decision": state.value,
            "link": "",
        },
        phone=own.trainee.phone,
        dedupe_key=f"correction_{'withdrawn' if is_withdrawn else 'decided'}:{correction.public_id}",
        due_at=next_allowed(now, own.training_class.rule_set.policy),
        expires_at=now + MESSAGE_LASTS,
        trainee_id=own.trainee_id,
        district_id=own.training_class.district_id,
    )
    write_message(session, draft, now=now)
