from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.attendance.acts.signals.signal_drift import signal_drift
from training.attendance.rules.device_signals import drifts
from training.notice.policy import Policy
from training.records.attendance.devices import Device


def note_drift(session: Session, device: Device, drift: timedelta, policy: Policy, *, now: datetime) -> None:
    device.clock_drift_seconds = max(-(10**9), min(10**9, round(drift.total_seconds())))
    if drifts(drift, policy):
        signal_drift(session, device, drift, now=now)
