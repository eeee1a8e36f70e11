"""A version of a project is confirmed by a second hand, dropped or ended (R48)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.database import insert_new
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.projects.rules.agreement import EXPLAINED, ProjectStands, moved
from training.projects.terms import ProjectMove, ProjectState
from training.projects.views.see_projects import see_project
from training.records.projects import Project, ProjectAct
from training.records.staff.staff import Staff


def move_project(
    session: Session, staff: Staff, project_id: UUID, move: ProjectMove, reason: str, *, now: datetime
) -> Project:
    """Confirmed, the version that was in force is amended by it, for later classes only.

    Raises NotFound, SameHand, ReasonMissing, TextTooLong or ProjectStands.
    """
    own = see_project(session, staff, project_id)
    if move is ProjectMove.AMEND or not may(staff.role, Permission.DECIDE_PROJECTS):
        raise NotFound("这个项目")
    said = read_reason(reason, move) if move in EXPLAINED else read_note(reason)
    # All versions of it, so that of two who act at once the second sees what the first did.
    versions = Project.district_id == own.district_id, Project.number == own.number
    session.execute(select(Project.id).where(*versions).order_by(Project.id).with_for_update())
    own = see_project(session, staff, project_id)
    moved(own.state, move)
    if move is ProjectMove.CONFIRM:
        check_other_hand(session, Signature(own.registered_by_id, own.registered_at), staff, now=now)
        before = session.scalars(select(Project).where(*versions, Project.state == ProjectState.IN_FORCE))
        for each in before.all():
            _record(session, each, ProjectMove.AMEND, f"第 {own.version} 版", staff, now)
        _tell_of_own_numbers(session, own, now)
    _record(session, own, move, said, staff, now)
    return see_project(session, staff, project_id)


def _tell_of_own_numbers(session: Session, own: Project, now: datetime) -> None:
    """What differs from the rules is the city's to know, as of weaker rules (R47)."""
    numbers = (
        ("市级检查", own.checks_city, " 次"),
        ("旗县区检查", own.checks_district, " 次"),
        ("合格课时比例", own.percent, "%"),
    )
    said = "、".join(f"{name} {many}{unit}" for name, many, unit in numbers if many is not None)
    if not said:
        return
    text = f"{own.district.name}的项目 {own.number} 第 {own.version} 版已确认，自定{said}，请核实"
    key = f"project_own_numbers:{own.public_id}"
    draft = AlertDraft("project_own_numbers", key, text, Audience.INSPECTORS, None, about=own.public_id)
    raise_alert(session, draft, now=now)


def _record(
    session: Session, own: Project, move: ProjectMove, reason: str, staff: Staff, now: datetime
) -> None:
    follows = moved(own.state, move)
    row = {
        "project_id": own.id,
        "ordinal": len(own.acts) + 1,
        "move": move,
        "state": follows,
        "reason": reason,
        "acted_by_id": staff.id,
        "acted_by": staff.name,
        "acted_at": now,
    }
    if not insert_new(session, ProjectAct, [row]):
        raise ProjectStands(move, own.state)
    session.execute(update(Project).where(Project.id == own.id).values(state=follows, moved_at=now))
