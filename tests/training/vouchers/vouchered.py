"""The city that issues vouchers, one class of an electrician's training, and those who use them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, at
from tests.training.certificates.certified import (
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    NO,
    PEOPLE,
    SCHOOL,
    SECOND,
    YES,
    a_listed_class,
    an_office,
    sign_and_approve,
)
from tests.training.results.signing import YES as AGREED
from training.database import Database
from training.notice.terms import Fund, Role
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherBatch, VoucherEvent
from training.results.acts.approve_list import ListDraft, approve_list
from training.results.acts.second_list import second_list
from training.sheets.hand_in import HandedFile, ImportReport
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff
from training.vouchers.acts.ask_reopen import ReopenDraft, ask_reopen
from training.vouchers.acts.decide_reopen import decide_reopen
from training.vouchers.acts.decide_void import decide_void
from training.vouchers.acts.import_vouchers import import_vouchers
from training.vouchers.acts.note_move import Verdict
from training.vouchers.acts.release_voucher import release_voucher
from training.vouchers.acts.settle_written_off import settle_written_off
from training.vouchers.acts.use_vouchers import Shown, use_vouchers
from training.vouchers.acts.void_voucher import void_voucher
from training.vouchers.acts.write_off_vouchers import write_off_vouchers
from training.vouchers.sheets.voucher_sheet import VoucherRow
from training.vouchers.views.codes import code_of

__all__ = ["AUDITOR", "CITY", "DISTRICT", "ELSEWHERE", "PEOPLE", "SCHOOL", "SECOND"]
BEFORE = at(date(2026, 2, 25), "10:00")
UNTIL = date(2026, 6, 30)
FELLOW = "乌兰"
"""Who signs a changed list as the second."""
_files = count(1)
_rows = count(2)


def a_row(name: str, id_number: str, phone: str = "13800000001", **said: object) -> VoucherRow:
    """A good line: 昆都仑区, 电工 of any level, from the day of issue until the end of June."""
    texts = {"batch": "春季", "district": "昆都仑区", "trade": "电工", "level": ""}
    own = VoucherRow(next(_rows), "培训券发放", name=name, id_number=id_number, phone=phone, **texts)
    own.fund, own.valid_from, own.valid_until = Fund.EMPLOYMENT, date(2026, 2, 25), UNTIL
    for field, value in said.items():
        setattr(own, field, value)
    return own


@dataclass
class Vouchers:
    """What people do, one after the other; each in a transaction of its own."""

    database: Database
    now: datetime = BEFORE

    def issue(self, *rows: VoucherRow, who: str = CITY) -> ImportReport:
        with self.database.writing() as session:
            staff = find_staff(session, who)
            file = HandedFile("券.xlsx", f"{next(_files):064x}", who, self.now, staff.id)
            return import_vouchers(session, rows, file, accept_good_rows=True)

    def issue_to_all(self, **said: object) -> list[str]:
        """To everybody of BT-1; their numbers in the roster's order."""
        known = {number for _, number in self.numbers()}
        report = self.issue(*(a_row(who.name, who.id_number, who.phone, **said) for who in self.people()))
        assert not report.has_errors, [each.message for each in report.findings]
        return [number for _, number in self.numbers() if number not in known]

    def issue_to_one(self, name: str) -> str:
        (own,) = [each for each in self.people() if each.name == name]
        assert self.issue(a_row(own.name, own.id_number, own.phone)).stored == 1
        return self.numbers()[-1][1]

    def use(self, name: str, number: str, who: str = SCHOOL, class_number: str = "BT-1") -> None:
        with self.database.writing() as session:
            own, place = self.place(session, name, class_number)
            shown = {place: Shown(number, self.code(session, number))}
            use_vouchers(session, find_staff(session, who), own, shown, now=self.now)

    def show(self, name: str, shown: Shown, who: str = SCHOOL) -> None:
        """As a door does it: what was wrong is kept, and then refused."""
        with self.database.writing() as session:
            own, place = self.place(session, name)
            booked = use_vouchers(session, find_staff(session, who), own, {place: shown}, now=self.now)
        if booked.refusal is not None:
            raise booked.refusal

    def code_of(self, number: str) -> str:
        with self.database.reading() as session:
            return self.code(session, number)

    def code(self, session: Session, number: str) -> str:
        """What the person reads; nothing for a number that is none."""
        own = session.scalars(select(Voucher).where(Voucher.number == number)).one_or_none()
        return code_of(session, own) if own else "0"

    def use_all(self, numbers: list[str], who: str = SCHOOL) -> None:
        with self.database.writing() as session:
            shown = [Shown(each, self.code(session, each)) for each in numbers]
            places = dict(zip((self.place(session, name)[1] for name in PEOPLE), shown, strict=True))
            own, _ = self.place(session, PEOPLE[0])
            use_vouchers(session, find_staff(session, who), own, places, now=self.now)

    def release(self, number: str, who: str = DISTRICT, why: str = "没有开班") -> None:
        self._act(number, who, lambda *own: release_voucher(*own, why, now=self.now))

    def void(self, number: str, who: str = CITY, why: str = "发错人") -> None:
        self._act(number, who, lambda *own: void_voucher(*own, why, now=self.now))

    def decide(self, number: str, who: str = SECOND, note: str = "", *, yes: bool = True) -> None:
        self._act(number, who, lambda *own: decide_void(*own, Verdict(yes, note), now=self.now))

    def ask_reopen(self, number: str, who: str = SECOND, why: str = "名单改了") -> None:
        """定向券: no money went with it."""
        self._act(number, who, lambda *own: ask_reopen(*own, ReopenDraft(why), now=self.now))

    def settle(self, number: str, who: str = SECOND, why: str = "学员已上完课") -> None:
        self._act(number, who, lambda *own: settle_written_off(*own, why, now=self.now))

    def decide_reopen(self, number: str, who: str = CITY, note: str = "", *, yes: bool = True) -> None:
        self._act(number, who, lambda *own: decide_reopen(*own, Verdict(yes, note), now=self.now))

    def write_off(self, *numbers: str, who: str = SECOND) -> None:
        with self.database.writing() as session:
            keys = [self.key_of(session, each) for each in numbers]
            write_off_vouchers(session, find_staff(session, who), keys, now=self.now)

    def approve_list(self) -> None:
        """Two of three are 合格."""
        with self.database.writing() as session:
            sign_and_approve(session, self.class_of(session, "BT-1"))

    def approve_again(self, *good: str) -> None:
        """Another version of the list, which two sign; these alone are 合格."""
        with self.database.writing() as session:
            own = self.class_of(session, "BT-1")
            said = {self.place(session, name)[1]: YES if name in good else NO for name in PEOPLE}
            by, district = find_staff(session, DISTRICT), own.district
            listed = approve_list(session, by, own.public_id, ListDraft(said), now=self.now)
            if listed.approved_at is None:
                fellow = add_staff(session, FELLOW, Role.DISTRICT, district, None, now=self.now)
                second_list(session, fellow, own.public_id, AGREED, now=self.now)

    def numbers(self) -> list[tuple[str, str]]:
        """Name and number, by number."""
        with self.database.reading() as session:
            rows = select(Trainee.name, Voucher.number).join(Trainee, Trainee.id == Voucher.trainee_id)
            return [tuple(each) for each in session.execute(rows.order_by(Voucher.number))]

    def batches(self) -> list[tuple[str, str, int]]:
        with self.database.reading() as session:
            rows = select(VoucherBatch.number, VoucherBatch.name, VoucherBatch.people)
            return [tuple(each) for each in session.execute(rows.order_by(VoucherBatch.number))]

    def story(self, number: str) -> list[tuple[str, str, str]]:
        """What was done, where it stood then, and by whom."""
        with self.database.reading() as session:
            rows = select(VoucherEvent).join(Voucher).where(Voucher.number == number)
            found = session.scalars(rows.order_by(VoucherEvent.ordinal)).all()
            return [(each.move.value, each.state.value, each.acted_by) for each in found]

    def people(self) -> list[Trainee]:
        with self.database.reading() as session:
            return list(session.scalars(select(Trainee).join(Enrolment).order_by(Enrolment.id)))

    def place(self, session: Session, name: str, class_number: str = "BT-1") -> tuple[UUID, UUID]:
        """The class and the place of this person in it."""
        own = self.class_of(session, class_number)
        rows = select(Enrolment.public_id).join(Trainee).where(Trainee.name == name)
        return own.public_id, session.scalars(rows.where(Enrolment.class_id == own.id)).one()

    def class_of(self, session: Session, number: str) -> TrainingClass:
        rows = select(TrainingClass).where(TrainingClass.class_number == number)
        return session.scalars(rows).one()

    def staff_id(self, session: Session, name: str) -> int:
        return find_staff(session, name).id

    def voucher_id(self, session: Session, number: str) -> int:
        return session.scalars(select(Voucher.id).where(Voucher.number == number)).one()

    def key_of(self, session: Session, number: str) -> UUID:
        return session.scalars(select(Voucher.public_id).where(Voucher.number == number)).one()

    def _act(self, number: str, who: str, act: Callable[[Session, Staff, UUID], object]) -> None:
        with self.database.writing() as session:
            act(session, find_staff(session, who), self.key_of(session, number))


def a_world_of_vouchers(database: Database) -> Vouchers:
    """One class from 2026-03-02 with three people, and no voucher yet."""
    assert date(2026, 3, 2) == MONDAY
    with database.writing() as session:
        an_office(session, a_listed_class(session))
    return Vouchers(database)
