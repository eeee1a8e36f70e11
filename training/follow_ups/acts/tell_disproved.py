from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.follow_ups.follow_ups import FollowUpAnswer

LONGEST_NAME = 60


def tell_disproved(session: Session, answer: FollowUpAnswer, *, now: datetime) -> None:
    """The district and the school hear that the city was told otherwise, and what to do (R56).

    No name: a school's alert is read by many.
    """
    own, days = answer.follow_up.enrolment.training_class, answer.follow_up.after_days
    said = f"班级 {own.class_number} {own.name[:LONGEST_NAME]} 有 1 名学员的 {days} 天回访复核不符"
    key = f"follow_up_disproved:{answer.public_id}"
    office = f"{said}，不计入就业率；请重新回访这名学员，新的结果由市里再核实。"
    raise_alert(
        session,
        AlertDraft("follow_up_disproved", key, office, Audience.INSPECTORS, own, about=answer.public_id),
        now=now,
    )
    school = f"{said}，不计入就业率；请配合旗县区重新回访。"
    raise_alert(
        session,
        AlertDraft("outcome_disproved", f"{key}:school", school, Audience.INSTITUTION, own),
        now=now,
    )
