from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.terms import CommandKind
from training.attendance.views.count_punches import count_punches
from training.attendance.views.districts_of import districts_of
from training.notice.clock import SHANGHAI, shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.devices import Device, DeviceCommand


def take_answers(
    session: Session, device: Device, answers: Iterable[Mapping[str, str]], *, now: datetime
) -> None:
    """Note the first answer to each command of this machine; others, unknown and repeated, change nothing."""
    for answer in answers:
        command = _command(session, device, answer.get("id", ""))
        if command is not None and command.answered_at is None:
            command.answered_at, command.return_code = now, _int(answer.get("return", ""))
            if command.kind is CommandKind.COUNT:
                _compare(session, command, _int(answer.get("attlogsum", "")), now)


def _command(session: Session, device: Device, number: str) -> DeviceCommand | None:
    key = _int(number)
    found = session.get(DeviceCommand, key, with_for_update=True) if key and key < 2**31 else None
    return found if found is not None and found.device_id == device.id else None


def _int(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None


def _compare(session: Session, command: DeviceCommand, machine_count: int | None, now: datetime) -> None:
    """Set its count beside ours, and tell the people on duty where they differ."""
    if machine_count is None or command.starts_at is None or command.ends_at is None:
        return
    span = (command.starts_at, command.ends_at)
    command.machine_count, command.our_count = machine_count, count_punches(session, command.device, span)
    if command.machine_count == command.our_count:
        return
    where = command.device.institution_id
    text, key = _text(command), f"device-count:{command.id}"
    institution = AlertDraft("device count", key, text, Audience.INSTITUTION, institution_id=where)
    raise_alert(session, institution, now=now)
    days = (shanghai_day(command.starts_at), shanghai_day(command.ends_at))
    for district in districts_of(session, command.device, days):
        draft = AlertDraft(
            "device count",
            f"{key}:{district}",
            text,
            Audience.INSPECTORS,
            institution_id=where,
            district_id=district,
        )
        raise_alert(session, draft, now=now)


def _text(command: DeviceCommand) -> str:
    device = command.device
    first, last = (
        f"{each.astimezone(SHANGHAI):%Y-%m-%d}" for each in (command.starts_at, command.ends_at) if each
    )
    where = f"考勤机 {device.serial}（{device.class_room}）{first} 至 {last}"
    counts = f"机内有 {command.machine_count} 条打卡，系统收到 {command.our_count} 条"
    return f"{where} {counts}。请在工作台“考勤机”里打开它，补传这几天的打卡。"
