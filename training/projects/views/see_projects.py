"""The projects that somebody of the office sees: the city and the auditor all, a district its own (R48)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.rules.of_project import Proposed, project_findings
from training.classes.views.lists.class_numbers import enrolled_in
from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission
from training.notice.terms import ClassKind
from training.projects.terms import ProjectState
from training.records.classes.classes import TrainingClass
from training.records.projects import Project
from training.records.staff.staff import Staff

MOST = 50
"""Of classes that could still come under a project."""


def list_projects(session: Session, staff: Staff) -> Sequence[Project]:
    """Every version but dropped drafts, the newest first."""
    rows = _seen(staff).where(Project.state != ProjectState.DROPPED)
    return session.scalars(rows.order_by(Project.id.desc())).all()


def see_project(session: Session, staff: Staff, public_id: UUID) -> Project:
    """With its acts; raises NotFound."""
    own = _seen(staff).where(Project.public_id == public_id).options(selectinload(Project.acts))
    found = session.scalars(own.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound("这个项目")
    return found


def classes_of_project(
    session: Session, own: Project, *, now: datetime
) -> Sequence[tuple[TrainingClass, int]]:
    """Those of every version of it, each with its people who have not left."""
    versions = select(Project.id).where(Project.district_id == own.district_id, Project.number == own.number)
    rows = select(TrainingClass).where(TrainingClass.project_id.in_(versions))
    rows = rows.options(joinedload(TrainingClass.institution))
    found = session.scalars(rows.order_by(TrainingClass.starts_on, TrainingClass.id)).all()
    people = enrolled_in(session, found, now=now)
    return [(each, people.get(each.id, 0)) for each in found]


def classes_without_project(session: Session, own: Project) -> Sequence[TrainingClass]:
    """项目制 classes of its implementer in its district that are under none, the latest first."""
    rows = select(TrainingClass).where(
        TrainingClass.kind == ClassKind.PROJECT,
        TrainingClass.project_id.is_(None),
        TrainingClass.district_id == own.district_id,
        TrainingClass.institution_id == own.implementer_id,
    )
    return session.scalars(rows.order_by(TrainingClass.starts_on.desc(), TrainingClass.id).limit(MOST)).all()


def findings_of(own: Project, each: TrainingClass, people: int) -> list[str]:
    """In words why the class does not fit the project; `people` are those of all of its classes."""
    about = Proposed(each.institution.name, each.trade, each.starts_on, each.ends_on)
    return project_findings(own.terms, about, people)


def waiting_projects(staff: Staff) -> Select[Project]:
    """Drafts that wait for a second hand."""
    return _seen(staff).where(Project.state == ProjectState.DRAFT)


def _seen(staff: Staff) -> Select[Project]:
    mine = within(staff, Permission.SEE_PROJECTS, district=Project.district_id)
    return select(Project).where(mine).options(joinedload(Project.district), joinedload(Project.implementer))
