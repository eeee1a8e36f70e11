from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.rounds.note_outside_round import note_outside_round
from training.checks.terms import CheckMethod
from training.checks.views.class_to_check import CheckIsRunning
from training.checks.views.find_check import checks_with_class, level_of
from training.checks.views.next_check import check_number, next_ordinal
from training.database import insert_new
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Why:
    """Reasons in the inspector's own words, where a check begins that is out of the ordinary."""

    method: str = ""
    """By phone while an online lesson is on, or by video while none is (R31, R36)."""
    outside: str = ""
    """Of a class that the round of the day has not drawn (R06)."""


ORDINARY = Why()


def new_check(
    session: Session,
    own: TrainingClass,
    staff: Staff,
    method: CheckMethod,
    why: Why,
    *,
    now: datetime,
) -> SpotCheck:
    """For both methods; raises CheckIsRunning, or OutsideRound where a reason is lacking."""
    level = level_of(staff)
    ordinal = next_ordinal(session, own, level)
    row = {
        "public_id": uuid4(),
        "number": check_number(own, level, ordinal),
        "class_id": own.id,
        "level": level,
        "ordinal": ordinal,
        "method": method,
        "rule_set_id": own.rule_set_id,
        "started_by": staff.name,
        "started_at": now,
    }
    if not insert_new(session, SpotCheck, [row]):
        of_level = (SpotCheck.class_id == own.id, SpotCheck.level == level)
        running = select(SpotCheck).where(*of_level, SpotCheck.ended_at.is_(None))
        raise CheckIsRunning(session.scalars(running).one_or_none())
    check = session.scalars(checks_with_class().where(SpotCheck.public_id == row["public_id"])).one()
    note_outside_round(session, check, staff, why.outside, now=now)
    return check
