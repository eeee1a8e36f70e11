"""Judged classes, whose lines wait for a meeting, and the office that pays; rows, without the judging."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.databases.kept import begin
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.certificates.certified import YES, approve, pass_filing
from tests.training.eligibility.pricing import a_list
from training.claims.acts.keep_paper import StoredFile
from training.claims.terms import Payee
from training.classes.views.find_class import find_district
from training.database import Database
from training.eligibility.acts.note_found_lines import note_found_lines
from training.eligibility.terms import ComparedKind, LineState, Scheme
from training.eligibility.views.hold_line import acts_of
from training.notice.terms import ClassKind, Fund, Role
from training.payments.acts.apply_for_funds import ApplicationDraft, apply_for_funds
from training.payments.acts.ask_undoing import ask_undoing
from training.payments.acts.begin_publicity import begin_publicity
from training.payments.acts.decide_undoing import Answer, decide_undoing
from training.payments.acts.demand_recovery import demand_recovery
from training.payments.acts.grant_lines import MeetingDraft, grant_lines
from training.payments.acts.object_to_line import Reported, object_to_line
from training.payments.acts.record_payment import PaymentDraft, record_payment
from training.payments.acts.record_receipt import ReceiptDraft, record_receipt
from training.payments.acts.settle_found_line import settle_found_line
from training.payments.acts.settle_objection import Finding, settle_objection
from training.payments.acts.strike_lines import strike_lines
from training.payments.acts.take_back_application import take_back_application
from training.payments.acts.undo_receipt import undo_receipt
from training.payments.acts.withdraw_line import withdraw_line
from training.payments.acts.withdraw_recovery import withdraw_recovery
from training.payments.views.find_payment import seen_of_undoing
from training.payments.views.seen_of_lines import seen_of_lines
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import Payment
from training.records.payments.undoings import PaymentUndoing
from training.records.results import QualifiedPerson
from training.records.subsidies.found import FoundLine
from training.records.subsidies.lines import LineEvent, SubsidyJudgement, SubsidyLine
from training.records.subsidies.objections import LineObjection
from training.results.acts.approve_list import ListDraft, approve_list
from training.results.acts.sign_verdict import sign_verdict
from training.results.rules.people import Decision
from training.results.rules.signing import Wish
from training.results.terms import Result
from training.results.views.find_approved_list import find_approved_list
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

CITY, DISTRICT, SECOND, ELSEWHERE, AUDITOR, SCHOOL = "李敏", "刘志刚", "乌兰", "赵敏", "何审计", "冯老师"
JUDGED = at(date(2026, 9, 14), "10:00")
"""A Monday; the meeting met on it."""
HELD_ON = date(2026, 9, 14)
GRANTED = at(date(2026, 9, 15), "09:00")
ENDS_ON = date(2026, 9, 21)
"""Five working days after Tuesday the 15th; the 20th of September 2026 is a Sunday that is worked."""
APPLIED = at(date(2026, 9, 22), "09:00")
PAID = at(date(2026, 9, 23), "09:00")
WHOLE = 120_000
PHONE = "0472-5618000"
MINUTES = StoredFile(uuid4(), "a" * 64, "application/pdf", 9, 0, 0, "minutes/a.pdf", "")
_phones = count(1)


@dataclass(frozen=True)
class Priced:
    """What the standard of a class says."""

    amount_fen: int = WHOLE
    fund: Fund = Fund.EMPLOYMENT
    payee: Payee = Payee.INSTITUTION


OF_TWO = ("BT-1", ("王芳", "李丽"), Priced())


def an_office(session: Session, own: TrainingClass) -> None:
    for name, role, district, institution in (
        (CITY, Role.CITY, None, None),
        (AUDITOR, Role.AUDITOR, None, None),
        (DISTRICT, Role.DISTRICT, own.district, None),
        (SECOND, Role.DISTRICT, own.district, None),
        (ELSEWHERE, Role.DISTRICT, find_district(session, "青山区"), None),
        (SCHOOL, Role.INSTITUTION, None, own.institution),
    ):
        add_staff(session, name, role, district, institution, now=at(MONDAY, "08:00"))


def people_of(session: Session, own: TrainingClass, names: tuple[str, ...]) -> list[Enrolment]:
    return [
        an_enrolment(session, own, a_trainee(session, name, f"139{next(_phones):08}"), str(place))
        for place, name in enumerate(names, 1)
    ]


def judge(session: Session, own: TrainingClass, priced: Priced, *, now: datetime = JUDGED) -> None:
    """Everybody on the list that counts is 可补贴; what for is not asked."""
    listed = find_approved_list(session, own.id)
    assert listed is not None
    judged = SubsidyJudgement(
        class_id=own.id,
        ordinal=1,
        list_id=listed.id,
        list_sha256=listed.sha256,
        planned_halves=80,
        delivered_halves=80,
        fingerprint="f" * 64,
        needs_second=False,
        in_force_at=now,
        signed_by_id=find_staff(session, DISTRICT).id,
        signed_by=DISTRICT,
        signed_at=now,
    )
    session.add(judged)
    session.flush()
    session.add_all([a_line(judged, each, own, priced, now) for each in listed.people])
    session.flush()


def pass_class(session: Session, own: TrainingClass, now: datetime) -> None:
    """合格, with everybody on its list; one of 创业, where hours do not decide."""
    district = find_staff(session, DISTRICT)
    pass_filing(session, own, now)
    sign_verdict(session, district, own.public_id, Wish(Result.QUALIFIED, reason="按创业培训规定"), now=now)
    approve(session, own, now, said=YES)


def a_line(
    judged: SubsidyJudgement, person: QualifiedPerson, own: TrainingClass, priced: Priced, now: datetime
) -> SubsidyLine:
    return SubsidyLine(
        judgement_id=judged.id,
        enrolment_id=person.enrolment_id,
        live_enrolment_id=person.enrolment_id,
        district_id=own.district_id,
        scheme=Scheme.TRAINING,
        state=LineState.ELIGIBLE,
        since=now,
        amount_fen=priced.amount_fen,
        fund=priced.fund,
        payee=priced.payee,
        reasons=[],
        override_reason="",
        has_objection=False,
    )


@dataclass
class Office:
    """What people do, one after the other; each in a transaction of its own."""

    database: Database
    now: datetime = GRANTED
    meeting: UUID = field(default_factory=uuid4)
    application: UUID = field(default_factory=uuid4)

    def lines(self) -> dict[str, UUID]:
        """By name; of two judgements the later."""
        with self.database.reading() as session:
            rows = session.scalars(select(SubsidyLine).order_by(SubsidyLine.id))
            return {each.enrolment.trainee.name: each.public_id for each in rows}

    def chosen(self, *names: str) -> dict[UUID, int]:
        """Those, or everybody, with how many acts there were of each."""
        with self.database.reading() as session:
            rows = session.scalars(select(SubsidyLine).where(SubsidyLine.state == LineState.ELIGIBLE)).all()
            acts = acts_of(session, [each.id for each in rows])
            wanted = [each for each in rows if not names or each.enrolment.trainee.name in names]
            return {each.public_id: acts.get(each.id, 0) for each in wanted}

    def grant(self, *names: str, number: str = "会议 7 号", who: str = DISTRICT, **said: object) -> UUID:
        values: dict[str, object] = {"held_on": HELD_ON, "minutes": MINUTES}
        chosen = said.pop("chosen", None) or self.chosen(*names)
        draft = MeetingDraft(number, chosen=chosen, **(values | said))  # type: ignore[arg-type]
        with self.database.writing() as session:
            made = grant_lines(session, find_staff(session, who), draft, now=self.now)
            self.meeting = made.public_id
        return self.meeting

    def class_id(self, number: str = "BT-1") -> UUID:
        with self.database.reading() as session:
            own = select(TrainingClass.public_id).where(TrainingClass.class_number == number)
            return session.scalars(own).one()

    def seen(self) -> str:
        with self.database.reading() as session:
            of_meeting = select(SubsidyMeeting.id).where(SubsidyMeeting.public_id == self.meeting)
            rows = select(SubsidyLine).where(SubsidyLine.meeting_id == of_meeting.scalar_subquery())
            return seen_of_lines(session.scalars(rows))

    def strike(self, *names: str, reason: str = "纪要里没有", who: str = DISTRICT) -> None:
        own, said = [self.lines()[each] for each in names], self.seen()
        with self.database.writing() as session:
            staff = find_staff(session, who)
            strike_lines(session, staff, self.meeting, (own, reason, said), now=self.now)

    def publicise(self, phone: str = PHONE, who: str = DISTRICT, seen: str | None = None) -> SubsidyPublicity:
        said = self.seen() if seen is None else seen
        with self.database.writing() as session:
            staff = find_staff(session, who)
            made = begin_publicity(session, staff, self.meeting, (phone, said), now=self.now)
            session.refresh(made)
            session.expunge(made)
            return made

    def object_to(
        self,
        name: str,
        reason: str = "李四反映没有上课",
        who: str = DISTRICT,
        *,
        received_on: date | None = None,
    ) -> None:
        line, said = self.lines()[name], Reported(reason, received_on)
        with self.database.writing() as session:
            object_to_line(session, find_staff(session, who), line, said, now=self.now)

    def objections(self, name: str) -> list[UUID]:
        """Of the line of this person, the first first, settled or not."""
        key = self.lines()[name]
        with self.database.reading() as session:
            rows = select(LineObjection.public_id).join(LineObjection.line)
            own = rows.where(SubsidyLine.public_id == key).order_by(LineObjection.id)
            return list(session.scalars(own))

    def settle(
        self,
        name: str,
        reason: str = "已核实考勤",
        who: str = DISTRICT,
        *,
        upheld: bool = False,
        which: UUID | None = None,
    ) -> None:
        """The last one, or that which is named."""
        own = which or (self.objections(name) or [uuid4()])[-1]
        place = (self.lines()[name], own)
        with self.database.writing() as session:
            staff = find_staff(session, who)
            settle_objection(session, staff, place, Finding(upheld, reason), now=self.now)

    def apply(self, number: str = "申请 1 号", fund: Fund = Fund.EMPLOYMENT, who: str = DISTRICT) -> UUID:
        draft = ApplicationDraft(fund, number, self.seen())
        with self.database.writing() as session:
            made = apply_for_funds(session, find_staff(session, who), self.meeting, draft, now=self.now)
            self.application = made.public_id
        return self.application

    def take_back(self, reason: str = "财政退回", who: str = DISTRICT) -> None:
        place = (self.meeting, self.application)
        with self.database.writing() as session:
            take_back_application(session, find_staff(session, who), place, reason, now=self.now)

    def withdraw(self, name: str, reason: str = "财政不拨", who: str = DISTRICT) -> None:
        line = self.lines()[name]
        with self.database.writing() as session:
            withdraw_line(session, find_staff(session, who), line, reason, now=self.now)

    def pay(
        self,
        parts: Mapping[str, int],
        voucher: str = "PZ-1",
        *,
        who: str = SECOND,
        total: int | None = None,
        paid_on: date | None = None,
        reason: str = "",
    ) -> UUID:
        own = self.lines()
        draft = PaymentDraft(
            voucher,
            paid_on or PAID.date(),
            sum(parts.values()) if total is None else total,
            {own[name]: amount for name, amount in parts.items()},
            reason,
        )
        place = (self.meeting, self.application)
        with self.database.writing() as session:
            return record_payment(session, find_staff(session, who), place, draft, now=self.now).public_id

    def ask_undoing(self, payment: UUID, reason: str = "登记错了人", who: str = SECOND) -> None:
        place = (self.meeting, payment)
        with self.database.writing() as session:
            ask_undoing(session, find_staff(session, who), place, reason, now=self.now)

    def decide_undoing(
        self,
        payment: UUID,
        who: str = DISTRICT,
        *,
        agrees: bool = True,
        note: str = "凭证核对过",
        seen: str | None = None,
    ) -> None:
        place = (self.meeting, payment)
        answer = Answer(agrees, note, self.seen_of_undoing(payment) if seen is None else seen)
        with self.database.writing() as session:
            decide_undoing(session, find_staff(session, who), place, answer, now=self.now)

    def seen_of_undoing(self, payment: UUID) -> str:
        """Of whoever asked last."""
        with self.database.reading() as session:
            rows = select(PaymentUndoing).join(PaymentUndoing.payment).where(Payment.public_id == payment)
            own = session.scalars(rows.order_by(PaymentUndoing.id.desc()).limit(1)).one_or_none()
            return seen_of_undoing(own) if own else ""

    def undo(self, payment: UUID) -> None:
        """By two."""
        self.ask_undoing(payment)
        self.decide_undoing(payment)

    def demand(self, name: str, amount: int, reason: str = "重复享受", who: str = DISTRICT) -> UUID:
        line = self.lines()[name]
        with self.database.writing() as session:
            staff = find_staff(session, who)
            return demand_recovery(session, staff, line, (amount, reason), now=self.now).public_id

    def receive(
        self,
        name: str,
        recovery: UUID,
        voucher: str = "HD-1",
        received_on: date | None = None,
        who: str = SECOND,
        *,
        amount: int | None = None,
    ) -> int:
        """The number of the receipt."""
        line, day = self.lines()[name], received_on or self.now.date()
        with self.database.writing() as session:
            staff, said = find_staff(session, who), ReceiptDraft(day, voucher, amount)
            return record_receipt(session, staff, (line, recovery), said, now=self.now).ordinal

    def undo_receipt(
        self, name: str, recovery: UUID, ordinal: int = 1, who: str = DISTRICT, reason: str = "回单是别人的"
    ) -> None:
        place = (self.lines()[name], recovery, ordinal)
        with self.database.writing() as session:
            undo_receipt(session, find_staff(session, who), place, reason, now=self.now)

    def withdraw_demand(
        self, name: str, recovery: UUID, who: str = SECOND, reason: str = "查实没有重复享受"
    ) -> None:
        place = (self.lines()[name], recovery)
        with self.database.writing() as session:
            withdraw_recovery(session, find_staff(session, who), place, reason, now=self.now)

    def found(self, *names: str) -> None:
        """A list that came in later has these."""
        with self.database.writing() as session:
            numbers = select(Trainee.id_number).where(Trainee.name.in_(names))
            rows = {each: (None, None) for each in session.scalars(numbers)}
            note_found_lines(session, a_list(session, ComparedKind.EMPLOYED, rows), now=self.now)

    def settle_found(self, name: str, reason: str = "同名，已核对身份证", who: str = DISTRICT) -> None:
        key = self.lines()[name]
        with self.database.writing() as session:
            line = session.scalars(select(SubsidyLine).where(SubsidyLine.public_id == key)).one()
            own = session.scalars(select(FoundLine).where(FoundLine.line_id == line.id)).one()
            place = (line.public_id, own.public_id)
            settle_found_line(session, find_staff(session, who), place, reason, now=self.now)

    def states(self) -> dict[str, LineState]:
        with self.database.reading() as session:
            rows = session.scalars(select(SubsidyLine).order_by(SubsidyLine.id))
            return {each.enrolment.trainee.name: each.state for each in rows}

    def ledger(self) -> list[tuple[str, int, str]]:
        """类别, fen, 凭证号."""
        with self.database.reading() as session:
            rows = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
            return [(each.kind.value, each.amount_fen, each.voucher) for each in rows]

    def acts(self, name: str) -> list[str]:
        key = self.lines()[name]
        with self.database.reading() as session:
            own = select(LineEvent).join(LineEvent.line).where(SubsidyLine.public_id == key)
            return [each.act.value for each in session.scalars(own.order_by(LineEvent.ordinal))]

    def list_anew(self, number: str = "BT-1", *, off: tuple[str, ...] | None = None) -> None:
        """Another version of the list was approved, without those or anybody; nobody judged by it."""
        with self.database.writing() as session:
            own = session.scalars(select(TrainingClass).where(TrainingClass.class_number == number)).one()
            rows = session.scalars(select(Enrolment).where(Enrolment.class_id == own.id))
            why = f"{self.now:%m-%d %H:%M} 复核"
            good, bad = Decision(Result.QUALIFIED, why), Decision(Result.UNQUALIFIED, why)
            is_off = {each.public_id: off is None or each.trainee.name in off for each in rows}
            draft = ListDraft({key: bad if own else good for key, own in is_off.items()})
            approve_list(session, find_staff(session, DISTRICT), own.public_id, draft, now=self.now)


def a_judged_world(
    database: Database,
    *classes: tuple[str, tuple[str, ...], Priced],
    now: datetime = JUDGED,
) -> Office:
    """By default one class of two, paid to the school out of 就业补助资金."""
    if not classes and now == JUDGED:
        begin(database, "judged", _judged)
    else:
        with database.writing() as session:
            _judge_classes(session, classes or (OF_TWO,), now)
    return Office(database)


def an_applied_world(database: Database) -> Office:
    """The same once money was applied for, on the morning after the publicity: where `to_applied` leads."""
    application = begin(database, "applied", _applied)
    with database.reading() as session:
        meeting = session.scalars(select(SubsidyMeeting.public_id)).one()
    return Office(database, PAID, meeting, application)


def _judged(session: Session) -> UUID:
    return _judge_classes(session, (OF_TWO,), JUDGED)


def _judge_classes(
    session: Session, classes: Sequence[tuple[str, tuple[str, ...], Priced]], now: datetime
) -> UUID:
    for place, (number, names, priced) in enumerate(classes):
        starts_on = now.date() - timedelta(days=14 + place)
        own = a_class(session, number, starts_on=starts_on, kind=ClassKind.STARTUP)
        if not place:
            an_office(session, own)
        people_of(session, own, names)
        pass_class(session, own, now)
        judge(session, own, priced, now=now)
    return own.public_id


def _applied(session: Session) -> UUID:
    _judged(session)
    lines, district = session.scalars(select(SubsidyLine)).all(), find_staff(session, DISTRICT)
    chosen = {each.public_id: 0 for each in lines}
    met = grant_lines(session, district, MeetingDraft("会议 7 号", HELD_ON, MINUTES, chosen), now=GRANTED)
    begin_publicity(session, district, met.public_id, (PHONE, seen_of_lines(lines)), now=GRANTED)
    draft = ApplicationDraft(Fund.EMPLOYMENT, "申请 1 号", seen_of_lines(lines))
    return apply_for_funds(session, district, met.public_id, draft, now=APPLIED).public_id


def to_applied(office: Office, *names: str) -> Office:
    """On the way until the morning after the publicity, when money was applied for."""
    office.grant(*names)
    office.publicise()
    office.now = APPLIED
    office.apply()
    office.now = PAID
    return office
