"""Who was watching: a viewer of a live lesson is matched to the roster by phone, then by name (R35, R44)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Viewers:
    """A class's roster, ready to tell whose a viewing is; build it with `roster_of_viewers`."""

    by_phone: dict[bytes, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)

    def owner(self, phone_index: bytes, name: str) -> int | None:
        """The enrolment that watched, or None for a stranger; a name that two trainees share tells nobody."""
        return self.by_phone.get(phone_index) or self.by_name.get(name)


def roster_of_viewers(roster: Iterable[tuple[int, str, bytes]]) -> Viewers:
    """Take (enrolment, name, blind index of the phone) of everybody in the class."""
    lines = list(roster)
    names = Counter(name for _, name, _ in lines)
    phones = Counter(phone for _, _, phone in lines)
    return Viewers(
        {phone: enrolment for enrolment, _, phone in lines if phones[phone] == 1},
        {name: enrolment for enrolment, name, _ in lines if names[name] == 1},
    )
