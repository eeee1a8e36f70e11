"""Whom the next meeting of the district may be about (R19, R20)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Select
from sqlalchemy.orm import Session

from training.classes.views.within import within
from training.eligibility.terms import LineState
from training.listing.views.page_of import count_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.payments.rules.meetings import MOST_AT_ONCE
from training.payments.views.find_meeting import lines_with_class
from training.payments.views.see_meeting import show_lines
from training.payments.views.shown import ShownLine
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


@dataclass(frozen=True)
class CandidateClass:
    """The people of one class, and since when they are judged."""

    lines: tuple[ShownLine, ...]
    judged_on: date

    @property
    def first(self) -> ShownLine:
        return self.lines[0]

    @property
    def standard_fen(self) -> int:
        """What one amount for all of them can be at most."""
        return min(each.standard_fen for each in self.lines)


@dataclass(frozen=True)
class Candidates:
    """Class by class; those whose judgement does not hold any more apart."""

    classes: tuple[CandidateClass, ...]
    gone: tuple[ShownLine, ...]
    waiting: int
    """How many there are in all; a page shows MOST_AT_ONCE."""

    @property
    def people(self) -> int:
        return sum(len(each.lines) for each in self.classes)

    @property
    def standard_fen(self) -> int:
        """What it comes to where the meeting grants everybody the whole standard."""
        return sum(line.standard_fen for each in self.classes for line in each.lines)

    @property
    def is_cut(self) -> bool:
        return self.waiting > self.people + len(self.gone)


def eligible_lines(staff: Staff) -> Select[SubsidyLine]:
    """可补贴, and no meeting was about them yet."""
    own = within(staff, Permission.BEGIN_PUBLICITY, district=SubsidyLine.district_id)
    return lines_with_class().where(own, SubsidyLine.state == LineState.ELIGIBLE)


def see_candidates(session: Session, staff: Staff, *, now: datetime) -> Candidates:
    """Those who wait longest first, whole classes together."""
    waiting = eligible_lines(staff)
    in_order = waiting.order_by(SubsidyLine.judgement_id, Enrolment.class_id, SubsidyLine.id)
    rows = session.scalars(in_order.limit(MOST_AT_ONCE)).all()
    lines = show_lines(session, staff, rows, now=now)
    pairs = [(each, row) for each, row in zip(lines, rows, strict=True) if each.holds]
    gone = tuple(each for each in lines if not each.holds)
    return Candidates(tuple(_classes(pairs)), gone, count_of(session, waiting, SubsidyLine.id))


def _classes(pairs: Sequence[tuple[ShownLine, SubsidyLine]]) -> Iterator[CandidateClass]:
    for _, found in groupby(pairs, lambda pair: pair[0].class_id):
        own = list(found)
        judged = [row.judgement.in_force_at or row.judgement.signed_at for _, row in own]
        yield CandidateClass(tuple(each for each, _ in own), shanghai_day(max(judged)))
