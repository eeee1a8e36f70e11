from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.proofs.tell_duty import tell_duty
from training.attendance.views.list_devices import WRONG_PROOF
from training.notice.clock import shanghai_day
from training.records.attendance.devices import Device, UnknownDevice

KIND = "device claimed"
LOOKED_BACK = timedelta(hours=2)


def alert_claimed_serials(session: Session, *, now: datetime) -> int:
    """Tell, once a day and machine, that somebody named its serial without its proof (R43).

    Not at the door itself: there a known serial must not take longer than an unknown one. Says how many
    alerts are new.
    """
    claimed = (
        select(Device, UnknownDevice)
        .join(UnknownDevice, UnknownDevice.serial == Device.serial)
        .where(
            Device.removed_at.is_(None),
            UnknownDevice.reason.in_(WRONG_PROOF),
            UnknownDevice.last_seen_at >= now - LOOKED_BACK,
        )
        .order_by(Device.id)
    )
    return sum(_tell(session, device, attempt, now) for device, attempt in session.execute(claimed))


def _tell(session: Session, device: Device, attempt: UnknownDevice, now: datetime) -> int:
    text = (
        f"有人用考勤机 {device.serial}（{device.class_room}）的序列号联系系统，但{attempt.reason}"
        f"（来自 {attempt.address}，共 {attempt.times} 次），内容没有收下。"
        "若是本机，请改正机器里的网址；若不是，请到现场核查。"
    )
    return tell_duty(session, device, KIND, str(shanghai_day(attempt.last_seen_at)), text, now=now)
