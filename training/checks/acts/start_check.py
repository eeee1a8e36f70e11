"""Start a phone spot check: the roster is drawn, and the draw stored, before anybody sees it (R36, R37)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from training.checks.rules import sampling
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import level_of
from training.checks.views.see_check import view_of
from training.classes.views.active_roster import active_roster
from training.classes.views.see_classes import see_class
from training.database import insert_new
from training.errors import Refusal
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.terms import CheckLevel, CheckMethod
from training.records.checks.spot_checks import CheckVoiding, Draw, DrawnTrainee, SpotCheck, Substitution
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

LETTERS = {CheckLevel.CITY: "市", CheckLevel.DISTRICT: "区"}


class ClassNotRunning(Refusal):
    """A class is checked between its first and its last day."""

    def __init__(self, starts_on: date, ends_on: date):
        super().__init__(f"这个班 {starts_on} 开班、{ends_on} 结业，今天不在培训期内，不能查班。")


class NobodyOnRoster(Refusal):
    """A class without an active trainee cannot be drawn from."""

    def __init__(self) -> None:
        super().__init__("这个班没有在册学员，无法抽取；请先导入名册。")


class CheckIsRunning(Refusal):
    """A second check of the class by the same level waits until the first has ended."""

    def __init__(self, running: SpotCheck | None):
        who = "刚刚有人"
        if running:
            who = f"{running.started_by} {running.started_at.astimezone(SHANGHAI):%m月%d日 %H:%M} "
        super().__init__(f"{who}已开始这个班的本级检查，请进入那一次继续，或等它结束。")
        self.check_id = running.public_id if running else None


def start_check(session: Session, staff: Staff, class_id: UUID, *, seed: bytes, now: datetime) -> CheckView:
    """Draw the sample with `seed`, which the caller made by chance for this check alone.

    Raises NotAnInspector, NotFound, ClassNotRunning, NobodyOnRoster or CheckIsRunning (with the `check_id`).
    """
    own = class_to_check(session, staff, class_id, now)
    roster = roster_to_check(session, own, now)
    check = new_check(session, own, staff, CheckMethod.PHONE, now)
    _store_draw(session, check, roster, seed, now)
    return view_of(session, check, staff, now)


def class_to_check(session: Session, staff: Staff, class_id: UUID, now: datetime) -> TrainingClass:
    """For both methods; raises NotAnInspector, NotFound or ClassNotRunning."""
    level_of(staff)
    own = see_class(session, staff, class_id)
    if not own.starts_on <= shanghai_day(now) <= own.ends_on:
        raise ClassNotRunning(own.starts_on, own.ends_on)
    return own


def roster_to_check(session: Session, own: TrainingClass, now: datetime) -> list[Enrolment]:
    """For both methods; raises NobodyOnRoster."""
    roster = active_roster(session, own.id, now)
    if not roster:
        raise NobodyOnRoster
    return roster


def new_check(
    session: Session, own: TrainingClass, staff: Staff, method: CheckMethod, now: datetime
) -> SpotCheck:
    """For both methods; raises CheckIsRunning."""
    level = level_of(staff)
    of_level = (SpotCheck.class_id == own.id, SpotCheck.level == level)
    ordinal = (session.scalar(select(func.max(SpotCheck.ordinal)).where(*of_level)) or 0) + 1
    row = {
        "public_id": uuid4(),
        "number": f"{own.class_number}-{LETTERS[level]}{ordinal}",
        "class_id": own.id,
        "level": level,
        "ordinal": ordinal,
        "method": method,
        "rule_set_id": own.rule_set_id,
        "started_by": staff.name,
        "started_at": now,
    }
    if not insert_new(session, SpotCheck, [row]):
        running = select(SpotCheck).where(*of_level, SpotCheck.ended_at.is_(None))
        raise CheckIsRunning(session.scalars(running).one_or_none())
    return session.scalars(select(SpotCheck).where(SpotCheck.public_id == row["public_id"])).one()


def _store_draw(
    session: Session, check: SpotCheck, roster: Iterable[Enrolment], seed: bytes, now: datetime
) -> None:
    by_id = {each.public_id: each for each in roster}
    before = _drawn_before(session, check)
    one_in = check.rule_set.policy.sample_one_in
    drawn = sampling.draw(by_id.keys(), seed, before, one_in)
    stored = Draw(
        check_id=check.id,
        algorithm=sampling.ALGORITHM,
        seed=seed,
        roster_hash=drawn.roster_hash,
        roster_size=len(drawn.order),
        sample_size=drawn.size,
        one_in=one_in,
        drawn_at=now,
    )
    session.add(stored)
    session.add_all(_places(check, drawn.order, by_id, before))
    session.flush()


def _places(
    check: SpotCheck, order: Iterable[UUID], roster: Mapping[UUID, Enrolment], before: Collection[UUID]
) -> list[DrawnTrainee]:
    return [
        DrawnTrainee(
            check_id=check.id,
            position=position,
            enrolment_id=roster[enrolment].id,
            was_drawn_before=enrolment in before,
        )
        for position, enrolment in enumerate(order, 1)
    ]


def _drawn_before(session: Session, check: SpotCheck) -> set[UUID]:
    """Who was in the sample of an earlier check of this class, of either level, or took a place in one."""
    earlier = (
        select(Enrolment.public_id)
        .join(DrawnTrainee, DrawnTrainee.enrolment_id == Enrolment.id)
        .join(SpotCheck, DrawnTrainee.check_id == SpotCheck.id)
        .join(Draw, Draw.check_id == SpotCheck.id)
        .outerjoin(Substitution, Substitution.new_id == DrawnTrainee.id)
        .outerjoin(CheckVoiding, CheckVoiding.check_id == SpotCheck.id)
        .where(SpotCheck.class_id == check.class_id, SpotCheck.id != check.id, CheckVoiding.id.is_(None))
        .where(or_(DrawnTrainee.position <= Draw.sample_size, Substitution.id.is_not(None)))
    )
    return set(session.scalars(earlier))
