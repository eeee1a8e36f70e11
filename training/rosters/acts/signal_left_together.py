from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.terms import Signal
from training.classes.rules.roster_changes import left_together
from training.database import insert_new
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.attendance.devices import FraudSignal
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal


def signal_left_together(session: Session, own: TrainingClass, *, now: datetime) -> None:
    """同批退班: many of one class are let go on one day, whatever last day is written; told once a day."""
    day = shanghai_day(now)
    begins = datetime.combine(day, time(), SHANGHAI)
    of_day = (
        select(func.count())
        .select_from(Withdrawal)
        .join(Withdrawal.enrolment)
        .where(Enrolment.class_id == own.id, Withdrawal.recorded_at >= begins)
        .where(Withdrawal.recorded_at < begins + timedelta(days=1))
    )
    left = session.scalar(of_day) or 0
    if not left_together(left, own.rule_set.policy):
        return
    row = {
        "dedupe_key": f"{Signal.LEFT_TOGETHER.name}:{own.id}:{day}",
        "kind": Signal.LEFT_TOGETHER,
        "device_id": None,
        "class_id": own.id,
        "enrolment_id": None,
        "happened_at": now,
        "evidence": f"{day} 一天内登记了 {left} 人或更多人退班，请核实原因，并对照查班日期",
        "recorded_at": now,
    }
    insert_new(session, FraudSignal, [row])
