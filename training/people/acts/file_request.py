"""A trainee asks for something about the own data (个人信息请求), and is told by when it is answered."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.database import wait_for_turn
from training.errors import NotNow, NotRight
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.people.rules.data_requests import MOST_OPEN, answer_due, number_of
from training.people.terms import RequestKind
from training.people.views.latest_district import latest_district
from training.records.people.data_requests import DataRequest, DataRequestAnswer

TURN = 6
"""After those of the imports and the calendar."""


class UnknownKind(NotRight):
    """The form was sent without one of its kinds."""

    def __init__(self) -> None:
        super().__init__("请选择要申请什么。")


class TooManyOpen(NotNow):
    """So many wait for their answer."""

    def __init__(self) -> None:
        super().__init__(f"您有 {MOST_OPEN} 件申请还没有答复，请等答复后再提，或拨打 12333。")


def file_request(session: Session, trainee_id: int, kind: str, text: str, *, now: datetime) -> DataRequest:
    """Number it, count its last day and tell the district.

    Raises UnknownKind, ReasonMissing, TextTooLong, or TooManyOpen beyond `MOST_OPEN` without an answer.
    """
    if kind not in set(RequestKind):
        raise UnknownKind
    words, wanted = read_reason(text, "申请"), RequestKind(kind)
    wait_for_turn(session, TURN)
    if _open(session, trainee_id) >= MOST_OPEN:
        raise TooManyOpen
    today, district = shanghai_day(now), latest_district(session, trainee_id)
    due = answer_due(today, calendar_of(session))
    filed = DataRequest(
        year=today.year,
        ordinal=_next(session, today.year),
        trainee_id=trainee_id,
        district_id=district.id if district else None,
        kind=wanted,
        text=words,
        filed_at=now,
        due_on=due.on,
        due_is_guessed=due.is_guessed,
    )
    session.add(filed)
    session.flush()
    raise_alert(session, _alert(filed), now=now)
    return filed


def _open(session: Session, trainee_id: int) -> int:
    own = select(func.count()).select_from(DataRequest).outerjoin(DataRequestAnswer)
    waiting = own.where(DataRequest.trainee_id == trainee_id, DataRequestAnswer.id.is_(None))
    return session.scalar(waiting) or 0


def _next(session: Session, year: int) -> int:
    return (session.scalar(select(func.max(DataRequest.ordinal)).where(DataRequest.year == year)) or 0) + 1


def _alert(filed: DataRequest) -> AlertDraft:
    """Without the words of the trainee: they may hold anything."""
    what = f"{number_of(filed.year, filed.ordinal)}（{filed.kind}）"
    return AlertDraft(
        kind="data_request",
        dedupe_key=f"data_request:{filed.public_id}",
        text=f"有学员提出个人信息请求 {what}，最晚 {filed.due_on} 在工作台“个人信息请求”里答复。",
        audience=Audience.INSPECTORS,
        district_id=filed.district_id,
        about=filed.public_id,
    )
