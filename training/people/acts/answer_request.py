"""The district or the city answers a request about somebody's own data, once, with words that say why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.database import insert_one
from training.errors import NotNow, NotRight
from training.notice.notes import read_reason
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.rules.restrictions import may_restrict
from training.people.terms import RequestDecision
from training.people.views.find_request import find_request
from training.records.people.data_requests import DataRequest, DataRequestAnswer
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Answer:
    """答复, as the form has it."""

    decision: str
    text: str
    restricts: bool = False
    """限制处理: what is asked for is done in this way, or in this way only."""


class UnknownDecision(NotRight):
    """The form was sent without one of its decisions."""

    def __init__(self) -> None:
        super().__init__("请选择办理结果。")


class NothingToRestrict(NotRight):
    """The tick was sent with an answer that cannot mean it."""

    def __init__(self) -> None:
        super().__init__("只有答复“删除”或“限制处理”的申请，并且办理或部分办理时，才能同时限制处理。")


class AlreadyAnswered(NotNow):
    """Somebody was first; the answer that the trainee read stays."""

    def __init__(self) -> None:
        super().__init__("这件请求已经答复过了，请刷新看答复。")


def answer_request(
    session: Session, staff: Staff, request_id: UUID, answer: Answer, *, now: datetime
) -> DataRequestAnswer:
    """Also late: an answer is owed until it is given. A refusal says its reason, as all do (art. 50).

    Raises NotFound, UnknownDecision, NothingToRestrict, ReasonMissing, TextTooLong, AlreadyAnswered or
    AlreadyRestricted.
    """
    found = find_request(session, staff, request_id)
    _check(found, answer)
    text = read_reason(answer.text, "答复")
    row = {
        "request_id": found.id,
        "decision": RequestDecision(answer.decision),
        "text": text,
        "answered_by_id": staff.id,
        "answered_by": staff.name,
        "answered_at": now,
    }
    answered = insert_one(session, DataRequestAnswer, row)
    if answered is None:
        raise AlreadyAnswered
    session.expire(found, ["answer"])
    if answer.restricts:
        cause = Cause(text, by=staff.name, by_id=staff.id, request_id=found.id)
        restrict_processing(session, found.trainee_id, cause, now=now)
    return session.get_one(DataRequestAnswer, answered)


def _check(found: DataRequest, answer: Answer) -> None:
    if answer.decision not in set(RequestDecision):
        raise UnknownDecision
    if answer.restricts and not may_restrict(found.kind, RequestDecision(answer.decision)):
        raise NothingToRestrict
