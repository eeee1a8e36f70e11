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
    """The check as it stands now, those who have just come in, and those of the reserve who had left."""

    view: CheckView
    newcomers: tuple[PersonLine, ...]
    passed_over: tuple[PersonLine, ...]


class NobodyToReplace(NotNow):
    """Nobody has been called often enough without an answer."""

    leads_to = (Next.NEXT_CALL, Next.ROSTER)

    def __init__(self, policy: Policy):
        after = f"每名学员拨打 {policy.call_attempts} 次、间隔至少 {policy.call_pause_minutes} 分钟仍未接通"
        super().__init__(f"现在没有可以补抽的学员；{after}（或是空号、已退班）后才能补抽。")


class ReserveUsedUp(NotNow):
    """Nobody of the reserve is there any more."""

    leads_to = (Next.NEXT_CALL, Next.PROGRESS, Next.FINISH)

    def __init__(self) -> None:
        super().__init__("备用名单已用完（已退班的不算）；可以继续重拨，或结束检查（无法完成）。")


def substitute(
    session: Session, staff: Staff, check_id: UUID, *, seen: int | None = None, now: datetime
) -> Substituted:
    """Replace everybody who may be replaced, as far as the reserve goes, in the order of the draw.

    With `seen`, as many as had come in when the button was shown, only where that is still so. Raises
    NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod, NobodyToReplace or ReserveUsedUp.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    if seen is not None and len(loaded.substitutions) > seen:
        return Substituted(finish_act(session, staff, loaded), (), ())
    if not _replaceable(loaded):
        raise NobodyToReplace(loaded.policy)
    if not loaded.facts.reserve_left:
        raise ReserveUsedUp
    before = len(loaded.in_play)
    for old in _replaceable(loaded):
        loaded = _replace(session, loaded, old, staff.name, now)
    view = finish_act(session, staff, loaded)
    come_in = view.people[before:]
    return Substituted(
        view,
        newcomers=tuple(each for each in come_in if not each.has_left),
        passed_over=tuple(each for each in come_in if each.has_left),
    )


def _replace(
    session: Session, loaded: LoadedCheck, old: DrawnTrainee, made_by: str, now: datetime
) -> LoadedCheck:
    """By the next who is still there; whoever has left is passed over, and the passing is a row as well."""
    while loaded.facts.reserve_left:
        made, new = _replacement(loaded, old, made_by, now), loaded.reserve[0]
        session.add(made)
        loaded = loaded.with_substitution(made)
        if not loaded.drawn(new).has_left:
            break
        old = new
    return loaded


def _replaceable(loaded: LoadedCheck) -> list[DrawnTrainee]:
    return [each for each in loaded.in_play if loaded.standing(each) is Standing.REPLACEABLE]


def _replacement(loaded: LoadedCheck, old: DrawnTrainee, made_by: str, now: datetime) -> Substitution:
    has_left = loaded.drawn(old).has_left
    return Substitution(
        check_id=loaded.check.id,
        old_id=old.id,
        new_id=loaded.reserve[0].id,
        reason=Replacement.WITHDRAWN if has_left else Replacement.UNREACHED,
        made_by=made_by,
        made_at=now,
    )
