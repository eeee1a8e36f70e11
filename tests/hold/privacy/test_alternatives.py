"""The face is never the only way to attend, and who need not show one is no fraud."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_trainee, an_enrolment, at
from tests.training.attendance.acts.test_alternatives import BY_CARD, ENDS, SUNDAY_EVENING, asked, decide
from tests.training.attendance.acts.test_receive_push import line, push, running, signals
from training.attendance.acts.alternatives.request_alternative import request_alternative
from training.attendance.rules.alternatives import are_many
from training.attendance.views.alternatives.many_approved import many_approved
from training.classes.views.find_class import find_class
from training.database import Database
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.outbox.alerts import Alert

__all__ = ["asked", "running"]
CLOCKS = ("08:20:00", "11:40:00", "13:50:00", "17:10:00")


def days_of(database: Database) -> list[int]:
    with database.reading() as session:
        own = find_class(session, session.scalars(select(TrainingClass.class_number)).one())
        return list(range((own.ends_on - own.starts_on).days + 1))


def test_a_whole_class_by_card_after_an_approval_is_no_signal(
    asked: Database, figure: Callable[[str, str, object], None]
) -> None:
    """Approved for the first day: its four punches tell nothing, and each later day tells of itself once."""
    decide(asked, ENDS)
    days = [MONDAY + timedelta(days=each) for each in days_of(asked)]
    for day in days:
        push(asked, b"".join(line(clock, day=day, verify=4) for clock in CLOCKS), at(day, "18:00"))

    assert len(days) > 1
    assert len(signals(asked)) == len(days) - 1
    figure(
        "punches by card under an approval", "no sign of fraud, and again one the day after", "0 and 1 a day"
    )


@pytest.mark.parametrize(
    ("approved", "of", "many"), [(3, 3, False), (4, 4, True), (4, 40, False), (5, 50, False), (5, 49, True)]
)
def test_a_few_are_excused_and_of_many_somebody_looks(approved, of, many):
    assert are_many(approved, of) is many


def test_a_class_excused_as_a_whole_is_shown_to_whoever_inspects(
    asked: Database, figure: Callable[[str, str, object], None]
) -> None:
    """With the fourth of a small class; the school reads nothing of it."""
    with asked.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        for number in range(2):
            an_enrolment(
                session, own, a_trainee(session, f"学员{number}", f"1390000000{number}"), f"{number + 5}"
            )
    told = [excused_shown(asked)]
    decide(asked, ENDS)
    for place in range(1, 4):
        with asked.writing() as session:
            enrolment = session.scalars(select(Enrolment).order_by(Enrolment.id).offset(place)).first()
            request_alternative(session, enrolment, BY_CARD, now=SUNDAY_EVENING)
        told.append(excused_shown(asked))
        decide(asked, ENDS)
    told.append(excused_shown(asked))

    assert told == [""] * 4 + ["经批准不刷脸 4 人（共 4 人），人数偏多，请到场核实"]
    with asked.reading() as session:
        (alert,) = session.scalars(select(Alert).where(Alert.kind == "alternatives_many")).all()
        assert (alert.audience, told[-1] in alert.text) == (Audience.INSPECTORS, True)
    figure("a class excused as a whole from showing faces", "told to district and city", "from the 4th on")


def excused_shown(database: Database) -> str:
    with database.reading() as session:
        return many_approved(session, session.scalars(select(TrainingClass)).one())
