"""Somebody is to come into a class, to leave it, or to come in the place of another (人员增减, R25)."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from training.classes.acts.open_batch import open_batch
from training.classes.rules.roster_changes import (
    ClassDays,
    ListIsApproved,
    Way,
    WishedChange,
    roster_change_findings,
)
from training.classes.sheets.roster import RosterRow
from training.classes.terms import ChangeKind
from training.classes.views.imported_before import TURNS
from training.database import blind, wait_for_turn
from training.errors import NotNow, NotRight
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Enrolment
from training.rosters.acts.carry_out_change import carry_out_change
from training.rosters.acts.tell_of_changes import tell_of_changes
from training.rosters.views.judge_newcomer import judge_newcomer
from training.rosters.views.list_is_approved import list_is_approved
from training.rosters.views.see_changes import has_open_change
from training.sheets.hand_in import HandedFile

FORM = "人员增减"


class SomebodyMissing(NotRight):
    """It is not told who leaves or who comes."""

    def __init__(self, who: str):
        super().__init__(f"请选择{who}后再提交。")


class HasLeft(NotNow):
    """Whoever is to leave has left."""

    def __init__(self, name: str, last_day: date):
        super().__init__(f"{name}已退班，最后一天是 {last_day}，不用再办。")


class ChangeWaits(NotNow):
    """A change about the same person waits already."""

    def __init__(self) -> None:
        super().__init__("这名学员已有一条人员增减在等旗县区审核，请等结果，不用再提交。")


@dataclass(frozen=True)
class Asker:
    """Who asks: the name of then, and the key where it is somebody of the office."""

    name: str
    staff_id: int | None = None


@dataclass(frozen=True)
class ChangeDraft:
    """What is asked for: `leaver` where somebody leaves, `newcomer` where somebody comes."""

    kind: ChangeKind
    effective_on: date
    reason: str
    leaver: Enrolment | None = None
    newcomer: RosterRow | None = None
    came_by: tuple[int, int] | None = None
    """Batch and row of the file that asks for it; None for a form."""


def ask_change(
    session: Session, own: TrainingClass, draft: ChangeDraft, asker: Asker, *, now: datetime
) -> RosterChange:
    """Keep it; it counts at once, or the district is asked, as the rules of the class's days have it.

    Raises ListIsApproved, ClassHasEnded, TooLateToJoin, OutsideTheClass, ReasonMissing, TextTooLong,
    SomebodyMissing, HasLeft, BadNewcomer or ChangeWaits.
    """
    wait_for_turn(session, TURNS["roster"])
    if list_is_approved(session, own.id):
        raise ListIsApproved
    reason = read_reason(draft.reason, FORM)
    wish, days = WishedChange(draft.kind, draft.effective_on), ClassDays(own.starts_on, own.ends_on)
    found = roster_change_findings(wish, days, shanghai_day(now), own.rule_set.policy)
    _refuse_twice(session, own, draft)
    change = _change(session, own, draft, asker, now)
    change.reason, change.is_at_once = reason, found.way is not Way.APPROVAL
    session.add(change)
    session.flush()
    if change.is_at_once:
        carry_out_change(session, change, now=now)
    if found.way is not Way.AT_ONCE:
        tell_of_changes(session, own, now=now)
    return change


def _refuse_twice(session: Session, own: TrainingClass, draft: ChangeDraft) -> None:
    person, leaver = None, draft.leaver
    if draft.kind.takes_out:
        if leaver is None or leaver.class_id != own.id:
            raise SomebodyMissing("退出的学员")
        if leaver.withdrawal is not None:
            raise HasLeft(leaver.trainee.name, leaver.withdrawal.last_day)
    if draft.kind.brings:
        if draft.newcomer is None:
            raise SomebodyMissing("增加的学员")
        judge_newcomer(session, own, draft.newcomer)
        person = blind(session, "id_number", draft.newcomer.id_number)
    leaver_id = leaver.id if leaver and draft.kind.takes_out else None
    if has_open_change(session, own.id, enrolment_id=leaver_id, person=person):
        raise ChangeWaits


def _change(
    session: Session, own: TrainingClass, draft: ChangeDraft, asker: Asker, now: datetime
) -> RosterChange:
    public_id = uuid4()
    batch_id, line = draft.came_by or (_batch(session, own, public_id, asker.name, now), 0)
    return RosterChange(
        public_id=public_id,
        training_class=own,
        kind=draft.kind,
        effective_on=draft.effective_on,
        enrolment=draft.leaver if draft.kind.takes_out else None,
        batch_id=batch_id,
        line=line,
        asked_by=asker.name,
        asked_by_id=asker.staff_id,
        asked_at=now,
        **(_brought(draft.newcomer) if draft.kind.brings and draft.newcomer else {}),
    )


def _batch(session: Session, own: TrainingClass, public_id: UUID, asker: str, now: datetime) -> int:
    """The one of a form, which is its only row."""
    file = HandedFile(FORM, sha256(public_id.bytes).hexdigest(), asker, now)
    batch = open_batch(session, "roster_change", own.class_number, file)
    batch.rows_read = batch.rows_stored = 1
    return batch.id


def _brought(row: RosterRow) -> dict[str, object]:
    return {
        "name": row.name,
        "sex": row.sex,
        "id_number": row.id_number,
        "id_number_index": row.id_number,
        "phone": row.phone,
        "phone_index": row.phone,
        "bank_card": row.bank_card,
        "attendance_number": row.attendance_number or "",
        "category": row.category or "",
        "education": row.education or "",
    }
