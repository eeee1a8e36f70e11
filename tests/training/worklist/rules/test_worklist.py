"""One list: what is due first on top, then what waits longest; pages by key."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from training.worklist.rules.worklist import Mark, Work, page_of_work, read_mark
from training.worklist.terms import WorkKind, WorkPlace

MONDAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)


def due(kind: WorkKind, days: int, key: str = "1") -> Work:
    return work(Mark(MONDAY + timedelta(days=days), None, kind, key))


def waiting(kind: WorkKind, hours: int, key: str = "1") -> Work:
    return work(Mark(None, NINE + timedelta(hours=hours), kind, key))


def work(mark: Mark) -> Work:
    return Work(mark, str(mark), "", "去办", WorkPlace.CHECK)


IN_ORDER = (
    due(WorkKind.DATA_REQUEST, -9),
    due(WorkKind.FEEDBACK, 0, "a1"),
    due(WorkKind.CHECK, 0, "b2"),
    due(WorkKind.CHECK, 1, "b1"),
    waiting(WorkKind.CLAIM, -400),
    waiting(WorkKind.CORRECTION, 0, "9"),
    waiting(WorkKind.CORRECTION, 0, "10"),
    waiting(WorkKind.LEAD, 0),
    waiting(WorkKind.BATCH, 1),
)


def test_what_is_due_comes_by_its_day_and_the_rest_by_how_long_it_waits():
    page = page_of_work(reversed(IN_ORDER), Counter(), None, 20)

    assert tuple(page.lines) == IN_ORDER
    assert page.after is None


@pytest.mark.parametrize("size", [1, 2, 4, len(IN_ORDER) - 1, len(IN_ORDER)])
def test_page_by_page_everything_is_shown_once(size):
    seen, after = [], None
    while not seen or after is not None:
        page = page_of_work(IN_ORDER, Counter(), after, size)
        seen += page.lines
        after = page.after

    assert tuple(seen) == IN_ORDER


@pytest.mark.parametrize("each", IN_ORDER, ids=str)
def test_a_place_in_the_list_goes_through_an_address_and_comes_back(each):
    assert read_mark(str(each.mark)) == each.mark


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "2026-03-02", "2026-03-02_CHECK_", "2026-03-02_NOTHING_1", "2026-02-30_CHECK_1"),
        *("2026-03-02T01:00:00_CHECK_1", "2026-03-02_CHECK_1;--"),
    ],
)
def test_an_address_that_names_no_place_begins_anew(text):
    assert read_mark(text) is None


def test_the_total_is_that_of_all_kinds():
    page = page_of_work((), Counter({WorkKind.CHECK: 2, WorkKind.CLAIM: 3}), None, 9)

    assert page.total == 5
