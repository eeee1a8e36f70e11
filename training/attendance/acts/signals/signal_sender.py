from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.signals.record_signals import record_signals
from training.attendance.rules.networks import is_same_site, is_within
from training.attendance.terms import Signal
from training.attendance.views.signal_rows import signal_row
from training.attendance.views.waits_for_resend import waits_for_resend
from training.notice.clock import shanghai_day
from training.notice.policy import Policy
from training.records.attendance.devices import Device, FraudSignal


def signal_sender(
    session: Session, device: Device, told: tuple[str, int | None], policy: Policy, *, now: datetime
) -> None:
    """Note where the request came from and how far the machine says it is; signal what two senders show.

    Two addresses for one serial with no silence between, and a stamp that falls back without our having asked
    for it and without anybody having cleared the machine (R43).
    """
    address, stamp = told
    if address:
        if _is_elsewhere(device, address, policy, now):
            evidence = f"{device.last_address} 与 {address} 先后用同一序列号联系"
            _signal(session, device, Signal.TWO_ADDRESSES, evidence, now)
        device.last_address, device.last_address_at = address[:64], max(now, device.last_address_at or now)
    if stamp is not None:
        if stamp < (device.last_stamp or 0) and _is_unasked(session, device, now):
            evidence = f"上传戳记由 {device.last_stamp} 退到 {stamp}：机器被重置，或另有人在发送"
            _signal(session, device, Signal.STAMP_BACK, evidence, now)
        device.last_stamp, device.last_stamp_at = stamp, now


def _is_elsewhere(device: Device, address: str, policy: Policy, now: datetime) -> bool:
    """Within the policy's minutes of a contact from another place; agreed networks are one place."""
    before, then = device.last_address, device.last_address_at
    if not before or then is None or is_same_site(before, address):
        return False
    pinned = tuple(device.pinned_networks.split())
    if pinned and is_within(before, pinned) and is_within(address, pinned):
        return False
    return now - then <= policy.device_silent


def _is_unasked(session: Session, device: Device, now: datetime) -> bool:
    if waits_for_resend(session, device, now):
        return False
    cleared = select(FraudSignal.id).where(
        FraudSignal.device_id == device.id,
        FraudSignal.kind == Signal.DATA_CLEARED,
        FraudSignal.recorded_at >= (device.last_stamp_at or now),
    )
    return session.scalar(cleared.limit(1)) is None


def _signal(session: Session, device: Device, kind: Signal, evidence: str, now: datetime) -> None:
    """Once a day."""
    record_signals(session, [signal_row(device, (kind, str(shanghai_day(now))), now, evidence, now)])
