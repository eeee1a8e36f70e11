"""Somebody says that a file was entered into the talent platform, and which of its lines were not (R18)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.database import insert_new, wait_for_turn
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.records.exchange.talent import TalentBatch, TalentEntry, TalentFailure
from training.records.staff.staff import Staff
from training.talent.acts.export_talent import TURN
from training.talent.rules.entering import BatchDropped, EnteredAlready, check_entry_day, read_failures
from training.talent.views.see_batches import is_dropped


@dataclass(frozen=True)
class EntrySaid:
    """On which day, and one line for each row that the platform did not take: 3 身份证号重复."""

    entered_on: date
    failures: str = ""
    note: str = ""


def note_entry(session: Session, staff: Staff, own: TalentBatch, said: EntrySaid, *, now: datetime) -> None:
    """`own` has its lines, and is one that this person may say this of.

    Raises BadEntryDay, BadFailure, ReasonMissing, TextTooLong, BatchDropped or EnteredAlready.
    """
    check_entry_day(said.entered_on, shanghai_day(own.made_at), shanghai_day(now))
    failures, note = read_failures(said.failures, own.rows), read_note(said.note)
    wait_for_turn(session, TURN)
    if is_dropped(session, own):
        raise BatchDropped
    by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": now}
    entry = {"batch_id": own.id, "entered_on": said.entered_on, "note": note} | by
    if not insert_new(session, TalentEntry, [entry]):
        raise EnteredAlready
    keys = {each.position: each.id for each in own.lines}
    rows = [{"row_id": keys[at], "reason": why} | by for at, why in failures.items()]
    insert_new(session, TalentFailure, rows)
