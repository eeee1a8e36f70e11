"""Requests as the desk shows them: rows of the list, and one with what follows and who signed (pure)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from training.changes.rules.values import in_words
from training.changes.terms import ChangeState, LessonChangeKind
from training.changes.views.lesson_change_words import lesson_change_words
from training.changes.views.see_amendments import is_told_to_the_city
from training.notice.class_hours import hours
from training.notice.clock import SHANGHAI
from training.notice.terms import HalfDay
from training.records.changes.amendments import ClassAmendment
from training.records.changes.lessons import LessonChange

TONES = {
    ChangeState.WAITING: "warn",
    ChangeState.APPROVED: "good",
    ChangeState.REFUSED: "bad",
    ChangeState.AT_ONCE: "now",
}
NOTHING = "—"


class Decision(Protocol):
    """What both kinds of decision have."""

    decided_by: str
    decided_at: datetime
    note: str


@dataclass(frozen=True)
class ChangeRow:
    """A request in the list; `old` and `new` are its difference."""

    public_id: str
    number: str
    class_number: str
    class_name: str
    what: str
    old: str
    new: str
    reason: str
    asked_by: str
    asked_at: str
    state: str
    tone: str
    decided: str
    is_to_note: bool


@dataclass(frozen=True)
class Signature:
    """One step on the way of a request: when, who, what; its tone is good, bad, now or nothing yet."""

    when: str
    who: str
    what: str
    tone: str = ""


def amendment_row(asked: ClassAmendment) -> ChangeRow:
    own = asked.training_class
    return ChangeRow(
        str(asked.public_id),
        f"变{asked.ordinal}",
        own.class_number,
        own.name,
        asked.field.value,
        in_words(asked.field, asked.old),
        in_words(asked.field, asked.new),
        asked.reason,
        asked.asked_by,
        minute(asked.asked_at),
        asked.state.value,
        TONES[asked.state],
        _decided(asked.decision),
        is_told_to_the_city(asked) and asked.noted is None,
    )


def lesson_row(asked: LessonChange) -> ChangeRow:
    own = asked.training_class
    old, new = _lesson_difference(asked)
    return ChangeRow(
        str(asked.public_id),
        f"课{asked.ordinal}",
        own.class_number,
        own.name,
        asked.kind.value,
        old,
        new,
        asked.reason,
        asked.asked_by,
        minute(asked.asked_at),
        asked.state.value,
        TONES[asked.state],
        _decided(asked.decision),
        is_to_note=False,
    )


def signatures_of(asked: ClassAmendment | LessonChange) -> tuple[Signature, ...]:
    """Who asked, who decided or has to, and for the city who took note."""
    place = asked.asker.institution or asked.asker.district
    first = Signature(minute(asked.asked_at), asked.asked_by, f"{place.name if place else ''}，提出", "good")
    return (first, _second(asked), *_third(asked))


def lesson_words(asked: LessonChange) -> str:
    return lesson_change_words(asked)


def minute(moment: datetime) -> str:
    """03-02 09:00, on the clocks of Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"


def _decided(decision: Decision | None) -> str:
    return f"{decision.decided_by} {minute(decision.decided_at)}" if decision else ""


def _second(asked: ClassAmendment | LessonChange) -> Signature:
    decision = asked.decision
    if asked.state is ChangeState.AT_ONCE:
        return Signature(minute(asked.asked_at), "上课前提出", "直接生效，已告知旗县区", "good")
    if decision is None:
        district = asked.training_class.district.name
        return Signature("等待", district, "审批；提出的人不能审批自己的申请", "now")
    note = f"：{decision.note}" if decision.note else ""
    tone = "good" if asked.state is ChangeState.APPROVED else "bad"
    return Signature(minute(decision.decided_at), decision.decided_by, f"{asked.state}{note}", tone)


def _third(asked: ClassAmendment | LessonChange) -> tuple[Signature, ...]:
    if not isinstance(asked, ClassAmendment) or not is_told_to_the_city(asked):
        return ()
    noted = asked.noted
    if noted is None:
        return (Signature("等待", "市本级", "知悉", "now"),)
    return (Signature(minute(noted.noted_at), noted.noted_by, "市本级，已知悉", "good"),)


def _lesson_difference(asked: LessonChange) -> tuple[str, str]:
    was, becomes = _slot(asked.held_on, asked.half_day), _slot(asked.new_on, asked.new_half_day)
    what = f"{asked.content}{asked.mode} {hours(asked.halves)} 课时"
    if asked.kind is LessonChangeKind.TEACHER:
        return f"{was} {asked.old_teacher or '未填教师'}", f"{was} {asked.new_teacher}"
    if asked.kind is LessonChangeKind.MAKE_UP:
        return "", f"{becomes} {what}"
    return f"{was} {what}", becomes


def _slot(day: object, half_day: HalfDay | None) -> str:
    return f"{day} {half_day}" if half_day else ""
