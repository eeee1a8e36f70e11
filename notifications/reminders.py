"""Puts the reminders that are due into the outbox: decided while reading, written in a short transaction."""

from datetime import datetime
from secrets import token_urlsafe

from training.attendance.acts.write_reminders import write_reminders
from training.attendance.views.plan_reminders import plan_reminders
from training.database import Database
from training.outbox.rules.short_links import TOKEN_BYTES, ShortLinks


def remind_all(database: Database, public_url: str, now: datetime) -> int:
    """Write what is due now and say how many; a second worker, or a second run, writes nothing twice.

    To decide about a city takes seconds, in which others must be able to write their punches.
    """
    with database.reading() as session:
        plan = plan_reminders(session, now)
    if not plan.due and not plan.silent:
        return 0
    with database.writing() as session:
        return write_reminders(session, plan, links_of(public_url), now=now)


def links_of(public_url: str) -> ShortLinks:
    """Links as short as an SMS needs them; they open nothing without the sign-in."""
    return ShortLinks(public_url, lambda: token_urlsafe(TOKEN_BYTES))
