from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.staff.staff import Staff


def list_staff(session: Session) -> list[Staff]:
    return list(session.scalars(select(Staff).order_by(Staff.role, Staff.name)))
