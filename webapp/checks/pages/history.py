"""All checks of a class, of both levels: who did what when (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.records.classes.classes import TrainingClass
from webapp.checks.pages.checks import CheckPage


@dataclass(frozen=True)
class HistoryPage:
    """A class and its checks, the latest first."""

    class_id: str
    name: str
    small: tuple[str, ...]
    notices: tuple[str, ...]
    """What was to be explained when the class was filed (R52), and that many need not show a face."""
    checks: tuple[CheckPage, ...]


def history_page(own: TrainingClass, checks: Sequence[CheckPage], notices: Sequence[str] = ()) -> HistoryPage:
    return HistoryPage(
        class_id=str(own.public_id),
        name=own.name,
        small=(
            f"{own.class_number} · {own.institution.name} · {own.district.name}",
            f"{own.starts_on} 至 {own.ends_on}，{own.prescribed_halves / 2:g} 课时",
        ),
        notices=tuple(each for each in notices if each),
        checks=tuple(reversed(checks)),
    )
