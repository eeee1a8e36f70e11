"""Charts cost the same with a hundred times the classes, and no debt goes with the word of it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, event, insert, literal, select

from notifications.figures import keep_figures
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.hold.test_lists import FEW, MANY, WHO, filled
from tests.webapp.conftest import World, a_world
from training.checks.views.owed_checks import owing_classes
from training.records.classes.classes import TrainingClass
from training.records.figures import ClassDay
from training.records.outbox.alerts import Alert
from training.rosters.acts.tell_of_running_kinds import tell_of_running_kinds
from training.staff.views.find_staff import find_staff
from training.worklist.rules.board import Attendance
from training.worklist.rules.figures import days_before
from training.worklist.views.classes_now import classes_now
from training.worklist.views.figures_of import figures_of

DAY = timedelta(days=1)


@pytest.fixture
def a_city(tmp_path, migrated_sqlite):
    made: list[World] = []

    def with_classes(classes: int) -> World:
        path = tmp_path / f"{classes}.db"
        path.write_bytes(migrated_sqlite.read_bytes())
        made.append(filled(a_world(f"sqlite:///{path}", tmp_path), classes))
        return made[-1]

    yield with_classes
    for each in made:
        each.database.close()


def read_for_charts(world: World) -> list[str]:
    """Every class was taught on each of the last eight days; what the charts ask of that."""
    with world.database.writing() as session:
        columns = ["class_id", "held_on", "expected", "present"]
        for day in days_before(MONDAY)[-8:]:
            taught = select(TrainingClass.id, literal(day), literal(60), literal(50))
            session.execute(insert(ClassDay).from_select(columns, taught))
    asked: list[str] = []
    with world.database.reading() as session:
        staff, engine = find_staff(session, WHO), world.database.engine
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        found = figures_of(session, staff, now=world.now.replace(hour=9))
    assert found.whole.total.permille == 833
    return asked


def test_charts_read_what_was_kept_and_no_punch_however_many_classes(a_city, figure):
    few, many = read_for_charts(a_city(FEW)), read_for_charts(a_city(MANY))

    assert len(few) == len(many)
    assert not [each for each in many if "punch" in each or "lesson" in each]
    figure("statements of charts of 3,000 classes ÷ of 30", "1, and no punch read", f"1 ({len(many)})")


def test_at_sixteen_past_eight_nobody_is_missing_and_at_fourteen_to_nine_everybody_is(a_city, figure):
    world = a_city(2)
    with world.database.writing() as session:
        for number in range(FEW):
            own = a_class(session, f"M-{number}", days=1)
            an_enrolment(session, own, a_trainee(session, "王芳", f"138000000{number:02}"), f"{number + 50}")
    thin = {}
    with world.database.reading() as session:
        for clock in ("08:16", "08:45", "08:46"):
            found = classes_now(session, find_staff(session, WHO), now=at(MONDAY, clock))
            thin[clock] = Attendance(tuple(each for each in found if each.number.startswith("M-"))).thin

    assert thin == {"08:16": 0, "08:45": 0, "08:46": FEW}
    figure(f"of {FEW} empty classrooms called too thin at 08:16 and 08:46", f"0 and {FEW}", f"0 and {FEW}")


def test_an_ended_class_owes_its_checks_when_every_word_of_it_is_gone(a_city, figure):
    world = a_city(2)
    with world.database.writing() as session:
        own = a_class(session, "K-1")
        key = own.id
        for number in range(3):
            made = a_trainee(session, "王芳", f"1380000090{number}")
            made.category = "失业人员"
            an_enrolment(session, own, made, str(number + 901))
        tell_of_running_kinds(session, now=at(MONDAY, "08:05"))
        session.execute(delete(Alert))
    with world.database.reading() as session:
        staff = find_staff(session, WHO)
        owing = owing_classes(session, staff, now=at(MONDAY + 400 * DAY, "09:00"))

    assert key in owing
    figure("ended classes of key groups that owe their checks without any alert, of 1", "1", "1")


def test_a_night_twice_keeps_the_same_rows(a_city, figure):
    world = a_city(2)
    kept = []
    for night in (1, 1):
        keep_figures(world.database, at(MONDAY + night * DAY, "04:05"))
        with world.database.reading() as session:
            kept.append(session.execute(select(ClassDay.held_on, ClassDay.expected, ClassDay.present)).all())

    assert kept[0] == kept[1] == [(MONDAY, 2, 0)]
    figure("rows that differ when a night is counted again", "0", "0")
