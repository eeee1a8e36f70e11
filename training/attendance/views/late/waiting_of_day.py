"""All that waits of one machine and one day, to be looked at and decided on in one go (R43)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from training.attendance.terms import WaitsFor
from training.attendance.views.late.batches_seen import MachineDay, WaitingBatch
from training.attendance.views.late.crediting import is_of_batches
from training.attendance.views.late.waiting_batches import waiting_batches
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere
from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class DayWaiting:
    """批次 of a machine and a day; those that touch another district's classes too are not this person's."""

    of: MachineDay
    own: tuple[WaitingBatch, ...]
    of_others: tuple[WaitingBatch, ...]
    people: int
    """So many numbers in those of one's own; who they are the rosters tell."""

    def refuse_empty(self) -> None:
        """Raise NotFound where nothing waits that this person may see."""
        if not (self.own or self.of_others):
            raise NotFound(f"{self.of.words}交来的待确认批次")

    @property
    def until(self) -> int:
        """The number of the last one that is shown; what comes later was not looked at."""
        return max(each.number for each in (*self.own, *self.of_others))

    @property
    def days(self) -> tuple[date, date]:
        """On which they were punched, both included."""
        shown = self.own or self.of_others
        return min(each.first_day for each in shown), max(each.last_day for each in shown)

    @property
    def punches(self) -> int:
        return sum(each.punches for each in self.own)

    @property
    def reasons(self) -> Counter[WaitsFor]:
        return Counter(each.waits_for for each in self.own)

    @property
    def institutions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.institution.name for each in (*self.own, *self.of_others)))


def waiting_of_day(session: Session, staff: Staff, of: MachineDay) -> DayWaiting:
    """What waits of that day, by the machine's serial or its 机器号; raises NotFound for no such machine."""
    of = exact_day(session, of)
    found = waiting_batches(session, staff, of)
    own = tuple(each for each in found if _is_own(each, staff))
    others = tuple(each for each in found if not _is_own(each, staff))
    return DayWaiting(of, own, others, _people(session, own))


def _is_own(each: WaitingBatch, staff: Staff) -> bool:
    """Whether all that it touches is this person's to look after."""
    is_of_all = is_everywhere(staff.role, Permission.SEE_WAITING_BATCHES)
    return is_of_all or each.districts == (staff.district_id,)


def exact_day(session: Session, of: MachineDay) -> MachineDay:
    """By the serial in any letters, for who types on a phone, or the 机器号; raises NotFound.

    Machines that are out of use are found as well.
    """
    named = of.serial
    is_named = or_(func.lower(Device.serial) == named.lower(), Device.number == named.lstrip("0"))
    found = session.scalars(select(Device.serial).where(is_named).distinct()).all()
    exact = [each for each in found if each.lower() == named.lower()]
    if len(exact or found) != 1:
        raise NotFound(f"考勤机 {named}（请写序列号）")
    return MachineDay((exact or found)[0], of.day)


def _people(session: Session, own: tuple[WaitingBatch, ...]) -> int:
    held = is_of_batches([each.number for each in own])
    return session.scalar(select(func.count(Punch.number.distinct())).where(held)) or 0
