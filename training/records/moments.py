"""The rules of `training/notice/clock.py` on jumps of the clock, said to the database."""

from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Date, and_, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from training.notice.clock import CLOCKS_APART

Stored: TypeAlias = (
    InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None] | ColumnElement[datetime]
)


class DayOf(FunctionElement[date]):
    """`shanghai_day(moment)` of what is stored."""

    name = "day_of"
    type = Date()
    inherit_cache = True


@compiles(DayOf, "sqlite")
def _on_sqlite(element: DayOf, compiler: SQLCompiler, **kw: object) -> str:
    # Shanghai has kept its hour since 1991.
    return f"date({compiler.process(element.clauses, **kw)}, '+8 hours')"


@compiles(DayOf, "postgresql")
def _on_postgresql(element: DayOf, compiler: SQLCompiler, **kw: object) -> str:
    return f"CAST(timezone('Asia/Shanghai', {compiler.process(element.clauses, **kw)}) AS DATE)"


class DaysAfter(FunctionElement[date]):
    """So many days after a stored day."""

    name = "days_after"
    type = Date()
    inherit_cache = True


@compiles(DaysAfter, "sqlite")
def _after_on_sqlite(element: DaysAfter, compiler: SQLCompiler, **kw: object) -> str:
    day, days = (compiler.process(each, **kw) for each in element.clauses)
    return f"date({day}, ({days}) || ' days')"


@compiles(DaysAfter, "postgresql")
def _after_on_postgresql(element: DaysAfter, compiler: SQLCompiler, **kw: object) -> str:
    day, days = (compiler.process(each, **kw) for each in element.clauses)
    return f"({day} + CAST({days} AS INTEGER))"


def has_come(until: Stored, longest: timedelta, now: datetime) -> ColumnElement[bool]:
    """`not waits(until, longest, now)` of what is there; false where nothing is."""
    return or_(until <= now, until > now + longest + CLOCKS_APART)


def is_living(made_at: Stored, expires_at: Stored, now: datetime) -> ColumnElement[bool]:
    """From when it was made until it expires: what a clock that ran ahead made is of no use before then,
    and so never lives for longer than it was made for."""
    return and_(made_at <= now + CLOCKS_APART, expires_at > now)


def is_recent(moment: Stored, span: timedelta, now: datetime) -> ColumnElement[bool]:
    return and_(moment > now - span, moment <= now + CLOCKS_APART)


def is_ahead(moment: Stored, now: datetime) -> ColumnElement[bool]:
    return moment > now + CLOCKS_APART
