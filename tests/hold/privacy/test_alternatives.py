"""The face is never the only way to attend, and who need not show one is no fraud."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.training.attendance.acts.test_alternatives import ENDS, asked, decide
from tests.training.attendance.acts.test_receive_push import line, push, running, signals
from training.classes.views.find_class import find_class
from training.database import Database
from training.records.classes.classes import TrainingClass

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
