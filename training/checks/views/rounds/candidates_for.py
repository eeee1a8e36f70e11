"""Which classes of today can be drawn, and with how many tickets each (R06)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, joinedload

from training.checks.rules.check_quota import Quota, quota_of
from training.checks.rules.rounds import Candidate, Known, points_of, weight_of
from training.checks.terms import COUNTED, CheckLevel, OrderAct, Risk, Verdict
from training.checks.views.checkable import checkables_of
from training.checks.views.rounds.find_round import RoundPlace, place_that_draws
from training.classes.views.within import within_class
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.attendance.devices import Device, FraudSignal
from training.records.checks.rounds import CheckOrder, CheckOrderAct, CheckRound
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.staff.staff import Staff

WHICH = "今天还有课没上完、本级今天还没有查过、没有正在查、也没有已派任务的班"
"""The population in words."""


@dataclass(frozen=True)
class Waiting:
    """A class that may be drawn, and why it has so many tickets."""

    own: TrainingClass
    points: tuple[Risk, ...]

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.own.public_id, weight_of(self.points))


@dataclass
class _Checked:
    """What the checks of one class say."""

    days: list[date] = field(default_factory=list)
    """Of those of the level that came to a verdict that counts."""
    has_failed: bool = False
    is_running: bool = False


def candidates_for(session: Session, staff: Staff, *, now: datetime) -> tuple[Waiting, ...]:
    """Those of one's own place with a lesson today that is not over (see WHICH), by class number.

    Raises NotAnInspector.
    """
    place, today = place_that_draws(staff), shanghai_day(now)
    classes = _taught(session, staff, now)
    checked = _checks(session, classes, place.level)
    given = _given(session, place, today)
    free = [
        own
        for own in classes
        if own.id not in given and not checked[own.id].is_running and today not in checked[own.id].days
    ]
    wants = checkables_of(session, free)
    signals, settled = _with_signals(session, free), _settled_institutions(session, free, today)
    return tuple(
        Waiting(
            own,
            points_of(
                _known(
                    quota_of(wants[own.id], checked[own.id].days, today, own.policy_of(place.level)),
                    checked[own.id],
                    has_signals=own.id in signals,
                    is_new=own.institution_id not in settled,
                )
            ),
        )
        for own in free
    )


def _known(quota: Quota, checked: _Checked, *, has_signals: bool, is_new: bool) -> Known:
    return Known(
        owed=quota.owed,
        days_left=quota.days_left,
        was_checked=bool(checked.days),
        has_failed=checked.has_failed,
        has_signals=has_signals,
        is_new_institution=is_new,
    )


def _taught(session: Session, staff: Staff, now: datetime) -> list[TrainingClass]:
    today = shanghai_day(now)
    taught = (
        select(TrainingClass, Lesson.half_day)
        .join(Lesson, Lesson.class_id == TrainingClass.id)
        .outerjoin(LessonCancellation, LessonCancellation.lesson_id == Lesson.id)
        .where(within_class(staff, Permission.CHECK_CLASSES), LessonCancellation.id.is_(None))
        .where(Lesson.held_on == today, TrainingClass.starts_on <= today, TrainingClass.ends_on >= today)
        .options(joinedload(TrainingClass.rule_set))
        .order_by(TrainingClass.class_number)
    )
    found = [own for own, half_day in session.execute(taught) if own.times.of(today, half_day)[1] > now]
    return list(dict.fromkeys(found))


def _checks(session: Session, classes: Sequence[TrainingClass], level: CheckLevel) -> dict[int, _Checked]:
    columns = (SpotCheck.class_id, SpotCheck.level, SpotCheck.started_at, SpotCheck.ended_at)
    standing = (
        select(*columns, CheckConclusion.verdict)
        .outerjoin(CheckConclusion)
        .outerjoin(CheckVoiding)
        .where(CheckVoiding.id.is_(None), SpotCheck.class_id.in_([own.id for own in classes]))
    )
    found: dict[int, _Checked] = defaultdict(_Checked)
    for class_id, whose, started_at, ended_at, verdict in session.execute(standing):
        of_class = found[class_id]
        of_class.has_failed |= verdict is Verdict.FAILED
        if whose is level:
            of_class.is_running |= ended_at is None
            of_class.days += [shanghai_day(started_at)] if verdict in COUNTED else []
    return found


def _given(session: Session, place: RoundPlace, today: date) -> set[int]:
    """What a round of today has drawn already, unless the order was taken back."""
    taken_back = exists().where(
        CheckOrderAct.order_id == CheckOrder.id, CheckOrderAct.act == OrderAct.CANCELLED
    )
    orders = select(CheckOrder.class_id).join(CheckRound)
    return set(session.scalars(orders.where(place.is_of_it, CheckRound.day == today, ~taken_back)))


def _with_signals(session: Session, classes: Sequence[TrainingClass]) -> set[int]:
    """Classes with a sign of fraud about one of their numbers, or since they began about their machine."""
    of_numbers = select(FraudSignal.class_id).where(FraudSignal.class_id.in_([own.id for own in classes]))
    of_machines = (
        select(Device.institution_id, Device.name, Device.number, func.max(FraudSignal.happened_at))
        .join(FraudSignal, FraudSignal.device_id == Device.id)
        .where(FraudSignal.class_id.is_(None))
        .where(Device.institution_id.in_({own.institution_id for own in classes}))
        .group_by(Device.institution_id, Device.name, Device.number)
    )
    machines = session.execute(of_machines).all()
    return {each for each in session.scalars(of_numbers.distinct()) if each} | {
        own.id
        for own in classes
        for institution_id, name, number, latest in machines
        if institution_id == own.institution_id
        and own.attendance_device in ("", name, number)
        and shanghai_day(latest) >= own.starts_on
    }


def _settled_institutions(session: Session, classes: Sequence[TrainingClass], today: date) -> set[int]:
    """Those that have held a class to its end before; of others nobody knows how they do it."""
    ended = select(TrainingClass.institution_id).where(
        TrainingClass.institution_id.in_({own.institution_id for own in classes}),
        TrainingClass.ends_on < today,
    )
    return set(session.scalars(ended.distinct()))
