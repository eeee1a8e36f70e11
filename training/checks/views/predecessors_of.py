"""The checks that came to nothing before a check, and whom a call is still owed (带入)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from training.checks.rules.calls import Standing
from training.checks.terms import CheckMethod, Verdict
from training.checks.views.find_check import checks_with_class
from training.checks.views.load_check import load_check
from training.records.checks.spot_checks import CarryOver, CheckConclusion, CheckVoiding, SpotCheck


def predecessors_of(session: Session, check: SpotCheck) -> list[SpotCheck]:
    """The oldest first: what it has taken over, and beside a video check whose calls are owed all the same.

    A video check takes no calls over: those stay owed until a phone check does.
    """
    # Before the first of a class and level there is none, and most are the first.
    if check.ordinal == 1:
        return []
    taken = SpotCheck.id.in_(select(CarryOver.voided_id).where(CarryOver.check_id == check.id))
    is_video = check.method is CheckMethod.VIDEO
    shown = or_(taken, and_(open_before(check), has_calls())) if is_video else taken
    return list(session.scalars(checks_with_class().where(shown).order_by(SpotCheck.id)))


def open_before(check: SpotCheck) -> ColumnElement[bool]:
    """Of its class and level: what had come to nothing until it ended, and no earlier check took over."""
    own = (SpotCheck.class_id == check.class_id, SpotCheck.level == check.level, SpotCheck.id < check.id)
    taken = exists().where(CarryOver.voided_id == SpotCheck.id, CarryOver.check_id < check.id)
    return and_(*own, came_to_nothing(check.ended_at), ~taken)


def came_to_nothing(until: datetime | None = None) -> ColumnElement[bool]:
    """Voided, or ended as 无法完成: neither counts, so that neither may win another draw."""
    in_time = (CheckVoiding.voided_at <= until,) if until else ()
    voided = exists().where(CheckVoiding.check_id == SpotCheck.id, *in_time)
    ended = CheckConclusion.check_id == SpotCheck.id
    return or_(voided, exists().where(ended, CheckConclusion.verdict == Verdict.UNABLE))


def has_calls() -> ColumnElement[bool]:
    """Whether somebody was drawn in it, and may be owed a call."""
    return SpotCheck.method == CheckMethod.PHONE


def owed_by(session: Session, checks: list[SpotCheck], now: datetime) -> set[UUID]:
    """Whom these had chosen and not found 一致; replaced ones too: who was not reached is called again."""
    loaded = [load_check(session, each, now) for each in checks if each.method is CheckMethod.PHONE]
    return {
        place.enrolment.public_id
        for each in loaded
        for place in each.in_play
        if each.standing(place) is not Standing.MATCHED
    }


def calls_owed(session: Session, check: SpotCheck, now: datetime) -> int:
    """How many of a video check's roster a call is owed that no phone check has taken over; else 0."""
    if check.video_start is None:
        return 0
    owed = owed_by(session, predecessors_of(session, check), now)
    return len(owed & set(map(UUID, check.video_start.roster)))
