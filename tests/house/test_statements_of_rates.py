"""Pages of rates and of back-checks ask the database as often of many people as of few."""

from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import a_class
from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.follow_ups.recorded import AGAIN, CITY, a_person, a_step, an_answer, an_office
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, a_world
from training.follow_ups.terms import WorkStatus
from training.records.follow_ups.follow_ups import FollowUpAnswer

FEW, MANY = 3, 40
PAGES = {
    "/desk/outcomes": Figures(3, 6),
    "/desk/outcomes?by=class": Figures(3, 6),
    "/desk/back-checks": Figures(3, 6),
    "/desk/back-checks/…": Figures(3, 3),
    "/desk/work?kind=BACK_CHECK": Figures(2, 19),
}
"""With the look up of the session and the note of the look, and without the menu."""
FILES = {
    "/desk/outcomes/table.csv": Figures(3, 4),
    "/desk/outcomes/people.csv": Figures(3, 4),
    "/desk/back-checks/draws.csv": Figures(3, 3),
}
MOST = FILES | {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in PAGES.items()
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    folder, found = tmp_path_factory.mktemp("rates"), {}
    copy(migrated_sqlite, folder / "chaban.db")
    world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
    world.now = AGAIN
    with world.database.writing() as session:
        an_office(session)
    for size in (FEW, MANY):
        with world.database.writing() as session:
            fill(session, size)
        found[size] = asked(world)
    world.database.close()
    return found


def fill(session: Session, size: int) -> None:
    """So many classes of schools of their own, in each one person whose answer is asked again."""
    for place in range(size):
        number = f"BT-{size}-{place}"
        own = a_class(session, number, institution=f"学校{number}", lessons=False)
        an_answer(session, a_step(session, a_person(session, own)), list(WorkStatus)[place % 6])


def asked(world: World) -> dict[str, Figures]:
    client, figures = staff_client(world, CITY), {}
    with world.database.reading() as session:
        answer = session.scalars(select(FollowUpAnswer.public_id).order_by(FollowUpAnswer.id)).first()
    for page in MOST:
        with counted(world.database) as tally:
            found = client.get(page.replace("…", str(answer)))
            assert found.status_code == 200
            assert found.data
        figures[page] = tally.figures
    return figures


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_many_than_of_few(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
