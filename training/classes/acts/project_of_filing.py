"""Under which project of its district a class is filed (R48)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.rules.of_project import ProjectUnfit, Proposed, check_named, project_findings
from training.notice.policy import Policy
from training.notice.terms import ClassKind
from training.records.classes.districts import District
from training.records.projects import IS_IN_FORCE, Project


@dataclass(frozen=True)
class Named:
    """What of a filed class says of which project it is; `number` is empty where none is named."""

    number: str
    kind: ClassKind
    proposed: Proposed


def project_of_filing(
    session: Session, district: District, own: Named, policy: Policy, filed_on: date
) -> Project | None:
    """The version in force of the project that is named, or None of another kind of class.

    `filed_on` is the day on which the file came, for the day that it states itself is the filer's to write.
    Raises ProjectMissing or ProjectUnfit.
    """
    found = _in_force(session, district, own.number) if own.number else None
    is_required = filed_on >= policy.projects_required_from
    check_named(own.kind, own.number, is_known=found is not None, is_required=is_required)
    if found is None:
        return None
    if faults := project_findings(found.terms, own.proposed):
        raise ProjectUnfit(own.number, faults)
    return found


def _in_force(session: Session, district: District, number: str) -> Project | None:
    rows = select(Project).where(Project.district_id == district.id, Project.number == number)
    return session.scalars(rows.where(IS_IN_FORCE)).one_or_none()
