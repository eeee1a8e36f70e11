"""R66: every line stands with its balance, whatever the page, and the balance is the sum."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from tests.factories import MONDAY
from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.ledgers.keeping import EMPLOYMENT, HERE, NEW_YEAR_2027, SPECIAL, Keeping, keeping
from training.classes.views.find_class import find_district
from training.errors import NotFound, Refusal
from training.ledgers.terms import EntryKind
from training.ledgers.views.balances import open_balances
from training.ledgers.views.find_entry import find_entry
from training.ledgers.views.see_ledger import HIDDEN, line_of
from training.records.ledgers.entries import LedgerEntry
from training.staff.views.find_staff import find_staff

MANY = 2_000


@pytest.fixture
def office(database) -> Keeping:
    return keeping(database)


def fill(office: Keeping, last: int, first: int = 1) -> None:
    """Three fen come, one goes, again and again: after n lines 2n, and one more after an odd number."""
    with office.database.writing() as session:
        staff, district = find_staff(session, DISTRICT), find_district(session, HERE)
        rows = [a_row(place, district.id, staff.id) for place in range(first, last + 1)]
        session.execute(insert(LedgerEntry), rows)


def a_row(place: int, district_id: int, staff_id: int) -> dict[str, Any]:
    comes = place % 2 == 1
    return {
        "district_id": district_id,
        "fund": EMPLOYMENT,
        "year": 2026,
        "ordinal": place,
        "on_day": MONDAY,
        "kind": EntryKind.ALLOTTED if comes else EntryKind.PAID,
        "amount_fen": 3 if comes else -1,
        "voucher": f"{place}",
        "summary": "",
        "counterpart": "",
        "written_by_id": staff_id,
        "written_by": DISTRICT,
        "written_at": NEW_YEAR_2027,
    }


def expected(ordinal: int) -> int:
    """Two of each pair, and one more while the second is yet to go."""
    return ordinal + (2 if ordinal % 2 else 0)


def test_of_two_thousand_lines_every_page_shows_the_right_balance(office):
    fill(office, MANY)

    place, seen = "", []
    while True:
        found = office.see(place=place)
        seen += [(each.ordinal, each.balance) for each in found.lines]
        place = found.page.older
        if not place:
            break

    assert seen == [(ordinal, expected(ordinal)) for ordinal in range(MANY, 0, -1)]
    assert found.totals.balance == MANY
    assert (found.totals.income, found.totals.expense) == (3_000, -1_000)
    assert [each.balance for each in office.whole()] == [expected(each) for each in range(1, MANY + 1)]


def test_a_page_asks_as_often_of_thousands_as_of_one(office):
    asked = []
    for first, last in ((1, 1), (2, MANY)):
        fill(office, last, first)
        with counted(office.database) as tally:
            office.see()
        asked.append(tally.figures)

    assert asked[0] == asked[1]
    assert asked[1].statements == 7


def test_one_line_alone_has_the_balance_that_its_page_shows(office):
    fill(office, 5)
    shown = {each.public_id: each.balance for each in office.see().lines}

    with office.database.reading() as session:
        staff = find_staff(session, CITY)
        alone = {key: line_of(session, staff, find_entry(session, staff, key)).balance for key in shown}
    assert alone == shown


@pytest.mark.parametrize(
    ("who", "lines"), [(DISTRICT, 1), (CITY, 1), (AUDITOR, 1), (OTHER_DISTRICT, 0), (SCHOOL, 0)]
)
def test_a_ledger_is_seen_by_its_district_the_city_and_the_auditor(office, who, lines):
    key = office.allot({EMPLOYMENT: 5})[0]

    assert len(office.see(who=who).lines) == lines
    assert len(office.whole(who=who)) == lines
    with office.database.reading() as session:
        staff = find_staff(session, who)
        if lines:
            assert find_entry(session, staff, key).amount_fen == 5
        else:
            with pytest.raises(NotFound):
                find_entry(session, staff, key)


def test_what_was_typed_is_hidden_from_the_auditor(office):
    office.allot({EMPLOYMENT: 5})
    office.reverse(office.pay(2), reason="张三的补贴退回")

    assert "张三" in office.whole(who=CITY)[-1].summary
    assert {each.summary for each in office.whole(who=AUDITOR)} == {HIDDEN}
    assert {each.counterpart for each in office.see(who=AUDITOR).lines} == {HIDDEN}


def test_years_with_a_balance_that_was_not_carried_over_are_told_the_oldest_first(office):
    office.allot({EMPLOYMENT: 5, SPECIAL: 7}, "拨1", date(2025, 3, 3))
    office.allot({EMPLOYMENT: 6}, "拨2", date(2024, 3, 3))
    office.pay(7, SPECIAL, date(2025, 3, 3))
    office.allot({EMPLOYMENT: 9})

    with office.database.reading() as session:
        district = find_district(session, HERE)
        assert open_balances(session, district.id, 2026) == [(EMPLOYMENT, 2024, 6), (EMPLOYMENT, 2025, 5)]
        assert open_balances(session, district.id, 2025) == [(EMPLOYMENT, 2024, 6)]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["allot", "pay", "reverse", "carry"]),
        st.integers(1, 10**9),
        st.sampled_from([EMPLOYMENT, SPECIAL]),
        st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]),
    ),
    max_size=12,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_is_done_the_balance_is_the_sum_and_no_fen_is_lost(kept, acts):
    kept.restore()
    office, expected_fen = keeping(kept.database), {EMPLOYMENT: 0, SPECIAL: 0}
    office.now = NEW_YEAR_2027
    for place, (act, fen, fund, day) in enumerate(acts):
        try:
            expected_fen[fund] += done(office, act, fen, (fund, day, place))
        except Refusal:
            continue

    for fund, fen in expected_fen.items():
        years = [office.whole(fund, year) for year in (2025, 2026, 2027)]
        assert sum(each.entry.amount_fen for own in years for each in own) == fen
        for own in years:
            assert [each.ordinal for each in own] == list(range(1, len(own) + 1))
            assert [each.balance for each in own] == running([each.entry.amount_fen for each in own])


def done(office: Keeping, act: str, fen: int, where: tuple[Any, date, int]) -> int:
    """What it adds to its fund."""
    fund, day, place = where
    if act == "allot":
        office.allot({fund: fen}, f"拨{place}", day)
        return fen
    if act == "pay":
        office.pay(fen, fund, day)
        return -fen
    if act == "carry":
        office.carry(day.year, fund)
        return 0
    lines = office.whole(fund, day.year)
    if not lines:
        return 0
    office.reverse(lines[fen % len(lines)].public_id, on_day=day)
    return -lines[fen % len(lines)].entry.amount_fen


def running(amounts: list[int]) -> list[int]:
    return [sum(amounts[: place + 1]) for place in range(len(amounts))]
