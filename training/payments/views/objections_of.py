"""异议 of lines: which are open, and how the others ended (R21)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.eligibility.terms import LineAct, LineState
from training.payments.rules.refusals import NoObjection
from training.records.subsidies.lines import LineEvent, SubsidyLine
from training.records.subsidies.objections import LineObjection


def objections_of(session: Session, line: SubsidyLine) -> Sequence[LineObjection]:
    """The first first, each with who wrote it down and how it was settled."""
    whole = (joinedload(LineObjection.event), joinedload(LineObjection.settled))
    rows = select(LineObjection).where(LineObjection.line_id == line.id).options(*whole)
    return session.scalars(rows.order_by(LineObjection.id)).all()


def is_open(line: SubsidyLine, own: LineObjection) -> bool:
    """One that nobody settled ends with its line."""
    return own.settled_event_id is None and line.state is LineState.PUBLIC


def find_open_objection(session: Session, line: SubsidyLine, objection: UUID) -> LineObjection:
    """Raises NoObjection."""
    for each in objections_of(session, line):
        if each.public_id == objection and is_open(line, each):
            return each
    raise NoObjection


def last_event(session: Session, line: SubsidyLine, act: LineAct) -> LineEvent:
    """The act that was just done with it."""
    own = select(LineEvent).where(LineEvent.line_id == line.id, LineEvent.act == act)
    return session.scalars(own.order_by(LineEvent.ordinal.desc()).limit(1)).one()
