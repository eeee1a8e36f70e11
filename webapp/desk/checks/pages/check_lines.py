"""Checks as their list shows them; pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from training.checks.views.find_check import state_of
from training.records.checks.spot_checks import SpotCheck
from webapp.desk.lists.days import cell_of_moment
from webapp.desk.lists.tables import Cell, Line, Mark

TONES: Mapping[str, str] = {"进行中": "now", "合格": "good", "不合格": "bad", "无法完成": "warn"}


def check_lines(checks: Sequence[SpotCheck], addresses: Sequence[str], now: datetime) -> list[Line]:
    """In the order given, each with its own page."""
    return [_line(each, address, now) for each, address in zip(checks, addresses, strict=True)]


def _line(own: SpotCheck, address: str, now: datetime) -> Line:
    of, state = own.training_class, state_of(own)
    cells: dict[str, Cell] = {
        "number": own.number,
        "name": of.name,
        "school": of.institution.name,
        "place": of.district.name,
        "level": own.level.value,
        "method": own.method.value,
        "started": cell_of_moment(own.started_at, now),
        "ended": cell_of_moment(own.ended_at, now) if own.ended_at else "",
        "by": own.started_by,
        "state": Mark(state, TONES.get(state, "")),
    }
    return Line(address, cells)
