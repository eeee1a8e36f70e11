"""R66: signs, days, totals; R65: what a form of 下达 says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.ledgers.rules.allotments import BadEntry, read_allotment
from training.ledgers.rules.entries import (
    BadDay,
    NotToReverse,
    ReversedAlready,
    Totals,
    YearIsClosed,
    balance,
    check_day,
    check_reversible,
    sign_fits,
    totals_of,
)
from training.ledgers.terms import EntryKind
from training.notice.money import signed_yuan
from training.notice.terms import Fund

TODAY = date(2026, 3, 2)
FORM = {
    "on_day": "2026-03-02",
    "voucher": "包财社〔2026〕12号",
    "summary": "第一批",
    "counterpart": "市财政局",
    "employment": "1,200.50",
}
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(list(EntryKind)),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(-(10**12), 10**12).filter(bool),
    )
)


@pytest.mark.parametrize(("on_day", "is_good"), [(date(2026, 3, 2), True), (date(2026, 3, 3), False)])
def test_today_is_the_last_day(on_day, is_good):
    if is_good:
        check_day(on_day, TODAY, None)
    else:
        with pytest.raises(BadDay):
            check_day(on_day, TODAY, None)


def test_the_first_year_is_2000():
    check_day(date(2000, 1, 1), TODAY, None)
    with pytest.raises(BadDay):
        check_day(date(1999, 12, 31), TODAY, None)


def test_a_closed_year_ends_on_its_last_day():
    check_day(date(2026, 1, 1), TODAY, 2025)
    with pytest.raises(YearIsClosed):
        check_day(date(2025, 12, 31), TODAY, 2025)


@pytest.mark.parametrize("kind", list(EntryKind))
def test_what_may_be_above_and_below_nothing(kind):
    above = {EntryKind.ALLOTTED, EntryKind.RECOVERED, EntryKind.CARRIED, EntryKind.REVERSED}
    below = {EntryKind.PAID, EntryKind.CARRIED, EntryKind.REVERSED}
    assert sign_fits(kind, 1) is (kind in above)
    assert sign_fits(kind, -1) is (kind in below)
    assert not sign_fits(kind, 0)


@pytest.mark.parametrize("kind", list(EntryKind))
def test_only_what_came_and_went_is_reversed(kind):
    if kind in (EntryKind.CARRIED, EntryKind.REVERSED):
        with pytest.raises(NotToReverse):
            check_reversible(kind, None)
    else:
        check_reversible(kind, None)
        with pytest.raises(ReversedAlready):
            check_reversible(kind, 3)


@given(ENTRIES)
def test_the_totals_come_to_the_balance(entries):
    assert totals_of(entries).balance == balance(fen for _, _, fen in entries)


def test_what_came_in_from_the_year_before_is_no_income_of_this_one():
    found = totals_of(
        [
            (EntryKind.CARRIED, date(2026, 1, 1), 50),
            (EntryKind.ALLOTTED, date(2026, 1, 1), 7),
            (EntryKind.PAID, date(2026, 2, 1), -5),
            (EntryKind.REVERSED, date(2026, 3, 1), 5),
            (EntryKind.REVERSED, date(2026, 3, 1), -7),
            (EntryKind.CARRIED, date(2026, 12, 31), -50),
        ]
    )
    assert found == Totals(carried_in=50, income=12, expense=-12, carried_out=-50)


def test_a_form_of_what_came_holds_an_amount_for_each_fund():
    found = read_allotment(FORM | {"special": "0.01", "unemployment": " "})

    assert found.amounts == {Fund.EMPLOYMENT: 120_050, Fund.SPECIAL: 1}
    assert (found.on_day, found.voucher) == (date(2026, 3, 2), "包财社〔2026〕12号")


@pytest.mark.parametrize(
    ("field", "said", "why"),
    [
        ("employment", "", "至少填写一种资金"),
        ("employment", "0", "金额要大于 0"),
        ("employment", "-1", "应写成元"),
        ("employment", "1.005", "应写成元"),
        ("employment", "一百", "应写成元"),
        ("voucher", " ", "没有填"),
        ("voucher", "1" * 65, "超过 64 个字"),
        ("summary", "", "没有填"),
        ("counterpart", "", "没有填"),
        ("on_day", "2026-02-30", "应写成"),
        ("on_day", "", "应写成"),
    ],
)
def test_a_form_that_lacks_something_says_what(field, said, why):
    with pytest.raises(BadEntry, match=why):
        read_allotment(FORM | {field: said})


def test_a_voucher_of_64_letters_fits():
    assert read_allotment(FORM | {"voucher": "1" * 64}).voucher == "1" * 64


@pytest.mark.parametrize(
    ("fen", "words"), [(0, "0.00"), (1, "0.01"), (-1, "−0.01"), (-120_050, "−1,200.50"), (99, "0.99")]
)
def test_what_is_below_nothing_is_written_with_a_minus(fen, words):
    assert signed_yuan(fen) == words
