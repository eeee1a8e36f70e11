"""Pages of the region's mirror and of the talent platform ask the database as often however much there is."""

from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from tests.factories import a_class, a_trainee, an_enrolment
from tests.house.counting import Figures, counted
from tests.house.test_statements import MENU
from tests.training.checks.checking import DISTRICT, register_staff
from tests.training.region.mirroring import bring_classes, bring_people, class_line, person_line
from tests.training.talent.qualifying import a_list
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, a_world
from tests.webapp.filling import fill_in
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import Difference
from training.records.exchange.talent import TalentBatch
from training.results.terms import Result

FEW, MANY = 3, 12
PAGES = {
    "/desk/region": Figures(4, 5),
    "/desk/region/…": Figures(3, 3),
    "/desk/classes/…/region": Figures(3, 25),
    "/desk/talent": Figures(4, 6),
    "/desk/talent/new": Figures(3, 4),
    "/desk/talent/…": Figures(3, 4),
    "/desk/plans?year=2026&quarter=1": Figures(2, 12),
    "/desk/work?kind=TALENT": Figures(2, 19),
}
"""With the look up of the session and the note of the look, and without the menu."""
FILES = {"/desk/region/list.csv": Figures(3, 3), "/desk/talent/…/file.csv": Figures(3, 5)}
MOST = FILES | {
    page: Figures(own.sessions + MENU.sessions, own.statements + MENU.statements)
    for page, own in PAGES.items()
}


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    folder, found = tmp_path_factory.mktemp("region"), {}
    copy(migrated_sqlite, folder / "chaban.db")
    world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
    with world.database.writing() as session:
        a_class(session, "BT-1", lessons=False)
        register_staff(session)
    for size in (FEW, MANY):
        mirrored_and_handed_on(world, size)
        found[size] = asked(world)
    world.database.close()
    return found


def mirrored_and_handed_on(world: World, size: int) -> None:
    """So many more of BT-1, half of them known there; all were handed on, then one fell off the list."""
    with world.database.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        places = range(size, 2 * size)
        people = [
            an_enrolment(session, own, a_trainee(session, f"学员{place}", place=place), f"{place}")
            for place in places
        ]
        known = [person_line(place, "别名", place) for place in places[: size // 2]]
        bring_classes(session, class_line(HOURS="39", PEOPLE="1", LEVEL="四级"), times=size)
        bring_people(session, *known, times=size)
        a_list(session, own, dict.fromkeys(people, Result.QUALIFIED), 2 * size)
    client = staff_client(world, DISTRICT)
    dropped = fill_in(client, "/desk/talent/new", "/desk/talent").headers["Location"]
    fill_in(client, dropped, f"{dropped}/drop", reason="平台退回")
    fill_in(client, "/desk/talent/new", "/desk/talent")
    with world.database.writing() as session:
        left = [session.merge(each) for each in people[1:]]
        for each in left:
            each.trainee.education = "高中"
        a_list(session, left[0].training_class, dict.fromkeys(left, Result.QUALIFIED), 2 * size + 1)


def asked(world: World) -> dict[str, Figures]:
    with world.database.reading() as session:
        own = session.scalars(select(TrainingClass.public_id)).one()
        differs = session.scalars(select(Difference.public_id).order_by(Difference.id)).first()
        batch = session.scalars(select(TalentBatch.public_id).order_by(TalentBatch.id.desc())).first()
    office, found = staff_client(world, DISTRICT), {}
    for page in MOST:
        address = page.replace("classes/…", f"classes/{own}").replace("talent/…", f"talent/{batch}")
        address = address.replace("…", f"{differs}")
        assert office.get(address).status_code == 200
        with counted(world.database) as tally:
            office.get(address)
        found[page] = tally.figures
    return found


@pytest.mark.parametrize(("page", "most"), MOST.items(), ids=MOST)
def test_a_page_asks_so_often_and_no_more_of_much_than_of_little(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
