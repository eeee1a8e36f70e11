"""Who of a class is paid for, and the money of it, as rows of its history (R19 to R22, R54)."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, SQLColumnExpression, String, and_, case, cast, func

from training.eligibility.terms import LineAct, Scheme
from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Of, Rows, of_person, row, within_of
from training.notice.permissions import Permission
from training.records.classes.trainees import Enrolment, Trainee
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.meetings import MeetingGrant, SubsidyMeeting
from training.records.payments.payments import (
    Payment,
    PaymentLine,
    Recovery,
    RecoveryReceipt,
    RecoveryWithdrawal,
)
from training.records.subsidies.lines import JudgementSecond, LineEvent, SubsidyJudgement, SubsidyLine

OF_ONE = (LineAct.OBJECT, LineAct.SETTLE, LineAct.UPHOLD)
"""About one person, and told with the name."""
TOLD_ELSEWHERE = (
    LineAct.JUDGE,
    LineAct.LAPSE,
    LineAct.GRANT,
    LineAct.PAY,
    LineAct.RECOVER,
    LineAct.UNDO_RECEIPT,
)
"""By the judgement, the meeting, the payment, the receipt of what it came with."""
NO_CLAIM = SubsidyLine.scheme == Scheme.TRAINING
"""A claim has acts of its own (申领)."""


def _judged(of: Of) -> Rows:
    own = SubsidyJudgement
    second = case((own.needs_second, YES), else_="")
    what = (own.signed_at, own.id, own.signed_by, own.ordinal, NOTHING, second)
    return within_of(row(Happened.LINES_JUDGED, *what), own.class_id, of)


def _seconded(of: Of) -> Rows:
    own, judged = JudgementSecond, SubsidyJudgement
    yes = case((own.is_agreed, YES), else_="")
    rows = row(Happened.LINES_SECONDED, own.signed_at, own.id, own.signed_by, judged.ordinal, own.note, yes)
    return within_of(rows.join(judged, own.judgement_id == judged.id), judged.class_id, of)


def _granted(of: Of) -> Rows:
    own, meeting = MeetingGrant, SubsidyMeeting
    money = _people_and_money(own.people, own.amount_fen)
    rows = row(
        *(Happened.LINES_GRANTED, meeting.noted_at, own.id, meeting.noted_by),
        *(meeting.number, NOTHING, money),
    )
    return within_of(rows.join(meeting, own.meeting_id == meeting.id), own.class_id, of)


def _moved(of: Of) -> Rows:
    """What was done with many at once is one line of its history."""
    own = LineEvent
    rows = row(
        *(Happened.LINES_MOVED, own.acted_at, func.min(own.id), own.acted_by),
        *(func.count(), own.reason, own.act),
    )
    whose = _of_enrolment(rows.join(SubsidyLine, own.line_id == SubsidyLine.id))
    many = whose.where(NO_CLAIM, own.act.not_in((*OF_ONE, *TOLD_ELSEWHERE)))
    moved = within_of(many, Enrolment.class_id, of)
    return moved.group_by(own.acted_at, own.acted_by, own.reason, own.act, Enrolment.class_id)


def _paid(of: Of) -> Rows:
    """One voucher, as far as it paid for people of the class."""
    own, part = Payment, PaymentLine
    money = _people_and_money(func.count(), func.sum(part.amount_fen))
    rows = row(
        Happened.LINES_PAID, own.recorded_at, func.min(part.id), own.recorded_by, own.voucher, NOTHING, money
    )
    lines = rows.join(part, part.payment_id == own.id).join(SubsidyLine, part.line_id == SubsidyLine.id)
    paid = within_of(_of_enrolment(lines).where(NO_CLAIM), Enrolment.class_id, of)
    return paid.group_by(own.id, own.recorded_at, own.recorded_by, own.voucher, Enrolment.class_id)


def _objected(of: Of) -> Rows:
    own = LineEvent
    rows = row(
        Happened.LINE_OBJECTED, own.acted_at, own.id, own.acted_by, Trainee.name, own.reason, own.act
    ).where(own.act.in_(OF_ONE), NO_CLAIM)
    return of_person(_of_enrolment(rows.join(SubsidyLine, own.line_id == SubsidyLine.id)), of)


def _demanded(of: Of) -> Rows:
    own = Recovery
    what = (own.demanded_at, own.id, own.demanded_by, Trainee.name, own.reason, own.amount_fen)
    return of_person(_of_paid(row(Happened.RECOVERY_DEMANDED, *what)), of)


def _received(of: Of) -> Rows:
    own = RecoveryReceipt
    rows = row(
        *(Happened.RECOVERY_RECEIVED, own.recorded_at, own.id, own.recorded_by),
        *(Trainee.name, NOTHING, own.amount_fen),
    )
    return of_person(_of_paid(rows.join(Recovery, own.recovery_id == Recovery.id)), of)


def _withdrawn(of: Of) -> Rows:
    own = RecoveryWithdrawal
    rows = row(Happened.RECOVERY_WITHDRAWN, own.noted_at, own.id, own.noted_by, Trainee.name, own.reason)
    return of_person(_of_paid(rows.join(Recovery, own.recovery_id == Recovery.id)), of)


def _undone(of: Of) -> Rows:
    """撤销到账: the ledger took the receipt back, all of a demand or a part; why is told with the line."""
    own, came, said = LedgerEntry, RecoveryReceipt, LineEvent
    rows = row(
        *(Happened.RECEIPT_UNDONE, own.written_at, own.id, own.written_by),
        *(Trainee.name, func.coalesce(said.reason, ""), came.amount_fen),
    )
    receipts = rows.join(came, own.reverses_id == came.entry_id)
    lines = _of_paid(receipts.join(Recovery, came.recovery_id == Recovery.id))
    of_act = (said.act == LineAct.UNDO_RECEIPT, said.acted_at == own.written_at)
    return of_person(lines.outerjoin(said, and_(said.line_id == SubsidyLine.id, *of_act)), of)


def _of_paid(rows: Rows) -> Rows:
    parts = rows.join(PaymentLine, Recovery.payment_line_id == PaymentLine.id)
    return _of_enrolment(parts.join(SubsidyLine, PaymentLine.line_id == SubsidyLine.id))


def _of_enrolment(rows: Rows) -> Rows:
    return rows.join(Enrolment, SubsidyLine.enrolment_id == Enrolment.id)


def _people_and_money(people: SQLColumnExpression[int], fen: SQLColumnExpression[int]) -> ColumnElement[str]:
    """2/240000."""
    return cast(people, String) + "/" + cast(fen, String)


SOURCES_OF_LINES: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    # A school reads what counts, not what one of two has signed.
    Happened.LINES_JUDGED: (Permission.SEE_EXCLUSIONS, _judged),
    Happened.LINES_SECONDED: (Permission.SEE_EXCLUSIONS, _seconded),
    Happened.LINES_GRANTED: (Permission.SEE_LINES, _granted),
    Happened.LINES_MOVED: (Permission.SEE_LINES, _moved),
    Happened.LINES_PAID: (Permission.SEE_LINES, _paid),
    Happened.LINE_OBJECTED: (Permission.SEE_PUBLICITIES, _objected),
    Happened.RECOVERY_DEMANDED: (Permission.SEE_PUBLICITIES, _demanded),
    Happened.RECOVERY_RECEIVED: (Permission.SEE_PUBLICITIES, _received),
    Happened.RECOVERY_WITHDRAWN: (Permission.SEE_PUBLICITIES, _withdrawn),
    Happened.RECEIPT_UNDONE: (Permission.SEE_PUBLICITIES, _undone),
}
OF_NAMED = frozenset(
    {
        Happened.LINE_OBJECTED,
        Happened.RECOVERY_DEMANDED,
        Happened.RECOVERY_RECEIVED,
        Happened.RECOVERY_WITHDRAWN,
        Happened.RECEIPT_UNDONE,
    }
)
"""Of whose rows `of` names a trainee."""
