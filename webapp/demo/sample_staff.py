"""Sample members of staff, to chat and to sign in as on one's own machine. Everybody is invented."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.find_class import find_district, find_institution
from training.notice.terms import Role
from training.records.classes.classes import Institution
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff
from webapp.demo.sample_class import INSTITUTION

DISTRICT = "昆都仑区"
CLERK = "赵会计"


@dataclass(frozen=True)
class SamplePerson:
    """Somebody of the staff; the place is a district's or an institution's name."""

    name: str
    role: Role
    userid: str
    place: str = ""


THREE = (
    SamplePerson("李敏", Role.CITY, "limin"),
    SamplePerson("王强", Role.DISTRICT, "wangqiang", DISTRICT),
    SamplePerson(CLERK, Role.INSTITUTION, "zhaokuaiji", INSTITUTION),
)


def register_sample_staff(session: Session, now: datetime) -> None:
    """An inspector of the city, one of a district, and a clerk of the institution, all known in DingTalk.

    Only where nobody is registered and the sample classes' institution is there.
    """
    institution = session.scalars(select(Institution).where(Institution.name == INSTITUTION)).one_or_none()
    if institution is None or session.scalar(select(Staff.id).limit(1)) is not None:
        return
    register(session, THREE, now)
    make_known(session, THREE)


def register(session: Session, people: Iterable[SamplePerson], now: datetime) -> None:
    for each in people:
        district = find_district(session, each.place) if each.role is Role.DISTRICT else None
        institution = find_institution(session, each.place) if each.role is Role.INSTITUTION else None
        add_staff(session, each.name, each.role, district, institution, now=now)


def make_known(session: Session, people: Iterable[SamplePerson]) -> None:
    """In the chat, so that they can chat and sign in."""
    for each in people:
        know_in_chat(session, find_staff(session, each.name), each.userid)
