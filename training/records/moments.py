"""The rules of `training/notice/clock.py` on jumps of the clock, said to the database."""

from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from training.notice.clock import CLOCKS_APART

Stored: TypeAlias = (
    InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None] | ColumnElement[datetime]
)


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
