"""What of supervision waits for somebody: checks, feedback, second opinions, batches, machines.

A rule in Python decides each of these, so that all are read at once; they are few by that rule.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.views.late.waiting_batches import waiting_batches
from training.attendance.views.unread_pushes import unread_pushes
from training.checks.terms import CheckLevel
from training.checks.views.confirmations.waiting_confirmations import waiting_confirmations
from training.checks.views.owed_checks import OwedCheck, owed_checks
from training.checks.views.rounds.my_orders import my_orders
from training.feedback.views.list_feedback import FeedbackLine, list_feedback
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.attendance.devices import Device, DeviceUpload, UnreadLine
from training.records.staff.staff import Staff
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace


def work_of_checks(session: Session, staff: Staff, *, now: datetime) -> Iterator[Work]:
    """Everything of that sort, in no order."""
    if may(staff.role, Permission.CHECK_CLASSES):
        yield from _checks(session, staff, now)
        yield from _orders(session, staff, now)
        yield from _opinions(session, staff, now)
    if may(staff.role, Permission.HANDLE_FEEDBACK):
        yield from _feedback(session, staff, now)
    if may(staff.role, Permission.ACCEPT_BATCHES):
        yield from _batches(session, staff)
    if may(staff.role, Permission.SEE_UNREAD_PUSHES):
        yield from _machines(session, staff)


def _checks(session: Session, staff: Staff, now: datetime) -> Iterator[Work]:
    """The city explains what it has not checked in its feedback, which is a line of its own."""
    for owed in owed_checks(session, staff, now=now):
        if owed.level is CheckLevel.DISTRICT or owed.quota.days_left >= 0:
            yield _check(owed)


def _check(owed: OwedCheck) -> Work:
    own, quota = owed.of_class, owed.quota
    who = "区查" if owed.level is CheckLevel.DISTRICT else "市查"
    verb = "继续查班" if owed.has_running_check else "开始查班" if owed.is_in_session else "看班级"
    note = f"应查 {quota.required} 次、已查 {quota.done} 次，{own.ends_on:%m-%d} 结业"
    return Work(
        _due(WorkKind.CHECK, own.ends_on, own.class_id.hex),
        f"{own.district} {own.number} {own.trade}还欠{who} {quota.owed} 次",
        f"{note}；已不能再查，等市本级反馈" if quota.days_left < 0 else note,
        "看检查" if quota.days_left < 0 else verb,
        WorkPlace.CLASS_CHECKS,
        own.class_id,
    )


def _orders(session: Session, staff: Staff, now: datetime) -> Iterator[Work]:
    for each in my_orders(session, staff, now=now):
        own, title = (
            each.of_class,
            f"今日抽查 {each.round_number} 第 {each.position} 个班：{each.of_class.number}",
        )
        whose = "" if each.inspector_id == staff.public_id else f"，代 {each.inspector}"
        mark = _due(WorkKind.ORDER, each.day, each.order_id.hex)
        yield Work(
            mark, title, f"{own.institution}，{each.state}{whose}", "去查班", WorkPlace.ORDER, each.order_id
        )


def _opinions(session: Session, staff: Staff, now: datetime) -> Iterator[Work]:
    for each in waiting_confirmations(session, staff, now=now):
        mark = _due(WorkKind.CONFIRMATION, shanghai_day(each.lapses_at), each.confirmation_id.hex)
        title = f"{each.check_number} {each.about}，需要第二人确认"
        note = f"{each.asked_by}提出：{each.reason}"
        yield Work(mark, title, note, "去确认", WorkPlace.CHECK, each.check_id, each.is_guessed)


def _feedback(session: Session, staff: Staff, now: datetime) -> Iterator[Work]:
    for line in list_feedback(session, staff, now=now):
        if line.waits_for(staff):
            yield _told(line)


def _told(line: FeedbackLine) -> Work:
    own = line.of_class
    mark = _due(WorkKind.FEEDBACK, line.due.due_on, own.class_id.hex)
    if not line.is_open:
        sent = line.sent[-1]
        title = f"{own.number} {own.trade}的抽查反馈待确认收悉"
        note = f"{sent.sent_by} {shanghai_day(sent.sent_at):%m-%d} 发送"
        return Work(mark, title, note, "去确认", WorkPlace.FEEDBACK, own.class_id)
    checked = "检查结果待反馈" if line.is_checked else "没有检查过，反馈时要写原因"
    note = f"{own.ends_on:%m-%d} 结业，{own.institution}"
    title = f"{own.district} {own.number} {own.trade}{checked}"
    return Work(mark, title, note, "填写反馈", WorkPlace.FEEDBACK, own.class_id, line.due.is_guessed)


def _batches(session: Session, staff: Staff) -> Iterator[Work]:
    for each in waiting_batches(session, staff):
        title = f"{each.institution.name}的打卡批次 {each.number} {each.waits_for}，等待确认"
        days = f"{each.first_day:%m-%d} 至 {each.last_day:%m-%d}"
        note = f"{each.punches} 次打卡，{each.people} 人，{days}；确认前不计学时"
        mark = Mark(None, each.batch.imported_at, WorkKind.BATCH, str(each.number))
        yield Work(mark, title, note, "去确认", WorkPlace.BATCH, each.number)


def _machines(session: Session, staff: Staff) -> Iterator[Work]:
    """One line a machine, however much of it nobody could read."""
    unread = unread_pushes(staff).order_by(None).with_only_columns(UnreadLine.id).subquery()
    counted = (
        select(Device.id, Device.serial, Device.class_room, func.count(), func.min(DeviceUpload.received_at))
        .join(DeviceUpload, DeviceUpload.device_id == Device.id)
        .join(UnreadLine, UnreadLine.upload_id == DeviceUpload.id)
        .where(UnreadLine.id.in_(select(unread.c.id)))
        .group_by(Device.id, Device.serial, Device.class_room)
    )
    for key, serial, room, lines, since in session.execute(counted):
        mark = Mark(None, since, WorkKind.MACHINE, str(key))
        yield Work(mark, f"考勤机 {serial} 有 {lines} 行看不懂的上传", room, "去处理", WorkPlace.MACHINES)


def _due(kind: WorkKind, day: date, key: str) -> Mark:
    return Mark(day, None, kind, key)
