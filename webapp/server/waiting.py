"""How long a connection may take: who is slow is waited for, who only holds a place is not.

Eight half-sent requests once stopped the site; whoever sends one byte a second is never idle, so it is the
pace that decides, not the silence.
"""

from enum import StrEnum

HEAD_SECONDS = 20.0
"""A head comes in one or two packets, on a bad network in a few seconds."""
IDLE_SECONDS = 75.0
"""Longer than the proxy in front keeps a connection (nginx: 60), so that it is the proxy that ends it."""
CROWDED_SECONDS = 2.0
"""Where places are scarce, heads and the idle make room for those who come."""
GRACE_SECONDS = 30.0
LEAST_PACE = 1_000
"""Bytes a second, after the grace: a sixteenth of what the slowest telephone network of today brings."""
ON_ITS_WAY_SECONDS = 600.0
"""Of an answer the system takes megabytes at once, which a slow client reads for minutes; of no body."""


class Stage(StrEnum):
    """What a connection is about."""

    IDLE = "idle"
    HEAD = "head"
    BODY = "body"
    WORK = "work"
    ANSWER = "answer"


def seconds_behind(stage: Stage, before: float, seconds: float, moved: int) -> float:
    """How far behind its pace it is after so many seconds more, in which so many bytes were moved.

    What was moved fast saves nothing for later: a burst buys no silence.
    """
    if stage not in (Stage.BODY, Stage.ANSWER):
        return before + seconds
    saved = ON_ITS_WAY_SECONDS if stage is Stage.ANSWER else 0
    return max(-saved, before + seconds - moved / LEAST_PACE)


def may_go_on(stage: Stage, behind: float, *, is_crowded: bool) -> bool:
    """Whether it may stay, being so many seconds behind; where no pace is asked for, in its stage."""
    return behind <= _longest(stage, is_crowded)


def _longest(stage: Stage, is_crowded: bool) -> float:
    if stage is Stage.WORK:
        return float("inf")
    if stage in (Stage.BODY, Stage.ANSWER):
        return GRACE_SECONDS
    return CROWDED_SECONDS if is_crowded else HEAD_SECONDS if stage is Stage.HEAD else IDLE_SECONDS
