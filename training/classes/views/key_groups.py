"""Of whom the rosters of classes consist, by 人员类别 (R40)."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.rules.kinds import OnRoster, is_of_key_groups
from training.notice.policy import Policy
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal


def on_rosters(session: Session, classes: Collection[int]) -> Mapping[int, OnRoster]:
    """By the classes' keys, those who left not counted; one statement, none for no class."""
    found: dict[int, OnRoster] = defaultdict(OnRoster)
    if not classes:
        return found
    people = (
        select(Enrolment.class_id, Trainee.category, func.count())
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .outerjoin(Withdrawal, Withdrawal.enrolment_id == Enrolment.id)
        .where(Enrolment.class_id.in_(classes), Withdrawal.id.is_(None))
        .group_by(Enrolment.class_id, Trainee.category)
    )
    for class_id, category, count in session.execute(people):
        so_far = found[class_id]
        listed = count if is_of_key_groups(category) else 0
        found[class_id] = OnRoster(so_far.people + count, so_far.of_key_groups + listed)
    return found


def mostly_key_groups(session: Session, policies: Mapping[int, Policy]) -> frozenset[int]:
    """Of these classes, by their keys and policies, those whose people are mostly of listed groups."""
    found = on_rosters(session, policies.keys())
    return frozenset(key for key, each in found.items() if each.are_mostly_key_groups(policies[key]))
