"""From the plan of a quarter to the certificate in hand, each by whose it is, in the browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations
from tests.browser.conftest import Visit
from tests.browser.desk.certifying import (
    CITY,
    CITY_TOO,
    DISTRICT,
    NAME,
    PHONE,
    SCHOOL,
    TEA,
    agree_to_void,
    approve_list,
    approve_plan,
    ask_to_void,
    faults_of,
    file_class,
    hand_over,
    issue_numbers,
    open_school,
    pass_filing,
    sign_verdict,
    take_paper_away,
    teach_and_check,
    write_plan,
)
from tests.browser.installation import Installation
from tests.browser.visitor import PHONE_SIZE, Visitor, keep_picture
from tests.printed import codes_on
from training.notice.clock import SHANGHAI

Come = Callable[[str], Visitor]


@pytest.fixture
def come(browser: Browser, product: Installation) -> Iterator[Come]:
    """Somebody of the office sits down before a browser of their own."""
    open_school(product)
    with ExitStack() as leaving:

        def enter(name: str) -> Visitor:
            context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
            leaving.callback(context.close)
            visitor = Visitor(context, product)
            visitor.enter_as_staff(name)
            return visitor

        yield enter


def test_from_the_plan_of_a_quarter_to_the_certificate_in_hand(
    product: Installation, come: Come, visits: Visit, tmp_path: Path
):
    city, district, school, now = come(CITY), come(DISTRICT), come(SCHOOL), datetime.now(SHANGHAI)
    write_plan(district, now.date())
    approve_plan(city)
    file_class(school, now, tmp_path)
    pass_filing(city)
    teach_and_check(product)
    sign_verdict(district)
    approve_list(district)
    number, other = issue_numbers(city)

    (address,) = codes_on(take_paper_away(school, number))
    stranger = visits()
    stranger.page.goto(address)
    expect(stranger.page.get_by_role("status")).to_have_text("✓ 证书有效")
    said = stranger.page.locator("main")
    for fact in (number, "刘*", "茶艺师", TEA.institution):
        expect(said).to_contain_text(fact)
    expect(said).not_to_contain_text(NAME)
    assert faults_of(stranger.page) == []
    keep_picture(stranger.page, "certificate_valid")

    ask_to_void(city, number)
    replaced = agree_to_void(come(CITY_TOO), number)
    stranger.page.reload()
    expect(stranger.page.get_by_role("status")).to_contain_text("✗ 证书已作废")
    assert faults_of(stranger.page) == []
    keep_picture(stranger.page, "certificate_void")
    assert len({number, other, replaced}) == 3

    school.page.set_viewport_size(PHONE_SIZE)
    hand_over(school, replaced)
    assert violations(school.page, {}) == []
    keep_picture(school.page, "certificate_handed_over")
    trainee = visits()
    trainee.sign_in(PHONE)
    trainee.follow("结业结果和原因")
    assert faults_of(trainee.page) == []
    trainee.follow("我的结业证书")
    expect(trainee.page.get_by_role("heading", level=1)).to_have_text("结业证书 已领取")
    expect(trainee.page.locator("main")).to_contain_text(replaced)
    expect(trainee.page.locator("main")).to_contain_text(f"以前的编号 {number} 已作废")
    assert faults_of(trainee.page) == []
    keep_picture(trainee.page, "certificate_of_the_trainee")
    people = (city, district, school, stranger, trainee)
    assert [each for person in people for each in person.complaints] == []
