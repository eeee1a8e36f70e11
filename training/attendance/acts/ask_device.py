"""Ask a machine for something: names for its numbers, a missing day again, how many punches it has."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from training.classes.views.device_names import devices_of_class
from training.errors import Refusal
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.terms import CommandKind
from training.records.attendance.devices import Device, DeviceCommand
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal

LAST_SECOND = timedelta(seconds=1)
# After its answer a machine goes on sending for a while.
RESEND_LASTS = timedelta(minutes=10)
LONGEST_NAME = 12


class NoDevice(Refusal):
    """The class has no machine that could be asked."""

    def __init__(self, class_number: str):
        super().__init__(
            f"班级 {class_number} 没有登记的考勤机，请先用 chaban device add 登记"
            "（机器号要与备案的考勤机号一致）。"
        )


class BadSpan(Refusal):
    """The last day comes before the first."""

    def __init__(self) -> None:
        super().__init__("--to 的日期不能早于 --from。")


@dataclass(frozen=True)
class PushedRoster:
    """What was queued: on which machines, how many numbers, and who has no number."""

    devices: list[str]
    numbers: int
    without_number: list[str]


def push_roster(
    session: Session, training_class: TrainingClass, *, asked_by: str, now: datetime
) -> PushedRoster:
    """Queue number and name of everybody in the class for each of its machines; raises NoDevice.

    What waits already is not queued twice. Nobody is ever deleted from a machine: the face would go too.
    """
    devices = devices_of_class(session, training_class)
    if not devices:
        raise NoDevice(training_class.class_number)
    people = _people(session, training_class, shanghai_day(now))
    texts = [_user(number, name) for number, name in people if number]
    for device in devices:
        waiting = _waiting(session, device)
        for text in texts:
            if text not in waiting:
                _queue(session, device, CommandKind.ROSTER, text, asked_by=asked_by, now=now)
    return PushedRoster(
        [each.serial for each in devices], len(texts), [name for number, name in people if not number]
    )


def ask_again(
    session: Session, device: Device, days: tuple[date, date], *, asked_by: str, now: datetime
) -> None:
    """Queue a request for all punches of these days, first to last; raises BadSpan."""
    _ask(session, device, CommandKind.RESEND, days, asked_by=asked_by, now=now)


def ask_count(
    session: Session, device: Device, days: tuple[date, date], *, asked_by: str, now: datetime
) -> None:
    """Queue the question how many punches it has of these days; raises BadSpan."""
    _ask(session, device, CommandKind.COUNT, days, asked_by=asked_by, now=now)


def waits_for_resend(session: Session, device: Device, now: datetime) -> bool:
    """Whether the machine was asked for old punches and may still be sending them."""
    asked = select(DeviceCommand.id).where(
        DeviceCommand.device_id == device.id,
        DeviceCommand.kind == CommandKind.RESEND,
        DeviceCommand.handed_at.is_not(None),
        or_(DeviceCommand.answered_at.is_(None), DeviceCommand.answered_at >= now - RESEND_LASTS),
    )
    return session.scalar(asked.limit(1)) is not None


WORDS = {CommandKind.RESEND: "DATA QUERY ATTLOG", CommandKind.COUNT: "VERIFY SUM ATTLOG"}


def _ask(
    session: Session,
    device: Device,
    kind: CommandKind,
    days: tuple[date, date],
    *,
    asked_by: str,
    now: datetime,
) -> None:
    first, last = days
    if last < first:
        raise BadSpan
    starts_at = datetime.combine(first, time(), SHANGHAI)
    ends_at = datetime.combine(last + timedelta(days=1), time(), SHANGHAI) - LAST_SECOND
    span = f"StartTime={starts_at:%Y-%m-%d %H:%M:%S}\tEndTime={ends_at:%Y-%m-%d %H:%M:%S}"
    command = _queue(session, device, kind, f"{WORDS[kind]} {span}", asked_by=asked_by, now=now)
    command.starts_at, command.ends_at = starts_at, ends_at


def _queue(
    session: Session, device: Device, kind: CommandKind, text: str, *, asked_by: str, now: datetime
) -> DeviceCommand:
    command = DeviceCommand(device_id=device.id, kind=kind, text=text, queued_at=now, queued_by=asked_by)
    session.add(command)
    return command


def _people(session: Session, training_class: TrainingClass, today: date) -> list[tuple[str | None, str]]:
    named = select(Enrolment.attendance_number, Trainee.name).join(
        Trainee, Enrolment.trainee_id == Trainee.id
    )
    here = named.outerjoin(Withdrawal, Withdrawal.enrolment_id == Enrolment.id).where(
        Enrolment.class_id == training_class.id,
        or_(Withdrawal.id.is_(None), Withdrawal.last_day >= today),
    )
    return [(number, name) for number, name in session.execute(here.order_by(Enrolment.id))]


def _user(number: str, name: str) -> str:
    shown = "".join(letter for letter in name if letter.isprintable() and letter not in "\t=")[:LONGEST_NAME]
    return f"DATA UPDATE USERINFO PIN={number}\tName={shown}\tPri=0"


def _waiting(session: Session, device: Device) -> set[str]:
    unanswered = select(DeviceCommand.text).where(
        DeviceCommand.device_id == device.id,
        DeviceCommand.answered_at.is_(None),
        DeviceCommand.kind == CommandKind.ROSTER,
    )
    return set(session.scalars(unanswered))
