"""Make the next file for the talent platform: who is new, and of whom something changed (R18)."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import insert_new, wait_for_turn
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.exchange.talent import TalentBatch, TalentRow
from training.records.staff.staff import Staff
from training.sheets.lists import list_text
from training.talent.rules.entering import ExportedJustNow, NothingChanged
from training.talent.rules.rows import HEADINGS, batch_number, lines_of, text_of
from training.talent.views.to_export import ToExport, to_export

TURN = 18
"""Whoever makes a file, says that one was entered, or drops it waits for one another."""


def export_talent(session: Session, staff: Staff, seen: str, *, now: datetime) -> TalentBatch:
    """Keep who stands in it, its digests, and for its term the lines themselves.

    `seen` is how many the page announced. Raises NotFound, NothingChanged or ExportedJustNow.
    """
    if staff.district_id is None or not may(staff.role, Permission.EXPORT_TALENT):
        raise NotFound("可以由您导出的合格人员")
    wait_for_turn(session, TURN)
    found = to_export(session, staff.district_id)
    if seen != str(len(found.changed)):
        raise ExportedJustNow
    if not found.changed:
        raise NothingChanged
    made = _batch(session, staff, staff.district_id, found, now)
    rows = [
        {
            "batch_id": made.id,
            "position": position,
            "enrolment_id": each.enrolment_id,
            "ordinal": found.known[each.enrolment_id].ordinal + 1 if each.enrolment_id in found.known else 1,
            "row_sha256": each.digest,
            "cells": text_of(each.cells),
        }
        for position, each in enumerate(found.changed, 1)
    ]
    if insert_new(session, TalentRow, rows) < len(rows):
        raise ExportedJustNow
    return made


def _batch(session: Session, staff: Staff, district_id: int, found: ToExport, now: datetime) -> TalentBatch:
    today = shanghai_day(now)
    like = TalentBatch.number.startswith(batch_number(district_id, today, 0)[:-2])
    before = session.scalar(select(func.count(TalentBatch.id)).where(like)) or 0
    number = batch_number(district_id, today, before)
    made = TalentBatch(
        district_id=district_id,
        number=number,
        sha256=sha256(list_text(HEADINGS, lines_of(found.changed, number))).hexdigest(),
        rows=len(found.changed),
        made_by_id=staff.id,
        made_by=staff.name,
        made_at=now,
    )
    session.add(made)
    session.flush()
    return made
