"""先做这几步: what a new city has yet to set up before its first class is filed."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from training.notice.permissions import Permission, is_everywhere
from training.records.attendance.devices import Device
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import RuleSet
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class FirstSteps:
    """Which of them are done."""

    has_institutions: bool
    has_staff: bool
    """Somebody beside whoever asks."""
    has_machines: bool
    has_rules: bool
    """A version after the notice's own numbers."""


def first_steps(session: Session, staff: Staff) -> FirstSteps | None:
    """For those who set the city up, until a class is filed; None from then on. One statement."""
    if not is_everywhere(staff.role, Permission.MANAGE_STAFF):
        return None
    others = exists().where(Staff.id != staff.id, Staff.left_at.is_(None))
    versions = select(func.count(RuleSet.id)).scalar_subquery() > 1
    asked = select(
        exists(select(TrainingClass.id)),
        exists(select(Institution.id)),
        others,
        exists(select(Device.id)),
        versions,
    )
    is_filed, *done = session.execute(asked).one()
    return None if is_filed else FirstSteps(*map(bool, done))
