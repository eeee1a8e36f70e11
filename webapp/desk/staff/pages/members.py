"""Members of staff as their pages show them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.notice.clock import shanghai_day
from training.records.staff.staff import Staff, StaffAct
from webapp.desk.lists.days import short_day, short_moment

HEADINGS = ("姓名", "角色", "单位", "钉钉 userid", "最近使用", "登记", "状态")
WHOLE_CITY = "全市"


@dataclass(frozen=True)
class MemberLine:
    """One member of staff as a line of the list."""

    public_id: UUID
    name: str
    role: str
    place: str
    chat: str
    seen: str
    added: str
    state: str
    tone: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        return (self.name, self.role, self.place, self.chat, self.seen, self.added, self.state)


@dataclass(frozen=True)
class ActLine:
    """One act about somebody: when, what, who did it, where that left the person, why."""

    at: str
    what: str
    by: str
    post: str
    note: str


def member_line(own: Staff, seen_at: datetime | None, now: datetime) -> MemberLine:
    state, tone = state_of_member(own, seen_at, now)
    return MemberLine(
        own.public_id,
        own.name,
        own.role.words,
        place_in_words(own),
        own.chat_id or "",
        short_moment(seen_at, now) if seen_at else "",
        short_day(shanghai_day(own.added_at), shanghai_day(now)),
        state,
        tone,
    )


def act_lines(acts: Sequence[StaffAct], now: datetime) -> list[ActLine]:
    return [
        ActLine(
            short_moment(each.done_at, now),
            each.act.value,
            each.done_by,
            f"{each.role.words} · {place_in_words(each)}",
            each.note,
        )
        for each in acts
    ]


def place_in_words(own: Staff | StaffAct) -> str:
    place = own.institution or own.district
    return place.name if place else WHOLE_CITY


def state_of_member(own: Staff, seen_at: datetime | None, now: datetime) -> tuple[str, str]:
    """In words, and its tone."""
    if own.left_at is not None:
        return f"已离岗 {short_day(shanghai_day(own.left_at), shanghai_day(now))}", ""
    return ("在岗", "good") if seen_at else ("还没有登录过", "warn")
