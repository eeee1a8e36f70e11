"""R65, R66: what came and went of each fund, in entries that only grow."""

from contextlib import suppress
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.factories import MONDAY
from tests.training.builders import at_once
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.ledgers.keeping import (
    EMPLOYMENT,
    FELLOW,
    NEW_YEAR_2027,
    SPECIAL,
    UNEMPLOYMENT,
    Keeping,
    keeping,
)
from training.classes.views.find_class import find_district
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.ledgers.acts.carry_over import (
    BalanceMoved,
    CarriedAlready,
    EarlierFirst,
    NothingToCarry,
    YearRuns,
)
from training.ledgers.acts.note_allotment import NotedBefore
from training.ledgers.acts.write_entry import NewEntry, WrongSign, write_entry
from training.ledgers.rules.allotments import BadEntry
from training.ledgers.rules.entries import (
    BadDay,
    BeforeItsEntry,
    NotToReverse,
    ReversedAlready,
    YearIsClosed,
)
from training.ledgers.terms import EntryKind
from training.ledgers.views.reversed_entries import reversed_entries
from training.notice.notes import ReasonMissing, TextTooLong
from training.staff.views.find_staff import find_staff

LAST_DAY, FIRST_DAY = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def office(database) -> Keeping:
    return keeping(database)


def test_one_voucher_brings_money_of_two_funds_and_each_has_a_book_of_its_own(office):
    office.allot({EMPLOYMENT: 100_000, UNEMPLOYMENT: 1})
    office.pay(99_999)

    assert office.balance(EMPLOYMENT) == 1
    assert office.balance(UNEMPLOYMENT) == 1
    assert office.balance(SPECIAL) == 0
    assert [each.entry.kind for each in office.whole(UNEMPLOYMENT)] == [EntryKind.ALLOTTED]


def test_numbers_begin_at_one_in_every_fund_and_year(office):
    office.allot({EMPLOYMENT: 5, SPECIAL: 5}, "拨1")
    office.allot({EMPLOYMENT: 5}, "拨2")
    office.allot({EMPLOYMENT: 5}, "拨1", date(2025, 12, 31))

    assert office.ordinals(EMPLOYMENT) == [1, 2]
    assert office.ordinals(SPECIAL) == [1]
    assert office.ordinals(EMPLOYMENT, 2025) == [1]


@pytest.mark.parametrize("who", [CITY, AUDITOR, SCHOOL])
def test_only_a_district_keeps_a_ledger(office, who):
    entry = office.allot({EMPLOYMENT: 5})[0]

    with pytest.raises(NotFound):
        office.allot({EMPLOYMENT: 5}, "拨2", who=who)
    with pytest.raises(NotFound):
        office.reverse(entry, who)
    with pytest.raises(NotFound):
        office.carry(2025, who=who)


def test_another_district_finds_no_entry_of_this_one(office):
    entry = office.allot({EMPLOYMENT: 5})[0]

    with pytest.raises(NotFound):
        office.reverse(entry, OTHER_DISTRICT)
    office.allot({EMPLOYMENT: 7}, who=OTHER_DISTRICT)
    assert office.balance() == 5
    assert office.see(who=OTHER_DISTRICT).lines == ()


def test_the_same_voucher_is_noted_once_until_it_is_reversed(office):
    entry = office.allot({EMPLOYMENT: 5})[0]

    with pytest.raises(NotedBefore, match="2026 年第 1 号"):
        office.allot({SPECIAL: 5, EMPLOYMENT: 5})
    assert office.balance(SPECIAL) == 0

    office.reverse(entry)
    office.allot({EMPLOYMENT: 6})
    assert office.balance() == 6


def test_nothing_happened_tomorrow(office):
    office.allot({EMPLOYMENT: 5}, "今天", MONDAY)
    with pytest.raises(BadDay):
        office.allot({EMPLOYMENT: 5}, "明天", MONDAY + timedelta(days=1))
    with pytest.raises(BadDay):
        office.allot({EMPLOYMENT: 5}, "古时", date(1999, 12, 31))


@pytest.mark.parametrize(
    ("kind", "fen"),
    [
        (EntryKind.PAID, 1),
        (EntryKind.PAID, 0),
        (EntryKind.ALLOTTED, -1),
        (EntryKind.RECOVERED, -1),
        (EntryKind.CARRIED, 0),
    ],
)
def test_an_expense_is_no_income_and_nothing_is_no_entry(office, kind, fen):
    with pytest.raises(WrongSign):
        office.write(kind, fen)


def test_a_reversal_takes_back_exactly_the_amount_and_names_what_was_wrong(office):
    office.allot({EMPLOYMENT: 10})
    paid = office.pay(3)
    back = office.reverse(paid, reason="付错账户")

    own = office.whole()[-1]
    assert (own.public_id, own.entry.amount_fen, own.balance) == (back, 3, 10)
    assert own.summary == "冲正 2026 年第 2 号：付错账户"
    assert own.entry.counterpart == "包头技校"
    with office.database.reading() as session:
        keys = [each.entry.id for each in office.whole()]
        assert [each.public_id for each in reversed_entries(session, keys).values()] == [back]
        assert list(reversed_entries(session, keys)) == [keys[1]]
        assert reversed_entries(session, []) == {}


def test_whoever_wrote_an_entry_does_not_reverse_it(office):
    entry = office.allot({EMPLOYMENT: 5})[0]

    with pytest.raises(SameHand):
        office.reverse(entry, DISTRICT)
    office.reverse(entry, FELLOW)


def test_an_entry_is_reversed_once_and_a_reversal_never(office):
    entry = office.allot({EMPLOYMENT: 5})[0]
    back = office.reverse(entry)

    with pytest.raises(ReversedAlready, match="第 2 号"):
        office.reverse(entry)
    with pytest.raises(NotToReverse, match="冲正不能再冲正"):
        office.reverse(back, DISTRICT)
    assert office.balance() == 0


def test_a_reversal_says_why_and_when_and_by_what(office):
    entry = office.allot({EMPLOYMENT: 5})[0]

    with pytest.raises(ReasonMissing):
        office.reverse(entry, reason=" ")
    with pytest.raises(TextTooLong):
        office.reverse(entry, reason="错" * 255)
    with pytest.raises(BadEntry, match="凭证号"):
        office.reverse(entry, voucher="")
    with pytest.raises(BeforeItsEntry):
        office.reverse(entry, on_day=MONDAY - timedelta(days=1))
    with pytest.raises(BadDay):
        office.reverse(entry, on_day=MONDAY + timedelta(days=1))
    assert office.balance() == 5


def test_of_two_who_reverse_at_once_one_is_told(office):
    entry = office.allot({EMPLOYMENT: 5})[0]
    with office.database.writing() as session:
        find_staff(session, CITY)

    found = at_once(partial(office.reverse, entry), partial(office.reverse, entry))

    assert ReversedAlready in found
    assert office.balance() == 0
    assert office.ordinals() == [1, 2]


def test_the_balance_leaves_on_the_last_day_and_is_there_on_the_first(office):
    office.allot({EMPLOYMENT: 10, SPECIAL: 4})
    office.pay(3)
    office.now = NEW_YEAR_2027
    office.carry(2026)

    old, new = office.whole()[-1], office.whole(year=2027)[0]
    assert (old.entry.on_day, old.entry.amount_fen, old.balance) == (LAST_DAY, -7, 0)
    assert (new.entry.on_day, new.entry.amount_fen, new.balance) == (FIRST_DAY, 7, 7)
    assert (old.entry.kind, new.entry.kind) == (EntryKind.CARRIED, EntryKind.CARRIED)
    assert office.balance(SPECIAL) == 4
    assert office.balance(SPECIAL, 2027) == 0
    totals = office.see().totals
    assert (totals.carried_in, totals.income, totals.expense, totals.carried_out) == (0, 10, -3, -7)
    assert office.see(year=2027).totals.carried_in == 7


def test_a_year_is_carried_over_once_it_is_over_and_once(office):
    office.allot({EMPLOYMENT: 10})
    office.now = NEW_YEAR_2027 - timedelta(hours=10)
    with pytest.raises(YearRuns):
        office.carry(2026)

    office.now = NEW_YEAR_2027 - timedelta(hours=9)
    office.carry(2026)
    with pytest.raises(CarriedAlready):
        office.carry(2026)
    with pytest.raises(YearRuns):
        office.carry(2027)


def test_a_fund_that_owes_carries_that_too(office):
    office.pay(3)
    office.now = NEW_YEAR_2027
    office.carry(2026)

    assert office.balance() == 0
    assert office.balance(year=2027) == -3


def test_nothing_is_not_carried_over_and_no_older_balance_is_left_behind(office):
    office.allot({EMPLOYMENT: 10}, "拨1", date(2024, 6, 3))
    office.allot({EMPLOYMENT: 5}, "拨2", date(2025, 6, 3))

    with pytest.raises(EarlierFirst, match="先结转 2024 年"):
        office.carry(2025)
    with pytest.raises(NothingToCarry):
        office.carry(2023)
    office.carry(2024)
    office.carry(2025)
    assert [office.balance(year=year) for year in (2024, 2025, 2026)] == [0, 0, 15]


def test_a_balance_that_moved_since_it_was_seen_is_not_carried_over(office):
    office.allot({EMPLOYMENT: 10})
    office.now = NEW_YEAR_2027
    office.allot({EMPLOYMENT: 1}, "拨2", LAST_DAY)

    with pytest.raises(BalanceMoved, match=r"0\.11 元"):
        office.carry(2026, seen=10)
    assert office.balance() == 11


def test_into_a_year_that_was_carried_over_nothing_comes(office):
    office.allot({EMPLOYMENT: 10})
    wrong = office.pay(3)
    office.now = NEW_YEAR_2027
    office.allot({EMPLOYMENT: 1}, "拨2", LAST_DAY)
    office.carry(2026)

    with pytest.raises(YearIsClosed, match="记在 2027 年"):
        office.allot({EMPLOYMENT: 1}, "拨3", LAST_DAY)
    with pytest.raises(YearIsClosed):
        office.pay(1, on_day=date(2025, 12, 31))
    office.pay(1, SPECIAL, LAST_DAY)

    with pytest.raises(YearIsClosed):
        office.reverse(wrong, on_day=LAST_DAY)
    office.reverse(wrong, on_day=FIRST_DAY)
    assert office.balance(year=2027) == 11
    with pytest.raises(NotToReverse, match="成对"):
        office.reverse(office.whole()[-1].public_id)


def test_two_who_carry_over_at_once_carry_once(office):
    office.allot({EMPLOYMENT: 10})
    office.now = NEW_YEAR_2027

    found = at_once(*[partial(office.carry, 2026, seen=10)] * 2)

    assert found.count(CarriedAlready) == 1
    assert office.balance(year=2027) == 10


def test_two_who_write_at_once_get_consecutive_numbers(office):
    at_once(*[partial(office.allot, {EMPLOYMENT: 1}, f"拨{place}") for place in range(4)])

    assert office.ordinals() == [1, 2, 3, 4]
    assert [each.balance for each in office.whole()] == [1, 2, 3, 4]


class Unplugged(Exception):
    """Somebody pulled the plug."""


def write_and_fall_over(office: Keeping) -> None:
    with suppress(Unplugged), office.database.writing() as session:
        district = find_district(session, "昆都仑区")
        new = NewEntry(district.id, EMPLOYMENT, MONDAY, EntryKind.PAID, -1, "付", "没有记成")
        write_entry(session, new, find_staff(session, DISTRICT), now=office.now)
        raise Unplugged


def test_a_writer_who_falls_over_leaves_no_gap(office):
    others = [partial(office.allot, {EMPLOYMENT: 1}, f"拨{place}") for place in range(3)]

    at_once(partial(write_and_fall_over, office), *others)

    assert office.ordinals() == [1, 2, 3]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET amount_fen = 1",
        "UPDATE ledger_entry SET summary = summary",
        "DELETE FROM ledger_entry",
    ],
)
def test_neither_database_lets_an_entry_be_changed_or_taken_away(office, statement):
    office.allot({EMPLOYMENT: 5})

    with pytest.raises(DBAPIError, match="ledger entries are not changed"), office.database.writing() as own:
        own.execute(text(statement))
    assert office.balance() == 5


def other_ways(office: Keeping) -> tuple[str, ...]:
    if office.database.engine.dialect.name == "sqlite":
        return (
            "REPLACE INTO ledger_entry SELECT * FROM ledger_entry",
            "UPDATE OR REPLACE ledger_entry SET id = id + 1",
        )
    return (
        "TRUNCATE ledger_entry CASCADE",
        "INSERT INTO ledger_entry SELECT * FROM ledger_entry ON CONFLICT (id) DO UPDATE SET amount_fen = 1",
    )


def test_nor_does_any_of_them_by_another_way(office):
    office.allot({EMPLOYMENT: 5})

    for each in other_ways(office):
        with pytest.raises(DBAPIError, match="ledger entries"), office.database.writing() as session:
            session.execute(text(each))
    assert office.balance() == 5
    assert office.ordinals() == [1]


def test_an_entry_that_is_changed_as_an_object_is_refused_too(office):
    office.allot({EMPLOYMENT: 5})

    with pytest.raises(DBAPIError), office.database.writing() as session:
        session.merge(office.whole()[0].entry).amount_fen = 6
    with pytest.raises(DBAPIError), office.database.writing() as session:
        session.delete(session.merge(office.whole()[0].entry))
    assert office.balance() == 5
