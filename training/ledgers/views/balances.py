"""Balances of funds, by district and year: each a sum over its entries (R65, R66)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from training.ledgers.rules.entries import Totals, totals_of
from training.ledgers.terms import EntryKind
from training.notice.terms import Fund
from training.records.ledgers.entries import LedgerEntry

Book = tuple[int, Fund, int]
"""The key of a district, a fund, a year."""


def balance_of(session: Session, book: Book) -> int:
    """One statement."""
    district_id, fund, year = book
    return int(
        session.scalar(select(func.sum(LedgerEntry.amount_fen)).where(*of_book(district_id, fund, year))) or 0
    )


def of_book(district_id: int, fund: Fund, year: int) -> tuple[ColumnElement[bool], ...]:
    return (
        LedgerEntry.district_id == district_id,
        LedgerEntry.fund == fund,
        LedgerEntry.year == year,
    )


def totals_by_book(
    session: Session, mine: ColumnElement[bool], year: int
) -> Mapping[tuple[int, Fund], Totals]:
    """By district and fund: what a year comes to; one statement, at most a line for each kind and sign."""
    is_in = and_(LedgerEntry.kind == EntryKind.CARRIED, LedgerEntry.on_day == date(year, 1, 1))
    day = case((is_in, 1), else_=0)
    sign = case((LedgerEntry.amount_fen > 0, 1), else_=0)
    key = LedgerEntry.district_id, LedgerEntry.fund, LedgerEntry.kind
    rows = (
        select(*key, day, func.sum(LedgerEntry.amount_fen))
        .where(mine, LedgerEntry.year == year)
        .group_by(*key, day, sign)
    )
    found = defaultdict[tuple[int, Fund], list[tuple[EntryKind, date, int]]](list)
    for district_id, fund, kind, is_first, fen in session.execute(rows):
        on_day = date(year, 1, 1) if is_first else date(year, 12, 31)
        found[district_id, fund].append((kind, on_day, int(fen)))
    return {key: totals_of(entries) for key, entries in found.items()}


def open_balances(session: Session, district_id: int, before: int) -> list[tuple[Fund, int, int]]:
    """Of years before this one: fund, year and balance where it is not 0, that is, not carried over."""
    total = func.sum(LedgerEntry.amount_fen)
    key = LedgerEntry.fund, LedgerEntry.year
    own = LedgerEntry.district_id == district_id, LedgerEntry.year < before
    rows = select(*key, total).where(*own).group_by(*key).having(total != 0).order_by(LedgerEntry.year)
    order = list(Fund)
    found = [(fund, year, int(fen)) for fund, year, fen in session.execute(rows)]
    return sorted(found, key=lambda each: (each[1], order.index(each[0])))
