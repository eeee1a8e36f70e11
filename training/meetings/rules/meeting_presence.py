"""What the vendor told of one person, in whatever order -> when that person was in the meeting (R32)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from training.meetings.terms import PresenceSource


@dataclass(frozen=True)
class Told:
    """One statement on one device: somebody is in the meeting, or is not."""

    source: PresenceSource
    said_at: datetime
    is_in: bool
    joined_at: datetime | None = None
    left_at: datetime | None = None
    stayed: timedelta | None = None
    sequence: int = 0
    """Orders events; the vendor's deliveries do not."""


@dataclass(frozen=True)
class Stay:
    """From when to when somebody was in the meeting without a break."""

    begins: datetime
    ends: datetime

    def covers(self, moment: datetime) -> bool:
        return self.begins <= moment <= self.ends


@dataclass(frozen=True)
class Presence:
    """One person in one meeting, all devices together."""

    is_in: bool
    joined_at: datetime | None
    """For the first time; None: never."""
    left_at: datetime | None
    """For good; None while in, and where never."""
    stayed: timedelta
    stays: tuple[Stay, ...]


ABSENT = Presence(False, None, None, timedelta(), ())


def presence_of(devices: Iterable[Collection[Told]], *, is_over: bool, at: datetime) -> Presence:
    """Of one person's devices; `at` is now, or the end of a meeting that is over."""
    seen = [each for device in devices if (each := _of_device(device, is_over, at)).joined_at]
    if not seen:
        return ABSENT
    stays = _joined(stay for each in seen for stay in each.stays)
    is_in = any(each.is_in for each in seen)
    left = max((each.left_at for each in seen if each.left_at), default=None)
    return Presence(
        is_in=is_in,
        joined_at=min(each.joined_at for each in seen if each.joined_at),
        left_at=None if is_in else left,
        # Two devices at once are one person.
        stayed=min(sum((each.stayed for each in seen), timedelta()), _length(stays)),
        stays=stays,
    )


def _of_device(told: Collection[Told], is_over: bool, at: datetime) -> Presence:
    lists = [each for each in set(told) if each.source is PresenceSource.MEMBERS and each.joined_at]
    # Where the event of leaving was lost the list knows better than the end of the meeting.
    last = max((each.left_at for each in lists if each.left_at), default=at)
    stays, is_in = _followed(_in_order(set(told)), last)
    is_in = is_in and not is_over
    if lists:
        # The list knows the first and the last moment even where events were lost.
        whole = [
            Stay(each.joined_at, max(each.joined_at, each.left_at or at)) for each in lists if each.joined_at
        ]
        stays = _joined([*stays, *whole])
    if not stays:
        return ABSENT
    summed = [each.stayed for each in lists if each.stayed is not None]
    stayed = max(summed) if summed else _length(stays)
    return Presence(is_in, stays[0].begins, None if is_in else stays[-1].ends, stayed, stays)


def _in_order(told: Iterable[Told]) -> list[Told]:
    """Events by their own numbers, queries between them by the clock."""
    events = sorted(
        (each for each in told if each.source is PresenceSource.EVENT),
        key=lambda each: (each.sequence, each.said_at, each.is_in, repr(each)),
    )
    # An event with a later number did not happen before one with an earlier, whatever the clocks say.
    clocks = accumulate((each.said_at for each in events), max)
    looks = (each for each in told if each.source is PresenceSource.LOOK)
    timed = [
        *((clock, 0, place, each) for place, (clock, each) in enumerate(zip(clocks, events, strict=True))),
        *((each.said_at, 1, 0, each) for each in looks),
    ]
    return [each for *_, each in sorted(timed, key=lambda entry: (*entry[:3], repr(entry[3])))]


def _followed(told: Iterable[Told], at: datetime) -> tuple[tuple[Stay, ...], bool]:
    stays: list[Stay] = []
    begun: datetime | None = None
    for each in told:
        if each.is_in and begun is None:
            begun = each.joined_at or each.said_at
        elif not each.is_in:
            began = begun or (each.joined_at if each.source is PresenceSource.EVENT else None)
            ended = each.left_at or each.said_at
            if began is not None and began <= ended:
                stays.append(Stay(began, ended))
            begun = None
    if begun is not None:
        stays.append(Stay(begun, max(begun, at)))
    return _joined(stays), begun is not None


def _joined(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Those that touch become one, so that no minute is counted twice."""
    whole: list[Stay] = []
    for each in sorted(stays, key=lambda stay: (stay.begins, stay.ends)):
        if whole and each.begins <= whole[-1].ends:
            whole[-1] = Stay(whole[-1].begins, max(whole[-1].ends, each.ends))
        else:
            whole.append(each)
    return tuple(whole)


def _length(stays: Iterable[Stay]) -> timedelta:
    return sum((each.ends - each.begins for each in stays), timedelta())
