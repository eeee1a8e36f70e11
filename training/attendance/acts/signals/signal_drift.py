from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.attendance.acts.signals.record_signals import record_signals
from training.attendance.terms import Signal
from training.attendance.views.signal_rows import signal_row
from training.notice.clock import shanghai_day
from training.records.attendance.devices import Device


def signal_drift(session: Session, device: Device, drift: timedelta, *, now: datetime) -> None:
    """Once a day while it lasts."""
    minutes = max(1, round(abs(drift) / timedelta(minutes=1)))
    way = "快" if drift > timedelta() else "慢"
    cause = (Signal.CLOCK_DRIFT, str(shanghai_day(now)))
    record_signals(session, [signal_row(device, cause, now, f"考勤机时钟{way}约 {minutes} 分钟", now)])
