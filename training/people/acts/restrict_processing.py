"""The office restricts what is done with somebody's data (限制处理), and lets go of what no duty needs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from training.database import insert_one
from training.errors import NotNow
from training.notice.notes import read_reason
from training.people.views.latest_district import latest_district
from training.people.views.needless_accounts import needless_accounts
from training.people.views.restricted import standing_restriction
from training.records.classes.trainees import Trainee
from training.records.meetings.members import ChatAccount
from training.records.people.data_requests import DataRequest
from training.records.people.restrictions import ProcessingRestriction
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Cause:
    """Why, and by whom: a member of staff, or the operator of a command, who has no key."""

    reason: str
    by: str
    by_id: int | None = None
    request_id: int | None = None


class AlreadyRestricted(NotNow):
    """Nobody is restricted twice at once."""

    def __init__(self) -> None:
        super().__init__("这位学员的个人信息已经限制处理了，请刷新看；要换原因请先解除。")


def restrict_processing(
    session: Session, trainee_id: int, cause: Cause, *, now: datetime
) -> ProcessingRestriction:
    """From now on its rule is asked; what no duty keeps goes at once. Hours, checks and subsidies stay.

    Raises ReasonMissing, TextTooLong or AlreadyRestricted.
    """
    reason = read_reason(cause.reason, "限制处理")
    # Held, so that an answer of the chat that is under way is kept before it, and goes, or not at all.
    session.get_one(Trainee, trainee_id, with_for_update=True)
    if standing_restriction(session, trainee_id):
        raise AlreadyRestricted
    row = {
        "public_id": uuid4(),
        "trainee_id": trainee_id,
        "ordinal": _next(session, trainee_id),
        "district_id": _district(session, trainee_id, cause),
        "request_id": cause.request_id,
        "reason": reason,
        "begun_by_id": cause.by_id,
        "begun_by": cause.by,
        "begun_at": now,
    }
    begun = insert_one(session, ProcessingRestriction, row)
    if begun is None:
        raise AlreadyRestricted
    needless = needless_accounts(session, trainee_id)
    session.execute(delete(ChatAccount).where(ChatAccount.id.in_(needless)))
    return session.get_one(ProcessingRestriction, begun)


def _district(session: Session, trainee_id: int, cause: Cause) -> int | None:
    """Who restricts lifts: whoever answered the request, or did it unasked; else the latest district."""
    if cause.request_id is not None:
        return session.get_one(DataRequest, cause.request_id).district_id
    doer = session.get(Staff, cause.by_id) if cause.by_id is not None else None
    if doer is not None and doer.district_id is not None:
        return doer.district_id
    latest = latest_district(session, trainee_id)
    return latest.id if latest else None


def _next(session: Session, trainee_id: int) -> int:
    own = select(func.max(ProcessingRestriction.ordinal)).where(
        ProcessingRestriction.trainee_id == trainee_id
    )
    return (session.scalar(own) or 0) + 1
