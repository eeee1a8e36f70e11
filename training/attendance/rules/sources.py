"""来源: by what each credited half day is known, and how much of a class each source bears (R43, R45)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from training.attendance.rules.attendance import HalfDayCredit, is_online, moment_made_good
from training.attendance.terms import Origin, Source

SUREST_FIRST = tuple(Origin)
OF_MACHINE = {
    Source.LIVE: Origin.LIVE,
    Source.BACKLOG: Origin.BACKLOG,
    Source.FILE: Origin.FILE,
    None: Origin.UNKNOWN,
}
Origins = Mapping[datetime, Origin]
"""By which way each punch came that counts."""


def origin_of_punch(source: Source | None, *, has_waited: bool, is_matched: bool = False) -> Origin:
    """A punch whose batch waited, or whose number was matched later, stands out, whatever way it came."""
    if is_matched:
        return Origin.MATCHED
    return Origin.ACCEPTED if has_waited else OF_MACHINE[source]


def surest(origins: Iterable[Origin]) -> Origin:
    """Where the same second came in several ways."""
    return min(origins, key=SUREST_FIRST.index)


def sources_of(credit: HalfDayCredit, origins: Origins) -> tuple[Origin, ...]:
    """Whence the punches came that decide a half day, the surest first; nothing where it earned nothing."""
    if not credit.halves:
        return ()
    if is_online(credit.windows):
        return (Origin.STREAM,)
    made_good = {moment_made_good(credit.windows, each.punch) for each in credit.made_good}
    decisive = [each for each in (credit.first, credit.last) if each is not None]
    found = {_origin(each, origins, made_good) for each in decisive}
    return tuple(sorted(found, key=SUREST_FIRST.index))


def shares_of(half_days: Iterable[tuple[HalfDayCredit, Origins]]) -> dict[Origin, int]:
    """Credited half class hours by source; a half day of two sources counts as the less sure one's."""
    shares: Counter[Origin] = Counter()
    for credit, origins in half_days:
        if found := sources_of(credit, origins):
            shares[found[-1]] += credit.halves
    return {each: shares[each] for each in SUREST_FIRST if shares[each]}


def say_sources(found: tuple[Origin, ...]) -> str:
    """For whoever reads one half day; empty where it earned nothing."""
    return "、".join(found)


def _origin(moment: datetime, origins: Origins, made_good: set[datetime]) -> Origin:
    """A machine that saw somebody at that very second is better than whoever says so."""
    if moment in origins:
        return origins[moment]
    return Origin.CORRECTION if moment in made_good else Origin.UNKNOWN
