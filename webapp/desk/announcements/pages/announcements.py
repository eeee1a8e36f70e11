"""公告 as the desk shows it; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.announcements.terms import AnnouncementState, Readers
from training.announcements.views.see_announcements import ReadBy, state_on
from training.notice.clock import shanghai_day
from training.records.announcements import Announcement
from webapp.desk.lists.days import short_day, short_moment

TONES = {
    AnnouncementState.DRAFT: "warn",
    AnnouncementState.COMING: "now",
    AnnouncementState.SHOWN: "good",
    AnnouncementState.OVER: "",
    AnnouncementState.WITHDRAWN: "bad",
    AnnouncementState.REPLACED: "",
}


@dataclass(frozen=True)
class AnnouncementRow:
    """One version, as it stands today."""

    public_id: UUID
    title: str
    paragraphs: tuple[str, ...]
    readers: str
    days: str
    state: str
    tone: str
    written: str
    read: str
    successor: UUID | None
    """The version that comes after it, published or not."""
    steps: tuple[tuple[str, str, str, str], ...]
    """When, what, in whose words, tone."""


def announcement_row(own: Announcement, read: ReadBy, now: datetime) -> AnnouncementRow:
    today = shanghai_day(now)
    state = state_on(own, today)
    return AnnouncementRow(
        own.public_id,
        own.title,
        tuple(own.body.split("\n")),
        readers_words(own),
        _days(own, today),
        state.value,
        TONES[state],
        f"{own.written_by} {short_moment(own.written_at, now)}",
        _read(own, read),
        own.replaced_by.public_id if own.replaced_by else None,
        tuple(_steps(own, now)),
    )


def readers_words(own: Announcement) -> str:
    if own.training_class is not None:
        return f"班级 {own.training_class.class_number}"
    place = own.district.name if own.district else "全市"
    return {Readers.ALL: "全体学员", Readers.STAFF: f"{place}工作人员"}.get(own.readers, f"{place}学员")


def _days(own: Announcement, today: date) -> str:
    begins = short_day(own.from_day, today)
    return f"{begins} 至 {short_day(own.until_day, today)}" if own.until_day else f"{begins} 起"


def _read(own: Announcement, read: ReadBy) -> str:
    if own.publication is None:
        return "—"
    return f"{read.staff if own.readers is Readers.STAFF else read.trainees} 人"


def _steps(own: Announcement, now: datetime) -> list[tuple[str, str, str, str]]:
    steps = [(short_moment(own.written_at, now), f"{own.written_by} 写下", "", "")]
    if out := own.publication:
        steps.append((short_moment(out.published_at, now), f"{out.published_by} 发布", "", "good"))
    if back := own.withdrawal:
        steps.append((short_moment(back.withdrawn_at, now), f"{back.withdrawn_by} 撤回", back.reason, "bad"))
    return steps
