"""Start a phone spot check: the roster is drawn, and the draw stored, before anybody sees it (R36, R37)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from training.checks.acts.enter_check import enter_check
from training.checks.acts.finish_act import finish_act
from training.checks.acts.new_check import new_check
from training.checks.rules import sampling
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.class_to_check import class_to_check, roster_to_check
from training.checks.views.load_check import load_check
from training.records.checks.spot_checks import CheckVoiding, Draw, DrawnTrainee, SpotCheck, Substitution
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


def start_check(
    session: Session, staff: Staff, class_id: UUID, *, seed: bytes, outside_reason: str = "", now: datetime
) -> CheckView:
    """Draw the sample with `seed`, which the caller made by chance for this check alone.

    Raises NotAnInspector, NotFound, ClassNotRunning, NobodyOnRoster, CheckIsRunning (with the `check_id`), or
    without an `outside_reason` OutsideRound.
    """
    own = class_to_check(session, staff, class_id, now)
    roster = roster_to_check(session, own, now)
    check = new_check(session, own, staff, CheckMethod.PHONE, now, outside_reason)
    _store_draw(session, check, roster, seed, now)
    enter_check(session, staff, check, now=now)
    return finish_act(session, staff, load_check(session, check, now))


def _store_draw(
    session: Session, check: SpotCheck, roster: Iterable[Enrolment], seed: bytes, now: datetime
) -> None:
    by_id = {each.public_id: each for each in roster}
    before = _drawn_before(session, check)
    one_in = check.rule_set.policy.sample_one_in
    drawn = sampling.draw(by_id.keys(), seed, before, one_in)
    check.draw = Draw(
        algorithm=sampling.ALGORITHM,
        seed=seed,
        roster_hash=drawn.roster_hash,
        roster_size=len(drawn.order),
        sample_size=drawn.size,
        one_in=one_in,
        drawn_at=now,
    )
    session.flush()
    session.execute(insert(DrawnTrainee), _places(check, drawn.order, by_id, before))


def _places(
    check: SpotCheck, order: Iterable[UUID], roster: Mapping[UUID, Enrolment], before: Collection[UUID]
) -> list[dict[str, Any]]:
    return [
        {
            "check_id": check.id,
            "position": position,
            "enrolment_id": roster[enrolment].id,
            "was_drawn_before": enrolment in before,
        }
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
