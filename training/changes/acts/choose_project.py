"""A district says under which project a class is, or changes it after it was filed (归入项目, R48)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.changes.acts.tell_of_project import tell_of_project
from training.changes.rules.projects import ProjectChosen, SameProject
from training.changes.views.find_class_to_change import hold_class
from training.changes.views.project_options import (
    ProjectOption,
    count_choices,
    project_options,
    seen_of_project,
)
from training.classes.rules.of_project import ProjectUnfit, check_named
from training.classes.rules.roster_changes import ListIsApproved
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.projects import ClassProjectChoice, Project
from training.records.staff.staff import Staff
from training.rosters.views.list_is_approved import list_is_approved


@dataclass(frozen=True)
class ProjectChoiceDraft:
    """Which version, and why; `seen` is the mark of what the page showed."""

    project_id: UUID
    reason: str
    seen: str


def choose_project(
    session: Session, staff: Staff, class_id: UUID, draft: ProjectChoiceDraft, *, now: datetime
) -> TrainingClass:
    """From now on the class keeps to that version; its checks and its share of the hours follow from it.

    Raises NotFound, ReasonMissing, TextTooLong, ListIsApproved, ProjectChosen, ProjectMissing, SameProject or
    ProjectUnfit.
    """
    reason = read_reason(draft.reason, "归入项目")
    own = _class(session, staff, class_id)
    hold_class(session, own)
    if list_is_approved(session, own.id):
        raise ListIsApproved
    if draft.seen != seen_of_project(session, own):
        raise ProjectChosen
    option = _option(session, own, draft.project_id, now)
    choice = ClassProjectChoice(
        class_id=own.id,
        ordinal=count_choices(session, own) + 1,
        project=option.project,
        before=own.project,
        reason=reason,
        chosen_by_id=staff.id,
        chosen_by=staff.name,
        chosen_at=now,
    )
    session.add(choice)
    own.project = option.project
    session.flush()
    tell_of_project(session, own, choice, option.consequences, now=now)
    return own


def _class(session: Session, staff: Staff, class_id: UUID) -> TrainingClass:
    mine = TrainingClass.public_id == class_id, within_class(staff, Permission.REGISTER_PROJECTS)
    rows = select(TrainingClass).where(*mine)
    whole = rows.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.district))
    found = session.scalars(whole).one_or_none()
    if found is None:
        raise NotFound("这个班")
    return found


def _option(session: Session, own: TrainingClass, project_id: UUID, now: datetime) -> ProjectOption:
    """Held, so that it is not ended or amended meanwhile."""
    session.execute(select(Project.id).where(Project.public_id == project_id).with_for_update())
    found = (each for each in project_options(session, own, now=now) if each.project.public_id == project_id)
    option = next(found, None)
    if option is None:
        raise NotFound("这个有效的项目")
    check_named(own.kind, option.project.number, is_known=True, is_required=False)
    if option.project.id == own.project_id:
        raise SameProject(option.project.number, option.project.version)
    if option.faults:
        raise ProjectUnfit(option.project.number, option.faults)
    return option
