from typing import Any

from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.attendance.devices import FraudSignal


def record_signals(session: Session, rows: list[dict[str, Any]]) -> None:
    insert_new(session, FraudSignal, rows)
