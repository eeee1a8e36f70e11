"""The city asks again, and records what it was told of the same day (复核回访, R56)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound, NotRight
from training.follow_ups.acts.tell_disproved import tell_disproved
from training.follow_ups.rules.back_checks import Said, TriedToday, agrees, check_said, gives_up
from training.follow_ups.terms import WorkStatus
from training.follow_ups.views.back_checks import hold_drawn, tries_of
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.notice.permissions import Permission, may
from training.records.follow_ups.follow_ups import BackCheck, BackCheckTry, FollowUpAnswer
from training.records.staff.staff import Staff


class NoSuchDay(NotRight):
    """A day that cannot have been the one of the call, or of the beginning."""

    def __init__(self, why: str):
        super().__init__(f"{why}，请核对日期。")


@dataclass(frozen=True)
class BackCheckDraft:
    """What the person said of the day of the answer, and on which day the city called."""

    status: WorkStatus
    asked_on: date
    employer: str = ""
    since: date | None = None
    note: str = ""


def record_back_check(
    session: Session, staff: Staff, answer_id: UUID, draft: BackCheckDraft, *, now: datetime
) -> BackCheck | None:
    """Once to each answer that was drawn, by somebody who had no hand in it; what differs is told.

    Whoever is not reached is tried again on another day, and it waits until then (None); after the last try
    it ends unreached. Raises NotFound, AskedAgain, SameHand, NoSuchDay, TriedToday, EmployerMissing or
    TextTooLong.
    """
    if not may(staff.role, Permission.CHECK_FOLLOW_UPS):
        raise NotFound("这条复核")
    answer = hold_drawn(session, staff, answer_id)
    check_other_hand(session, Signature(answer.staff_id, answer.answered_at), staff, now=now)
    told, note = _read(answer, draft, shanghai_day(now)), read_note(draft.note)
    if told.status is WorkStatus.UNREACHABLE and not _is_last_try(session, staff, answer, note, now=now):
        return None
    made = BackCheck(
        answer_id=answer.id,
        status=told.status,
        agrees=agrees(Said(answer.status, answer.employer, answer.since), told),
        employer=told.employer,
        since=told.since,
        note=note,
        asked_on=draft.asked_on,
        checked_by_id=staff.id,
        checked_by=staff.name,
        checked_at=now,
    )
    answer.back_check_is_due = False
    session.add(made)
    session.flush()
    if made.agrees is False:
        tell_disproved(session, answer, now=now)
    return made


def _read(answer: FollowUpAnswer, draft: BackCheckDraft, today: date) -> Said:
    if draft.asked_on > today:
        raise NoSuchDay("复核日期晚于今天")
    if draft.asked_on < answer.asked_on:
        raise NoSuchDay(f"复核日期早于原来的回访日期 {answer.asked_on}")
    if draft.status is WorkStatus.UNREACHABLE:
        return Said(draft.status)
    if draft.since is not None and draft.since > draft.asked_on:
        raise NoSuchDay("起始日期晚于复核日期")
    told = Said(draft.status, read_note(draft.employer), draft.since)
    check_said(told)
    return told


def _is_last_try(session: Session, staff: Staff, answer: FollowUpAnswer, note: str, *, now: datetime) -> bool:
    """One a day, by the day on which it is written down; raises TriedToday."""
    today = shanghai_day(now)
    days = tries_of(session, answer.id)
    if today in days:
        raise TriedToday
    who = {"tried_by_id": staff.id, "tried_by": staff.name, "tried_at": now}
    session.add(BackCheckTry(answer_id=answer.id, tried_on=today, note=note, **who))
    session.flush()
    return gives_up(len(days) + 1)
