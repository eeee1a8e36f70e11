from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.subsidies.lines import LineEvent, SubsidyLine


def hold_lines(session: Session, keys: Collection[int]) -> list[SubsidyLine]:
    """These as they are now, by key; until the transaction ends nobody else acts on them."""
    rows = select(SubsidyLine).where(SubsidyLine.id.in_(keys)).order_by(SubsidyLine.id)
    held = rows.with_for_update(of=SubsidyLine).execution_options(populate_existing=True)
    return list(session.scalars(held))


def acts_of(session: Session, keys: Collection[int]) -> dict[int, int]:
    """How many acts there are of each."""
    counted = select(LineEvent.line_id, func.max(LineEvent.ordinal)).where(LineEvent.line_id.in_(keys))
    return {line: number for line, number in session.execute(counted.group_by(LineEvent.line_id))}
