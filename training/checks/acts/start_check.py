"""Start a phone spot check: the roster is drawn, and the draw stored, before anybody sees it (R36, R37)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from training.checks.acts.carry_over import carry_over
from training.checks.acts.enter_check import enter_check
from training.checks.acts.finish_act import finish_act
from training.checks.acts.new_check import ORDINARY, Why, new_check
from training.checks.rules import sampling
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.class_to_check import class_to_check, refuse_second_check, roster_to_check
from training.checks.views.lesson_on_now import lesson_on_now
from training.checks.views.load_check import load_check
from training.checks.views.predecessors_of import came_to_nothing
from training.errors import Next, NotNow
from training.notice.notes import read_note
from training.records.checks.spot_checks import Draw, DrawnTrainee, SpotCheck, Substitution
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


class OnlineLessonOn(NotNow):
    """An online lesson is checked by video; whoever wants it otherwise says why."""

    leads_to = (Next.DUE,)

    def __init__(self, on_now: str):
        super().__init__(f"{on_now}，线上课用视频查班。确需现在电话查班的，请写明原因，会留在检查记录里。")


def start_check(
    session: Session,
    staff: Staff,
    class_id: UUID,
    *,
    seed: bytes,
    why: Why = ORDINARY,
    now: datetime,
) -> CheckView:
    """Draw the sample with `seed`, which the caller made by chance for this check alone.

    With a reason in `why` also while an online lesson is on, or where the round of the day has drawn others.
    Raises NotAnInspector, NotFound, ClassNotRunning, NobodyOnRoster,
    OnlineLessonOn, OutsideRound, TextTooLong or CheckIsRunning (with the `check_id`).
    """
    own, reason = class_to_check(session, staff, class_id, now), read_note(why.method)
    roster = roster_to_check(session, own, now)
    lesson = lesson_on_now(session, own, now)
    is_odd = lesson.method is not CheckMethod.PHONE
    if is_odd and not reason:
        refuse_second_check(session, own, staff)
        raise OnlineLessonOn(lesson.words)
    check = new_check(session, own, staff, CheckMethod.PHONE, why, now=now)
    _store_draw(session, check, roster, seed, now)
    if is_odd and check.draw:
        check.draw.override_reason = reason
    enter_check(session, staff, check, now=now)
    return finish_act(session, staff, load_check(session, check, now))


def _store_draw(
    session: Session, check: SpotCheck, roster: Iterable[Enrolment], seed: bytes, now: datetime
) -> None:
    by_id = {each.public_id: each for each in roster}
    before, owed = _drawn_before(session, check), carry_over(session, check, now=now)
    one_in = check.rule_set.policy.sample_one_in
    drawn = sampling.draw(by_id.keys(), seed, before, one_in, owed)
    check.draw = Draw(
        algorithm=sampling.ALGORITHM,
        seed=seed,
        roster_hash=drawn.roster_hash,
        roster_size=len(drawn.order),
        sample_size=drawn.size,
        one_in=one_in,
        carried=drawn.carried,
        drawn_at=now,
    )
    session.flush()
    session.execute(insert(DrawnTrainee), _places(check, drawn, by_id, before))


def _places(
    check: SpotCheck, drawn: sampling.Draw, roster: Mapping[UUID, Enrolment], before: Collection[UUID]
) -> list[dict[str, Any]]:
    return [
        {
            "check_id": check.id,
            "position": position,
            "enrolment_id": roster[enrolment].id,
            "was_drawn_before": enrolment in before,
            "is_carried": drawn.size < position <= drawn.size + drawn.carried,
        }
        for position, enrolment in enumerate(drawn.order, 1)
    ]


def _drawn_before(session: Session, check: SpotCheck) -> set[UUID]:
    """Whom an earlier check of this class that came to something was to call, whichever level's it was."""
    called = DrawnTrainee.position <= Draw.sample_size + Draw.carried
    earlier = (
        select(Enrolment.public_id)
        .join(DrawnTrainee, DrawnTrainee.enrolment_id == Enrolment.id)
        .join(SpotCheck, DrawnTrainee.check_id == SpotCheck.id)
        .join(Draw, Draw.check_id == SpotCheck.id)
        .outerjoin(Substitution, Substitution.new_id == DrawnTrainee.id)
        .where(SpotCheck.class_id == check.class_id, SpotCheck.id != check.id, ~came_to_nothing())
        .where(or_(called, Substitution.id.is_not(None)))
    )
    return set(session.scalars(earlier))
