"""备案复核: where a filing stands by what was last said of it (R04)."""

from dataclasses import dataclass

from training.reviews.terms import FilingState, ReviewVerdict


@dataclass(frozen=True, slots=True)
class Filed:
    """What the city looks at: 总课时 in half class hours, and 就业重点群体."""

    prescribed_halves: int
    is_key_group: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The latest review of a class: what was said, of what, and whether the district has answered."""

    verdict: ReviewVerdict
    filed: Filed
    is_answered: bool = False


def state_of(latest: Reviewed | None, filed: Filed) -> FilingState:
    """What passed holds for the figures that were looked at: once they are others, it is reviewed anew."""
    if latest is None:
        return FilingState.UNREVIEWED
    if latest.verdict is ReviewVerdict.QUERIED:
        return FilingState.ANSWERED if latest.is_answered else FilingState.QUERIED
    return FilingState.PASSED if latest.filed == filed else FilingState.UNREVIEWED
