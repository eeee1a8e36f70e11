"""Machines as the list and their own pages show them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.attendance.rules.device_signals import drifts, is_in_touch
from training.attendance.terms import ProofKind
from training.attendance.views.admit_device import agreed_with
from training.attendance.views.machines.machines_seen import Around
from training.notice.policy import Policy
from training.records.attendance.devices import Device, DeviceCommand, DeviceProof, UnknownDevice
from webapp.desk.lists.days import short_day, short_moment

HEADINGS = ("序列号", "机器号", "培训机构", "教室", "班级", "状态", "最近联系", "时钟", "凭据", "待取")
NOTHING = "—"
Words = tuple[str, str]
"""What is said, and its tone."""
Line = tuple[str, ...]


@dataclass(frozen=True)
class MachineLine:
    """One machine in the list."""

    key: int
    serial: str
    number: str
    institution: str
    class_room: str
    classes: tuple[str, ...]
    state: Words
    heard: str
    clock: Words
    proof: Words
    waiting: int

    @property
    def cells(self) -> tuple[str | int, ...]:
        where = (self.serial, self.number, self.institution, self.class_room, "、".join(self.classes))
        return (*where, self.state[0], self.heard, self.clock[0], self.proof[0], self.waiting)


@dataclass(frozen=True)
class On:
    """When, and by which rules, the machines are looked at."""

    now: datetime
    today: date
    policy: Policy


def machine_line(own: Device, around: Around, on: On) -> MachineLine:
    return MachineLine(
        own.id,
        own.serial,
        own.number or NOTHING,
        own.institution.name,
        own.class_room,
        tuple(each.class_number for each in around.classes.get(own.id, ())),
        state_of(own, on),
        short_moment(own.last_seen_at, on.now) if own.last_seen_at else NOTHING,
        clock_of(own, on.policy),
        proof_of(own, on.today),
        around.waiting.get(own.id, 0),
    )


def state_of(own: Device, on: On) -> Words:
    if own.removed_at is not None:
        return "已停用", ""
    if own.last_seen_at is None:
        return "还没有连上过", ""
    return ("在线", "good") if is_in_touch(own.last_seen_at, on.now, on.policy) else ("失联", "warn")


def clock_of(own: Device, policy: Policy) -> Words:
    """How far it runs ahead or behind, as it was last measured."""
    if own.clock_drift_seconds is None:
        return NOTHING, ""
    drift = timedelta(seconds=own.clock_drift_seconds)
    if not drift:
        return "准", ""
    return f"{'快' if drift > timedelta() else '慢'} {abs(drift)}", "warn" if drifts(drift, policy) else ""


def proof_of(own: Device, today: date) -> Words:
    """By what it proves itself now; without anything its punches do not count."""
    agreed = agreed_with(own)
    kinds = (
        (ProofKind.PATH, agreed.secret),
        (ProofKind.HOST, agreed.host),
        (ProofKind.PORT, agreed.port),
        (ProofKind.NETWORK, agreed.networks),
    )
    if agreed.is_something:
        return "、".join(kind.value for kind, is_there in kinds if is_there), "good"
    if own.proof_due_on is not None and today <= own.proof_due_on:
        return f"没有，{short_day(own.proof_due_on, today)} 以后不计入", "warn"
    return "没有，打卡不计入", "bad"


def proof_lines(given: Sequence[DeviceProof], now: datetime) -> list[Line]:
    """Kind, what it is, when and by whom, when it was first used."""
    return [
        (
            each.kind.value,
            each.detail or NOTHING,
            f"{each.given_by} {short_moment(each.given_at, now)}",
            short_moment(each.first_used_at, now) if each.first_used_at else NOTHING,
        )
        for each in given
    ]


def command_lines(asked: Sequence[DeviceCommand], now: datetime) -> list[tuple[Line, Words]]:
    """Kind, of which days, who asked and when; what came of it."""
    return [
        (
            (each.kind.value, _days(each, now), f"{each.queued_by} {short_moment(each.queued_at, now)}"),
            _came(each, now),
        )
        for each in asked
    ]


def stranger_lines(found: Sequence[UnknownDevice], now: datetime) -> list[Line]:
    return [
        (
            each.serial,
            each.reason,
            each.address,
            short_moment(each.first_seen_at, now),
            short_moment(each.last_seen_at, now),
            str(each.times),
        )
        for each in found
    ]


def _days(own: DeviceCommand, now: datetime) -> str:
    if own.starts_at is None or own.ends_at is None:
        return NOTHING
    first, last = (short_moment(each, now).partition(" ")[0] for each in (own.starts_at, own.ends_at))
    return first if first == last else f"{first} 至 {last}"


def _came(own: DeviceCommand, now: datetime) -> Words:
    if own.answered_at is None:
        return ("已取走，没有答复", "now") if own.handed_at else ("等机器来取", "now")
    at = short_moment(own.answered_at, now)
    if own.return_code:
        return f"机器没有办成（代码 {own.return_code}） {at}", "bad"
    if own.machine_count is None:
        return f"已办 {at}", "good"
    counts = f"机器 {own.machine_count} 条，系统 {own.our_count or 0} 条 {at}"
    return counts, "good" if own.machine_count == own.our_count else "bad"
