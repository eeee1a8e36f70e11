"""密钥 at the desk: how a change of keys stands, and never a key."""

from base64 import b64encode

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World

PAGE = "/desk/health/keys"


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def test_only_the_city_finds_it(offices):
    found = [staff_client(offices, who).get(PAGE).status_code for who in (CITY, DISTRICT, SCHOOL, AUDITOR)]

    assert found == [200, 404, 404, 404]


def test_it_says_which_keys_seal_and_that_no_change_goes_on(offices):
    text = staff_client(offices, CITY).get(PAGE).text

    assert "没有正在进行的更换" in text
    assert [offices.database.vault.wanted.data in text, offices.database.vault.wanted.index in text] == [
        True,
        True,
    ]
    assert "chaban " not in text


@pytest.mark.parametrize("key", [b"d" * 32, b"i" * 32])
def test_no_key_stands_on_it_in_any_writing(offices, key):
    text = staff_client(offices, CITY).get(PAGE).text

    assert [each for each in (b64encode(key).decode(), key.hex(), key.decode()) if each in text] == []
