"""Changes of a filed class, of its lessons and of its roster, as rows of its history."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import String, case, cast, func

from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Of, Rows, row, within_of
from training.notice.permissions import Permission
from training.records.changes.amendments import AmendmentDecision, ClassAmendment
from training.records.changes.lessons import LessonChange, LessonChangeDecision
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.classes.trainees import Enrolment, Trainee
from training.records.plans import ClassPlanChoice
from training.records.projects import ClassProjectChoice, Project
from training.records.staff.staff import Staff


def _amended(of: Of) -> Rows:
    own = ClassAmendment
    what = cast(own.field, String) + "：" + own.old + " → " + own.new
    rows = row(Happened.AMENDMENT_ASKED, own.asked_at, own.id, own.asked_by, NOTHING, own.reason, what)
    return within_of(rows, own.class_id, of)


def _amendment_decided(of: Of) -> Rows:
    own = AmendmentDecision
    rows = row(
        *(Happened.AMENDMENT_DECIDED, own.decided_at, own.id, own.decided_by),
        *(ClassAmendment.field, own.note, _yes(own.is_approved)),
    )
    whose = rows.join(ClassAmendment, own.amendment_id == ClassAmendment.id)
    return within_of(whose, ClassAmendment.class_id, of)


def _lesson_changed(of: Of) -> Rows:
    own = LessonChange
    day = func.coalesce(cast(own.held_on, String), cast(own.new_on, String))
    rows = row(Happened.LESSON_ASKED, own.asked_at, own.id, own.asked_by, day, own.reason, own.kind)
    return within_of(rows, own.class_id, of)


def _lesson_decided(of: Of) -> Rows:
    own = LessonChangeDecision
    rows = row(
        *(Happened.LESSON_DECIDED, own.decided_at, own.id, own.decided_by),
        *(LessonChange.kind, own.note, _yes(own.is_approved)),
    )
    return within_of(rows.join(LessonChange, own.change_id == LessonChange.id), LessonChange.class_id, of)


def _plan_chosen(of: Of) -> Rows:
    own = ClassPlanChoice
    is_planned = case((own.line.is_not(None), YES), else_="")
    rows = row(
        *(Happened.PLAN_CHOSEN, own.chosen_at, own.id, own.chosen_by, NOTHING, own.reason, is_planned),
    )
    return within_of(rows, own.class_id, of)


def _project_chosen(of: Of) -> Rows:
    own = ClassProjectChoice
    rows = row(
        *(Happened.PROJECT_CHOSEN, own.chosen_at, own.id, own.chosen_by),
        *(Project.number, own.reason, Project.version),
    )
    return within_of(rows.join(Project, own.project_id == Project.id), own.class_id, of)


def _roster_changed(of: Of) -> Rows:
    own = RosterChange
    rows = row(Happened.ROSTER_ASKED, own.asked_at, own.id, own.asked_by, _whom(), own.reason, own.kind)
    return within_of(_with_leaver(rows), own.class_id, of)


def _roster_decided(of: Of) -> Rows:
    own = RosterChangeDecision
    rows = row(
        *(Happened.ROSTER_DECIDED, own.decided_at, own.id, func.coalesce(Staff.name, "本人")),
        *(_whom(), own.note, _yes(own.is_approved)),
    )
    whose = rows.join(RosterChange, own.change_id == RosterChange.id).outerjoin(
        Staff, own.decided_by_id == Staff.id
    )
    return within_of(_with_leaver(whose), RosterChange.class_id, of)


def _yes(is_approved: Any) -> Any:
    return case((is_approved, YES), else_="")


def _whom() -> Any:
    """Who leaves, or who comes where nobody leaves."""
    return func.coalesce(Trainee.name, RosterChange.name)


def _with_leaver(rows: Rows) -> Rows:
    leaver = rows.outerjoin(Enrolment, RosterChange.enrolment_id == Enrolment.id)
    return leaver.outerjoin(Trainee, Enrolment.trainee_id == Trainee.id)


SOURCES_OF_CHANGES: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.AMENDMENT_ASKED: (Permission.SEE_CHANGES, _amended),
    Happened.AMENDMENT_DECIDED: (Permission.SEE_CHANGES, _amendment_decided),
    Happened.LESSON_ASKED: (Permission.SEE_CHANGES, _lesson_changed),
    Happened.LESSON_DECIDED: (Permission.SEE_CHANGES, _lesson_decided),
    Happened.PLAN_CHOSEN: (Permission.SEE_PLANS, _plan_chosen),
    Happened.PROJECT_CHOSEN: (Permission.SEE_PROJECTS, _project_chosen),
    Happened.ROSTER_ASKED: (Permission.SEE_ROSTER_CHANGES, _roster_changed),
    Happened.ROSTER_DECIDED: (Permission.SEE_ROSTER_CHANGES, _roster_decided),
}
