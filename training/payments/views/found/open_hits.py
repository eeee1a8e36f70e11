"""名单命中 that waits for an answer: one rule for the worklist, the page and whoever settles it (R19)."""

from sqlalchemy import ColumnElement, Select, and_, exists, select

from training.eligibility.rules.line_acts import GRANTED
from training.payments.views.recoveries.demands_of import standing_fen
from training.records.payments.payments import PaymentLine
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.found import FoundLine, FoundLineSettling
from training.records.subsidies.lines import SubsidyLine


def hits() -> Select[FoundLine]:
    """With the line and the list, of lists that still count as brought."""
    rows = select(FoundLine).join(FoundLine.line).join(FoundLine.compared_list)
    return rows.where(ComparedList.withdrawn_at.is_(None))


def waits() -> ColumnElement[bool]:
    """Of `hits`: the money is promised or gone, nobody settled it, and not all that was paid is demanded."""
    settled = exists().where(FoundLineSettling.found_id == FoundLine.id)
    return and_(SubsidyLine.state.in_(GRANTED), ~settled, ~is_demanded_whole())


def is_demanded_whole() -> ColumnElement[bool]:
    """A demand of one fen answers no hit: on what is left of the payment somebody else has to decide."""
    of_line = PaymentLine.live_line_id == SubsidyLine.id
    return exists().where(of_line, standing_fen() >= PaymentLine.amount_fen)
