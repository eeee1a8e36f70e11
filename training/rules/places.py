"""Whose punch it is: a number on a machine means whoever held it in a class running that day (R43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """A trainee's number on the attendance machines of an institution while a class runs.

    An empty `device` means any machine of the institution.
    """

    number: str
    device: str
    starts_on: date
    ends_on: date

    def takes(self, device: str, day: date) -> bool:
        """Whether a punch of this number on that machine and Shanghai day is this place's."""
        return self.starts_on <= day <= self.ends_on and self.device in ("", device)

    def clashes_with(self, other: "Place") -> bool:
        """Whether one punch could belong to both, so that nobody could say whose it is."""
        return (
            self.number == other.number
            and self.starts_on <= other.ends_on
            and other.starts_on <= self.ends_on
            and (self.device == other.device or "" in (self.device, other.device))
        )


def by_number(places: Iterable[Place]) -> dict[str, list[Place]]:
    """Places ready to be looked up, number by number."""
    table: dict[str, list[Place]] = {}
    for place in places:
        table.setdefault(place.number, []).append(place)
    return table
