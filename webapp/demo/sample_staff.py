"""Sample members of staff, to chat as on one's own machine. Everybody is invented."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.find_class import find_district
from training.notice.terms import Role
from training.records.classes.classes import Institution
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat
from webapp.demo.sample_files import INSTITUTION

DISTRICT = "昆都仑区"
CLERK = "赵会计"


def register_sample_staff(session: Session, now: datetime) -> None:
    """An inspector of the city, one of a district, and a clerk of the institution, all known in DingTalk.

    Only where nobody is registered and the sample classes' institution is there.
    """
    institution = session.scalars(select(Institution).where(Institution.name == INSTITUTION)).one_or_none()
    if institution is None or session.scalar(select(Staff.id).limit(1)) is not None:
        return
    district = find_district(session, DISTRICT)
    for name, role, own_district, own_institution, userid in (
        ("李敏", Role.CITY, None, None, "limin"),
        ("王强", Role.DISTRICT, district, None, "wangqiang"),
        (CLERK, Role.INSTITUTION, None, institution, "zhaokuaiji"),
    ):
        made = add_staff(session, name, role, own_district, own_institution, now=now)
        know_in_chat(session, made, userid)
