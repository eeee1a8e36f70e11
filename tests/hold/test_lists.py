"""A list asks the database as often of three thousand rows as of thirty."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from tests.factories import MONDAY, a_class
from tests.house.counting import counted
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, a_world
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.staff.acts.add_staff import add_staff

FEW, MANY = 30, 3000
PATHS = (
    "/desk/classes?view=all",
    "/desk/classes?view=all&q=bt",
    "/desk/people?view=all",
    "/desk/institutions",
    "/desk",
    "/desk/work",
    "/desk/alerts",
    "/desk/missing",
)
WHO = "王主任"


def filled(world: World, classes: int) -> World:
    """So many classes like the first, all of them running."""
    with world.database.writing() as session:
        a_class(session, "BT-0")
        columns = [each.key for each in TrainingClass.__table__.columns if each.key != "id"]
        alike = dict(zip(columns, session.execute(select(*map(own_column, columns))).one(), strict=True))
        rows = [
            alike
            | {
                "public_id": uuid4(),
                "class_number": f"BT-{number}",
                "ends_on": MONDAY + timedelta(days=number % 29 + 1),
            }
            for number in range(1, classes)
        ]
        session.connection().execute(insert(TrainingClass), rows)
        add_staff(session, WHO, Role.CITY, None, None, now=world.now)
    return world


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


def test_a_page_asks_as_often_of_three_thousand_classes_as_of_thirty(worlds, figure):
    asked = {}
    for classes, world in worlds.items():
        client = staff_client(world, WHO)
        client.get("/desk/classes")
        for path in PATHS:
            with counted(world.database) as tally:
                answer = client.get(path)
            assert answer.status_code == 200
            asked[classes, path] = tally.figures.statements

    for path in PATHS:
        assert asked[FEW, path] == asked[MANY, path]
    most = max(asked.values())
    figure("statements of a list with 3,000 classes ÷ with 30", "1", f"1 (at most {most})")
