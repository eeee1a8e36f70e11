"""Money of a class as plain rows: lines that a meeting granted, what was paid, what came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.talent.qualifying import a_list
from training.claims.terms import Payee
from training.eligibility.terms import LineState, Scheme
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.terms import EntryKind
from training.notice.terms import Fund
from training.records.classes.classes import TrainingClass
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import (
    FinanceApplication,
    Payment,
    PaymentLine,
    Recovery,
    RecoveryReceipt,
)
from training.records.results import QualifiedList
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine
from training.results.terms import Result

NOON = at(MONDAY, "12:00")


@dataclass
class Spending:
    """What `staff` of a district does with the money of one class."""

    session: Session
    staff: Staff
    own: TrainingClass
    judgement: SubsidyJudgement

    def line(self, state: LineState, fund: Fund, fen: int) -> SubsidyLine:
        """One more person; granted, unless nobody granted it."""
        place = (self.session.scalar(select(func.count(SubsidyLine.id))) or 0) + 1
        trainee = a_trainee(self.session, f"学员{place}", f"136{place:08}", 100 + place)
        enrolment = an_enrolment(self.session, self.own, trainee, f"{100 + place}")
        made = SubsidyLine(
            judgement=self.judgement,
            enrolment=enrolment,
            live_enrolment_id=None,
            district_id=self.own.district_id,
            scheme=Scheme.TRAINING,
            state=state,
            since=NOON,
            amount_fen=fen,
            fund=fund,
            payee=Payee.INSTITUTION,
            reasons=[],
            override_reason="",
            granted_fen=None if state is LineState.ELIGIBLE else fen,
            has_objection=False,
        )
        self.session.add(made)
        self.session.flush()
        return made

    def pay(self, lines: Sequence[SubsidyLine]) -> Payment:
        """By one voucher, of one fund; each line whole."""
        fund, fen = lines[0].fund, sum(each.granted_fen or 0 for each in lines)
        assert fund is not None
        number = f"{(self.session.scalar(select(func.count(Payment.id))) or 0) + 1}"
        entry = self.entry(EntryKind.PAID, fund, -fen)
        made = Payment(
            application=self._application(number, fund, fen, len(lines)),
            district_id=self.own.district_id,
            fund=fund,
            payee=Payee.INSTITUTION,
            institution_id=self.own.institution_id,
            amount_fen=fen,
            paid_on=MONDAY,
            year=MONDAY.year,
            voucher=number,
            live_voucher=number,
            entry=entry,
            recorded_by_id=self.staff.id,
            recorded_by=self.staff.name,
            recorded_at=NOON,
            lines=[
                PaymentLine(line_id=each.id, live_line_id=each.id, amount_fen=each.granted_fen)
                for each in lines
            ],
        )
        self.session.add(made)
        self.session.flush()
        return made

    def demand(self, line: PaymentLine, fen: int) -> Recovery:
        made = Recovery(
            payment_line=line,
            ordinal=(self.session.scalar(select(func.count(Recovery.id))) or 0) + 1,
            amount_fen=fen,
            reason="重复享受",
            demanded_on=MONDAY,
            demanded_by_id=self.staff.id,
            demanded_by=self.staff.name,
            demanded_at=NOON,
        )
        self.session.add(made)
        self.session.flush()
        return made

    def receive(self, recovery: Recovery) -> RecoveryReceipt:
        fund = recovery.payment_line.payment.fund
        made = RecoveryReceipt(
            recovery=recovery,
            ordinal=1,
            amount_fen=recovery.amount_fen,
            received_on=MONDAY,
            voucher="收1",
            entry=self.entry(EntryKind.RECOVERED, fund, recovery.amount_fen),
            recorded_by_id=self.staff.id,
            recorded_by=self.staff.name,
            recorded_at=NOON,
        )
        self.session.add(made)
        self.session.flush()
        return made

    def entry(
        self, kind: EntryKind, fund: Fund, fen: int, reverses: LedgerEntry | None = None
    ) -> LedgerEntry:
        key = reverses.id if reverses else None
        new = NewEntry(self.own.district_id, fund, MONDAY, kind, fen, "付", "补贴", reverses_id=key)
        return write_entry(self.session, new, self.staff, now=NOON)

    def reverse(self, entry: LedgerEntry) -> None:
        self.entry(EntryKind.REVERSED, entry.fund, -entry.amount_fen, entry)

    def _application(self, number: str, fund: Fund, fen: int, people: int) -> FinanceApplication:
        noted = {"noted_by_id": self.staff.id, "noted_by": self.staff.name, "noted_at": NOON}
        made = {"made_by_id": self.staff.id, "made_by": self.staff.name, "made_at": NOON}
        district_id = self.own.district_id
        meeting = SubsidyMeeting(district_id=district_id, number=number, held_on=MONDAY, **noted)
        days = {"begins_on": MONDAY, "ends_on": MONDAY, "latest_on": None, "working_days": 5}
        publicity = SubsidyPublicity(meeting=meeting, district_id=district_id, phone="12333", **days, **made)
        return FinanceApplication(
            publicity=publicity,
            district_id=district_id,
            number=number,
            fund=fund,
            people=people,
            amount_fen=fen,
            applied_on=MONDAY,
            **made,
        )


def spending(session: Session, staff: Staff, class_number: str, **fields: object) -> Spending:
    """On a class of 昆都仑区, judged and not yet paid for."""
    own = a_class(session, class_number, lessons=False, **fields)
    first = an_enrolment(session, own, a_trainee(session, "王芳", f"1390000{own.id:04}"), "1")
    a_list(session, own, {first: Result.QUALIFIED}, own.id)
    found = session.scalars(select(QualifiedList).where(QualifiedList.class_id == own.id)).one()
    judgement = SubsidyJudgement(
        training_class=own,
        ordinal=1,
        qualified_list=found,
        list_sha256=found.sha256,
        planned_halves=80,
        delivered_halves=80,
        fingerprint="0" * 64,
        needs_second=False,
        signed_by_id=staff.id,
        signed_by=staff.name,
        signed_at=NOON,
        in_force_at=NOON,
    )
    session.add(judgement)
    session.flush()
    return Spending(session, staff, own, judgement)
