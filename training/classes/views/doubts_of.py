"""Which classes are doubtful as they were filed: the school of a C1 class, the people of any (R40, R57)."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from training.classes.rules.approvals import Approval
from training.classes.rules.kinds import Doubt, FiledKind, OnRoster, asks_its_people, doubts_about
from training.classes.views.approvals_of import approvals_of_schools
from training.classes.views.key_groups import on_rosters
from training.notice.terms import ClassKind
from training.records.classes.classes import TrainingClass

Approvals = Mapping[int, Sequence[Approval]]


def doubts_of(session: Session, classes: Collection[TrainingClass]) -> dict[int, tuple[Doubt, ...]]:
    """By the classes' keys (rule sets loaded), nothing of those in order; two statements, however many."""
    asked = [each.id for each in classes if asks_its_people(each.kind, is_key_group=each.is_key_group)]
    people = on_rosters(session, asked)
    schools = {each.institution_id for each in classes if each.kind is ClassKind.C1}
    approvals = approvals_of_schools(session, schools)
    found = {
        own.id: tuple(doubts_about(_filed(own, approvals, people[own.id]), own.rule_set.policy))
        for own in classes
    }
    return {key: doubts for key, doubts in found.items() if doubts}


def _filed(own: TrainingClass, approvals: Approvals, people: OnRoster) -> FiledKind:
    covered = any(each.covers(own.starts_on) for each in approvals.get(own.institution_id, ()))
    return FiledKind(own.kind, own.is_key_group, own.starts_on, covered, people)
