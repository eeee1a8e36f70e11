"""Whose number it is on a machine on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.attendance.devices import Device
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee


@dataclass(frozen=True)
class Holder:
    """A trainee who has a number on the machine while the class runs."""

    class_id: int
    enrolment_id: int
    name: str
    since: date
    """Of this person in the class: what the number did before was another's."""


def holders_of(session: Session, device: Device, numbers: Collection[str], day: date) -> dict[str, Holder]:
    """`Place.takes` from the machine's side: by number, who has it in a class that runs that day."""
    running = select(TrainingClass.id).where(
        TrainingClass.institution_id == device.institution_id,
        TrainingClass.attendance_device.in_({"", device.name, device.number}),
        TrainingClass.starts_on <= day,
        TrainingClass.ends_on >= day,
    )
    columns = (
        Enrolment.attendance_number,
        Enrolment.class_id,
        Enrolment.id,
        Trainee.name,
        Enrolment.joined_on,
    )
    numbered = select(*columns).join(Trainee, Enrolment.trainee_id == Trainee.id)
    of_classes = Enrolment.class_id.in_(list(session.scalars(running)))
    rows = session.execute(numbered.where(of_classes, Enrolment.attendance_number.in_(numbers)))
    return {
        str(number): Holder(class_id, enrolment_id, name, joined_on)
        for number, class_id, enrolment_id, name, joined_on in rows
    }
