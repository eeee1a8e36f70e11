"""Institutions as their pages show them; pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from training.attendance.rules.device_signals import is_in_touch
from training.classes.views.lists.institution_list import Numbers
from training.notice.policy import Policy
from training.records.attendance.devices import Device
from training.records.classes.classes import Institution, TrainingClass
from webapp.desk.classes.pages.class_list import state_of_class
from webapp.desk.lists.days import short_day, short_moment

HEADINGS = ("培训机构", "在培班", "全部班", "学员人次", "考勤机")
ClassRow = tuple[UUID, str, str, str, int, str, str]
MachineRow = tuple[int, str, str, str, str, str]


def cells(own: Institution, numbers: Numbers) -> tuple[str | int, ...]:
    return (own.name, numbers.running, numbers.classes, numbers.people, numbers.machines)


def class_rows(classes: Sequence[TrainingClass], enrolled: Mapping[int, int], today: date) -> list[ClassRow]:
    """Address, number, name, days, people, state and its tone."""
    return [
        (
            each.public_id,
            each.class_number,
            each.name,
            f"{short_day(each.starts_on, today)} 至 {short_day(each.ends_on, today)}",
            enrolled.get(each.id, 0),
            *state_of_class(each, today),
        )
        for each in classes
    ]


def machine_rows(machines: Sequence[Device], now: datetime, policy: Policy) -> list[MachineRow]:
    """Key, serial, number, class room, state and its tone."""
    return [
        (each.id, each.serial, each.number or "—", each.class_room, *_state(each, now, policy))
        for each in machines
    ]


def _state(own: Device, now: datetime, policy: Policy) -> tuple[str, str]:
    if own.last_seen_at is None:
        return "还没有连上过", ""
    if is_in_touch(own.last_seen_at, now, policy):
        return "在线", "good"
    return f"失联，最后 {short_moment(own.last_seen_at, now)}", "warn"
