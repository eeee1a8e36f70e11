"""Requests about personal data, as the office and as their own trainees see them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.people.data_requests import DataRequest, DataRequestAnswer
from training.records.staff.staff import Staff


def find_request(session: Session, staff: Staff, request_id: UUID) -> DataRequest:
    """One of this person's place; raises NotFound."""
    found = session.scalars(_visible(staff).where(DataRequest.public_id == request_id)).one_or_none()
    if found is None:
        raise NotFound("这件个人信息请求")
    return found


def list_requests(session: Session, staff: Staff, limit: int = 100) -> Sequence[DataRequest]:
    """Those without an answer first, the most urgent on top; then the answered ones, the latest first."""
    answered = DataRequestAnswer.id.is_not(None)
    in_order = (answered, DataRequestAnswer.id.desc(), DataRequest.due_on, DataRequest.id)
    return session.scalars(_visible(staff).order_by(*in_order).limit(limit)).all()


def waiting_requests(staff: Staff) -> Select[DataRequest]:
    """Those without an answer, the most urgent first."""
    waiting = _visible(staff).where(DataRequestAnswer.id.is_(None))
    return waiting.order_by(DataRequest.due_on, DataRequest.id)


def own_requests(session: Session, trainee_id: int) -> Sequence[DataRequest]:
    """The trainee's own, the latest first."""
    own = _whole().where(DataRequest.trainee_id == trainee_id)
    return session.scalars(own.order_by(DataRequest.id.desc())).all()


def _visible(staff: Staff) -> Select[DataRequest]:
    return _whole().where(within(staff, Permission.ANSWER_DATA_REQUESTS, district=DataRequest.district_id))


def _whole() -> Select[DataRequest]:
    whole = (
        joinedload(DataRequest.trainee),
        joinedload(DataRequest.district),
        joinedload(DataRequest.answer),
    )
    return select(DataRequest).outerjoin(DataRequestAnswer).options(*whole)
