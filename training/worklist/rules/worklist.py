"""需要我处理: one list over all subjects, what is due first on top, and where a page of it ends."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from training.worklist.terms import WorkKind, WorkPlace

KINDS = list(WorkKind)


@dataclass(frozen=True)
class Mark:
    """The place of one thing in the list: what is due comes by its day, the rest by how long it waits."""

    due_on: date | None
    since: datetime | None
    kind: WorkKind
    key: str

    @property
    def order(self) -> tuple[bool, date, datetime, int, int, str]:
        """By this the list is sorted; keys that are numbers by their number."""
        never = datetime.min.replace(tzinfo=UTC)
        on, since = self.due_on or date.min, self.since or never
        return (self.due_on is None, on, since, KINDS.index(self.kind), len(self.key), self.key)

    def __str__(self) -> str:
        at = self.due_on or self.since
        return "_".join((at.isoformat() if at else "", self.kind.name, self.key))


@dataclass(frozen=True)
class Work:
    """One thing that waits for one person."""

    mark: Mark
    title: str
    note: str
    """The second line: of whom, since when, what is missing."""
    verb: str
    """What to do, as the button says it."""
    place: WorkPlace
    subject: UUID | int | None = None
    """Which one, in that place."""
    is_guessed: bool = False
    """The day follows from a year whose holidays are not announced."""

    @property
    def kind(self) -> WorkKind:
        return self.mark.kind


@dataclass(frozen=True)
class Worklist:
    """A page of the list, how many there are of each kind, and where the next page begins."""

    lines: Sequence[Work]
    counts: Counter[WorkKind] = field(default_factory=Counter)
    after: Mark | None = None

    @property
    def total(self) -> int:
        return self.counts.total()


def page_of_work(found: Iterable[Work], counts: Counter[WorkKind], after: Mark | None, most: int) -> Worklist:
    """The first `most` behind the mark; `found` has at least one more of each kind, where there is more."""
    in_order = sorted(found, key=lambda each: each.mark.order)
    behind = [each for each in in_order if after is None or each.mark.order > after.order]
    more = len(behind) > most
    return Worklist(behind[:most], counts, behind[most - 1].mark if more else None)


def read_mark(text: str) -> Mark | None:
    """The mark of an address; None where it is none, so that the list begins anew."""
    at, _, rest = text.partition("_")
    name, _, key = rest.rpartition("_")
    if name not in WorkKind.__members__ or not key.isalnum() or not key.isascii():
        return None
    try:
        if len(at) == len("2026-01-01"):
            return Mark(date.fromisoformat(at), None, WorkKind[name], key)
        since = datetime.fromisoformat(at.replace(" ", "+"))
    except ValueError:
        return None
    return Mark(None, since, WorkKind[name], key) if since.tzinfo else None
