"""The one rule for what comes late or from a doubtful place: it counts at once, or it waits (R43, R45)."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from training.attendance.rules.attendance import Span
from training.attendance.terms import Source, WaitsFor
from training.notice.clock import shanghai_day
from training.notice.policy import Policy


@dataclass(frozen=True, slots=True)
class Heard:
    """When a machine was in touch: spans in order and apart, both ends included; since when it ever was."""

    spans: tuple[Span, ...] = ()
    since: datetime | None = None

    def at(self, moment: datetime) -> bool:
        place = bisect_right(self.spans, moment, key=lambda span: span[0])
        return place > 0 and moment <= self.spans[place - 1][1]

    def fell_silent_at(self, moment: datetime) -> bool:
        """Whether it had spoken before and did not then: silent is who was heard once."""
        return self.since is not None and self.since < moment and not self.at(moment)


NEVER = Heard()


@dataclass(frozen=True, slots=True)
class Arrival:
    """When punches came, whether it was shown who sent them, and the numbers that judge them."""

    received_at: datetime
    policy: Policy
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """How a punch came, and why it waits; it counts where `waits_for` is None.

    `is_odd` is worth a second look: it counts although late, or a machine in touch never pushed it.
    """

    source: Source
    waits_for: WaitsFor | None = None
    is_odd: bool = False
    is_moot: bool = False
    """It is stored already, or counts nothing anyway: its coming shows nothing, and releases nothing."""


def heard(spans: Iterable[Span], since: datetime | None) -> Heard:
    """Of spans in any order, which may overlap where two machines bear one name."""
    apart: list[Span] = []
    for began, last in sorted(spans):
        if apart and began <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(last, apart[-1][1]))
        else:
            apart.append((began, last))
    return Heard(tuple(apart), since)


def is_late(punched_at: datetime, arrival: Arrival) -> bool:
    """Whether more than the policy's days lie between its day and the day on which it came, in Shanghai."""
    days = (shanghai_day(arrival.received_at) - shanghai_day(punched_at)).days
    return days > arrival.policy.late_punch_days


def fate_of_live(punched_at: datetime, arrival: Arrival, machine: Heard) -> Fate:
    """A pushed punch counts in time, or if its machine was silent when it was made, which is told."""
    source = _source(punched_at, arrival)
    if not arrival.is_proven:
        return Fate(source, WaitsFor.UNPROVED)
    if not is_late(punched_at, arrival):
        return Fate(source)
    if machine.fell_silent_at(punched_at):
        return Fate(source, is_odd=True)
    return Fate(source, WaitsFor.LATE)


def fate_of_filed(punched_at: datetime, arrival: Arrival, machine: Heard) -> Fate:
    """A punch of a file waits if it is late, or if its machine was in touch and should have pushed it."""
    should_be_live = machine.at(punched_at)
    if is_late(punched_at, arrival):
        return Fate(Source.FILE, WaitsFor.LATE, should_be_live)
    if should_be_live:
        return Fate(Source.FILE, WaitsFor.SHOULD_BE_LIVE, is_odd=True)
    return Fate(Source.FILE)


def _source(punched_at: datetime, arrival: Arrival) -> Source:
    """A machine in touch pushes at once; what is further away than its longest silence it had kept."""
    is_near = abs(arrival.received_at - punched_at) <= arrival.policy.device_silent
    return Source.LIVE if is_near else Source.BACKLOG
