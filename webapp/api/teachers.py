"""For programs of staff: who teaches a class, and what is not in order about it (R63, R64)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.records.staff.staff import Staff
from training.teachers.rules.flags import Flagged
from training.teachers.views.see_class_teachers import ClassTeachers, see_class_teachers
from webapp.api.classes import STAFF
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.teacher_schemas import TeacherList
from webapp.api.tokens import staff_token
from webapp.web.house import now

blueprint = ProblemBlueprint("teachers_api", __name__, url_prefix="/api/v1", description="工作人员：授课教师")


@blueprint.get("/classes/<uuid:public_id>/teachers")
@blueprint.doc(**STAFF)
@blueprint.response(200, TeacherList)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不在您的范围。")
@staff_token
def teachers(public_id: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一个班的授课教师、审核结论和疑点；疑点不是结论"""
    found = see_class_teachers(session, see_class(session, staff, public_id), now=now())
    flags = [_flag(each) for each in found.flags]
    return {"items": [_teacher(found, each.id, each.name) for each in found.teachers], "flags": flags}


def _teacher(found: ClassTeachers, key: int, name: str) -> dict[str, Any]:
    review = found.reviews.get(key)
    return {
        "name": name,
        "half_days": len(found.lessons[key]),
        "verdict": review.verdict if review else None,
        "certificates": found.certificates.get(key, ()),
    }


def _flag(own: Flagged) -> dict[str, Any]:
    return {"flag": own.flag, "teacher": own.name, "half_days": len(own.slots), "first_on": own.slots[0][0]}
