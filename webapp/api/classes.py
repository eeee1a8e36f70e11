"""For programs of staff: classes, enrolments and hours, within what the member of staff may see (R09)."""

from collections.abc import Container
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.classes.rules.online_theory import OnlineTheory
from training.classes.views.online_theory_of import WHAT_IT_READS, online_theory_of_each
from training.classes.views.see_classes import see_class, visible_classes
from training.notice.clock import shanghai_day
from training.notice.identity import mask_phone
from training.notice.permissions import Permission, may
from training.people.views.restricted import told_restricted
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.api.hours import hours_summary
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.schemas import ClassPage, EnrolmentPage, HoursPage, Pages
from webapp.api.tokens import staff_token
from webapp.web.house import now

blueprint = ProblemBlueprint(
    "classes", __name__, url_prefix="/api/v1", description="工作人员：班级、学籍、课时"
)
STAFF: dict[str, list[dict[str, list[str]]]] = {"security": [{"staff": []}]}


@blueprint.get("/classes")
@blueprint.doc(**STAFF)
@blueprint.arguments(Pages, location="query")
@blueprint.response(200, ClassPage)
@blueprint.alt_response(401, description="令牌无效。")
@staff_token
def classes(pages: dict[str, int], session: Session, staff: Staff) -> dict[str, Any]:
    """看得到的班级，新开的在前"""
    visible = visible_classes(staff).order_by(TrainingClass.starts_on.desc(), TrainingClass.id.desc())
    page = session.scalars(_page(visible.options(*WHAT_IT_READS), pages)).all()
    theory = online_theory_of_each(session, page, shanghai_day(now()))
    return {"total": _count(session, visible), "items": list(map(_class, page, theory))}


@blueprint.get("/classes/<uuid:public_id>/enrolments")
@blueprint.doc(**STAFF)
@blueprint.arguments(Pages, location="query")
@blueprint.response(200, EnrolmentPage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不在您的范围。")
@staff_token
def enrolments(pages: dict[str, int], public_id: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一个班的学籍；手机号打码"""
    own = select(Enrolment).where(Enrolment.class_id == see_class(session, staff, public_id).id)
    loaded = own.options(joinedload(Enrolment.trainee), joinedload(Enrolment.withdrawal))
    page = session.scalars(_page(loaded.order_by(Enrolment.id), pages)).all()
    restricted = told_restricted(session, staff, [each.trainee_id for each in page])
    return {"total": _count(session, own), "items": [_enrolment(staff, each, restricted) for each in page]}


@blueprint.get("/classes/<uuid:public_id>/hours")
@blueprint.doc(**STAFF)
@blueprint.arguments(Pages, location="query")
@blueprint.response(200, HoursPage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不在您的范围。")
@staff_token
def hours(pages: dict[str, int], public_id: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一个班每名学员的课时"""
    found = progress_of_class(session, see_class(session, staff, public_id), now())
    first = (pages["page"] - 1) * pages["page_size"]
    shown = found[first : first + pages["page_size"]]
    return {"total": len(found), "items": [_hours(staff, each) for each in shown]}


def _hours(staff: Staff, found: ClassProgress) -> dict[str, Any]:
    summary = hours_summary(found)
    return summary | {"name": name_for(staff, summary["name"])}


def _page(query: Select[Any], pages: dict[str, int]) -> Select[Any]:
    return query.limit(pages["page_size"]).offset((pages["page"] - 1) * pages["page_size"])


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def _class(own: TrainingClass, theory: OnlineTheory) -> dict[str, Any]:
    return {
        "id": own.public_id,
        "class_number": own.class_number,
        "name": own.name,
        "institution": own.institution.name,
        "district": own.district.name,
        "trade": own.trade,
        "kind": own.kind,
        "prescribed_hours": own.prescribed_halves / 2,
        "starts_on": own.starts_on,
        "ends_on": own.ends_on,
        "online_theory": {
            "planned_hours": theory.planned_halves / 2,
            "held_hours": theory.held_halves / 2,
            "most_percent": theory.most_percent,
            "is_too_much": theory.is_too_much,
            "lacks_reason": theory.lacks_reason,
            "reason": theory.reason,
        },
    }


def _enrolment(staff: Staff, own: Enrolment, restricted: Container[int]) -> dict[str, Any]:
    is_told = may(staff.role, Permission.ANSWER_DATA_REQUESTS)
    return {
        "id": own.public_id,
        "name": name_for(staff, own.trainee.name),
        "phone": mask_phone(own.trainee.phone),
        "attendance_number": own.attendance_number,
        "withdrawn_after": own.withdrawal.last_day if own.withdrawal else None,
        "is_restricted": own.trainee_id in restricted if is_told else None,
    }
