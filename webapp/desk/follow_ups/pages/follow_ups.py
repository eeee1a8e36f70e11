"""Follow-ups as the desk shows them: lines of the queue, and one person with all that was said; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.follow_ups.terms import AnswerSource
from training.follow_ups.views.list_follow_ups import FollowUpState, state_of
from training.notice.clock import shanghai_day
from training.notice.identity import mask_phone
from training.notice.permissions import Permission, may
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_day, short_moment

TONES = {
    FollowUpState.DUE: "now",
    FollowUpState.OVERDUE: "bad",
    FollowUpState.DISPROVED: "bad",
    FollowUpState.UNREACHABLE: "warn",
    FollowUpState.ANSWERED: "good",
    FollowUpState.COMING: "",
}


@dataclass(frozen=True)
class FollowUpRow:
    """One step of one person, as a line."""

    public_id: UUID
    name: str
    class_number: str
    class_name: str
    class_id: UUID
    institution: str
    after_days: int
    due: str
    state: str
    tone: str
    last: str
    """What holds, and who said it."""


@dataclass(frozen=True)
class SaidRow:
    """One answer, whether it holds or not."""

    when: str
    what: str
    text: str
    holds: bool
    proof: UUID | None
    is_gone: bool
    """Its file was deleted when its time was over."""
    shared: int
    """In so many answers the same file lies."""


@dataclass(frozen=True)
class StepRows:
    """One step, and what was said of it."""

    public_id: UUID
    after_days: int
    due: str
    state: str
    tone: str
    said: tuple[SaidRow, ...]


def follow_up_row(own: FollowUp, staff: Staff, now: datetime) -> FollowUpRow:
    of_class, today = own.enrolment.training_class, shanghai_day(now)
    state = state_of(own, today)
    last = own.answers[-1] if own.answers else None
    return FollowUpRow(
        own.public_id,
        name_for(staff, own.enrolment.trainee.name),
        of_class.class_number,
        of_class.name,
        of_class.public_id,
        of_class.institution.name,
        own.after_days,
        short_day(own.due_on, today),
        state,
        TONES[state],
        f"{last.status}（{last.source}）" if last else "",
    )


def step_rows(
    steps: Sequence[FollowUp], shared: Mapping[str, int], staff: Staff, now: datetime
) -> list[StepRows]:
    """With everything that was said of each, the last first."""
    today = shanghai_day(now)
    return [
        StepRows(
            each.public_id,
            each.after_days,
            each.due_on.isoformat(),
            state_of(each, today),
            TONES[state_of(each, today)],
            tuple(_said(one, each, shared, staff, now) for one in reversed(each.answers)),
        )
        for each in steps
    ]


def phone_of(own: FollowUp, staff: Staff) -> tuple[str, bool]:
    """The number, and whether it is whole, so that somebody may dial it."""
    phone = own.enrolment.trainee.phone
    is_whole = may(staff.role, Permission.SEE_WHOLE_NUMBERS)
    return (phone if is_whole else mask_phone(phone)), is_whole


def _said(
    own: FollowUpAnswer, step: FollowUp, shared: Mapping[str, int], staff: Staff, now: datetime
) -> SaidRow:
    proof = own.proof
    return SaidRow(
        short_moment(own.answered_at, now),
        f"{own.status} · {own.source}{_by(own, staff)}",
        _text(own, staff),
        own is step.answers[-1],
        proof.public_id if proof is not None and proof.purged_at is None else None,
        proof is not None and proof.purged_at is not None,
        shared.get(proof.sha256, 0) if proof is not None else 0,
    )


def _by(own: FollowUpAnswer, staff: Staff) -> str:
    return "" if own.source is AnswerSource.SELF else f" {own.answered_by}"


def _text(own: FollowUpAnswer, staff: Staff) -> str:
    """What was typed may name somebody, so whoever looks from outside reads none of it."""
    parts = [f"{_day(own.asked_on)}回访"]
    if own.since is not None:
        parts.append(f"{_day(own.since)}起")
    if may(staff.role, Permission.SEE_FULL_NAMES):
        parts += [each for each in (own.employer, own.credit_code, own.job, own.note) if each]
    return "；".join(parts)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
