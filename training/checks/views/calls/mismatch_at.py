"""Which mismatch of a drawn trainee waits for an explanation (R37)."""

from training.checks.rules.calls import CallResult, Standing, call_result, may_be_explained
from training.checks.terms import CallOutcome
from training.checks.views.calls.place_at import place_at
from training.checks.views.load_check import LoadedCheck, call_of
from training.errors import Next, NotNow, NotRight
from training.records.checks.calls import SpotCall


class NoMismatch(NotNow):
    """This trainee has no mismatch that waits for an explanation."""

    leads_to = (Next.ROSTER, Next.PROGRESS)

    def __init__(self, position: int):
        super().__init__(f"{position} 号没有待说明的不一致，请核对序号。")


class NotToBeExplained(NotRight):
    """No picture makes up for a trainee who was not there, or whom somebody of the school answered for.

    A correction does not make it so either: what was recorded once of this trainee in this check holds.
    """

    leads_to = (Next.ROSTER, Next.PROGRESS)

    def __init__(self, position: int, outcome: CallOutcome):
        super().__init__(
            f"{position} 号记过“{outcome}”，不能用照片说明；记错的更正要写明原因，并列入结论的“请核对”。"
        )


def mismatch_at(loaded: LoadedCheck, position: int) -> SpotCall:
    """The call that proves it; raises NotFound, AlreadyReplaced, NoMismatch or NotToBeExplained."""
    place = place_at(loaded, position)
    if loaded.standing(place) is not Standing.MISMATCHED:
        raise NoMismatch(position)
    for each in (*loaded.calls[place.id], *loaded.corrected.get(place.id, ())):
        if not may_be_explained(each.outcome):
            raise NotToBeExplained(position, each.outcome)
    return next(each for each in reversed(loaded.calls[place.id]) if _proves_mismatch(each))


def _proves_mismatch(call: SpotCall) -> bool:
    return call_result(call_of(call)) is CallResult.MISMATCH
