"""A number that is in no roster becomes somebody's at once, or once the district agrees (R43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.numbers.give_number import give_number
from training.attendance.views.numbers.gains_of import Gain, Picks, gains_of, shown_of
from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.errors import NotFound, NotNow
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.numbers import NumberMatch
from training.records.classes.classes import Institution, TrainingClass
from training.records.staff.staff import Staff


class MatchesChanged(NotNow):
    """They would move other half days than those that were shown, or no more count at once."""

    def __init__(self) -> None:
        super().__init__("在您看过以后打卡或名册有变化，什么也没有写入；请再看一次，然后确认。")


@dataclass(frozen=True)
class MatchWish:
    """Whose each number is to be, why, and what was shown of it."""

    picks: Picks
    reason: str
    shown: str


def request_matches(
    session: Session, staff: Staff, institution: Institution, wish: MatchWish, *, now: datetime
) -> list[NumberMatch]:
    """One row for each; what nobody need agree to counts with it. The district is told.

    Raises NotFound, ReasonMissing, TextTooLong, BadPicks, MatchGone, MatchesChanged or NumberTaken.
    """
    if not may(staff.role, Permission.MATCH_NUMBERS):
        raise NotFound("一键匹配")
    reason = read_reason(wish.reason, "匹配考勤号")
    # Whoever hands out numbers in classes waits for one another, as rosters do.
    wait_for_turn(session, TURNS["roster"])
    gains = gains_of(session, staff, institution.id, wish.picks, now=now)
    if shown_of(gains) != wish.shown:
        raise MatchesChanged
    made = [_row(staff, each, reason, now) for each in gains]
    session.add_all(made)
    session.flush()
    for each in made:
        if each.is_at_once:
            give_number(session, each.enrolment, each.new_number)
    _tell(session, made, now)
    return made


def _row(staff: Staff, gain: Gain, reason: str, now: datetime) -> NumberMatch:
    whose = gain.candidate.enrolment
    return NumberMatch(
        training_class=whose.training_class,
        enrolment=whose,
        device="、".join(gain.lost.devices)[:64],
        old_number=whose.attendance_number or "",
        new_number=gain.lost.number,
        grounds="；".join(gain.candidate.grounds),
        half_days=gain.half_days,
        reason=reason,
        is_at_once=gain.is_at_once,
        asked_by_id=staff.id,
        asked_by=staff.name,
        asked_at=now,
    )


def _tell(session: Session, made: Iterable[NumberMatch], now: datetime) -> None:
    for own in {each.class_id: each.training_class for each in made}.values():
        _tell_of_class(session, own, now)


def _tell_of_class(session: Session, own: TrainingClass, now: datetime) -> None:
    """Once a day for a class; the list says what waits and what counted at once."""
    text = f"班级 {own.class_number} 有考勤号匹配给学员，请在工作台“考勤号匹配”里查看和审核。"
    key = f"numbers_matched:{own.id}:{shanghai_day(now)}"
    raise_alert(session, AlertDraft("numbers_matched", key, text, Audience.INSPECTORS, own), now=now)
