"""A district registers a project, or a new version of one, as a draft for a second hand (R48)."""

from dataclasses import asdict
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.find_class import find_institution
from training.database import insert_new
from training.errors import NotFound, NotNow
from training.notice.permissions import Permission, may
from training.projects.rules.agreement import Agreement
from training.projects.terms import ProjectState
from training.projects.views.see_projects import see_project
from training.records.projects import Project
from training.records.staff.staff import Staff


class DraftIsOpen(NotNow):
    """There is a version that waits."""

    def __init__(self, number: str):
        super().__init__(f"项目 {number} 有一版还在等确认，请先办完那一版。")


def register_project(
    session: Session, staff: Staff, agreed: Agreement, implementer: str, *, now: datetime
) -> Project:
    """The version in force stays so until this one is confirmed; raises NotFound or DraftIsOpen."""
    if staff.district_id is None or not may(staff.role, Permission.REGISTER_PROJECTS):
        raise NotFound("这个旗县区的项目")
    school, public_id = find_institution(session, implementer), uuid4()
    row = asdict(agreed) | {
        "public_id": public_id,
        "district_id": staff.district_id,
        "version": _next_version(session, staff.district_id, agreed.number),
        "implementer_id": school.id,
        "state": ProjectState.DRAFT,
        "moved_at": now,
        "registered_by_id": staff.id,
        "registered_by": staff.name,
        "registered_at": now,
    }
    if not insert_new(session, Project, [row]):
        raise DraftIsOpen(agreed.number)
    return see_project(session, staff, public_id)


def _next_version(session: Session, district_id: int, number: str) -> int:
    """Asked in one statement, so that no colleague's project comes between: of two the number refuses one."""
    own = Project.district_id == district_id, Project.number == number
    rows = select(Project.version, Project.state).where(*own)
    state_of = {version: state for version, state in session.execute(rows)}
    if ProjectState.DRAFT in state_of.values():
        raise DraftIsOpen(number)
    return max(state_of, default=0) + 1
