"""Whose punch it is: a number on a machine means whoever held it in a class running that day (R43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """A trainee's number on the attendance machines of an institution while a class runs.

    An empty `device` means any machine of the institution. `also_named` are the other names of that machine:
    its serial number in what it pushes, its 机器号 in the files that it exports.
    """

    number: str
    device: str
    starts_on: date
    ends_on: date
    also_named: frozenset[str] = frozenset()

    def takes(self, device: str, day: date) -> bool:
        """Whether a punch of this number on that machine and Shanghai day is this place's."""
        is_its_machine = self.device in ("", device) or device in self.also_named
        return self.starts_on <= day <= self.ends_on and is_its_machine

    def clashes_with(self, other: "Place") -> bool:
        """Whether one punch could belong to both, so that nobody could say whose it is."""
        return (
            self.number == other.number
            and self.starts_on <= other.ends_on
            and other.starts_on <= self.ends_on
            and ("" in (self.device, other.device) or not self._names.isdisjoint(other._names))
        )

    @property
    def _names(self) -> frozenset[str]:
        return self.also_named | {self.device}


def by_number(places: Iterable[Place]) -> dict[str, list[Place]]:
    """Places ready to be looked up, number by number."""
    table: dict[str, list[Place]] = {}
    for place in places:
        table.setdefault(place.number, []).append(place)
    return table
