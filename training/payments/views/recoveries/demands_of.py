"""追回: what was demanded back of payments, and what of it came; flat, however many."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session

from training.payments.rules.undoing import Demand
from training.records.ledgers.standing import stands
from training.records.payments.payments import PaymentLine, Recovery, RecoveryReceipt, RecoveryWithdrawal


def demands_of(session: Session, where: ColumnElement[bool]) -> dict[int, Demand]:
    """By the key of the demand, of the parts of payments that `where` says; one statement."""
    rows = _demands().where(where)
    return {key: Demand(*told) for key, _, *told in session.execute(rows)}


def demands_by_part(session: Session, parts: Collection[int]) -> Mapping[int, list[Demand]]:
    """By the key of a part of a payment; one statement."""
    found: dict[int, list[Demand]] = defaultdict(list)
    for _, part, *told in session.execute(_demands().where(PaymentLine.id.in_(parts))):
        found[part].append(Demand(*told))
    return found


def standing_fen() -> ColumnElement[int]:
    """Of a part of a payment (`PaymentLine`) what is demanded back today: `Demand.standing_fen`, added up."""
    standing = case((_is_withdrawn(), _came()), else_=Recovery.amount_fen)
    total = select(func.coalesce(func.sum(standing), 0)).where(Recovery.payment_line_id == PaymentLine.id)
    return total.correlate(PaymentLine).scalar_subquery()


def _demands() -> Any:
    rows = select(Recovery.id, PaymentLine.id, Recovery.amount_fen, _came(), _is_withdrawn())
    return rows.join(Recovery.payment_line).order_by(Recovery.id)


def _came() -> ColumnElement[int]:
    own = RecoveryReceipt.recovery_id == Recovery.id
    came = select(func.coalesce(func.sum(RecoveryReceipt.amount_fen), 0))
    return came.where(own, stands(RecoveryReceipt.entry_id)).correlate(Recovery).scalar_subquery()


def _is_withdrawn() -> ColumnElement[bool]:
    return exists().where(RecoveryWithdrawal.recovery_id == Recovery.id)
