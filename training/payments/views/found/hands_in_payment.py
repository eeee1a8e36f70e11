from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.deputies.views.hands import Signature
from training.payments.views.recoveries.demands_of import demands_of
from training.records.payments.payments import PaymentLine
from training.records.subsidies.lines import SubsidyLine


def hands_in_payment(session: Session, line: SubsidyLine) -> list[Signature]:
    """Whoever recorded that it was paid, and whoever demands a part of it back that has not come.

    What came took another hand than the demand: of two people in an office one is free again.
    """
    rows = select(PaymentLine).where(PaymentLine.live_line_id == line.id)
    demanded = selectinload(PaymentLine.recoveries)
    part = session.scalars(rows.options(joinedload(PaymentLine.payment), demanded)).one()
    told = demands_of(session, PaymentLine.id == part.id)
    demands = [each for each in part.recoveries if told[each.id].left_fen]
    recorded = Signature(part.payment.recorded_by_id, part.payment.recorded_at)
    return [recorded, *(Signature(each.demanded_by_id, each.demanded_at) for each in demands)]
