from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.terms import Payee
from training.deputies.views.hands import Signature, check_other_hand
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.rules.line_acts import LineStandsElsewhere
from training.eligibility.terms import LineAct, LineState, Scheme
from training.eligibility.views.line_holds import lines_that_hold
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.rules.entries import Booked
from training.ledgers.terms import EntryKind
from training.ledgers.views.hold_ledger import book
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.notice.permissions import Permission
from training.payments.acts.tell_paid import tell_paid
from training.payments.rules.numbers import read_voucher
from training.payments.rules.paying import Due, check_amounts, check_paid_on
from training.payments.rules.refusals import (
    ApplicationEnded,
    FundsMixed,
    HoldsNoMore,
    ListHasChanged,
    NumberTaken,
    PayeeMissing,
)
from training.payments.views.carried.applied_since import applied_since
from training.payments.views.carried.appliers_of import appliers_of
from training.payments.views.find_meeting import find_application, hold_meeting, hold_with_class
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import FinanceApplication, Payment, PaymentLine
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


@dataclass(frozen=True)
class PaymentDraft:
    """What the finance department's voucher says: to one payee, so much for each person."""

    voucher: str
    paid_on: date
    amount_fen: int
    """Of the voucher: it has to be what everybody's parts come to."""
    parts_fen: Mapping[UUID, int]
    """By line."""
    reason: str = ""
    """Why somebody gets less than was granted."""


def record_payment(
    session: Session, staff: Staff, place: tuple[UUID, UUID], draft: PaymentDraft, *, now: datetime
) -> Payment:
    """按规定及时拨付: one voucher of one application, with its entry in the ledger, by another hand.

    `place`: the meeting, and its application. A balance below it does not stop a payment: the money has
    gone; nor does a closed year, of which the entry then says so.
    Raises NotFound, OnlyTheDistrictPays, SameHand, ApplicationEnded, NumberMissing, NumberTaken,
    ListHasChanged, FundsMixed, PayeesMixed, PayeeMissing, BadPayment, PaidTooMuch, SumDiffers, HoldsNoMore or
    LineStandsElsewhere.
    """
    meeting = hold_meeting(session, staff, place[0], Permission.RECORD_PAYMENTS)
    found = find_application(session, meeting, place[1])
    if found.given_back is not None:
        raise ApplicationEnded("这份申请已经撤回，不能登记拨付")
    for each in (Signature(found.made_by_id, found.made_at), *appliers_of(session, [found.id])[found.id]):
        check_other_hand(session, each, staff, now=now)
    voucher = read_voucher(draft.voucher)
    lines = _held(session, found, draft)
    check_paid_on(draft.paid_on, applied_since(session, found, lines), shanghai_day(now))
    check_amounts([_due(each, draft) for each in lines], draft.amount_fen, draft.reason)
    _check_hold(session, lines, now)
    _check_voucher(session, found, (voucher, draft.paid_on.year))
    on_day = book(session, (found.district_id, found.fund), draft.paid_on, "拨付")
    entry = write_entry(session, _entry(found, lines, (voucher, draft, on_day)), staff, now=now)
    made = _made(session, staff, found, (lines, voucher, draft, entry), now)
    act_on_lines(session, lines, Deed(LineAct.PAY, staff, now, read_note(draft.reason)))
    tell_paid(session, made, lines, now=now)
    return made


def _held(session: Session, application: FinanceApplication, draft: PaymentDraft) -> list[SubsidyLine]:
    """Those of the voucher, all of this application and so of its fund."""
    own = select(SubsidyLine.id).where(SubsidyLine.district_id == application.district_id)
    keys = session.scalars(own.where(SubsidyLine.public_id.in_(draft.parts_fen))).all()
    lines = hold_with_class(session, keys)
    if len(lines) < len(draft.parts_fen):
        raise ListHasChanged(len(draft.parts_fen) - len(lines))
    strangers = [each.enrolment.trainee.name for each in lines if each.application_id != application.id]
    if strangers:
        raise FundsMixed(application.fund, strangers)
    for each in lines:
        if each.state is not LineState.APPLIED:
            raise LineStandsElsewhere(each.state, LineAct.PAY)
    return lines


def _due(line: SubsidyLine, draft: PaymentDraft) -> Due:
    own = line.enrolment
    school, name = own.training_class.institution_id, own.trainee.name
    granted, paid = line.granted_fen or 0, draft.parts_fen[line.public_id]
    return Due(name, _payee(line), school, granted, paid)


def _payee(line: SubsidyLine) -> Payee:
    """Nobody guesses who receives it (R61)."""
    if line.payee is None:
        raise PayeeMissing(line.enrolment.trainee.name)
    return line.payee


def _check_hold(session: Session, lines: Sequence[SubsidyLine], now: datetime) -> None:
    holding = lines_that_hold(session, [each.id for each in lines], now=now)
    gone = [each for each in lines if each.id not in holding]
    if gone:
        names = {each.id: each.enrolment.trainee.name for each in gone}
        judged = [names[each.id] for each in gone if each.scheme is Scheme.TRAINING]
        raise HoldsNoMore(judged, [names[each.id] for each in gone if each.scheme is Scheme.C1])


def _check_voucher(session: Session, application: FinanceApplication, said: tuple[str, int]) -> None:
    """Numbers begin anew every year, and that of an undone payment is free; two at once wait in turn."""
    voucher, year = said
    own = (Payment.district_id == application.district_id, Payment.fund == application.fund)
    if session.scalar(select(Payment.id).where(*own, Payment.year == year, Payment.live_voucher == voucher)):
        raise NumberTaken("凭证号", voucher)


def _entry(
    application: FinanceApplication, lines: Sequence[SubsidyLine], said: tuple[str, PaymentDraft, Booked]
) -> NewEntry:
    voucher, draft, booked = said
    classes = {each.enrolment.class_id for each in lines}
    return NewEntry(
        district_id=application.district_id,
        fund=application.fund,
        on_day=booked.on_day,
        kind=EntryKind.PAID,
        amount_fen=-draft.amount_fen,
        voucher=voucher,
        summary=f"拨付培训补贴 {len(lines)} 人，申请 {application.number}{booked.note}",
        counterpart=_receiver(lines),
        class_id=classes.pop() if len(classes) == 1 else None,
    )


def _receiver(lines: Sequence[SubsidyLine]) -> str:
    """No person is named in a ledger."""
    first = lines[0]
    if first.payee is Payee.TRAINEE:
        return f"学员本人（{len(lines)} 人）"
    return first.enrolment.training_class.institution.name


def _made(
    session: Session,
    staff: Staff,
    application: FinanceApplication,
    said: tuple[Sequence[SubsidyLine], str, PaymentDraft, LedgerEntry],
    now: datetime,
) -> Payment:
    lines, voucher, draft, entry = said
    payee = _payee(lines[0])
    school = lines[0].enrolment.training_class.institution_id if payee is Payee.INSTITUTION else None
    made = Payment(
        public_id=uuid4(),
        application_id=application.id,
        district_id=application.district_id,
        fund=application.fund,
        payee=payee,
        institution_id=school,
        amount_fen=draft.amount_fen,
        paid_on=draft.paid_on,
        year=draft.paid_on.year,
        voucher=voucher,
        live_voucher=voucher,
        entry_id=entry.id,
        recorded_by_id=staff.id,
        recorded_by=staff.name,
        recorded_at=now,
        lines=[_part(each, draft) for each in lines],
    )
    session.add(made)
    session.flush()
    return made


def _part(line: SubsidyLine, draft: PaymentDraft) -> PaymentLine:
    return PaymentLine(line_id=line.id, live_line_id=line.id, amount_fen=draft.parts_fen[line.public_id])
