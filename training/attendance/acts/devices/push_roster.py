from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from training.attendance.acts.devices.queue_command import queue_command
from training.attendance.terms import CommandKind
from training.classes.views.device_names import devices_of_class
from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.records.attendance.devices import Device, DeviceCommand
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal


class NoDevice(NotNow):
    """The class has no machine that could be asked."""

    def __init__(self, class_number: str):
        super().__init__(
            f"班级 {class_number} 没有登记的考勤机，请先用 chaban device add 登记"
            "（机器号要与备案的考勤机号一致）。"
        )


LONGEST_NAME = 12


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
                queue_command(session, device, CommandKind.ROSTER, text, asked_by=asked_by, now=now)
    return PushedRoster(
        [each.serial for each in devices], len(texts), [name for number, name in people if not number]
    )


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
