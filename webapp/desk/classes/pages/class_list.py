"""The list of classes, ready to show and to take away; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from training.attendance.terms import Turnout
from training.attendance.views.lists.present_now import Now
from training.checks.rules.check_quota import Quota
from training.checks.terms import CheckLevel
from training.classes.rules.kinds import Doubt, DoubtKind
from training.notice.class_hours import hours
from training.notice.terms import Mode
from training.records.classes.classes import TrainingClass
from webapp.desk.lists.days import short_day

HEADINGS = (
    *("班号", "班级名称", "培训工种", "等级", "培训类型", "培训机构", "旗县区", "开班日期", "结业日期"),
    *("总课时", "已上课时", "在册", "市查已查", "市查应查", "区查已查", "区查应查", "考勤机号", "状态"),
    "备案存疑",
)
WHOLE = 100
TONES = {DoubtKind.UNAPPROVED: "bad", DoubtKind.KEY_GROUP: "warn", DoubtKind.OUTSIDE_PLAN: "bad"}
Mark = tuple[str, str, str]


@dataclass(frozen=True)
class Facts:
    """What was found about the classes of one page, by class."""

    enrolled: Mapping[int, int]
    held_halves: Mapping[int, int]
    now: Mapping[int, Now] = field(default_factory=dict)
    quotas: Mapping[CheckLevel, Mapping[int, Quota]] = field(default_factory=dict)
    """Of neither level for whoever may see no checks."""
    doubts: Mapping[int, tuple[Doubt, ...]] = field(default_factory=dict)
    """What is doubtful of a class as it was filed."""


@dataclass(frozen=True)
class ClassLine:
    """One class in the list, as it is read today."""

    public_id: UUID
    number: str
    trade: str
    institution: str
    district: str
    starts: str
    ends: str
    when: str
    """How far the end is: 剩 2 天."""
    hours: str
    enrolled: int
    present: str
    """23 / 30, where a lesson is on, 签到中 until its punches in have ceased to count; else empty."""
    is_thin: bool
    """Fewer came than a check would want, and nobody may sign in any more."""
    percent: int
    """Of its hours that were held."""
    checks: tuple[tuple[str, bool], ...]
    """Of each level: 1 / 2, and whether some are missing."""
    machine: str
    state: str
    tone: str
    doubts: tuple[Mark, ...]


def class_line(own: TrainingClass, facts: Facts, today: date) -> ClassLine:
    enrolled, held = facts.enrolled.get(own.id, 0), facts.held_halves.get(own.id, 0)
    on = facts.now.get(own.id)
    quotas = [each[own.id] for each in facts.quotas.values()]
    state, tone = _state(own, quotas, today)
    return ClassLine(
        own.public_id,
        own.class_number,
        f"{own.trade} {own.level}".strip(),
        own.institution.name,
        own.district.name,
        short_day(own.starts_on, today),
        short_day(own.ends_on, today),
        when=days_left(own, today),
        hours=hours(own.prescribed_halves),
        enrolled=enrolled,
        present=_present(on, enrolled),
        is_thin=on is not None and on.is_thin(enrolled, own.rule_set.policy.check_attendance_percent),
        percent=min(WHOLE, WHOLE * held // own.prescribed_halves) if own.prescribed_halves else 0,
        checks=tuple((f"{each.done} / {each.required}", each.owed > 0) for each in quotas),
        machine=own.attendance_device or "不限",
        state=state,
        tone=tone,
        doubts=marks_of(facts.doubts.get(own.id, ())),
    )


def marks_of(doubts: Iterable[Doubt]) -> tuple[Mark, ...]:
    """Each in a few characters with its tone, and the whole of it."""
    return tuple((each.kind.value, TONES[each.kind], each.message) for each in doubts)


def together(*found: Mapping[int, tuple[Doubt, ...]]) -> dict[int, tuple[Doubt, ...]]:
    """What several subjects doubt, by class."""
    keys = {key for each in found for key in each}
    return {key: tuple(doubt for each in found for doubt in each.get(key, ())) for key in keys}


def days_left(own: TrainingClass, today: date) -> str:
    """Relative to its next day that matters; nothing once it has long ended."""
    if own.starts_on > today:
        return f"{(own.starts_on - today).days} 天后开班"
    left = (own.ends_on - today).days
    if left > 0:
        return f"剩 {left} 天"
    return "今天结业" if left == 0 else f"{-left} 天前"


def cells(own: TrainingClass, facts: Facts, today: date) -> tuple[str | int, ...]:
    """One row of the file, under HEADINGS."""
    city, district = (
        facts.quotas.get(each, {}).get(own.id) for each in (CheckLevel.CITY, CheckLevel.DISTRICT)
    )
    counts = (
        count for each in (city, district) for count in ((each.done, each.required) if each else ("", ""))
    )
    filed = (own.class_number, own.name, own.trade, own.level, own.kind.value)
    where = (own.institution.name, own.district.name, own.starts_on.isoformat(), own.ends_on.isoformat())
    so_far = (hours(own.prescribed_halves), hours(facts.held_halves.get(own.id, 0)))
    state, _ = _state(own, [each for each in (city, district) if each], today)
    doubted = "；".join(each.kind.value for each in facts.doubts.get(own.id, ()))
    return (
        *filed,
        *where,
        *so_far,
        facts.enrolled.get(own.id, 0),
        *counts,
        own.attendance_device,
        state,
        doubted,
    )


def state_of_class(own: TrainingClass, today: date) -> tuple[str, str]:
    """In a word, and its tone."""
    if own.starts_on > today:
        return "未开班", ""
    return ("在培", "now") if own.ends_on >= today else ("已结业", "")


def _state(own: TrainingClass, quotas: list[Quota], today: date) -> tuple[str, str]:
    if own.starts_on <= today and any(each.is_urgent for each in quotas):
        return "欠查", "bad" if own.ends_on < today else "warn"
    return state_of_class(own, today)


def _present(on: Now | None, enrolled: int) -> str:
    if on is None:
        return ""
    if on.mode is Mode.ONLINE:
        return "线上课"
    coming = f"{on.turnout} " if on.turnout is Turnout.COMING else ""
    return f"{coming}{on.present} / {enrolled}"
