"""The city says what documents there must be (材料清单); what it said before stays."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.documents.rules.checklist import HAVE_CHECKLISTS, BadKind, Kind, check_name
from training.documents.views.checklists import latest_ordinal
from training.errors import NotFound, NotNow
from training.notice.permissions import Permission, may
from training.records.documents import DocumentKind
from training.records.staff.staff import Staff


class ChecklistChanged(NotNow):
    """Something was said of the same kind that the page did not show."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}”已经在清单里、曾被去掉，或刚被别人改过，没有存；请看现在的清单，在那里修改或恢复。"
        )


def say_document_kind(session: Session, staff: Staff, kind: Kind, seen: str, *, now: datetime) -> None:
    """`seen` is how often something was said of it when the page was made.

    Raises NotFound, BadKind or ChecklistChanged.
    """
    if not may(staff.role, Permission.KEEP_CHECKLISTS):
        raise NotFound("材料清单")
    if kind.owner not in HAVE_CHECKLISTS:
        raise BadKind("这一类没有材料清单，请选班级、培训机构、学员或授课教师。")
    name = check_name(kind.name)
    said = latest_ordinal(session, kind.owner, name)
    row = {
        "owner_kind": kind.owner,
        "name": name,
        "ordinal": said + 1,
        "is_required": kind.is_required,
        "expires": kind.expires,
        "is_personal": kind.is_personal,
        "applies_from": kind.applies_from,
        "is_listed": kind.is_listed,
        "said_by_id": staff.id,
        "said_by": staff.name,
        "said_at": now,
    }
    if seen != str(said) or not insert_new(session, DocumentKind, [row]):
        raise ChecklistChanged(name)
