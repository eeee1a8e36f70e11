"""When so much is to go at once that a person must look first."""

FEW = 100
MOST_PERCENT = 10
"""More is no ordinary day but a database of another day, a wrong clock, or rules changed by mistake."""


def are_too_many(found: int, of: int) -> bool:
    """Whether `found` things of all `of` that are kept are suspiciously many; up to `FEW` never are."""
    return found > FEW and 100 * found > MOST_PERCENT * of
