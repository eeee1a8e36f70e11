"""What is to be told of machines beside their own rows: classes, commands, proofs, strangers (R43)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.views.count_punches import count_punches
from training.attendance.views.list_devices import list_unknown
from training.classes.views.within import within_class
from training.notice.permissions import Permission, is_everywhere
from training.records.attendance.devices import Device, DeviceCommand, DeviceProof, UnknownDevice
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

NEWEST = 20


@dataclass(frozen=True)
class Around:
    """Of many machines by their key: classes of today that punch there, commands that wait."""

    classes: Mapping[int, Sequence[TrainingClass]]
    waiting: Mapping[int, int]


@dataclass(frozen=True)
class MachineSeen:
    """Of one machine: how many of its punches came, what it was given and asked, the latest first."""

    received: int
    proofs: Sequence[DeviceProof]
    commands: Sequence[DeviceCommand]
    strangers: Sequence[UnknownDevice]
    """Who named its serial and was turned away."""


def around_machines(session: Session, staff: Staff, devices: Sequence[Device], today: date) -> Around:
    """Two statements, however many there are."""
    running = select(TrainingClass).where(
        TrainingClass.institution_id.in_({each.institution_id for each in devices}),
        TrainingClass.starts_on <= today,
        TrainingClass.ends_on >= today,
        within_class(staff, Permission.SEE_CLASSES),
    )
    classes = defaultdict(list)
    for own in session.scalars(running.order_by(TrainingClass.class_number)):
        for each in devices:
            if _serves(each, own):
                classes[each.id].append(own)
    return Around(classes, waiting_commands(session, devices))


def waiting_commands(session: Session, devices: Sequence[Device]) -> dict[int, int]:
    """How many commands each machine has not answered; those with none are left out."""
    keys = [each.id for each in devices]
    unanswered = select(DeviceCommand.device_id, func.count()).where(
        DeviceCommand.device_id.in_(keys), DeviceCommand.answered_at.is_(None)
    )
    return {key: count for key, count in session.execute(unanswered.group_by(DeviceCommand.device_id))}


def see_around(session: Session, own: Device) -> MachineSeen:
    given = select(DeviceProof).where(DeviceProof.device_id == own.id).order_by(DeviceProof.id.desc())
    asked = select(DeviceCommand).where(DeviceCommand.device_id == own.id).order_by(DeviceCommand.id.desc())
    named = select(UnknownDevice).where(UnknownDevice.serial == own.serial)
    return MachineSeen(
        count_punches(session, own),
        session.scalars(given.limit(NEWEST)).all(),
        session.scalars(asked.limit(NEWEST)).all(),
        session.scalars(named).all(),
    )


def seen_strangers(session: Session, staff: Staff) -> list[UnknownDevice]:
    """Serials that were turned away; of no place, so only for whoever keeps machines everywhere."""
    return list_unknown(session) if is_everywhere(staff.role, Permission.KEEP_MACHINES) else []


def _serves(device: Device, own: TrainingClass) -> bool:
    """As `devices_of_class`: the one that the class names, else every one of its institution."""
    is_here = device.is_active and device.institution_id == own.institution_id
    return is_here and own.attendance_device in ("", device.name, device.number)
