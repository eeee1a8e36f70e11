"""The machines, what they last said of themselves, and who was turned away; signals of a class (R43)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from training.attendance.terms import TurnedAway
from training.attendance.views.count_punches import count_punches
from training.classes.views.device_names import other_names
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import (
    Device,
    DeviceCommand,
    DeviceProof,
    FraudSignal,
    UnknownDevice,
)
from training.records.classes.classes import TrainingClass

WRONG_PROOF = (TurnedAway.WRONG_PATH, TurnedAway.WRONG_PLACE)


@dataclass(frozen=True)
class DeviceStanding:
    """A machine in use (institution loaded), how many of its punches came, how many commands wait."""

    device: Device
    received: int
    waiting_commands: int
    proofs: list[DeviceProof]
    """The last of each kind that it was given."""

    @property
    def backlog(self) -> int | None:
        """Punches that it says it holds and that have not come; None where it never said how many."""
        held = self.device.record_count
        return None if held is None else max(0, held - self.received)


def list_devices(session: Session) -> list[DeviceStanding]:
    """Every machine in use, institution by institution."""
    in_use = select(Device).join(Device.institution).where(Device.removed_at.is_(None))
    in_order = in_use.options(joinedload(Device.institution)).order_by(Device.institution_id, Device.serial)
    return [_standing(session, each) for each in session.scalars(in_order)]


def list_unknown(session: Session) -> list[UnknownDevice]:
    """Who was turned away and has not been let in since, the latest first.

    Somebody who named a machine's serial without its proof stays, although the machine itself goes on.
    """
    admitted_since = exists().where(
        Device.serial == UnknownDevice.serial,
        Device.removed_at.is_(None),
        or_(
            Device.registered_at > UnknownDevice.last_seen_at,
            and_(
                Device.last_seen_at >= UnknownDevice.last_seen_at,
                UnknownDevice.reason.not_in(WRONG_PROOF),
            ),
        ),
    )
    strangers = select(UnknownDevice).where(~admitted_since)
    return list(session.scalars(strangers.order_by(UnknownDevice.last_seen_at.desc())))


def signals_of_class(session: Session, training_class: TrainingClass) -> list[FraudSignal]:
    """Those of its trainees' numbers, and those of its machines from its first day to its last; in order."""
    first = datetime.combine(training_class.starts_on, time(), SHANGHAI)
    after = datetime.combine(training_class.ends_on + timedelta(days=1), time(), SHANGHAI)
    of_machine = and_(
        FraudSignal.class_id.is_(None),
        FraudSignal.device_id.in_(_machines_ever(session, training_class)),
        FraudSignal.happened_at >= first,
        FraudSignal.happened_at < after,
    )
    own = select(FraudSignal).where(or_(FraudSignal.class_id == training_class.id, of_machine))
    return list(
        session.scalars(own.options(joinedload(FraudSignal.device)).order_by(FraudSignal.happened_at))
    )


def _standing(session: Session, device: Device) -> DeviceStanding:
    waiting = select(func.count()).where(
        DeviceCommand.device_id == device.id, DeviceCommand.answered_at.is_(None)
    )
    given = select(DeviceProof).where(DeviceProof.device_id == device.id)
    last = {each.kind: each for each in session.scalars(given.order_by(DeviceProof.id))}
    received = count_punches(session, device)
    return DeviceStanding(device, received, session.scalar(waiting) or 0, list(last.values()))


def _machines_ever(session: Session, training_class: TrainingClass) -> list[int]:
    """The machines of the class, removed ones too."""
    here = select(Device.id).where(Device.institution_id == training_class.institution_id)
    named = training_class.attendance_device
    if named:
        others = other_names(session, training_class.institution_id).get(named, frozenset())
        here = here.where(or_(Device.name.in_({named, *others}), Device.number == named))
    return list(session.scalars(here))
