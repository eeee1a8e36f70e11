"""Which classes may want checks at all, as a part of a query: few, however many there were (R40, R41)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, tuple_

from training.checks.rules.check_quota import kinds_by_people, kinds_with_checks
from training.classes.rules.kinds import DoubtKind
from training.notice.policy import Policy
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert


def may_want_checks(policies: Iterable[Policy], running_on: date | None = None) -> ColumnElement[bool]:
    """As it was filed, or, of those filed as no key group, for its people.

    Of the latter those about which somebody was told (`tell_of_kinds`, at each change and every morning),
    and those that are running on a day.
    """
    held, own = tuple(policies), TrainingClass
    filed = tuple_(own.kind, own.is_key_group).in_(sorted(kinds_with_checks(held)))
    told = exists().where(Alert.class_id == own.id, Alert.kind == DoubtKind.KEY_GROUP.told_as)
    asked = told if running_on is None else or_(own.ends_on >= running_on, told)
    return or_(filed, and_(own.is_key_group.is_(False), own.kind.in_(sorted(kinds_by_people(held))), asked))
