"""A list asks the database as often of three thousand rows as of thirty."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.house.counting import counted
from tests.training.checks.checking import CITY, Checking, enrol, register_staff
from tests.webapp.checks.inspecting import how_many, staff_client
from tests.webapp.conftest import World, a_world
from tests.webapp.desk.lists.listed import a_check, a_correction, a_leave
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.views.find_class import find_class
from training.database import Base
from training.notice.terms import Role
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.staff.acts.add_staff import add_staff

FEW, MANY = 30, 3000
LARGEST = 64 * 1024
ENDED = 30
PATHS = (
    "/desk/classes?view=all",
    "/desk/classes?view=all&q=bt",
    "/desk/people?view=all",
    "/desk/institutions",
    "/desk",
    "/desk/work",
    "/desk/alerts",
    "/desk/missing",
    "/desk/find/suggestions?q=bt",
    "/desk/checks",
    "/desk/teachers",
    "/desk/corrections",
    "/desk/leave?view=all",
    "/desk/claims?state=all",
    "/feedback",
    "/checks",
)
WHO = "王主任"


def filled(world: World, classes: int) -> World:
    """So many classes like the first: of one in thirty, which has ended, the city has yet to tell."""
    with world.database.writing() as session:
        a_class(session, "BT-0", is_key_group=True)
        columns = [each.key for each in TrainingClass.__table__.columns if each.key != "id"]
        alike = dict(zip(columns, session.execute(select(*map(own_column, columns))).one(), strict=True))
        rows = [
            alike
            | {
                "public_id": uuid4(),
                "class_number": f"BT-{number}",
                **days_of_class(number),
            }
            for number in range(1, classes)
        ]
        session.connection().execute(insert(TrainingClass), rows)
        fill_lists(session, classes)
        add_staff(session, WHO, Role.CITY, None, None, now=world.now)
    return world


def days_of_class(number: int) -> dict[str, date]:
    if number % ENDED:
        return {"ends_on": MONDAY + timedelta(days=number % 29 + 1)}
    return {"starts_on": MONDAY - timedelta(days=14), "ends_on": MONDAY - timedelta(days=3)}


def fill_lists(session: Session, count: int) -> None:
    """As many teachers, checks, corrections and leaves as there are classes, all of the first class."""
    own = find_class(session, "BT-0")
    enrolment = an_enrolment(session, own, a_trainee(session))
    teacher = find_or_add_instructor(session, own.institution_id, "教师0")
    session.flush()
    more = range(1, count)
    alike(session, teacher, [{"name": f"教师{number}"} for number in more])
    ordinals = [{"ordinal": 1 + number} for number in more]
    alike(session, a_correction(session, enrolment), ordinals)
    alike(session, a_leave(session, enrolment), [{"turn": 1 + number} for number in more])
    ended = at(MONDAY, "10:00")
    check = a_check(session, own)
    check.ended_at = ended
    session.flush()
    alike(session, check, [{"number": f"BT-0-{each['ordinal']}", **each} for each in ordinals])


def alike(session: Session, row: Base, changes: Sequence[Mapping[str, object]]) -> None:
    """Rows like this one but for what each of the changes says."""
    table = row.__table__
    columns = [each for each in table.columns if each.key != "id"]
    own = session.execute(select(*columns).where(table.c.id == row.id)).one()
    keys = [each.key for each in columns]
    same = dict(zip(keys, own, strict=True))
    has_id = "public_id" in same
    rows = [same | ({"public_id": uuid4()} if has_id else {}) | dict(each) for each in changes]
    if rows:
        session.connection().execute(insert(table), rows)


def own_column(name: str):
    return getattr(TrainingClass, name)


@pytest.fixture
def worlds(tmp_path, migrated_sqlite):
    made = {}
    for classes in (FEW, MANY):
        path = tmp_path / f"{classes}.db"
        path.write_bytes(migrated_sqlite.read_bytes())
        made[classes] = filled(a_world(f"sqlite:///{path}", tmp_path), classes)
    yield made
    for each in made.values():
        each.database.close()


def test_a_page_asks_as_often_of_three_thousand_classes_as_of_thirty_and_stays_small(worlds, figure):
    asked, sizes = {}, {}
    for classes, world in worlds.items():
        client = staff_client(world, WHO)
        client.get("/desk/classes")
        for path in PATHS:
            with counted(world.database) as tally:
                answer = client.get(path)
            assert answer.status_code == 200
            asked[classes, path] = tally.figures.statements
            sizes[path] = len(answer.data)

    for path in PATHS:
        assert asked[FEW, path] == asked[MANY, path]
    assert max(sizes.values()) <= LARGEST, sizes
    most, largest = max(asked.values()), max(sizes.values())
    figure("statements of a list with 3,000 classes ÷ with 30", "1", f"1 (at most {most})")
    figure("bytes of the largest list with 3,000 classes", f"≤ {LARGEST:,}", f"{largest:,}")


@pytest.fixture
def checked(tmp_path, migrated_sqlite):
    """A class that is checked so often as none is; gives how often its history asks, by the checks."""
    path = tmp_path / "checked.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    world = a_world(f"sqlite:///{path}", tmp_path)
    with world.database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-C", 4)
    yield world, class_id
    world.database.close()


def test_the_history_of_a_class_asks_as_often_of_twelve_checks_as_of_five(checked, figure):
    """Four are shown in full; of those before them there is one line each."""
    world, class_id = checked
    asked = {}
    for count in (5, 12):
        while how_many(world, SpotCheck) < count:
            checking = Checking(world.database, class_id)
            checking.start()
            checking.pass_all(f"rgb({how_many(world, SpotCheck)}, 0, 0)")
        client = staff_client(world, CITY)
        client.get("/desk")
        with counted(world.database) as tally:
            assert client.get(f"/checks/classes/{class_id}").status_code == 200
        asked[count] = tally.figures.statements

    assert asked[5] == asked[12]
    figure("statements of a class's history with 12 checks ÷ with 5", "1", f"1 ({asked[12]})")
