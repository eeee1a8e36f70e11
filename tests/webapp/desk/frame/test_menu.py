"""The menu of the desk: every entry leads somewhere, and nobody finds what is not for the own role."""

import pytest

from tests.webapp.conftest import World
from training.notice.permissions import may
from training.notice.terms import Role
from webapp.desk.frame.menu import MENU, Entry, menu_of
from webapp.web.staff_auth import permission_of

ENTRIES = [each for section in MENU for each in section.entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=[each.words for each in ENTRIES])
def test_an_entry_asks_for_what_its_page_asks_for(world: World, entry: Entry):
    page = world.app.view_functions[entry.endpoint]

    assert permission_of(page) is entry.permission


@pytest.mark.parametrize("role", list(Role))
def test_a_role_finds_exactly_what_it_may_see_and_no_empty_heading(role: Role):
    found = menu_of(role)

    assert [each for section in found for each in section.entries] == [
        each for each in ENTRIES if may(role, each.permission)
    ]
    assert all(section.entries for section in found)


def test_a_school_finds_no_check_and_no_lead():
    words = [each.words for section in menu_of(Role.INSTITUTION) for each in section.entries]

    assert "补卡申请" in words
    assert {"查班", "今日抽查", "线索", "抽查反馈", "学员反映"} & set(words) == set()


def test_an_entry_is_in_the_menu_once():
    assert len({each.endpoint for each in ENTRIES}) == len({each.words for each in ENTRIES}) == len(ENTRIES)
