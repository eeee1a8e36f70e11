"""R25, R43: nobody comes into a class that is over, and punches typed by hand credit nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import (
    MONDAY,
    WHOLE_DAY,
    a_trainee,
    an_enrolment,
    an_institution,
    at,
    punches,
)
from tests.training.attendance.late_batches import moments_of
from tests.training.builders import roster_row
from tests.training.rosters.changing import LAST, Changing, a_class_with_people, day
from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.views.progress_of import progress_of_class
from training.classes.rules.roster_changes import ClassHasEnded
from training.database import Database
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Trainee
from training.rosters.acts.note_tries import note_tries
from training.sheets.hand_in import HandedFile, ImportRefused

Keep = Callable[[str, str, object], None]
GHOST = 40
NAME = f"学员{GHOST}"
EVERY_DAY = [day(offset) for offset in range(12)]
AFTERWARDS = LAST + timedelta(days=80)


@pytest.fixture
def over(database: Database) -> Changing:
    """80 days after the class ended."""
    with database.writing() as session:
        a_class_with_people(session)
    return Changing(database, AFTERWARDS)


def hand_in_roster(over: Changing) -> int:
    """As whoever takes a file in does: what is refused is rolled back, and that somebody tried is kept."""
    try:
        return over.hand_in(roster_row(GHOST)).stored
    except ImportRefused as refusal:
        with over.database.writing() as session:
            note_tries(session, refusal.report.tried_late, now=over.now)
        return 0


def type_punches(over: Changing, number: str) -> None:
    rows = [PunchRow(line, number, each, "6012") for line, each in enumerate(moments_of(*EVERY_DAY), 1)]
    file = HandedFile("attlog.dat", f"{number:0>64}", "教务处", over.now)
    with over.database.writing() as session:
        import_punches(session, rows, file, an_institution(session))


def credited(over: Changing) -> dict[str, int]:
    with over.database.reading() as session:
        own = session.scalars(select(TrainingClass)).one()
        people = progress_of_class(session, own, over.now)
        return {each.enrolment.trainee.name: each.progress.credited_halves for each in people}


def test_a_ghost_80_days_after_the_end_is_never_in_the_class_earns_nothing_and_is_told(
    over: Changing, figure: Keep
) -> None:
    stored = hand_in_roster(over)
    type_punches(over, str(GHOST))

    hours = credited(over)
    assert (stored, over.roster(on=LAST)) == (0, [f"学员{number}" for number in range(1, 6)])
    assert set(hours.values()) == {0}
    with over.database.reading() as session:
        assert session.scalars(select(Trainee).where(Trainee.name == f"学员{GHOST}")).all() == []
    assert over.signals() == ["结业后入册"]
    assert len(over.alerts("joined_late")) == len(over.alerts("batch_waits")) == 1
    figure(
        "a person added 80 days after the end, and a typed attlog.dat", "0 people, 0 hours, 2 told", "0, 0, 2"
    )


def test_somebody_without_a_number_takes_over_no_punches_80_days_after_the_end(over: Changing) -> None:
    """The machine's own, of a number that nobody had."""
    with over.database.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        an_enrolment(session, own, a_trainee(session, NAME, f"1380000{GHOST:04}", GHOST), None)
        for each in EVERY_DAY:
            punches(session, own, each, WHOLE_DAY, number=str(GHOST))

    assert hand_in_roster(over) == 0

    assert credited(over)[NAME] == 0


def test_the_page_lets_no_ghost_in_either(over: Changing) -> None:
    with pytest.raises(ClassHasEnded):
        over.add(GHOST, effective_on=MONDAY)


def test_who_was_asked_for_in_time_is_not_let_in_80_days_after_the_end(over: Changing) -> None:
    over.today = MONDAY
    change = over.add(GHOST)
    over.today = AFTERWARDS

    with pytest.raises(ClassHasEnded):
        over.decide(change)

    assert f"学员{GHOST}" not in over.roster(on=LAST)


def test_somebody_of_the_class_who_never_came_earns_nothing_by_a_typed_file(over: Changing) -> None:
    type_punches(over, "1")

    assert credited(over)["学员1"] == 0


def test_a_try_is_told_once_a_day(over: Changing) -> None:
    for _ in range(3):
        hand_in_roster(over)
    over.today += timedelta(days=1)
    hand_in_roster(over)

    assert over.signals() == ["结业后入册"] * 2
    assert over.now > at(AFTERWARDS, "10:00")
