"""Under which projects a class of a project may come, and what would follow from each (R48)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.attendance.rules.progress import needed_halves
from training.changes.rules.consequences import Consequence, of_project
from training.checks.rules.check_quota import CheckableClass, required_checks
from training.checks.terms import CheckLevel
from training.checks.views.checkable import checkables_of
from training.classes.views.lists.class_numbers import enrolled_in
from training.notice.project_numbers import by_project
from training.projects.views.see_projects import findings_of
from training.records.classes.classes import TrainingClass
from training.records.projects import IS_IN_FORCE, ClassProjectChoice, Project


@dataclass(frozen=True)
class ProjectOption:
    """A version in force of the class's district: the people of all of its classes with this one, why it does
    not fit (empty: it does), and what follows."""

    project: Project
    people: int
    faults: tuple[str, ...]
    consequences: tuple[Consequence, ...]


def project_options(session: Session, own: TrainingClass, *, now: datetime) -> tuple[ProjectOption, ...]:
    """Those that fit first, then by number; as many statements for a hundred as for one."""
    rows = select(Project).where(Project.district_id == own.district_id, IS_IN_FORCE)
    loaded = rows.options(joinedload(Project.implementer)).execution_options(populate_existing=True)
    found = session.scalars(loaded.order_by(Project.number)).all()
    people, checkable = _people(session, own, now), checkables_of(session, [own])[own.id]
    before = _reckon(own, checkable, own.project)
    options = [
        ProjectOption(
            each,
            people[each.number],
            tuple(findings_of(each, own, people[each.number])),
            of_project(before, _reckon(own, checkable, each)),
        )
        for each in found
    ]
    return tuple(sorted(options, key=lambda each: bool(each.faults)))


def choices_of_project(session: Session, own: TrainingClass) -> Sequence[ClassProjectChoice]:
    """As they were made."""
    rows = select(ClassProjectChoice).where(ClassProjectChoice.class_id == own.id)
    whole = rows.options(joinedload(ClassProjectChoice.project), joinedload(ClassProjectChoice.before))
    return session.scalars(whole.order_by(ClassProjectChoice.ordinal)).all()


def seen_of_project(session: Session, own: TrainingClass) -> str:
    """Changes with every choice."""
    return f"{own.project_id or 0}-{count_choices(session, own)}"


def count_choices(session: Session, own: TrainingClass) -> int:
    had = select(func.count()).where(ClassProjectChoice.class_id == own.id)
    return session.scalar(had) or 0


def _people(session: Session, own: TrainingClass, now: datetime) -> Mapping[str, int]:
    """By number of the project: those of the classes of all of its versions, and of this class."""
    rows = select(Project.number, TrainingClass).join(Project, Project.id == TrainingClass.project_id)
    found = session.execute(
        rows.where(Project.district_id == own.district_id, TrainingClass.id != own.id)
    ).all()
    enrolled = enrolled_in(session, [own, *(each for _, each in found)], now=now)
    people: dict[str, int] = defaultdict(lambda: enrolled.get(own.id, 0))
    for number, each in found:
        people[number] += enrolled.get(each.id, 0)
    return people


def _reckon(own: TrainingClass, checkable: CheckableClass, project: Project | None) -> tuple[int, int, int]:
    """Checks that the city and the district owe, and the halves of hours that qualify, under that project."""
    rules = by_project(own.rule_set.policy, project.percent if project else None)
    owed = [
        required_checks(checkable, by_project(rules, None, project.checks_of(level) if project else None))
        for level in (CheckLevel.CITY, CheckLevel.DISTRICT)
    ]
    return owed[0], owed[1], needed_halves(own.prescribed_halves, own.kind, rules)
