"""申请日期: what was applied for on paper before is read as 补录, by office and auditor (R21, R22)."""

import re

import pytest

from tests.training.payments.paid import AUDITOR, DISTRICT, GRANTED, PAID, Office, a_judged_world
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.filling import fill_in

LATE = "，2026-09-23 补录"


@pytest.fixture
def office(bare) -> Office:
    """The publicity ended on the 21st; it is the 23rd."""
    bare.now = GRANTED
    own = a_judged_world(bare.database)
    own.grant()
    own.publicise()
    bare.now = own.now = PAID
    return own


@pytest.mark.parametrize(("day", "shown"), [("2026-09-22", 2), ("2026-09-23", 0), ("", 0)])
def test_a_day_before_today_stands_beside_the_day_of_its_entry(bare, office, day, shown):
    clerk, page = staff_client(bare, DISTRICT), f"/desk/meetings/{office.meeting}"
    assert re.search(r'name="applied_on"[^>]*max="2026-09-23" value="2026-09-23"', clerk.get(page).text)

    answer = fill_in(clerk, page, f"{page}/applications", number="申请 1 号", applied_on=day)

    assert answer.status_code == 303
    for who in (DISTRICT, AUDITOR):
        assert words(staff_client(bare, who).get(page)).count(LATE) == shown


@pytest.mark.parametrize("day", ["2026-09-21", "2026-09-24", "昨天"])
def test_another_day_is_refused_and_what_was_typed_stays(bare, office, day):
    clerk, page = staff_client(bare, DISTRICT), f"/desk/meetings/{office.meeting}"

    answer = fill_in(clerk, page, f"{page}/applications", number="申请 1 号", applied_on=day)

    assert answer.status_code == 422
    assert "申请日期" in words(answer)
    assert 'value="申请 1 号"' in answer.text
