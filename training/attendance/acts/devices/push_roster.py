from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.devices.queue_command import queue_command
from training.attendance.terms import CommandKind
from training.attendance.views.machines.roster_to_push import roster_to_push
from training.classes.views.device_names import devices_of_class
from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.records.attendance.devices import Device, DeviceCommand
from training.records.classes.classes import TrainingClass


class NoDevice(NotNow):
    """The class has no machine that could be asked."""

    def __init__(self, class_number: str):
        super().__init__(
            f"班级 {class_number} 没有登记的考勤机，请先登记一台（机器号要与备案的考勤机号一致）。"
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
    people = roster_to_push(session, training_class, shanghai_day(now))
    texts = [_user(each.number, each.name) for each in people if each.number]
    for device in devices:
        waiting = _waiting(session, device)
        for text in texts:
            if text not in waiting:
                queue_command(session, device, CommandKind.ROSTER, text, asked_by=asked_by, now=now)
    return PushedRoster(
        [each.serial for each in devices], len(texts), [each.name for each in people if not each.number]
    )


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
