"""From an empty city to a class filed, amended, taught, checked, fed back and found, without a shell."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk.starting import (
    BABIES,
    DISTRICT,
    OFFICER,
    RENAMED,
    SCHOOL,
    TEACHER,
    agree,
    allow_calls_at_any_hour,
    ask_for_a_name,
    check,
    confirm_feedback,
    enter_by,
    find_class,
    hand_in,
    look_for,
    punch_yesterday,
    register,
    register_machine,
    register_school,
    send_feedback,
)
from tests.browser.installation import Installation
from tests.browser.visitor import Visitor
from tests.ports import three_free_ports
from training.notice.clock import SHANGHAI

Come = Callable[[str], Visitor]
# A class whose last day is today is fed back today: the journey must be over before the day is.
LONGEST_JOURNEY = timedelta(minutes=4)


@pytest.fixture
def empty(chromium: str, tmp_path: Path) -> Iterator[tuple[Installation, str]]:
    """What `make run SAMPLES=0` begins with, and the link that it prints; of all processes only the pages."""
    product = Installation(tmp_path / "instance", three_free_ports())
    product.folder.mkdir()
    product.chaban("db", "upgrade", "--quiet")
    link = product.chaban("staff", "first").split()[-1]
    with product.running("web"):
        yield product, link


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def come(browser: Browser, empty: tuple[Installation, str], request: pytest.FixtureRequest) -> Iterator[Come]:
    """Somebody sits down before a fresh browser and opens the link that was handed over."""
    with ExitStack() as leaving:

        def enter(link: str) -> Visitor:
            context = browser.new_context(
                viewport={"width": 1366, "height": 768}, locale="zh-CN", java_script_enabled=request.param
            )
            leaving.callback(context.close)
            visitor = Visitor(context, empty[0], request.param)
            enter_by(visitor, link)
            return visitor

        yield enter


@pytest.fixture
def now() -> datetime:
    """Of this day of Shanghai; where too little of it is left, of the next."""
    soon = datetime.now(SHANGHAI) + LONGEST_JOURNEY
    midnight = soon.replace(hour=0, minute=0, second=0, microsecond=0)
    Event().wait(max(0.0, (midnight - datetime.now(SHANGHAI)).total_seconds()))
    return datetime.now(SHANGHAI)


def test_from_an_empty_city_to_a_class_that_is_found_again(
    empty: tuple[Installation, str], come: Come, now: datetime, tmp_path: Path
):
    city = come(empty[1])
    allow_calls_at_any_hour(city)
    district = come(register(city, OFFICER, "旗县区", DISTRICT))
    register_school(district)
    address = register_machine(district)
    # Whoever lets the school in is no second person for what it asks for.
    school = come(register(city, TEACHER, "培训机构", SCHOOL))

    hand_in(school, now, tmp_path)
    ask_for_a_name(school)
    agree(district)
    punch_yesterday(address, now.date(), tmp_path)
    find_class(school)
    school.follow("课时")
    expect(school.page.get_by_role("row", name="王桂英")).to_contain_text("8")
    check(city, tmp_path)
    send_feedback(city)
    confirm_feedback(district)

    expect(district.page.get_by_role("heading", level=1)).to_contain_text("区县已收悉")
    expect(look_for(city, "wgy").get_by_role("link", name="王桂英")).to_be_visible()
    city.click(look_for(city, "yyy").get_by_role("link", name=BABIES.number).first)
    expect(city.page.get_by_role("heading", level=1)).to_contain_text(RENAMED)
    assert [*city.complaints, *district.complaints, *school.complaints] == []
