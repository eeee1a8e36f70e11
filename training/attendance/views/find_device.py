from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.records.attendance.devices import Device


def find_device(session: Session, named: str) -> Device:
    """The machine in use of that serial, or of that 机器号 if only one has it; raises NotFound."""
    in_use = select(Device).where(Device.removed_at.is_(None))
    found = list(session.scalars(in_use.where(or_(Device.serial == named, Device.number == named))))
    exact = [device for device in found if device.serial == named]
    if len(exact or found) != 1:
        raise NotFound(f"考勤机 {named}（请写序列号，见考勤机列表）")
    return (exact or found)[0]
