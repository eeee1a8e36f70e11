"""For programs of staff: the documents of a class, what they are and by which hash they are known (R27)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.documents.rules.checklist import missing
from training.documents.terms import OwnerKind
from training.documents.views.attachments import seen_attachments, standing
from training.documents.views.checklists import checklist_of
from training.documents.views.lacking import names_there
from training.documents.views.owners import find_owner
from training.notice.clock import shanghai_day
from training.records.documents import Attachment
from training.records.staff.staff import Staff
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.schemas import DocumentPage
from webapp.api.tokens import staff_token
from webapp.web.house import now

blueprint = ProblemBlueprint(
    "documents_api", __name__, url_prefix="/api/v1", description="工作人员：班级材料"
)
STAFF: dict[str, list[dict[str, list[str]]]] = {"security": [{"staff": []}]}


@blueprint.get("/classes/<uuid:public_id>/documents")
@blueprint.doc(**STAFF)
@blueprint.response(200, DocumentPage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不在您的范围。")
@staff_token
def documents(public_id: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一个班的材料：缺哪些，交了哪些，被替换和撤回的也在"""
    own = see_class(session, staff, public_id)
    owner = find_owner(session, staff, OwnerKind.CLASS, str(public_id))
    found = seen_attachments(session, staff, owner)
    there = names_there(session, OwnerKind.CLASS, [own.id], shanghai_day(now()))[own.id]
    lacking = missing(checklist_of(session, OwnerKind.CLASS), own.filed_on, there.in_force)
    return {"total": len(found), "missing": lacking, "items": list(map(_document, found))}


def _document(own: Attachment) -> dict[str, Any]:
    return {
        "id": own.public_id,
        "kind": own.kind,
        "media": own.media,
        "size": own.size,
        "sha256": own.sha256,
        "valid_until": own.valid_until,
        "handed_at": own.handed_at,
        "state": standing(own, shanghai_day(now())),
    }
