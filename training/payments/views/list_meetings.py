"""Meetings, the newest first, with what they granted and how far that has come."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.eligibility.terms import LineState
from training.listing.views.page_of import Order, Page, page_of
from training.payments.views.find_meeting import visible_meetings
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine

A_PAGE = 50
Key = tuple[int, LineState, bool]


@dataclass(frozen=True)
class MeetingLine:
    """One meeting in the list."""

    public_id: UUID
    district: str
    number: str
    held_on: date
    ends_on: date | None
    """The last day of the publicity; None before one began."""
    granted_fen: int
    counts: Counter[LineState]
    objections: int


def list_meetings(
    session: Session, staff: Staff, place: str = ""
) -> tuple[list[MeetingLine], Page[SubsidyMeeting]]:
    """One page: four statements."""
    order = Order((SubsidyMeeting.held_on, SubsidyMeeting.id), is_descending=True)
    rows = visible_meetings(staff).options(joinedload(SubsidyMeeting.district))
    page = page_of(session, rows, order, size=A_PAGE, place=place)
    keys = [each.id for each in page.rows]
    ends = _ends(session, keys)
    counted, sums = _counted(session, keys)
    return [_line(each, ends.get(each.id), counted, sums) for each in page.rows], page


def _ends(session: Session, keys: Collection[int]) -> dict[int, date]:
    rows = select(SubsidyPublicity.meeting_id, SubsidyPublicity.ends_on)
    found = session.execute(rows.where(SubsidyPublicity.meeting_id.in_(keys)))
    return {meeting: ends_on for meeting, ends_on in found}


def _counted(session: Session, keys: Collection[int]) -> tuple[dict[Key, int], dict[int, int]]:
    """How many lines of each meeting stand where, those with an objection apart; and what was granted."""
    groups = (SubsidyLine.meeting_id, SubsidyLine.state, SubsidyLine.has_objection)
    sums = func.coalesce(func.sum(SubsidyLine.granted_fen), 0)
    rows = select(*groups, func.count(), sums).where(SubsidyLine.meeting_id.in_(keys)).group_by(*groups)
    counted: dict[Key, int] = {}
    granted: dict[int, int] = {}
    for meeting, state, is_held, number, fen in session.execute(rows):
        key = meeting or 0
        counted[key, state, is_held] = number
        if state is not LineState.LAPSED:
            granted[key] = granted.get(key, 0) + int(fen or 0)
    return counted, granted


def _line(
    row: SubsidyMeeting, ends_on: date | None, counted: dict[Key, int], sums: dict[int, int]
) -> MeetingLine:
    own = {key: number for key, number in counted.items() if key[0] == row.id}
    counts: Counter[LineState] = Counter()
    for (_, state, _), number in own.items():
        counts[state] += number
    return MeetingLine(
        public_id=row.public_id,
        district=row.district.name,
        number=row.number,
        held_on=row.held_on,
        ends_on=ends_on,
        granted_fen=sums.get(row.id, 0),
        counts=counts,
        objections=sum(number for (_, _, is_held), number in own.items() if is_held),
    )
