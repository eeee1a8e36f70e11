"""Hand a machine what waits for it, and take its answers (R43)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from training.attendance.views.count_punches import count_punches
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.terms import Audience, CommandKind
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.records.attendance.devices import Device, DeviceCommand
from training.records.classes.classes import TrainingClass

MOST_AT_ONCE = 40
# The answer to the fetching, or to the command, may have been lost; every command may be done twice.
HANDED_AGAIN_AFTER = timedelta(minutes=10)
MOST_TIMES = 5
CHINESE = "83"


def has_commands(session: Session, device: Device, now: datetime) -> bool:
    return session.scalar(_due(device, now).with_only_columns(DeviceCommand.id).limit(1)) is not None


def hand_commands(session: Session, device: Device, *, now: datetime) -> bytes:
    """The next commands as the machine reads them, one a line; empty where there is none."""
    due = list(session.scalars(_due(device, now).order_by(DeviceCommand.id).limit(MOST_AT_ONCE)))
    for command in due:
        command.handed_at, command.times_handed = now, command.times_handed + 1
    lines = "".join(f"C:{command.id}:{command.text}\n" for command in due)
    # Chinese machines show names in GB2312; one that never said its language is taken for one of them.
    return lines.encode("gb18030" if device.language in ("", CHINESE) else "utf-8")


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


def _due(device: Device, now: datetime) -> Select[DeviceCommand]:
    return select(DeviceCommand).where(
        DeviceCommand.device_id == device.id,
        DeviceCommand.answered_at.is_(None),
        DeviceCommand.times_handed < MOST_TIMES,
        or_(DeviceCommand.handed_at.is_(None), DeviceCommand.handed_at <= now - HANDED_AGAIN_AFTER),
    )


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
    for district in _districts(session, command) or [None]:
        draft = AlertDraft(
            "device count",
            f"{key}:{district}",
            text,
            Audience.INSPECTORS,
            institution_id=where,
            district_id=district,
        )
        raise_alert(session, draft, now=now)


def _districts(session: Session, command: DeviceCommand) -> list[int | None]:
    """Of the classes whose punches the machine takes in that span."""
    device = command.device
    served = select(TrainingClass.district_id).where(
        TrainingClass.institution_id == device.institution_id,
        TrainingClass.attendance_device.in_({"", device.name, device.number}),
    )
    if command.starts_at and command.ends_at:
        served = served.where(
            TrainingClass.starts_on <= shanghai_day(command.ends_at),
            TrainingClass.ends_on >= shanghai_day(command.starts_at),
        )
    return list(session.scalars(served.distinct().order_by(TrainingClass.district_id)))


def _text(command: DeviceCommand) -> str:
    device = command.device
    first, last = (
        f"{each.astimezone(SHANGHAI):%Y-%m-%d}" for each in (command.starts_at, command.ends_at) if each
    )
    where = f"考勤机 {device.serial}（{device.class_room}）{first} 至 {last}"
    counts = f"机内有 {command.machine_count} 条打卡，系统收到 {command.our_count} 条"
    return f"{where} {counts}。请补传：chaban device query {device.serial} --from {first} --to {last}"
