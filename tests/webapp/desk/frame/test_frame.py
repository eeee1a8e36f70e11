"""What stands around every page of the desk, and how it looks."""

import pytest

from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from webapp.desk.frame.appearance import CHOICES


@pytest.fixture
def browser(staffed: World):
    return staff_client(staffed, "王主任")


def test_the_frame_says_who_is_here_and_where_one_is(browser):
    page = browser.get("/desk/keys").text

    assert "王主任" in page
    assert 'href="/desk/devices"' in page
    assert "按键一览 - 查班工作台" in page


def test_the_entry_of_the_page_that_is_open_is_marked_and_no_other(browser):
    page = browser.get("/desk/style").text

    assert page.count('<nav class="side"') == 1
    assert "aria-current" not in page.partition('<nav class="side"')[2].partition("</nav>")[0]


@pytest.mark.parametrize("chosen", [each for each in CHOICES if each])
def test_light_or_dark_is_kept_by_the_browser_and_written_on_the_page(browser, chosen):
    answer = browser.post("/desk/appearance", data={"appearance": chosen, "back": "/desk/keys"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/keys")
    assert f'<html lang="zh-CN" data-theme="{chosen}">' in browser.get("/desk/keys").text


def test_without_a_choice_the_system_decides(browser):
    browser.post("/desk/appearance", data={"appearance": "dark"})
    browser.post("/desk/appearance", data={"appearance": ""})

    assert '<html lang="zh-CN">' in browser.get("/desk/keys").text


def test_an_appearance_that_nobody_offers_is_no_choice(browser):
    assert browser.post("/desk/appearance", data={"appearance": "pink"}).status_code == 400

    browser.set_cookie("appearance", "pink")
    assert '<html lang="zh-CN">' in browser.get("/desk/keys").text


def test_who_chose_is_led_to_no_other_site(browser):
    answer = browser.post("/desk/appearance", data={"appearance": "dark", "back": "https://example.com/"})

    assert answer.headers["Location"] == "/desk"
