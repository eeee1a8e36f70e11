"""What the pages of 人员增减 say of a change; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.classes.rules.roster_changes import (
    ClassDays,
    Way,
    WishedChange,
    last_day_to_join,
    roster_change_findings,
)
from training.classes.terms import OF_PEOPLE, ChangeKind, ChangeState
from training.errors import Refusal
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.identity import mask_id_number, mask_phone
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange
from training.records.staff.staff import Staff
from training.rosters.views.phone_changes import PhoneNow
from training.staff.views.name_for import name_for

TONES: Mapping[str, str] = {
    ChangeState.WAITS: "warn",
    ChangeState.AT_ONCE: "",
    ChangeState.APPROVED: "good",
    ChangeState.REFUSED: "bad",
}
WAYS: Mapping[Way, str] = {
    Way.AT_ONCE: "马上生效",
    Way.SEEN: "马上生效，旗县区会看到",
    Way.APPROVAL: "由旗县区审核，同意后生效",
}
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ChangeLine:
    """One change in a list."""

    public_id: UUID
    class_number: str
    class_name: str
    institution: str
    kind: str
    comes: str
    leaves: str
    effective_on: date
    reason: str
    asked_by: str
    asked_at: str
    state: ChangeState
    decided: str
    flags: tuple[str, ...]
    whose: str = ""
    """Who is to have another phone."""


@dataclass(frozen=True)
class ChangePage:
    """One change in full; of whoever comes no number is whole."""

    line: ChangeLine
    comes: Pairs
    leaves: Pairs
    days: Pairs
    """Of the class, with the rule beside them."""
    phone: Pairs = ()
    """Which stands and which is to stand; nothing where nobody is to have another."""


def when(moment: datetime) -> str:
    """11-29 16:40, in Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"


def change_line(staff: Staff, change: RosterChange) -> ChangeLine:
    own, decision = change.training_class, change.decision
    return ChangeLine(
        change.public_id,
        own.class_number,
        own.name,
        own.institution.name,
        change.kind.value,
        name_for(staff, change.name) if change.kind.brings else "",
        name_for(staff, change.enrolment.trainee.name) if change.enrolment else "",
        change.effective_on,
        change.reason,
        change.asked_by,
        when(change.asked_at),
        change.state,
        f"{decision.by} {when(decision.decided_at)}" if decision else "",
        _flags(change),
        name_for(staff, change.name) if change.kind is ChangeKind.PHONE else "",
    )


def change_page(staff: Staff, change: RosterChange, stands: PhoneNow | None = None) -> ChangePage:
    """`stands` is the phone of whoever is to have another."""
    return ChangePage(
        change_line(staff, change),
        tuple(_newcomer(staff, change)),
        tuple(_leaver(staff, change)),
        tuple(_days(change.training_class)),
        tuple(_phone(staff, change, stands)) if stands else (),
    )


def today_in_words(own: TrainingClass, today: date) -> list[tuple[str, str, bool]]:
    """Each kind with what becomes of it today, and whether it is possible."""
    return [(kind.value, *_today(kind, own, today)) for kind in OF_PEOPLE]


def _today(kind: ChangeKind, own: TrainingClass, today: date) -> tuple[str, bool]:
    days = ClassDays(own.starts_on, own.ends_on)
    wish = WishedChange(kind, min(max(today, own.starts_on), own.ends_on))
    try:
        found = roster_change_findings(wish, days, today, own.rule_set.policy)
    except Refusal as refusal:
        return str(refusal), False
    after_end = "；生效日期应在结业前" if today > own.ends_on else ""
    return f"{WAYS[found.way]}{after_end}", True


def _flags(change: RosterChange) -> tuple[str, ...]:
    """As the rules found it on the day of asking; later days of the class may forbid it by now."""
    own = change.training_class
    if change.kind is ChangeKind.PHONE:
        return ()
    wish, days = WishedChange(change.kind, change.effective_on), ClassDays(own.starts_on, own.ends_on)
    try:
        return roster_change_findings(wish, days, shanghai_day(change.asked_at), own.rule_set.policy).flags
    except Refusal as refusal:
        return (str(refusal),)


def _newcomer(staff: Staff, change: RosterChange) -> Iterator[tuple[str, str]]:
    if change.kind.brings:
        yield "姓名", name_for(staff, change.name)
        yield "身份证号", mask_id_number(change.id_number or "")
        yield "联系电话", mask_phone(change.phone or "")
        yield "考勤号", change.attendance_number or "没有填，打卡对不上人"
        yield "人员类别", change.category or "没有填"
        yield "在册起始", f"{change.effective_on}，以前的课不计学时"


def _phone(staff: Staff, change: RosterChange, stands: PhoneNow) -> Iterator[tuple[str, str]]:
    yield "姓名", name_for(staff, change.name)
    yield "身份证号", mask_id_number(change.id_number or "")
    yield "登记的号码", mask_phone(stands.phone)
    yield "本人用过它登录", "是，请先问本人" if stands.is_proved else "没有"
    yield "名册写的号码", mask_phone(change.phone or "")


def _leaver(staff: Staff, change: RosterChange) -> Iterator[tuple[str, str]]:
    if change.enrolment:
        yield "姓名", name_for(staff, change.enrolment.trainee.name)
        yield "考勤号", change.enrolment.attendance_number or "没有"
        yield "在班最后一天", str(WishedChange(change.kind, change.effective_on).last_day)


def _days(own: TrainingClass) -> Iterator[tuple[str, str]]:
    last = last_day_to_join(ClassDays(own.starts_on, own.ends_on), own.rule_set.policy)
    yield "开班", str(own.starts_on)
    yield "增加、替换最晚", f"{last}（开班后 {own.rule_set.policy.roster_open_days} 天，旗县区审核）"
    yield "结业", f"{own.ends_on}，以后名册不能再增加"
    yield "旗县区", own.district.name
