"""Pages of administration ask the database as often of many people, schools and versions as of few."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import a_class, a_trainee, an_enrolment, an_institution
from tests.house.counting import NINE, Figures, counted
from tests.house.test_statements import MENU
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, a_world
from training.classes.views.find_class import find_district
from training.notice.terms import Role
from training.policies.acts.introduce_rules import NewRules, introduce_rules
from training.records.classes.trainees import Trainee
from training.staff.acts.add_staff import add_staff
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.rules.managing import Doer
from training.staff.terms import StaffDeed
from training.staff.views.find_staff import find_staff

LIMIN = "李敏"
FEW, MANY = 3, 60
PAGES = {
    "/desk/staff": Figures(3, 5),
    "/desk/staff/new": Figures(2, 2),
    "/desk/staff/deputies": Figures(2, 3),
    "/desk/staff/deputies/new": Figures(2, 3),
    "/desk/staff/…": Figures(2, 4),
    "/desk/staff/…/post": Figures(2, 3),
    "/desk/permissions": Figures(1, 1),
    "/desk/rules": Figures(2, 15),
    "/desk/rules/1": Figures(2, 4),
    "/desk/rules/new": Figures(2, 5),
    "/desk/purges": Figures(2, 7),
    "/desk/calendar": Figures(2, 6),
    "/desk/people/…/phone": Figures(3, 7),
    "/desk/people/…/restriction": Figures(3, 5),
    "/desk/institutions/new": Figures(2, 2),
    "/desk/institutions/…": Figures(3, 19),
    "/desk/institutions/…/contact": Figures(3, 6),
    "/desk/institutions/…/approval": Figures(3, 5),
}
"""With the look up of the session and, where people are shown, the note of the look."""


@pytest.fixture(scope="module")
def figures(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Figures]]:
    found = {}
    for size in (FEW, MANY):
        folder = tmp_path_factory.mktemp("administration")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        world.now = NINE
        with world.database.writing() as session:
            fill(session, size)
        found[size] = asked(world)
        world.database.close()
    return found


def fill(session: Session, size: int) -> None:
    """So many people with as many acts each, schools with as many colleagues, and versions of every place."""
    add_staff(session, LIMIN, Role.CITY, None, None, now=NINE)
    own = find_district(session, "昆都仑区")
    school = an_institution(session, "学校")
    own_class = a_class(session, "BT-1", institution="学校")
    for number in range(size):
        an_enrolment(session, own_class, a_trainee(session, f"学员{number}", f"137{number:08}"), str(number))
        an_institution(session, f"学校{number}").district = own
        member = add_staff(session, f"区里{number}", Role.DISTRICT, own, None, now=NINE)
        add_staff(session, f"老师{number}", Role.INSTITUTION, None, school, now=NINE)
        note_staff_act(
            session, find_staff(session, "区里0"), StaffDeed.GIVEN_LINK, Doer(LIMIN, member.id), now=NINE
        )
        first_day = (date(2026, 1, 1) + timedelta(days=number)).isoformat()
        for place in (own, None):
            introduce_rules(session, place, NewRules({"effective_from": first_day}), by=LIMIN, now=NINE)


def asked(world: World) -> dict[str, Figures]:
    client, figures = staff_client(world, LIMIN), {}
    with world.database.reading() as session:
        member = find_staff(session, "区里0").public_id
        school = an_institution(session, "学校").id
        person = session.scalars(select(Trainee.public_id).order_by(Trainee.id)).first()
    for page in PAGES:
        address = page
        for room, key in (("staff", member), ("institutions", school), ("people", person)):
            address = address.replace(f"/{room}/…", f"/{room}/{key}")
        with counted(world.database) as tally:
            answer = client.get(address)
        assert answer.status_code == 200
        figures[page] = tally.figures
    return figures


@pytest.mark.parametrize(("page", "most"), PAGES.items(), ids=PAGES)
def test_a_page_asks_so_often_and_no_more_of_many_than_of_few(page, most, figures):
    few, many = (figures[size][page] for size in (FEW, MANY))

    most = Figures(most.sessions + MENU.sessions, most.statements + MENU.statements)
    assert few == many
    assert not many.exceed(most), f"{many} instead of {most}"
