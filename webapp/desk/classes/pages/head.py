"""What stands above every tab of a class; pure."""

from dataclasses import dataclass
from datetime import date, datetime

from training.attendance.rules.device_signals import is_in_touch
from training.attendance.terms import Turnout
from training.attendance.views.lists.present_now import Now
from training.checks.rules.check_quota import Quota
from training.checks.terms import CheckLevel
from training.classes.rules.online_theory import OnlineTheory
from training.notice.class_hours import hours
from training.notice.terms import Mode
from training.records.attendance.devices import Device
from training.records.classes.classes import TrainingClass
from webapp.desk.classes.pages.class_list import Facts, Mark, days_left, marks_of, state_of_class
from webapp.desk.lists.days import short_day, short_moment

WHOLE = 100


@dataclass(frozen=True)
class Fact:
    """One key fact: its value, what is added to it quietly, and how it stands."""

    name: str
    value: str
    beside: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Head:
    """Title, second line, state and facts of a class."""

    title: str
    second: str
    state: str
    tone: str
    district: str
    institution: str
    facts: tuple[Fact, ...]
    doubts: tuple[Mark, ...] = ()
    """What is doubtful of the class as it was filed."""


@dataclass(frozen=True)
class More:
    """What a class's own page knows beyond the list."""

    theory: OnlineTheory
    devices: tuple[Device, ...]
    feedback_on: date | None = None
    """The last day for the feedback; None where nobody who looks has to know, or none is owed."""


def head_of(own: TrainingClass, facts: Facts, more: More, now: datetime, today: date) -> Head:
    state, tone = state_of_class(own, today)
    group = "就业重点群体" if own.is_key_group else own.kind.value
    rules = (
        f"{own.rule_set.district.name if own.rule_set.district else '全市'}第 {own.rule_set.version} 版规则"
    )
    project = f" · 项目 {own.project.number} 第 {own.project.version} 版" if own.project else ""
    return Head(
        own.name,
        f"{own.class_number} · {own.trade} {own.level} · {group}{project} · 备案时{rules}",
        state,
        tone,
        own.district.name,
        own.institution.name,
        tuple(_facts(own, facts, more, now, today)),
        marks_of(facts.doubts.get(own.id, ())),
    )


def _facts(own: TrainingClass, facts: Facts, more: More, now: datetime, today: date) -> list[Fact]:
    span = f"{short_day(own.starts_on, today)} 至 {short_day(own.ends_on, today)}"
    enrolled, held = facts.enrolled.get(own.id, 0), facts.held_halves.get(own.id, 0)
    found = [
        Fact("起止", span, days_left(own, today)),
        Fact("课时", f"已上 {hours(held)} / {hours(own.prescribed_halves)}"),
        Fact("在册", f"{enrolled} 人"),
        _present(own, facts.now.get(own.id), enrolled),
    ]
    quotas = {level: each[own.id] for level, each in facts.quotas.items()}
    if quotas:
        found.append(_checks(quotas))
    if more.feedback_on:
        found.append(Fact("反馈截止", f"{short_day(more.feedback_on, today)} 24:00"))
    return [*found, _theory(own, more.theory), _machine(own, more.devices, now)]


def _present(own: TrainingClass, on: Now | None, enrolled: int) -> Fact:
    if on is None:
        return Fact("本半天到课", "现在没有课")
    if on.mode is Mode.ONLINE:
        return Fact("本半天到课", "线上课", "看直播记录")
    if on.turnout is Turnout.COMING:
        return Fact("本半天到课", f"{on.present} / {enrolled}", on.turnout.value)
    percent = f"{WHOLE * on.present / enrolled:.1f}%" if enrolled else ""
    is_thin = on.is_thin(enrolled, own.rule_set.policy.check_attendance_percent)
    return Fact("本半天到课", f"{on.present} / {enrolled}", percent, "bad" if is_thin else "")


def _checks(quotas: dict[CheckLevel, Quota]) -> Fact:
    city, district = quotas[CheckLevel.CITY], quotas[CheckLevel.DISTRICT]
    counts = f"{city.done} / {city.required}　{district.done} / {district.required}"
    owes = [name for name, each in (("市", city), ("区", district)) if each.owed]
    return Fact("市查 / 区查", counts, f"欠{'、'.join(owes)}查" if owes else "", "warn" if owes else "")


def _theory(own: TrainingClass, theory: OnlineTheory) -> Fact:
    share = f"{WHOLE * theory.planned_halves / own.prescribed_halves:.1f}%" if own.prescribed_halves else "0%"
    value = f"{hours(theory.planned_halves)} / {hours(own.prescribed_halves)}"
    tone = "warn" if theory.is_too_much else ""
    return Fact("线上理论", value, f"{share}，限 {theory.most_percent}%", tone)


def _machine(own: TrainingClass, devices: tuple[Device, ...], now: datetime) -> Fact:
    """The one that the class names, or how many of its school's are in touch."""
    policy = own.rule_set.policy
    heard = [each for each in devices if is_in_touch(each.last_seen_at, now, policy)]
    name = own.attendance_device or (f"{len(devices)} 台，不限" if devices else "没有登记")
    if not devices:
        return Fact("考勤机", name, "靠文件" if own.attendance_device else "")
    if heard:
        return Fact("考勤机", name, "在线" if len(heard) == len(devices) else f"{len(heard)} 台在线", "good")
    seen = max((each.last_seen_at for each in devices if each.last_seen_at), default=None)
    return Fact("考勤机", name, f"失联，最后 {short_moment(seen, now)}" if seen else "还没有连上过", "warn")
