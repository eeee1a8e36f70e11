"""What was noted of a class in the region's system, and how what differed was settled (R05, R13)."""

from collections.abc import Callable, Mapping

from sqlalchemy import String, cast

from training.history.terms import Happened
from training.history.views.columns import NOTHING, Of, Rows, row, within_of
from training.notice.permissions import Permission
from training.records.exchange.region import Difference, DifferenceSettling, RegionNumber, RegionStepNote
from training.region.terms import Settling

BY_HAND = [each for each in Settling if each.is_by_hand]


def _step(of: Of) -> Rows:
    own = RegionStepNote
    what = cast(own.step, String) + " " + cast(own.status, String)
    rows = row(
        *(Happened.REGION_STEP_NOTED, own.noted_at, own.id, own.noted_by),
        *(own.reference, own.reason, what),
    )
    return within_of(rows, own.class_id, of)


def _number(of: Of) -> Rows:
    own = RegionNumber
    what = (own.noted_at, own.id, own.noted_by, own.number)
    return within_of(row(Happened.REGION_NUMBER_NOTED, *what), own.class_id, of)


def _settled(of: Of) -> Rows:
    """By a hand; what ended by itself is no act of anybody."""
    own = DifferenceSettling
    what = cast(Difference.field, String) + "：" + cast(own.how, String)
    rows = row(
        *(Happened.DIFFERENCE_SETTLED, own.settled_at, own.id, own.settled_by),
        *(NOTHING, own.note, what),
    )
    whose = rows.join(Difference, own.difference_id == Difference.id).where(own.how.in_(BY_HAND))
    return within_of(whose, Difference.class_id, of)


SOURCES_OF_REGION: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.REGION_STEP_NOTED: (Permission.SEE_REGION, _step),
    Happened.REGION_NUMBER_NOTED: (Permission.SEE_REGION, _number),
    Happened.DIFFERENCE_SETTLED: (Permission.SEE_REGION, _settled),
}
