"""Which classes may want checks at all, as a part of a query: few, however many there were (R40, R41)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, tuple_

from training.checks.rules.check_quota import kinds_by_people, kinds_with_checks
from training.notice.policy import Policy
from training.records.classes.classes import TrainingClass
from training.records.classes.findings import KeyGroupFinding


def may_want_checks(policies: Iterable[Policy], running_on: date | None = None) -> ColumnElement[bool]:
    """As it was filed, or, of those filed as no key group, for its people.

    Of the latter those of which that was found (`tell_of_kinds`, at each change and every morning), and those
    that are running on a day.
    """
    held, own = tuple(policies), TrainingClass
    # A project may have numbers of its own, whatever the rules want (R48).
    by_kind = tuple_(own.kind, own.is_key_group).in_(sorted(kinds_with_checks(held)))
    filed = or_(by_kind, own.project_id.is_not(None))
    found = exists().where(KeyGroupFinding.class_id == own.id)
    asked = found if running_on is None else or_(own.ends_on >= running_on, found)
    return or_(filed, and_(own.is_key_group.is_(False), own.kind.in_(sorted(kinds_by_people(held))), asked))
