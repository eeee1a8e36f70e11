"""A class of 昆都仑区, its school and its offices, who hand documents in; each act a transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.checks.checking import CITY, SCHOOL, register_staff
from training.classes.views.find_class import find_class
from training.database import Database
from training.documents.acts.keep_attachment import NewAttachment, keep_attachment
from training.documents.acts.open_attachment import open_attachment
from training.documents.acts.say_document_kind import say_document_kind
from training.documents.acts.withdraw_attachment import withdraw_attachment
from training.documents.receiving import NewFile
from training.documents.rules.checklist import Kind, lacks
from training.documents.terms import Media, OwnerKind, Standing
from training.documents.views.attachments import Kept, attachments_of, standing
from training.documents.views.checklists import checklist_of
from training.documents.views.lacking import Lack, count_lack, names_there
from training.documents.views.owners import find_owner
from training.staff.views.find_staff import find_staff

TEN = at(MONDAY, "10:00")


def an_office(session: Session) -> None:
    register_staff(session)
    own = a_class(session, "BT-1")
    an_enrolment(session, own, a_trainee(session))


def a_file(name: str = "教学计划.docx") -> NewFile:
    """As it lies in the store already."""
    key, content = uuid4(), name.encode()
    digest = sha256(content).hexdigest()
    return NewFile(key, name, Media.DOCX, len(content), digest, f"documents/{key}", is_scanned=True)


@dataclass
class Desk:
    """What people do, one after the other."""

    database: Database
    now: datetime = TEN
    keys: dict[OwnerKind, str] = field(default_factory=dict)

    def hand_in(
        self,
        kind: str = "教学计划",
        who: str = SCHOOL,
        owner: OwnerKind = OwnerKind.CLASS,
        valid_until: date | None = None,
        replaces: UUID | None = None,
    ) -> UUID:
        with self.database.writing() as session:
            staff = find_staff(session, who)
            found = find_owner(session, staff, owner, self.keys[owner])
            new = NewAttachment(a_file(), kind, valid_until, replaces)
            return keep_attachment(session, staff, found, new, now=self.now).public_id

    def withdraw(self, own: UUID, who: str = SCHOOL, reason: str = "传错了班") -> None:
        with self.database.writing() as session:
            withdraw_attachment(session, find_staff(session, who), own, reason, now=self.now)

    def open(self, own: UUID, who: str, reason: str = "") -> Kept:
        with self.database.writing() as session:
            return open_attachment(session, find_staff(session, who), own, reason, now=self.now)

    def ask_for(
        self,
        name: str,
        applies_from: date,
        seen: str = "0",
        who: str = CITY,
        owner: OwnerKind = OwnerKind.CLASS,
    ) -> None:
        kind = Kind(owner, name, applies_from=applies_from)
        with self.database.writing() as session:
            say_document_kind(session, find_staff(session, who), kind, seen, now=self.now)

    def standings(self) -> Mapping[UUID, Standing]:
        """Of the documents of the class."""
        with self.database.reading() as session:
            found = attachments_of(session, OwnerKind.CLASS, find_class(session, "BT-1").id)
            return {each.public_id: standing(each, MONDAY) for each in found}

    def told(self, owner: OwnerKind, days: int = 0) -> tuple[str, ...]:
        """What of one class or school is missing in words."""
        today = MONDAY + timedelta(days=days)
        with self.database.reading() as session:
            found = find_owner(session, find_staff(session, CITY), owner, self.keys[owner])
            there = names_there(session, owner, [found.id], today)[found.id]
            return lacks(checklist_of(session, owner), found.filed_on or today, there)

    def lack(self, who: str, days: int = 0) -> Lack:
        with self.database.reading() as session:
            return count_lack(session, find_staff(session, who), MONDAY + timedelta(days=days))
