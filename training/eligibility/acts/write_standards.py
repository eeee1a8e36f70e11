from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import wait_for_turn
from training.eligibility.rules.standard_sets import (
    AnotherSetWaits,
    BadStandards,
    BeginsTooEarly,
    PaperMissing,
    may_begin,
)
from training.eligibility.rules.standards import Standard, standard_findings
from training.eligibility.views.standard_sets import firsts_of, is_of, is_of_office, waits
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.records.staff.staff import Staff
from training.records.subsidies.standards import StandardSet, SubsidyStandard

TURN = 7_301_202_653
"""Whoever writes or decides a version waits for whoever else does."""


@dataclass(frozen=True)
class SetDraft:
    """A version as it is written: from when on, by which paper, and every line of it."""

    effective_from: date
    document_number: str
    lines: Sequence[Standard]
    note: str = ""


def write_standards(session: Session, staff: Staff, draft: SetDraft, *, now: datetime) -> StandardSet:
    """A new version of the own office's standards, for a second person to agree to; it holds nowhere before.

    Raises NotFound, BadStandards, BeginsTooEarly, AnotherSetWaits, PaperMissing or TextTooLong.
    """
    if not is_of_office(staff, staff.district_id):
        raise NotFound("可以由您写的补贴标准")
    if findings := standard_findings(draft.lines):
        raise BadStandards(findings)
    if not (document := read_note(draft.document_number)):
        raise PaperMissing
    wait_for_turn(session, TURN)
    firsts = firsts_of(session, staff.district_id)
    if not may_begin(draft.effective_from, shanghai_day(now), firsts):
        raise BeginsTooEarly(draft.effective_from)
    waiting = session.scalars(select(StandardSet).where(is_of(staff.district_id), waits())).first()
    if waiting is not None:
        raise AnotherSetWaits(waiting.written_by)
    made = StandardSet(
        district_id=staff.district_id,
        version=_next_version(session, staff),
        effective_from=draft.effective_from,
        document_number=document,
        note=read_note(draft.note),
        written_by_id=staff.id,
        written_by=staff.name,
        written_at=now,
        standards=[_row(place, each) for place, each in enumerate(draft.lines, 1)],
    )
    session.add(made)
    session.flush()
    return made


def _next_version(session: Session, staff: Staff) -> int:
    latest = select(func.max(StandardSet.version)).where(is_of(staff.district_id))
    return (session.scalar(latest) or 0) + 1


def _row(place: int, line: Standard) -> SubsidyStandard:
    return SubsidyStandard(**asdict(line) | {"id": None, "ordinal": place})
