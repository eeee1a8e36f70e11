from sqlalchemy import select
from sqlalchemy.orm import Session

from training.payments.rules.undoing import AlreadyUndone, DemandedBack
from training.payments.views.recoveries.demands_of import demands_by_part
from training.records.classes.trainees import Enrolment, Trainee
from training.records.payments.payments import Payment
from training.records.subsidies.lines import SubsidyLine


def check_undoable(session: Session, payment: Payment) -> None:
    """Raises AlreadyUndone, or DemandedBack of whoever of it money is demanded back."""
    if payment.is_undone:
        raise AlreadyUndone("已经撤销登记")
    demands = demands_by_part(session, [each.id for each in payment.lines])
    held = {part for part, own in demands.items() if any(each.standing_fen for each in own)}
    if held:
        lines = [each.line_id for each in payment.lines if each.id in held]
        rows = select(Trainee.name).join(Enrolment, Enrolment.trainee_id == Trainee.id)
        of_lines = rows.join(SubsidyLine, SubsidyLine.enrolment_id == Enrolment.id)
        names = session.scalars(of_lines.where(SubsidyLine.id.in_(lines)).order_by(SubsidyLine.id))
        raise DemandedBack(names.all())
