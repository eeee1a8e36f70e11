"""A fraud signal (R43) as the row it becomes."""

from datetime import datetime
from typing import Any

from training.attendance.terms import Signal
from training.attendance.views.whose_number import Holder
from training.records.attendance.devices import Device


def signal_row(
    device: Device, cause: tuple[Signal, str], happened_at: datetime, evidence: str, now: datetime
) -> dict[str, Any]:
    kind, key = cause
    return {
        "dedupe_key": f"{kind.name}:{device.id}:{key}",
        "kind": kind,
        "device_id": device.id,
        "class_id": None,
        "enrolment_id": None,
        "happened_at": happened_at,
        "evidence": evidence[:255],
        "recorded_at": now,
    }


def whose_signal(holder: Holder | None) -> dict[str, Any]:
    return {"class_id": holder.class_id, "enrolment_id": holder.enrolment_id} if holder else {}
