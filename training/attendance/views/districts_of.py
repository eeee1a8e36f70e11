from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.attendance.devices import Device
from training.records.classes.classes import TrainingClass


def districts_of(session: Session, device: Device, days: tuple[date, date] | None) -> list[int | None]:
    """Keys of the districts whose classes punch at the machine, from the first day to the last; None ever.

    A machine that no class uses then is nobody's: None alone.
    """
    served = select(TrainingClass.district_id).where(
        TrainingClass.institution_id == device.institution_id,
        TrainingClass.attendance_device.in_({"", device.name, device.number}),
    )
    if days:
        served = served.where(TrainingClass.starts_on <= days[1], TrainingClass.ends_on >= days[0])
    found = session.scalars(served.distinct().order_by(TrainingClass.district_id))
    return list(found) or [None]
