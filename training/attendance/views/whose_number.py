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
    """The first day of the class: what the number did before was another's."""


def holders_of(session: Session, device: Device, numbers: Collection[str], day: date) -> dict[str, Holder]:
    """`Place.takes` from the machine's side: by number, who has it in a class that runs that day."""
    running = select(TrainingClass.id, TrainingClass.starts_on).where(
        TrainingClass.institution_id == device.institution_id,
        TrainingClass.attendance_device.in_({"", device.name, device.number}),
        TrainingClass.starts_on <= day,
        TrainingClass.ends_on >= day,
    )
    begins = {class_id: starts_on for class_id, starts_on in session.execute(running)}
    columns = (Enrolment.attendance_number, Enrolment.class_id, Enrolment.id, Trainee.name)
    numbered = select(*columns).join(Trainee, Enrolment.trainee_id == Trainee.id)
    rows = session.execute(
        numbered.where(Enrolment.class_id.in_(begins), Enrolment.attendance_number.in_(numbers))
    )
    return {
        str(number): Holder(class_id, enrolment_id, name, begins[class_id])
        for number, class_id, enrolment_id, name in rows
    }
