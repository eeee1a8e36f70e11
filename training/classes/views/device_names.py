"""The names of one machine: its serial number in what it pushes, its 机器号 in the files it exports (R43)."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, or_, select, union_all
from sqlalchemy.orm import Session

from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch
from training.records.classes.classes import TrainingClass

NO_OTHER: frozenset[str] = frozenset()


def other_names(session: Session, institution_id: int) -> Mapping[str, frozenset[str]]:
    """For each name of a machine of the institution the others; of removed ones too, whose punches stay."""
    table: dict[str, set[str]] = defaultdict(set)
    named = select(Device.name, Device.number).where(Device.institution_id == institution_id)
    for name, number in session.execute(named.where(Device.number != "")):
        table[name].add(number)
        table[number].add(name)
    return {name: frozenset(others) for name, others in table.items()}


def is_on_machine(training_class: TrainingClass) -> ColumnElement[bool]:
    """`Place.takes` for the machine that the class names, as a condition on punches."""
    named = training_class.attendance_device
    here = Device.institution_id == training_class.institution_id
    by_number = select(Device.name).where(here, Device.number == named)
    by_serial = select(Device.number).where(here, Device.name == named, Device.number != "")
    return or_(Punch.device == named, Punch.device.in_(union_all(by_number, by_serial)))


def devices_of_class(session: Session, training_class: TrainingClass) -> list[Device]:
    """The machines in use for a class: the one that it names, else every one of its institution."""
    own = select(Device).where(
        Device.institution_id == training_class.institution_id, Device.removed_at.is_(None)
    )
    if named := training_class.attendance_device:
        own = own.where(or_(Device.name == named, Device.number == named))
    return list(session.scalars(own.order_by(Device.serial)))
