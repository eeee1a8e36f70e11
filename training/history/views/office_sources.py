"""Acts of the office that are of no class: machines, batches, messages, tokens (经办记录)."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, true

from training.attendance.views.machines.machine_list import is_machine_of
from training.classes.views.within import within
from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.administration_sources import ADMINISTRATION
from training.history.views.camera_sources import OF_CAMERAS
from training.history.views.columns import NOTHING, Rows, of_no_class, row
from training.history.views.planning_sources import PLANNING
from training.history.views.standard_sources import STANDARDS
from training.history.views.supervision_sources import SUPERVISION
from training.history.views.teacher_sources import CARDS_IN_OFFICE
from training.notice.permissions import Permission, is_everywhere
from training.records.attendance.devices import Device, DeviceCommand, DeviceProof
from training.records.attendance.late import BatchAcceptance
from training.records.outbox.messages import ChannelResumption, OutgoingMessage
from training.records.staff.staff import ApiToken, Staff


def _registered(staff: Staff) -> Rows:
    own = Device
    rows = row(
        *(Happened.MACHINE_REGISTERED, own.registered_at, own.id, own.registered_by),
        *(own.serial, own.class_room),
    )
    return of_no_class(rows).where(is_machine_of(staff, Permission.SEE_MACHINES))


def _removed(staff: Staff) -> Rows:
    own = Device
    rows = row(
        *(Happened.MACHINE_REMOVED, own.removed_at, own.id, own.removed_by, own.serial, own.class_room),
    )
    return of_no_class(rows).where(own.removed_at.is_not(None), is_machine_of(staff, Permission.SEE_MACHINES))


def _proved(staff: Staff) -> Rows:
    own = DeviceProof
    rows = row(
        *(Happened.MACHINE_GIVEN, own.given_at, own.id, own.given_by, Device.serial, own.detail, own.kind),
    ).join(Device, own.device_id == Device.id)
    return of_no_class(rows).where(is_machine_of(staff, Permission.SEE_MACHINES))


def _asked(staff: Staff) -> Rows:
    """A roster is as many commands as people, and one act."""
    own = DeviceCommand
    what = cast(own.kind, String)
    rows = row(
        *(Happened.MACHINE_ASKED, own.queued_at, func.min(own.id), own.queued_by, Device.serial),
        *(NOTHING, what),
    ).join(Device, own.device_id == Device.id)
    asked = of_no_class(rows).where(is_machine_of(staff, Permission.SEE_MACHINES))
    return asked.group_by(own.queued_at, own.queued_by, Device.serial, own.kind)


def _batch(staff: Staff) -> Rows:
    """A district reads what somebody of its own decided."""
    own, what = BatchAcceptance, case((BatchAcceptance.is_accepted, YES), else_="")
    rows = row(
        Happened.BATCH_DECIDED, own.decided_at, own.id, Staff.name, own.batch_id, own.reason, what
    ).join(Staff, own.staff_id == Staff.id)
    decided = within(staff, Permission.SEE_WAITING_BATCHES, district=Staff.district_id)
    return of_no_class(rows).where(decided)


def _sent_again(staff: Staff) -> Rows:
    own = OutgoingMessage
    rows = row(
        *(Happened.MESSAGE_RETRIED, own.written_at, own.id, own.asked_by, NOTHING, NOTHING, own.template)
    )
    mine = within(staff, Permission.SEE_MESSAGES, district=own.district_id)
    return of_no_class(rows).where(own.asked_by != "", mine)


def _resumed(staff: Staff) -> Rows:
    own = ChannelResumption
    rows = row(Happened.CHANNEL_RESUMED, own.resumed_at, own.id, own.resumed_by, own.provider)
    return of_no_class(rows).where(_is_everywhere(staff))


def _issued(staff: Staff) -> Rows:
    own = ApiToken
    rows = row(Happened.ACCESS_GIVEN, own.issued_at, own.id, own.issued_by, Staff.name, own.purpose)
    holder = rows.join(Staff, own.staff_id == Staff.id)
    return of_no_class(holder).where(_is_everywhere(staff))


def _revoked(staff: Staff) -> Rows:
    own = ApiToken
    rows = row(Happened.ACCESS_REVOKED, own.revoked_at, own.id, own.revoked_by, Staff.name, own.purpose)
    holder = rows.join(Staff, own.staff_id == Staff.id).where(own.revoked_at.is_not(None))
    return of_no_class(holder).where(_is_everywhere(staff))


def _is_everywhere(staff: Staff) -> ColumnElement[Any]:
    return true() if is_everywhere(staff.role, Permission.SEE_ACTS) else ~true()


OFFICE: Mapping[Happened, tuple[Permission, Callable[[Staff], Rows]]] = {
    Happened.MACHINE_REGISTERED: (Permission.SEE_MACHINES, _registered),
    Happened.MACHINE_REMOVED: (Permission.SEE_MACHINES, _removed),
    Happened.MACHINE_GIVEN: (Permission.SEE_MACHINES, _proved),
    Happened.MACHINE_ASKED: (Permission.SEE_MACHINES, _asked),
    Happened.BATCH_DECIDED: (Permission.SEE_WAITING_BATCHES, _batch),
    Happened.MESSAGE_RETRIED: (Permission.SEE_MESSAGES, _sent_again),
    Happened.CHANNEL_RESUMED: (Permission.SEE_ACTS, _resumed),
    Happened.ACCESS_GIVEN: (Permission.SEE_ACTS, _issued),
    Happened.ACCESS_REVOKED: (Permission.SEE_ACTS, _revoked),
    **ADMINISTRATION,
    **OF_CAMERAS,
    **SUPERVISION,
    **CARDS_IN_OFFICE,
    **PLANNING,
    **STANDARDS,
}
"""What one must be allowed to see for it, and the rows that somebody may read."""
