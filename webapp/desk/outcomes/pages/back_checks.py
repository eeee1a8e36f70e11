"""复核回访 as the desk shows it: a line of the list, both sides of one, the draw; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.follow_ups.rules.answers import is_asked_again
from training.follow_ups.rules.back_checks import MOST_TRIES
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.follow_ups.views.back_checks import CheckState
from training.follow_ups.views.followed import shown_text
from training.notice.permissions import Permission, may
from training.notice.shares import rank
from training.records.follow_ups.follow_ups import FollowUpAnswer
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_moment

TONES: Mapping[CheckState, str] = {
    CheckState.WAITING: "now",
    CheckState.OTHERWISE: "bad",
    CheckState.SAME: "good",
    CheckState.UNREACHED: "warn",
}
STATES = {None: CheckState.UNREACHED, True: CheckState.SAME, False: CheckState.OTHERWISE}
DRAW_HEADINGS = ("回访编号", "来源", "记下时刻", "种子", "前 16 位", "比例", "结果")


@dataclass(frozen=True)
class CheckLine:
    """One row of the list."""

    public_id: UUID
    name: str
    class_number: str
    institution: str
    district: str
    after_days: int
    asked_on: date
    state: CheckState
    tone: str
    checked: str


@dataclass(frozen=True)
class Draw:
    """By what it was drawn: anybody may draw it again (docs/draw.md)."""

    answer: UUID
    seed: str
    rank: str
    percent: int
    is_drawn: bool


def check_line(own: FollowUpAnswer, staff: Staff, now: datetime) -> CheckLine:
    step, state = own.follow_up, state_of(own)
    held, check = step.enrolment.training_class, own.back_check
    return CheckLine(
        own.public_id,
        name_for(staff, step.enrolment.trainee.name),
        held.class_number,
        held.institution.name,
        step.district.name,
        step.after_days,
        own.asked_on,
        state,
        TONES[state],
        f"{check.checked_by} {short_moment(check.checked_at, now)}" if check else _tried(own),
    )


def _tried(own: FollowUpAnswer) -> str:
    return f"{len(own.tries)} 天没打通" if own.tries else ""


def state_of(own: FollowUpAnswer) -> CheckState:
    return STATES[own.back_check.agrees] if own.back_check else CheckState.WAITING


@dataclass(frozen=True)
class Tries:
    """On which days the city called in vain, what was noted, and how many are left."""

    said: tuple[str, ...]
    left: int
    is_tried_today: bool


def tries_shown(own: FollowUpAnswer, staff: Staff, today: date) -> Tries:
    said = (f"{each.tried_on} {each.tried_by}{_noted(each.note, staff)}" for each in own.tries)
    left = max(MOST_TRIES - len(own.tries), 0)
    return Tries(tuple(said), left, any(each.tried_on == today for each in own.tries))


def _noted(note: str, staff: Staff) -> str:
    return f"：{shown_text(staff, note)}" if note else ""


def phone_of(own: FollowUpAnswer, staff: Staff) -> str:
    """Only for whoever calls."""
    return own.follow_up.enrolment.trainee.phone if may(staff.role, Permission.CHECK_FOLLOW_UPS) else ""


def recorded_pairs(own: FollowUpAnswer, staff: Staff) -> list[tuple[str, str]]:
    """What was recorded first: hidden until the city has written down what it was told."""
    by = f"{own.source}，{own.answered_by}"
    return [("回访日期", str(own.asked_on)), ("谁记的", by), *_said(own.status, own, staff)]


def told_pairs(own: FollowUpAnswer, staff: Staff) -> list[tuple[str, str]]:
    """What the city was told."""
    found = own.back_check
    if found is None:
        return []
    note = [("说明", shown_text(staff, found.note))] if found.note else []
    return [
        ("复核日期", str(found.asked_on)),
        ("谁问的", found.checked_by),
        *_said(found.status, found, staff),
        *note,
    ]


def draw_of(own: FollowUpAnswer) -> Draw | None:
    """None where it was asked again without a draw."""
    if own.seed is None:
        return None
    percent = own.follow_up.enrolment.training_class.policy.back_check_percent
    # Said over a phone that was not known to be the person's own it was drawn as a school's word.
    is_as_of_others = own.source is AnswerSource.SELF and own.back_check_is_due
    source = AnswerSource.INSTITUTION if is_as_of_others else own.source
    return Draw(
        own.public_id,
        own.seed.hex(),
        rank(own.public_id, own.seed),
        percent,
        is_asked_again(own.public_id, own.seed, source, percent),
    )


def draw_cells(answers: Iterator[FollowUpAnswer]) -> Iterator[tuple[str | int, ...]]:
    """In the order of DRAW_HEADINGS, of drawn and others alike."""
    for each in answers:
        draw = draw_of(each)
        if draw is not None:
            result = "抽中" if draw.is_drawn else "未抽中"
            at = each.answered_at.isoformat(timespec="seconds")
            yield (
                str(draw.answer),
                each.source.value,
                at,
                draw.seed,
                draw.rank[:16],
                f"{draw.percent}%",
                result,
            )


def _said(status: WorkStatus, of: object, staff: Staff) -> list[tuple[str, str]]:
    employer, since = getattr(of, "employer", ""), getattr(of, "since", None)
    return [
        ("就业状态", status.value),
        ("单位名称", shown_text(staff, employer) or "—"),
        ("起始日期", str(since) if since else "—"),
    ]
