from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.deputies.views.hands import Signature
from training.records.payments.payments import PaymentLine, Recovery
from training.records.subsidies.lines import SubsidyLine


def hands_in_payment(session: Session, line: SubsidyLine) -> list[Signature]:
    """Whoever recorded that it was paid, and whoever demands a part of it back."""
    rows = select(PaymentLine).where(PaymentLine.live_line_id == line.id)
    demanded = selectinload(PaymentLine.recoveries).joinedload(Recovery.withdrawal)
    part = session.scalars(rows.options(joinedload(PaymentLine.payment), demanded)).one()
    demands = [each for each in part.recoveries if each.withdrawal is None]
    recorded = Signature(part.payment.recorded_by_id, part.payment.recorded_at)
    return [recorded, *(Signature(each.demanded_by_id, each.demanded_at) for each in demands)]
