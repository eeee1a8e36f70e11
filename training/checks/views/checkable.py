"""What of classes decides how often they are checked: as filed, or as their people are (R40, R41)."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from training.checks.rules.check_quota import CheckableClass
from training.classes.rules.kinds import asks_its_people
from training.classes.views.key_groups import mostly_key_groups
from training.records.classes.classes import TrainingClass


def checkables_of(session: Session, classes: Collection[TrainingClass]) -> dict[int, CheckableClass]:
    """By the classes' keys (rule sets loaded); one statement for all that are filed as no key group.

    Whoever files a class does not decide alone whether it owes checks: its people do as well.
    """
    asked = [each for each in classes if asks_its_people(each.kind, is_key_group=each.is_key_group)]
    mostly = mostly_key_groups(session, {each.id: each.rule_set.policy for each in asked})
    return {
        own.id: CheckableClass(
            own.kind, own.is_key_group or own.id in mostly, own.prescribed_halves, own.ends_on
        )
        for own in classes
    }
