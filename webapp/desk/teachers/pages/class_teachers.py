"""The teachers of a class as its tab shows them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from training.classes.rules.teacher_list import SOON_DAYS
from training.notice.windows import ClassTimes
from training.records.teachers import InstructorCertificate, InstructorReview, TeacherChange
from training.teachers.rules.flags import Flagged, Slot
from training.teachers.terms import MatchVerdict, TeacherFlag, WithdrawalState
from training.teachers.views.see_class_teachers import ClassTeachers
from webapp.desk.lists.days import short_day, short_moment

TONES = {
    MatchVerdict.MATCHES.value: "good",
    MatchVerdict.DIFFERS.value: "bad",
    MatchVerdict.UNMATCHED.value: "warn",
    TeacherFlag.UNFILED.value: "bad",
    TeacherFlag.LATE.value: "warn",
    TeacherFlag.EXPIRED.value: "bad",
    TeacherFlag.UNREVIEWED.value: "",
    TeacherFlag.TWO_ROOMS.value: "bad",
    TeacherFlag.SHARED_NUMBER.value: "bad",
}


@dataclass(frozen=True)
class CertificateLine:
    """One certificate: what it is, its days, whether it holds."""

    kind: str
    trade: str
    number: str
    days: str
    state: str
    tone: str
    by: str


@dataclass(frozen=True)
class TeacherLine:
    """One teacher in a class; flags as (words, how many half days)."""

    key: int
    name: str
    lessons: str
    days: str
    """Empty for whoever a late change took every lesson from."""
    certificates: Sequence[CertificateLine]
    review: InstructorReview | None
    reviewed: str
    flags: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class ChangeLine:
    """One change that was filed: who after whom, since when, why, whether in time, whether received."""

    public_id: str
    old: str
    new: str
    since: str
    reason: str
    filed: str
    is_late: bool
    received: str


def teacher_lines_of(found: ClassTeachers, now: datetime, today: date) -> list[TeacherLine]:
    return [
        TeacherLine(
            each.id,
            each.name,
            f"{len(held)} 个半天" if (held := found.lessons[each.id]) else "已不任课",
            _days([one.held_on for one in held], today) if held else "",
            _certificates(found, each.id, now, today),
            review := found.reviews.get(each.id),
            f"{review.reviewed_by} {short_moment(review.reviewed_at, now)}" if review else "",
            flags_of(found.flags, each.id),
        )
        for each in found.teachers
    ]


def _certificates(found: ClassTeachers, key: int, now: datetime, today: date) -> list[CertificateLine]:
    held = found.certificates.get(key, ())
    lines = zip(reversed(held), certificate_lines(held, now, today), strict=True)
    asked = {"state": WithdrawalState.ASKED.value, "tone": "warn"}
    return [replace(line, **asked) if own.id in found.asked else line for own, line in lines]


def flags_of(flags: Sequence[Flagged], key: int | None) -> list[tuple[str, int]]:
    return [(each.flag.value, len(each.slots)) for each in flags if each.teacher == key]


def certificate_lines(
    held: Sequence[InstructorCertificate], now: datetime, today: date
) -> list[CertificateLine]:
    """The latest first."""
    return [_certificate(each, now, today) for each in reversed(held)]


def change_lines(changes: Sequence[TeacherChange], times: ClassTimes, now: datetime) -> list[ChangeLine]:
    """The latest first."""
    return [_change(each, times, now) for each in reversed(changes)]


def standing_of(expires_on: date | None, today: date) -> tuple[str, str]:
    """Whether a certificate holds, and its tone; its last day is still good."""
    if expires_on is None:
        return "长期", "good"
    left = (expires_on - today).days
    if left < 0:
        return "已过期", "bad"
    return (f"{left} 天后到期" if left else "今天到期", "warn") if left <= SOON_DAYS else ("有效", "good")


def _certificate(own: InstructorCertificate, now: datetime, today: date) -> CertificateLine:
    days = f"{own.issued_on or '未写发证日期'} 至 {own.expires_on or '长期'}"
    by = f"{own.written_by} {short_moment(own.written_at, now)} 登记"
    trade = f"{own.trade} {own.level}".strip()
    return CertificateLine(own.kind, trade, own.number, days, *standing_of(own.expires_on, today), by)


def _change(own: TeacherChange, times: ClassTimes, now: datetime) -> ChangeLine:
    starts, _ = times.of(own.from_day, own.from_half)
    got = own.receipt
    return ChangeLine(
        str(own.public_id),
        own.old.name,
        own.new.name,
        _slot((own.from_day, own.from_half), now.date()),
        own.reason,
        f"{own.filed_by} {short_moment(own.filed_at, now)}",
        own.filed_at >= starts,
        f"{got.received_by} {short_moment(got.received_at, now)}" if got else "",
    )


def _slot(slot: Slot, today: date) -> str:
    return f"{short_day(slot[0], today)} {slot[1]}起"


def _days(days: Sequence[date], today: date) -> str:
    first, last = short_day(days[0], today), short_day(days[-1], today)
    return first if first == last else f"{first} 至 {last}"
