"""R12: what an announcement may say, and where it stands on a day."""

from datetime import date, timedelta

import pytest

from training.announcements.rules.states import Standing, state_of
from training.announcements.rules.texts import (
    MOST_OF_BODY,
    MOST_OF_TITLE,
    BadAnnouncement,
    check_days,
    paragraphs,
    read_body,
    read_title,
)
from training.announcements.terms import AnnouncementState

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一段", ["一段"]),
        ("一段\r\n\r\n  另一段  ", ["一段", "另一段"]),
        ("<b>不是标签</b>", ["<b>不是标签</b>"]),
        ("看\u202e不见\u0007的", ["看不见 的"]),
        (" \n\t\n", []),
    ],
)
def test_a_text_is_paragraphs_and_nothing_else(text, found):
    assert paragraphs(text) == found


@pytest.mark.parametrize(("read", "most"), [(read_title, MOST_OF_TITLE), (read_body, MOST_OF_BODY)])
def test_a_text_has_a_letter_at_least_and_no_more_than_fit(read, most):
    assert read("字" * most) == "字" * most
    with pytest.raises(BadAnnouncement, match=str(most + 1)):
        read("字" * (most + 1))
    with pytest.raises(BadAnnouncement):
        read(" \u200b ")


@pytest.mark.parametrize("until", [None, TODAY, TODAY + DAY])
def test_days_that_are_not_over_do(until):
    check_days(TODAY, until, TODAY)


@pytest.mark.parametrize(
    ("begins", "until", "why"),
    [(TODAY, TODAY - DAY, "早于开始日期"), (TODAY - 3 * DAY, TODAY - DAY, "已过")],
)
def test_days_that_nobody_would_see_do_not(begins, until, why):
    with pytest.raises(BadAnnouncement, match=why):
        check_days(begins, until, TODAY)


@pytest.mark.parametrize(
    ("begins", "until", "state"),
    [
        (TODAY + DAY, None, AnnouncementState.COMING),
        (TODAY, TODAY, AnnouncementState.SHOWN),
        (TODAY - DAY, None, AnnouncementState.SHOWN),
        (TODAY - DAY, TODAY - DAY, AnnouncementState.OVER),
    ],
)
def test_it_is_shown_from_its_first_day_until_its_last(begins, until, state):
    assert state_of(Standing(begins, until, True, False, False), TODAY) is state


@pytest.mark.parametrize(
    ("is_published", "is_withdrawn", "is_replaced", "state"),
    [
        (False, False, False, AnnouncementState.DRAFT),
        (True, True, False, AnnouncementState.WITHDRAWN),
        (True, False, True, AnnouncementState.REPLACED),
        (True, True, True, AnnouncementState.WITHDRAWN),
        (False, True, False, AnnouncementState.WITHDRAWN),
    ],
)
def test_what_was_done_with_it_comes_before_its_days(is_published, is_withdrawn, is_replaced, state):
    assert state_of(Standing(TODAY, None, is_published, is_withdrawn, is_replaced), TODAY) is state
