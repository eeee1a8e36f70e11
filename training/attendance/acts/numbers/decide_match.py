"""The district or the city agrees that a number is somebody's, or not; whoever asked never does (R43)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.attendance.acts.numbers.give_number import give_number
from training.attendance.terms import MatchState
from training.attendance.views.numbers.is_number_used import is_number_used
from training.attendance.views.numbers.see_matches import see_match
from training.classes.views.imported_before import TURNS
from training.database import insert_new, wait_for_turn
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound, NotNow, NotYours
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.numbers import NumberMatch, NumberMatchDecision
from training.records.staff.staff import Staff


class OwnMatch(NotYours):
    """Whoever asked does not decide."""

    def __init__(self) -> None:
        super().__init__("这条考勤号匹配是您提出的，请由旗县区或市级的另一位工作人员审核。")


class MatchDecided(NotNow):
    """Somebody was faster, or nobody had to decide; what stands stays."""

    def __init__(self, state: MatchState):
        super().__init__(f"这条考勤号匹配{state}，以先办的为准，请刷新查看。")


class MatchOutdated(NotNow):
    """The person has another number by now, or punches of the own one came: hours would be lost."""

    def __init__(self) -> None:
        super().__init__(
            "提出以后，这名学员的考勤号变了或者已有打卡，不能再同意；请选“不同意”，需要时重新匹配。"
        )


@dataclass(frozen=True)
class MatchVerdict:
    """Agreed or not, and why: either is asked for later."""

    is_approved: bool
    note: str


def decide_match(
    session: Session, staff: Staff, public_id: UUID, verdict: MatchVerdict, *, now: datetime
) -> NumberMatch:
    """Record it, and give the number if it is agreed to; the school is told.

    Raises NotFound, OwnMatch, SameHand, ReasonMissing, TextTooLong, MatchDecided, MatchOutdated
    or NumberTaken.
    """
    match = see_match(session, staff, public_id)
    if not may(staff.role, Permission.DECIDE_MATCHES):
        raise NotFound("这条考勤号匹配")
    if match.asked_by_id == staff.id:
        raise OwnMatch
    check_other_hand(session, Signature(match.asked_by_id, match.asked_at), staff, now=now)
    row = {
        "match_id": match.id,
        "is_approved": verdict.is_approved,
        "note": read_reason(verdict.note, "审核考勤号匹配"),
        "decided_by_id": staff.id,
        "decided_at": now,
    }
    wait_for_turn(session, TURNS["roster"])
    if match.is_at_once or not insert_new(session, NumberMatchDecision, [row]):
        session.expire(match, ["decision"])
        raise MatchDecided(match.state)
    session.expire(match, ["decision"])
    if verdict.is_approved:
        _carry_out(session, match)
    _tell(session, match, verdict, now)
    return match


def _carry_out(session: Session, match: NumberMatch) -> None:
    session.refresh(match.enrolment)
    if (match.enrolment.attendance_number or "") != match.old_number:
        raise MatchOutdated
    if match.old_number and is_number_used(session, match.enrolment):
        raise MatchOutdated
    give_number(session, match.enrolment, match.new_number)


def _tell(session: Session, match: NumberMatch, verdict: MatchVerdict, now: datetime) -> None:
    own, became = match.training_class, "已同意" if verdict.is_approved else "没有同意"
    text = f"班级 {own.class_number} 考勤号 {match.new_number} 的匹配{became}。说明：{verdict.note}"
    key = f"number_match_decided:{match.public_id}"
    draft = AlertDraft("number_match_decided", key, text, Audience.INSTITUTION, own, about=match.public_id)
    raise_alert(session, draft, now=now)
