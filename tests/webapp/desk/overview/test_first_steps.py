"""先做这几步: a new city is told how to begin, until its first class is filed or nobody wants to see it."""

import pytest

from tests.factories import a_class, an_institution
from tests.training.checks.checking import CITY, DISTRICT
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in
from training.classes.views.find_class import find_district
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff


@pytest.fixture
def alone(bare: World) -> World:
    """One administrator, and nothing else."""
    with bare.database.writing() as session:
        add_staff(session, CITY, Role.CITY, None, None, now=bare.now)
    return bare


def overview(world: World, who: str = CITY) -> str:
    return staff_client(world, who).get("/desk").text


def test_the_first_administrator_reads_five_steps_of_which_none_is_done(alone):
    page = overview(alone)

    assert "先做这几步" in page
    assert page.count("没有办") == 5


def test_what_is_done_is_ticked(alone):
    with alone.database.writing() as session:
        an_institution(session, "第一学校")
        add_staff(session, DISTRICT, Role.DISTRICT, find_district(session, "昆都仑区"), None, now=alone.now)

    page = overview(alone)

    assert (page.count(">已办<"), page.count("没有办")) == (2, 3)
    assert "先做这几步" not in overview(alone, DISTRICT)


def test_with_the_first_class_it_is_gone(alone):
    with alone.database.writing() as session:
        a_class(session, "BT-1")

    assert "先做这几步" not in overview(alone)


def test_it_is_gone_from_a_browser_that_wants_it_no_more(alone):
    client = staff_client(alone, CITY)

    assert fill_in(client, "/desk", "/desk/work/steps").status_code == 303
    assert "先做这几步" not in client.get("/desk").text
    assert "先做这几步" in overview(alone)
