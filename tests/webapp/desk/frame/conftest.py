"""Somebody of the city at the desk."""

import pytest

from tests.webapp.conftest import World
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff


@pytest.fixture
def staffed(world: World) -> World:
    with world.database.writing() as session:
        add_staff(session, "王主任", Role.CITY, None, None, now=world.now)
    return world
