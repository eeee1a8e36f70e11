"""Whether a later version of the qualified list says of a person what the earlier one said (R16, R19)."""

from dataclasses import dataclass

from training.results.terms import Result


@dataclass(frozen=True, slots=True)
class Standing:
    """What a version of the list says of one person: decision, hours in half class hours, marks in tenths."""

    decision: Result
    credited_halves: int
    needed_halves: int
    marks_tenths: tuple[int | None, int | None] = (None, None)


def is_unchanged(before: Standing | None, after: Standing | None) -> bool:
    """合格 by both, with the same hours, needed hours and marks: the subsidy rests on what it rested on.

    Somebody else's correction is no reason to judge this person anew; an own one is, even a better one.
    """
    return before is not None and before == after and before.decision is Result.QUALIFIED
