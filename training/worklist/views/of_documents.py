"""材料 that are missing or expire: one line for a school, and one for a district (R27, R62, R68)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from training.documents.views.lacking import count_lack
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, Place, may, place_of
from training.records.staff.staff import Staff
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace


def work_of_documents(session: Session, staff: Staff, *, now: datetime) -> Iterator[Work]:
    """One line, however many there are; the city has its list and no line."""
    place = place_of(staff.role, Permission.HAND_IN_DOCUMENTS)
    if place in (None, Place.EVERYWHERE) or not may(staff.role, Permission.SEE_DOCUMENTS):
        return
    lack = count_lack(session, staff, shanghai_day(now))
    if lack.is_nothing:
        return
    counted = (
        (lack.classes, f"{lack.classes} 个班缺必备材料"),
        (
            lack.institutions,
            "本机构缺必备材料" if place is Place.OWN_INSTITUTION else f"{lack.institutions} 家机构缺必备材料",
        ),
        (lack.expiring, f"{lack.expiring} 份材料将到期或已过期"),
    )
    title = "，".join(words for many, words in counted if many)
    mark = Mark(None, now, WorkKind.DOCUMENT, "documents")
    verb = "去补交" if place is Place.OWN_INSTITUTION else "去看看"
    yield Work(mark, title, "按市级规定的材料清单；30 天内到期的也算", verb, WorkPlace.DOCUMENTS)
