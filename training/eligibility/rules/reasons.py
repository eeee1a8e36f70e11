"""One reason against paying for somebody, in words for the office and for the person (R19)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from training.eligibility.terms import Exclusion

SOFT = frozenset(
    {
        Exclusion.AGE,
        Exclusion.CATEGORY,
        Exclusion.CATEGORY_PROOF,
        Exclusion.COMPARED,
        Exclusion.OBJECTED,
    }
)
"""Two of the district may pay for somebody all the same: papers and lists err, and they have seen
better ones. What our own records say is not overridden but mended."""


@dataclass(frozen=True, slots=True)
class Reason:
    """不可补贴原因."""

    exclusion: Exclusion
    office: str
    person: str
    """Plain words for the trainee."""
    facts: tuple[str, ...]
    """What it rests on, without words: by it a later look is compared with this one."""

    @property
    def is_soft(self) -> bool:
        return self.exclusion in SOFT

    @property
    def key(self) -> tuple[str, ...]:
        return (self.exclusion.value, *self.facts)

    def as_row(self) -> dict[str, Any]:
        """As it is stored with the line."""
        return {
            "exclusion": self.exclusion.value,
            "office": self.office,
            "person": self.person,
            "facts": list(self.facts),
        }

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Self:
        return cls(Exclusion(row["exclusion"]), row["office"], row["person"], tuple(row["facts"]))


def news(today: Iterable[Reason], stored: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """What speaks against somebody today and did not when the line was written."""
    known = {Reason.of_row(each).key for each in stored}
    return tuple(each for each in today if each.key not in known)
