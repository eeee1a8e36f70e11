"""How many letters wait for one person, for the menu: the classes themselves are not read."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from training.checks.rules.check_quota import CheckableClass, required_checks
from training.checks.terms import CheckLevel
from training.classes.rules.kinds import asks_its_people
from training.classes.views.key_groups import mostly_key_groups
from training.classes.views.within import within_class
from training.feedback.views.list_feedback import is_checked_by_city, is_unread, is_unsent
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.notice.policy import Policy
from training.notice.project_numbers import by_project
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import RuleSet
from training.records.projects import Project
from training.records.staff.staff import Staff


def count_feedback(session: Session, staff: Staff, *, now: datetime) -> int:
    """As many lines of `list_feedback` as `waits_for` this person."""
    if may(staff.role, Permission.SEND_FEEDBACK):
        return _unsent(session, staff, now)
    if not may(staff.role, Permission.ANSWER_FEEDBACK):
        return 0
    own = (TrainingClass.ends_on <= shanghai_day(now), within_class(staff, Permission.SEE_FEEDBACK))
    return session.scalar(select(func.count()).select_from(TrainingClass).where(*own, is_unread())) or 0


def _unsent(session: Session, staff: Staff, now: datetime) -> int:
    """A class that is filed as none of key groups may be one by its people, as in the list."""
    columns = (TrainingClass.kind, TrainingClass.is_key_group, TrainingClass.prescribed_halves)
    rows = (
        select(*columns, TrainingClass.ends_on, TrainingClass.id, RuleSet, Project)
        .add_columns(is_checked_by_city().label("is_checked"))
        .join(TrainingClass.rule_set)
        .outerjoin(TrainingClass.project)
        .where(TrainingClass.ends_on <= shanghai_day(now), within_class(staff, Permission.SEE_FEEDBACK))
        .where(is_unsent(session))
    )
    found = session.execute(rows).all()
    asked = (each for each in found if asks_its_people(each.kind, is_key_group=each.is_key_group))
    mostly = mostly_key_groups(session, {each.id: each.RuleSet.policy for each in asked})
    own = (
        (each, CheckableClass(each.kind, each.is_key_group or each.id in mostly, *each[2:4]))
        for each in found
    )
    return sum(bool(each.is_checked or required_checks(as_is, _policy(each))) for each, as_is in own)


def _policy(own: Row[Any]) -> Policy:
    checks = own.Project.checks_of(CheckLevel.CITY) if own.Project else None
    return by_project(own.RuleSet.policy, None, checks)
