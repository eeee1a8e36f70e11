"""An address says what a list shows; whatever else it says is told and harms nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.listing.rules.listing import Filter, Listing, Offer, address_of, read_listing
from training.listing.terms import LONGEST_SEARCH

OFFER = Offer(
    (Filter("view", "范围", {"running": "在培", "ended": "已结业"}), Filter("from", "结业从")),
    {"ends": "结业", "number": "班号"},
    {"trade": "工种", "machine": "考勤机"},
    defaults={"view": "running"},
)


def test_an_address_that_says_nothing_is_the_list_as_it_is_offered():
    found = read_listing(OFFER, {})

    assert (found.filters, found.sort, found.size, found.search) == ({"view": "running"}, "ends", 25, "")
    assert found.shows("trade")
    assert not found.ignored
    assert address_of(found) == ()


def test_an_address_is_read_as_it_was_written():
    said = {
        "q": "王芳",
        "view": "ended",
        "from": "2026-12-01",
        "sort": "-number",
        "size": "100",
        "columns": "trade",
        "at": ">i:5",
    }

    found = read_listing(OFFER, said)

    assert dict(address_of(found)) == said
    assert not found.ignored


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("view", "tomorrow", "范围"),
        ("from", "2026-02-30", "结业从"),
        ("from", "20261201", "结业从"),
        ("sort", "wishes", "排序"),
        ("size", "26", "每页条数"),
        ("size", "99999999999999999999", "每页条数"),
        ("columns", "nothing", "列"),
        ("colour", "red", "colour"),
    ],
)
def test_nonsense_falls_to_what_holds_anyway_and_is_told(name, value, told):
    found = read_listing(OFFER, {name: value})

    assert found.ignored == (told,)
    assert (found.filters, found.sort, found.size) == ({"view": "running"}, "ends", 25)


@pytest.mark.parametrize("size", ["25", "50", "100"])
def test_a_page_has_one_of_three_sizes(size):
    assert read_listing(OFFER, {"size": size}).size == int(size)


def test_no_filter_at_all_can_be_said_where_one_holds_anyway():
    found = read_listing(OFFER, {"view": ""})

    assert found.filters == {}
    assert dict(address_of(found)) == {"view": ""}
    assert not found.ignored


def test_no_column_at_all_can_be_said_too():
    found = read_listing(OFFER, {"columns": ""})

    assert not found.shows("trade")
    assert dict(address_of(found)) == {"columns": ""}


def test_a_search_is_cut_and_its_spaces_are_one():
    assert read_listing(OFFER, {"q": "  王　芳 "}).search == "王 芳"
    assert len(read_listing(OFFER, {"q": "王" * 100}).search) == LONGEST_SEARCH


def test_another_filter_search_or_sort_begins_at_the_first_page():
    found = read_listing(OFFER, {"at": ">i:5", "q": "王"})

    for other in (
        found.filtered("view", "ended"),
        found.filtered("view", ""),
        found.sorted_as("number"),
        found.without_search(),
        found.cleared(),
    ):
        assert other.place == ""


def test_a_title_sorts_by_its_column_and_once_more_the_other_way_round():
    found = read_listing(OFFER, {})

    assert found.turned_by("number").sort == "number"
    assert found.turned_by("number").turned_by("number").sort == "-number"
    assert found.turned_by("ends").is_descending


def test_there_is_something_to_loosen_only_where_something_was_narrowed():
    assert not read_listing(OFFER, {"sort": "number"}).is_narrowed
    assert read_listing(OFFER, {"q": "王"}).is_narrowed
    assert read_listing(OFFER, {"view": "ended"}).is_narrowed
    assert not read_listing(OFFER, {"view": "ended", "q": "王"}).cleared().is_narrowed


@given(
    st.dictionaries(st.sampled_from(["q", "view", "from", "sort", "size", "at", "columns", "x"]), st.text())
)
def test_one_list_has_one_address_whatever_was_said(said):
    found = read_listing(OFFER, said)

    again = read_listing(OFFER, dict(address_of(found)))

    assert isinstance(found, Listing)
    assert address_of(again) == address_of(found)
    assert not again.ignored
