"""结业后入册: somebody tried to bring people into a class that is over; nobody came in, and it is told."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.terms import Signal
from training.database import insert_new
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.devices import FraudSignal
from training.records.classes.classes import TrainingClass


def note_tries(session: Session, tried: Mapping[int, int], *, now: datetime) -> None:
    """How many for each class, by its key; once a class and day.

    The refusal rolled everything else back: whoever refuses calls this in a transaction of its own.
    """
    day = shanghai_day(now)
    for class_id, people in tried.items():
        own = session.get_one(TrainingClass, class_id)
        what = f"班级已于 {own.ends_on} 结业，{day} 还有人提交名册增加 {people} 人，已拒绝"
        row = {
            "dedupe_key": f"{Signal.JOINED_LATE.name}:{class_id}:{day}",
            "kind": Signal.JOINED_LATE,
            "device_id": None,
            "class_id": class_id,
            "enrolment_id": None,
            "happened_at": now,
            "evidence": f"{what}；请核实是谁、为什么",
            "recorded_at": now,
        }
        if people and insert_new(session, FraudSignal, [row]):
            text = f"班级 {own.class_number}：{what}。请核实。"
            key = f"joined_late:{class_id}:{day}"
            raise_alert(session, AlertDraft("joined_late", key, text, Audience.INSPECTORS, own), now=now)
