"""A class that has ended, whose people the district found qualified, and the city that numbers them.

It is one of 创业, where hours do not decide: so its list stands without a punch.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.urging.urging import AUDITOR, CITY, DISTRICT, ELSEWHERE, SCHOOL
from training.certificates.acts.ask_voiding import VoidingDraft, ask_voiding
from training.certificates.acts.decide_voiding import Decided, decide_voiding
from training.certificates.acts.hand_over import Shown, hand_over
from training.certificates.acts.issue_certificates import issue_certificates
from training.certificates.rules.handovers import Handover
from training.certificates.rules.issuing import Wanted
from training.certificates.rules.numbers import Issuer, Numbering
from training.certificates.terms import HandoverProof
from training.certificates.views.find_certificate import find_certificate
from training.certificates.views.waiting import lists_to_number
from training.classes.views.find_class import find_district
from training.database import Database
from training.notice.terms import ClassKind, Role
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.reviews import FilingReview
from training.results.acts.approve_list import ListDraft, approve_list
from training.results.acts.sign_verdict import sign_verdict
from training.results.rules.people import Decision
from training.results.rules.signing import Wish
from training.results.terms import Result
from training.results.views.find_approved_list import find_approved_list
from training.reviews.terms import ReviewVerdict
from training.settings.certificates import DEFAULT_TEMPLATE
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

__all__ = ["AUDITOR", "CITY", "DISTRICT", "ELSEWHERE", "SCHOOL"]
SECOND = "孙强"
PEOPLE = ("王芳", "㛃䶮𬭩", "李丽")
NUMBERING = Numbering(DEFAULT_TEMPLATE, "150200")
TOKENS = count(1)
YES = Decision(Result.QUALIFIED, "考核通过")
NO = Decision(Result.UNQUALIFIED, "缺考")
AFTER = at(date(2026, 9, 20), "10:00")


def issuer() -> Issuer:
    return Issuer(NUMBERING, "包头市人社局", lambda: f"token-{next(TOKENS):026}")


def an_office(session: Session, own: TrainingClass) -> None:
    for name, role, district, institution in (
        (CITY, Role.CITY, None, None),
        (SECOND, Role.CITY, None, None),
        (AUDITOR, Role.AUDITOR, None, None),
        (DISTRICT, Role.DISTRICT, own.district, None),
        (ELSEWHERE, Role.DISTRICT, find_district(session, "青山区"), None),
        (SCHOOL, Role.INSTITUTION, None, own.institution),
    ):
        add_staff(session, name, role, district, institution, now=at(MONDAY, "08:00"))


def a_listed_class(
    session: Session, number: str = "BT-1", people: tuple[str, ...] = PEOPLE, **fields: object
) -> TrainingClass:
    """With everybody on its roster, the last of them 不合格 where there are several."""
    own = a_class(session, number, kind=ClassKind.STARTUP, lessons=False, **fields)
    for place, name in enumerate(people, 1):
        an_enrolment(session, own, a_trainee(session, name, f"1380000000{place}"), str(place))
    return own


def sign_and_approve(session: Session, own: TrainingClass, now: datetime = AFTER) -> None:
    district = find_staff(session, DISTRICT)
    pass_filing(session, own, now)
    sign_verdict(session, district, own.public_id, Wish(Result.QUALIFIED, reason="按创业培训规定"), now=now)
    approve(session, own, now)


def pass_filing(session: Session, own: TrainingClass, now: datetime = AFTER) -> None:
    city = find_staff(session, CITY)
    seen = {"prescribed_halves": own.prescribed_halves, "is_key_group": own.is_key_group}
    by = {"reviewed_by_id": city.id, "reviewed_by": city.name, "reviewed_at": now}
    session.add(
        FilingReview(class_id=own.id, ordinal=1, verdict=ReviewVerdict.PASSED, opinion="", **seen, **by)
    )
    session.flush()


def approve(session: Session, own: TrainingClass, now: datetime = AFTER, said: Decision = NO) -> None:
    """Another version: all are qualified but the last, of whom it is as said."""
    rows = select(Enrolment.public_id).where(Enrolment.class_id == own.id).order_by(Enrolment.id)
    *first, last = session.scalars(rows)
    decisions = {each: YES for each in first} | {last: said if first else YES}
    approve_list(session, find_staff(session, DISTRICT), own.public_id, ListDraft(decisions), now=now)


@dataclass
class Numbers:
    """What people do, one after the other; each in a transaction of its own."""

    database: Database
    now: datetime = AFTER
    numbering: Numbering = field(default_factory=lambda: NUMBERING)

    def seen(self, number: str = "BT-1") -> str:
        with self.database.reading() as session:
            found = find_approved_list(session, self._class(session, number).id)
            return found.sha256 if found else ""

    def issue(
        self,
        who: str = CITY,
        number: str = "BT-1",
        seen: str | None = None,
        people: frozenset[int] = frozenset(),
        again: bool = False,
    ) -> list[str]:
        wanted = Wanted(self.seen(number) if seen is None else seen, people, is_again=again)
        by = Issuer(self.numbering, "包头市人社局", issuer().new_token)
        with self.database.writing() as session:
            own = self._class(session, number).public_id
            made = issue_certificates(session, find_staff(session, who), own, wanted, by, now=self.now)
            return [each.number for each in made]

    def ask(self, number: str, who: str = CITY, reason: str = "姓名印错", *, again: bool = True) -> None:
        with self.database.writing() as session:
            draft = VoidingDraft(reason, again)
            ask_voiding(session, find_staff(session, who), self.key_of(session, number), draft, now=self.now)

    def decide(self, number: str, who: str = SECOND, note: str = "", *, yes: bool = True) -> str:
        """The number that takes its place."""
        with self.database.writing() as session:
            staff, said = find_staff(session, who), Decided(yes, note)
            made = decide_voiding(session, staff, self.key_of(session, number), said, issuer(), now=self.now)
            return made.replaced_by.number if made.replaced_by else ""

    def hand(self, number: str, said: Handover, picture: bytes, who: str = SCHOOL, seen: int = 0) -> None:
        with self.database.writing() as session:
            shown = Shown(HandoverProof.PHOTO, picture, str(seen))
            staff = find_staff(session, who)
            hand_over(session, staff, self.key_of(session, number), said, shown, now=self.now)

    def see(self, number: str, who: str = CITY) -> Certificate:
        with self.database.reading() as session:
            return find_certificate(session, find_staff(session, who), self.key_of(session, number))

    def waiting(self) -> int:
        """How many lists wait for numbers."""
        with self.database.reading() as session:
            return len(session.scalars(lists_to_number(find_staff(session, CITY))).all())

    def numbers(self) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(select(Certificate.number).order_by(Certificate.number)))

    def key_of(self, session: Session, number: str) -> UUID:
        return session.scalars(select(Certificate.public_id).where(Certificate.number == number)).one()

    def _class(self, session: Session, number: str) -> TrainingClass:
        rows = select(TrainingClass).where(TrainingClass.class_number == number)
        return session.scalars(rows).one()


def a_numbered_world(database: Database) -> Numbers:
    """One class with an approved list, nobody numbered yet."""
    with database.writing() as session:
        own = a_listed_class(session)
        an_office(session, own)
        sign_and_approve(session, own)
    return Numbers(database)
