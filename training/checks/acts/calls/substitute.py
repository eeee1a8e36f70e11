"""补抽: the next of the reserve takes the place of who was not reached or has left (R37)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.rules.calls import Standing
from training.checks.terms import CheckMethod, Replacement
from training.checks.views.check_views import CheckView, PersonLine
from training.checks.views.load_check import LoadedCheck, load_running_check
from training.errors import Next, NotNow
from training.notice.policy import Policy
from training.records.checks.spot_checks import DrawnTrainee, Substitution
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Substituted:
    """The check as it stands now, and those who have just come in."""

    view: CheckView
    newcomers: tuple[PersonLine, ...]


class NobodyToReplace(NotNow):
    """Nobody has been called often enough without an answer."""

    leads_to = (Next.NEXT_CALL, Next.ROSTER)

    def __init__(self, policy: Policy):
        after = f"每名学员拨打 {policy.call_attempts} 次、间隔至少 {policy.call_pause_minutes} 分钟仍未接通"
        super().__init__(f"现在没有可以补抽的学员；{after}（或已退班）后才能补抽。")


class ReserveUsedUp(NotNow):
    """The whole roster has been drawn."""

    leads_to = (Next.NEXT_CALL, Next.PROGRESS, Next.FINISH)

    def __init__(self) -> None:
        super().__init__("备用名单已用完，全班都已抽到；可以继续重拨，或结束检查（无法完成）。")


def substitute(
    session: Session, staff: Staff, check_id: UUID, *, seen: int | None = None, now: datetime
) -> Substituted:
    """Replace everybody who may be replaced, as far as the reserve goes, in the order of the draw.

    With `seen`, as many as had come in when the button was shown, only where that is still so. Raises
    NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod, NobodyToReplace or ReserveUsedUp.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    if seen is not None and len(loaded.substitutions) > seen:
        return Substituted(finish_act(session, staff, loaded), ())
    if not _replaceable(loaded):
        raise NobodyToReplace(loaded.policy)
    if not loaded.facts.reserve_left:
        raise ReserveUsedUp
    before = len(loaded.in_play)
    # One at a time: who comes in may have left the class meanwhile and is replaced in turn.
    while loaded.facts.reserve_left and (waiting := _replaceable(loaded)):
        made = _replacement(loaded, waiting[0], staff.name, now)
        session.add(made)
        loaded = loaded.with_substitution(made)
    view = finish_act(session, staff, loaded)
    return Substituted(view, view.people[before:])


def _replaceable(loaded: LoadedCheck) -> list[DrawnTrainee]:
    return [each for each in loaded.in_play if loaded.standing(each) is Standing.REPLACEABLE]


def _replacement(loaded: LoadedCheck, old: DrawnTrainee, made_by: str, now: datetime) -> Substitution:
    has_left = loaded.drawn(old).has_left
    return Substitution(
        check_id=loaded.check.id,
        old_id=old.id,
        new_id=loaded.places[len(loaded.in_play)].id,
        reason=Replacement.WITHDRAWN if has_left else Replacement.UNREACHED,
        made_by=made_by,
        made_at=now,
    )
