"""When so much is to go, or the clock is so odd, that a person must look first."""

from datetime import datetime, timedelta

FEW = 100
MOST_PERCENT = 10
"""More is no ordinary day but a database of another day, a wrong clock, or rules changed by mistake."""
MOST_AHEAD = timedelta(days=1)
"""What a clock that went ahead by no more would remove too early is of no weight."""
LONGEST_REST = timedelta(days=30)
"""No office shuts down its server for longer."""


def are_too_many(found: int, of: int) -> bool:
    """Whether `found` things of all `of` that are kept are suspiciously many; up to `FEW` never are."""
    return found > FEW and 100 * found > MOST_PERCENT * of


def doubt_of_jump(jump: timedelta) -> str | None:
    """Why nothing may be purged after the clock went ahead by `jump`; None where that is of no weight."""
    return f"服务器时钟突然快了 {jump.days} 天" if jump > MOST_AHEAD else None


def doubt_of_rest(last: datetime | None, now: datetime) -> str | None:
    """The same where the worker begins, which was last at work at `last`."""
    if last is None or now - last <= LONGEST_REST:
        return None
    return f"后台 {(now - last).days} 天没有运行，或服务器时钟快了"
