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
    notice: str
    """What was to be explained when the class was filed (R52)."""
    checks: tuple[CheckPage, ...]


def history_page(own: TrainingClass, checks: Sequence[CheckPage], notice: str = "") -> HistoryPage:
    return HistoryPage(
        class_id=str(own.public_id),
        name=own.name,
        small=(
            f"{own.class_number} · {own.institution.name} · {own.district.name}",
            f"{own.starts_on} 至 {own.ends_on}，{own.prescribed_halves / 2:g} 课时",
        ),
        notice=notice,
        checks=tuple(reversed(checks)),
    )
