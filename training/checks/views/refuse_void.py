"""Whether a level may have a check voided (R40: what is voided does not count)."""

from training.checks.terms import CheckLevel
from training.checks.views.find_check import NotYourCheck
from training.errors import Next, NotNow, NotYours, Refusal
from training.records.checks.spot_checks import SpotCheck


class OnlyTheCityVoids(NotYours):
    """A verdict stands until the city takes it back, or nobody's check would ever fail."""

    leads_to = (Next.DUE,)

    def __init__(self) -> None:
        super().__init__("检查已有结论，只有市本级可以作废；请把原因报市本级。")


class AlreadyVoided(NotNow):
    """It has been voided before."""

    leads_to = (Next.DUE,)

    def __init__(self, number: str):
        super().__init__(f"检查 {number} 已经作废，不用再作废。")


def refuse_void(check: SpotCheck, asked_at: CheckLevel) -> None:
    """As it stands: a district asks for its own running checks, the city for any.

    Raises AlreadyVoided, NotYourCheck or OnlyTheCityVoids.
    """
    if refusal := void_refusal(check, asked_at):
        raise refusal


def void_refusal(check: SpotCheck, asked_at: CheckLevel) -> Refusal | None:
    """Why it may not; None where it may."""
    if check.voiding is not None:
        return AlreadyVoided(check.number)
    if asked_at is CheckLevel.CITY:
        return None
    if check.level is not asked_at:
        return NotYourCheck(check.level)
    return OnlyTheCityVoids() if check.conclusion is not None else None
