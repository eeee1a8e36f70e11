"""The figures of the night: what the charts of the desk are drawn of (日数据、月数据)."""

from datetime import datetime

from notifications.post import Post
from training.database import Database
from training.worklist.acts.keep_class_days import keep_class_days
from training.worklist.acts.keep_months import keep_months
from training.worklist.rules.figures import in_turns, is_due
from training.worklist.views.class_days import class_days, classes_of_days, figures_made_at

A_TURN = 20
"""Classes; what is written of them takes some thousandths of a second."""


def make_figures(post: Post) -> None:
    """Once a night, and in the next hour where it was missed; an installation's first in its first hour."""
    with post.database.reading() as session:
        is_missing = is_due(figures_made_at(session), post.clock())
    if is_missing:
        keep_figures(post.database, post.clock())


def keep_figures(database: Database, now: datetime) -> None:
    """All days and months that charts show are counted anew, so that nothing has to tell what came late.

    Read outside of any write; whichever part fails, the next hour begins again.
    """
    with database.reading() as session:
        keys = classes_of_days(session, now=now)
    for turn in in_turns(keys, A_TURN):
        with database.reading() as session:
            found = class_days(session, turn, now=now)
        with database.writing() as session:
            keep_class_days(session, found, now=now)
    with database.writing() as session:
        keep_months(session, len(keys), now=now)
