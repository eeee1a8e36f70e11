"""The verdict of a spot check (查班), condition by condition: what both methods share (R31 to R39)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from training.checks.terms import Verdict


class ConditionState(StrEnum):
    """How a condition of the verdict stands."""

    MET = "达到"
    FAILED = "未达到"
    OPEN = "待定"
    OUT_OF_REACH = "无法达到"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the verdict with its numbers and clause."""

    name: str
    clause: str
    state: ConditionState
    numbers: str
    missing: str = ""
    """What is to be done while it is open."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The conditions, and the verdict that they give; None while it cannot be decided yet."""

    conditions: tuple[Condition, ...]
    verdict: Verdict | None

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(each.missing for each in self.conditions if each.missing)

    @property
    def verdict_if_ended(self) -> Verdict:
        """What cannot be decided when the check ends cannot be completed."""
        return self.verdict or Verdict.UNABLE


def verdict_of(conditions: Iterable[Condition], evidence: Condition) -> Verdict | None:
    """A verdict either way needs the evidence; with it, what is proved to fail fails.

    That some conditions are still open changes nothing then: meeting them could not mend it.
    """
    states = {each.state for each in conditions}
    if evidence.state is not ConditionState.MET:
        return None
    if ConditionState.FAILED in states:
        return Verdict.FAILED
    if ConditionState.OPEN in states:
        return None
    return Verdict.UNABLE if ConditionState.OUT_OF_REACH in states else Verdict.PASSED


def reaches(part: int, whole: int, percent: int) -> ConditionState:
    """80%及以上, by integers: 24 of 30 do, 24 of 31 do not."""
    return ConditionState.MET if 100 * part >= percent * whole else ConditionState.FAILED


def share_in_words(part: int, whole: int) -> str:
    """24/30=80.0%; cut, not rounded: 79.96 % must not read as 80.0 %."""
    tenths = 1000 * part // whole
    return f"{part}/{whole}={tenths // 10}.{tenths % 10}%"
