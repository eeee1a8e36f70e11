"""All checks of a class, of both levels: who did what when (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.checks.views.list_checks import CheckLine
from training.records.classes.classes import TrainingClass
from webapp.checks.pages.checks import CheckPage, check_row
from webapp.checks.pages.moments import moment


@dataclass(frozen=True)
class EarlierCheck:
    """A check that is a line only."""

    check_id: str
    number: str
    small: str
    state: str
    tone: str


@dataclass(frozen=True)
class HistoryPage:
    """A class and its checks, the latest first."""

    class_id: str
    name: str
    small: tuple[str, ...]
    notices: tuple[str, ...]
    """What was to be explained when the class was filed (R52), and that many need not show a face."""
    checks: tuple[CheckPage, ...]
    earlier: tuple[EarlierCheck, ...] = ()
    """Those before them, each with its own page."""


def history_page(
    own: TrainingClass,
    checks: Sequence[CheckPage],
    notices: Sequence[str] = (),
    earlier: Sequence[CheckLine] = (),
) -> HistoryPage:
    return HistoryPage(
        class_id=str(own.public_id),
        name=own.name,
        small=(
            f"{own.class_number} · {own.institution.name} · {own.district.name}",
            f"{own.starts_on} 至 {own.ends_on}，{own.prescribed_halves / 2:g} 课时",
        ),
        notices=tuple(each for each in notices if each),
        checks=tuple(reversed(checks)),
        earlier=tuple(map(_earlier, reversed(earlier))),
    )


def _earlier(line: CheckLine) -> EarlierCheck:
    _, _, state, tone = check_row(line)
    small = f"{line.method} · {line.started_by} {moment(line.started_at)}"
    return EarlierCheck(str(line.check_id), line.number, small, state, tone)
