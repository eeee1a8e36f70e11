"""A trainee leaves a class (退班); what was earned until then stays on record (R25)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from training.errors import NotNow, NotRight
from training.records.classes.trainees import Enrolment, Withdrawal


class AlreadyWithdrawn(NotNow):
    """This trainee has left the class before."""

    def __init__(self, last_day: date):
        super().__init__(f"这名学员已退班，最后一天是 {last_day}，不用再办。")


class OutsideTheClass(NotRight):
    """The day does not lie within the class."""

    def __init__(self, starts_on: date, ends_on: date):
        super().__init__(f"退班日期应在开班 {starts_on} 的前一天至结业 {ends_on} 之间。")


def withdraw_trainee(
    session: Session, enrolment: Enrolment, last_day: date, reason: str, *, recorded_by: str, now: datetime
) -> Withdrawal:
    """Record that `last_day` was the trainee's last in the class.

    Raises AlreadyWithdrawn or OutsideTheClass.
    """
    if enrolment.withdrawal is not None:
        raise AlreadyWithdrawn(enrolment.withdrawal.last_day)
    own = enrolment.training_class
    if not own.starts_on.toordinal() - 1 <= last_day.toordinal() <= own.ends_on.toordinal():
        raise OutsideTheClass(own.starts_on, own.ends_on)
    withdrawal = Withdrawal(
        enrolment=enrolment, last_day=last_day, reason=reason, recorded_by=recorded_by, recorded_at=now
    )
    session.add(withdrawal)
    session.flush()
    return withdrawal
