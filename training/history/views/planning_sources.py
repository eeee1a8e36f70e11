"""Acts about plans, projects and the lists that they choose from (经办记录)."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, String, cast

from training.classes.views.within import within
from training.history.terms import Happened
from training.history.views.columns import Rows, of_no_class, row
from training.notice.permissions import Permission
from training.records.classes.districts import District
from training.records.plans import PlanAct, QuarterPlan
from training.records.projects import Project, ProjectAct, ProjectChoice, ProjectChoiceAct
from training.records.staff.staff import Staff


def _plan_moved(staff: Staff) -> Rows:
    own, plan = PlanAct, QuarterPlan
    quarter = " " + cast(plan.year, String) + " 年第 " + cast(plan.quarter, String) + " 季度计划第 "
    of = District.name + quarter + cast(plan.version, String) + " 版"
    rows = row(Happened.PLAN_MOVED, own.acted_at, own.id, own.acted_by, of, own.reason, own.move)
    moved = rows.join(plan, own.plan_id == plan.id).join(District, plan.district_id == District.id)
    return of_no_class(moved).where(within(staff, Permission.SEE_PLANS, district=plan.district_id))


def _registered(staff: Staff) -> Rows:
    own = Project
    rows = row(Happened.PROJECT_REGISTERED, own.registered_at, own.id, own.registered_by, _version())
    return of_no_class(rows).where(_is_seen(staff))


def _project_moved(staff: Staff) -> Rows:
    own = ProjectAct
    rows = row(
        *(Happened.PROJECT_MOVED, own.acted_at, own.id, own.acted_by, _version(), own.reason, own.move)
    )
    return of_no_class(rows.join(Project, own.project_id == Project.id)).where(_is_seen(staff))


def _choice_moved(staff: Staff) -> Rows:
    own, of = ProjectChoiceAct, cast(ProjectChoice.kind, String) + " " + ProjectChoice.name
    rows = row(Happened.CHOICE_MOVED, own.acted_at, own.id, own.acted_by, of, own.reason, own.move)
    return of_no_class(rows.join(ProjectChoice, own.choice_id == ProjectChoice.id))


def _version() -> ColumnElement[str]:
    return Project.number + " 第 " + cast(Project.version, String) + " 版"


def _is_seen(staff: Staff) -> ColumnElement[bool]:
    return within(staff, Permission.SEE_PROJECTS, district=Project.district_id)


PLANNING: Mapping[Happened, tuple[Permission, Callable[[Staff], Rows]]] = {
    Happened.PLAN_MOVED: (Permission.SEE_PLANS, _plan_moved),
    Happened.PROJECT_REGISTERED: (Permission.SEE_PROJECTS, _registered),
    Happened.PROJECT_MOVED: (Permission.SEE_PROJECTS, _project_moved),
    Happened.CHOICE_MOVED: (Permission.SEE_PROJECTS, _choice_moved),
}
"""What one must be allowed to see for it, and the rows that somebody may read."""
