"""A meeting of 昆都仑区 with one person, who was paid and has to give back, as plain rows."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.training.checks.checking import DISTRICT
from tests.training.claims.claiming import NOW
from tests.training.payments.paid import MINUTES, PHONE, WHOLE, Priced, a_line
from training.claims.terms import Payee
from training.eligibility.terms import ComparedKind, LineState
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.terms import EntryKind
from training.notice.clock import shanghai_day
from training.notice.terms import Fund
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.payments.meetings import MeetingGrant, MeetingMinutes, SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import (
    FinanceApplication,
    Payment,
    PaymentLine,
    Recovery,
    RecoveryReceipt,
)
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.found import FoundLine
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine
from training.staff.views.find_staff import find_staff

TODAY = shanghai_day(NOW)
A_DAY = timedelta(days=1)


def a_meeting_was(session: Session, number: str = "BT-Z") -> dict[str, UUID | int]:
    """The things that addresses of its pages name."""
    staff = find_staff(session, DISTRICT)
    own = session.scalars(select(TrainingClass).where(TrainingClass.class_number == number)).one()
    line = _judged(session, own, staff)
    noted = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": NOW}
    meeting = SubsidyMeeting(district_id=own.district_id, number="会议 1 号", held_on=TODAY, **noted)
    kept = {"media_type": "image/jpeg", "size": 9, "store_key": MINUTES.store_key}
    meeting.minutes = MeetingMinutes(sha256=MINUTES.sha256, **kept)
    meeting.grants = [MeetingGrant(class_id=own.id, people=1, amount_fen=WHOLE)]
    made = {"made_by_id": staff.id, "made_by": staff.name, "made_at": NOW}
    publicity = SubsidyPublicity(
        meeting=meeting,
        district_id=own.district_id,
        phone=PHONE,
        working_days=5,
        begins_on=TODAY - 9 * A_DAY,
        ends_on=TODAY - 2 * A_DAY,
        **made,
    )
    application = FinanceApplication(
        publicity=publicity,
        district_id=own.district_id,
        number="申请 1 号",
        fund=Fund.EMPLOYMENT,
        people=1,
        amount_fen=WHOLE,
        applied_on=TODAY - A_DAY,
        **made,
    )
    session.add_all([meeting, publicity, application])
    session.flush()
    line.meeting_id, line.publicity_id, line.application_id = meeting.id, publicity.id, application.id
    line.state, line.granted_fen = LineState.PAID, WHOLE
    recovery = _paid(session, line, application, staff)
    _came(session, recovery, staff)
    found = FoundLine(
        line=line, kind=ComparedKind.EMPLOYED, list_id=session.scalar(select(ComparedList.id)), found_at=NOW
    )
    session.add(found)
    session.flush()
    return {
        "meeting": meeting.public_id,
        "application": application.public_id,
        "fund_applications.payment": recovery.payment_line.payment.public_id,
        "line_money.line": line.public_id,
        "line_money.found": found.public_id,
        "line_money.ordinal": 1,
        "recovery": recovery.public_id,
    }


def _judged(session: Session, own: TrainingClass, staff: Staff) -> SubsidyLine:
    listed = session.scalars(select(QualifiedList).where(QualifiedList.class_id == own.id)).one()
    person = session.scalars(select(Enrolment).where(Enrolment.class_id == own.id)).first()
    judged = SubsidyJudgement(
        class_id=own.id,
        ordinal=1,
        list_id=listed.id,
        list_sha256=listed.sha256,
        planned_halves=80,
        delivered_halves=80,
        fingerprint="f" * 64,
        needs_second=False,
        in_force_at=NOW,
        signed_by_id=staff.id,
        signed_by=staff.name,
        signed_at=NOW,
    )
    session.add(judged)
    session.flush()
    line = a_line(judged, QualifiedPerson(enrolment_id=person.id), own, Priced(), NOW)
    session.add(line)
    session.flush()
    return line


def _paid(session: Session, line: SubsidyLine, application: FinanceApplication, staff: Staff) -> Recovery:
    said = (line.district_id, Fund.EMPLOYMENT, TODAY, EntryKind.PAID, -WHOLE, "PZ-1", "拨付培训补贴 1 人")
    entry = write_entry(session, NewEntry(*said), staff, now=NOW)
    payment = Payment(
        application_id=application.id,
        district_id=line.district_id,
        fund=Fund.EMPLOYMENT,
        payee=Payee.TRAINEE,
        amount_fen=WHOLE,
        paid_on=TODAY,
        year=TODAY.year,
        voucher="PZ-1",
        live_voucher="PZ-1",
        entry_id=entry.id,
        recorded_by_id=staff.id,
        recorded_by=staff.name,
        recorded_at=NOW,
        lines=[PaymentLine(line_id=line.id, live_line_id=line.id, amount_fen=WHOLE)],
    )
    session.add(payment)
    session.flush()
    demanded = {"demanded_by_id": staff.id, "demanded_by": staff.name, "demanded_at": NOW}
    recovery = Recovery(
        payment_line_id=payment.lines[0].id,
        ordinal=1,
        amount_fen=1,
        reason="重复享受",
        demanded_on=TODAY,
        **demanded,
    )
    session.add(recovery)
    session.flush()
    return recovery


def _came(session: Session, recovery: Recovery, staff: Staff) -> None:
    part = recovery.payment_line.payment
    said = (part.district_id, part.fund, TODAY, EntryKind.RECOVERED, 1, "HD-1", "追回培训补贴")
    entry = write_entry(session, NewEntry(*said), staff, now=NOW)
    recorded = {"recorded_by_id": staff.id, "recorded_by": staff.name, "recorded_at": NOW}
    own = {"ordinal": 1, "amount_fen": 1, "received_on": TODAY, "voucher": "HD-1", "entry_id": entry.id}
    session.add(RecoveryReceipt(recovery_id=recovery.id, **own, **recorded))
    session.flush()
