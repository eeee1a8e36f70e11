"""Pages of administration ask the database as often of many people, schools and versions as of few."""

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import a_class, a_trainee, an_enrolment, an_institution
from tests.house.counting import NINE, Figures, counted
from tests.house.test_statements import MENU
from tests.training.projects.test_projects import agreed
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, a_world
from training.choices.terms import ChoiceKind
from training.classes.views.find_class import find_class, find_district
from training.notice.terms import ClassKind, Role
from training.policies.acts.introduce_rules import NewRules, introduce_rules
from training.projects.terms import ProjectState
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Trainee
from training.records.projects import Project, ProjectChoice
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
    "/desk/projects/…": Figures(2, 9),
    "/desk/projects/choices": Figures(2, 3),
    "/desk/projects/choices/1": Figures(2, 3),
    "/desk/classes/…/project": Figures(2, 12),
    "/desk/institutions/new": Figures(2, 2),
    "/desk/institutions/…": Figures(3, 20),
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
    own_class = a_class(session, "BT-1", institution="学校", kind=ClassKind.PROJECT)
    for number in range(size):
        own_class.project = a_project(session, own_class, number)
        session.add(ProjectChoice(kind=ChoiceKind.INDUSTRY, name=f"产业{number}", added_by=LIMIN))
        a_class(session, f"BT-X{number}", institution="学校", lessons=False).project = own_class.project
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


def a_project(session: Session, of: TrainingClass, number: int) -> Project:
    staff = find_staff(session, LIMIN)
    own = Project(
        **asdict(agreed(number=f"XM-{number}", people="99999")),
        district_id=of.district_id,
        implementer_id=of.institution_id,
        version=1,
        state=ProjectState.IN_FORCE,
        moved_at=NINE,
        registered_by_id=staff.id,
        registered_by=staff.name,
        registered_at=NINE,
    )
    session.add(own)
    return own


def asked(world: World) -> dict[str, Figures]:
    client, figures = staff_client(world, LIMIN), {}
    with world.database.reading() as session:
        member = find_staff(session, "区里0").public_id
        school = an_institution(session, "学校").id
        project = session.scalars(select(Project.public_id).order_by(Project.id)).first()
        held = find_class(session, "BT-1").public_id
        person = session.scalars(select(Trainee.public_id).order_by(Trainee.id)).first()
    for page in PAGES:
        address = page
        rooms = {"staff": member, "institutions": school, "people": person}
        for room, key in (rooms | {"projects": project, "classes": held}).items():
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
