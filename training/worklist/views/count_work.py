"""How much of each kind waits for one person, for the menu of every page: a few statements and no more."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.terms import CheckLevel
from training.checks.views.find_check import level_of
from training.checks.views.owed_checks import quotas_owed
from training.feedback.views.count_feedback import count_feedback
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.worklist.terms import WorkKind
from training.worklist.views.queues import count_queues
from training.worklist.views.see_worklist import QUEUES


def count_work(session: Session, staff: Staff, *, now: datetime) -> Counter[WorkKind]:
    """The counts of `see_worklist`, without those kinds that only a whole list can tell."""
    counts = count_queues(session, staff, QUEUES, now=now)
    if may(staff.role, Permission.CHECK_CLASSES):
        level = level_of(staff)
        owed = quotas_owed(session, staff, [level], now=now)
        counts[WorkKind.CHECK] = sum(level is CheckLevel.DISTRICT or each[2].days_left >= 0 for each in owed)
    if may(staff.role, Permission.HANDLE_FEEDBACK):
        counts[WorkKind.FEEDBACK] = count_feedback(session, staff, now=now)
    return counts
