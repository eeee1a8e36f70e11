"""What would move if numbers became people's: half days, who becomes 合格, whether it counts at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.numbers import counts_at_once, is_over
from training.attendance.rules.progress import ProgressState, measure
from training.attendance.views.late.crediting import SeenPunches, is_clock_right, standing_of_punch
from training.attendance.views.numbers.lost_numbers import LostNumber
from training.attendance.views.numbers.proposals_for import Candidate, proposals_for
from training.attendance.views.progress_of import ClassProgress, course_of, progress_of_class
from training.errors import NotNow, NotRight
from training.notice.clock import shanghai_day
from training.records.attendance.punches import Punch
from training.records.staff.staff import Staff

Picks = Mapping[str, UUID]
"""By number the public key of an enrolment."""
MOST_PICKS = 40


class MatchGone(NotNow):
    """It was proposed before, and is no more: somebody has the number, or punches of the own one came."""

    def __init__(self, number: str):
        super().__init__(f"考勤号 {number} 已不能这样匹配（名册或打卡有变化），请重新打开“一键匹配”查看。")


class BadPicks(NotRight):
    """Nothing, too much, or two numbers for one person."""


@dataclass(frozen=True)
class Gain:
    """One match as it is shown before anything is written; hours in half class hours."""

    lost: LostNumber
    candidate: Candidate
    half_days: int
    halves_before: int
    halves_after: int
    becomes_qualified: bool
    is_at_once: bool
    is_over: bool

    @property
    def mark(self) -> str:
        """What was shown of it; another one means that it has changed."""
        who = self.candidate.enrolment.public_id
        return f"{self.lost.number}:{who}:{self.half_days}:{int(self.is_at_once)}"


def shown_of(gains: Iterable[Gain]) -> str:
    """What a page showed of all of them; it comes back with the form."""
    return " ".join(each.mark for each in gains)


def gains_of(
    session: Session, staff: Staff, institution_id: int, picks: Picks, *, now: datetime
) -> list[Gain]:
    """Measured by the rules of each class, in the order of the proposals; raises BadPicks or MatchGone."""
    _check(picks)
    proposed = proposals_for(session, staff, institution_id, now=now)
    chosen = [
        (each.lost, one)
        for each in proposed
        for one in each.candidates
        if picks.get(each.lost.number) == one.enrolment.public_id
    ]
    for number in picks.keys() - {lost.number for lost, _ in chosen}:
        raise MatchGone(number)
    punches = _punches(session, institution_id, list(picks))
    standing = _standing(session, chosen, now)
    return [
        _gain(session, (lost, one), standing[one.enrolment.id], punches[lost.number], now)
        for lost, one in chosen
    ]


def _check(picks: Picks) -> None:
    if not picks:
        raise BadPicks("还没有选学员：请至少给一个考勤号选好学员，再继续。")
    if len(picks) > MOST_PICKS:
        raise BadPicks(f"一次最多匹配 {MOST_PICKS} 个考勤号，请分几次办理。")
    if len(set(picks.values())) < len(picks):
        raise BadPicks("同一名学员选了两个考勤号，一名学员只能有一个，请改好再继续。")


def _standing(
    session: Session, chosen: Iterable[tuple[LostNumber, Candidate]], now: datetime
) -> dict[int, ClassProgress]:
    classes = {one.enrolment.class_id: one.enrolment.training_class for _, one in chosen}
    people = (each for own in classes.values() for each in progress_of_class(session, own, now))
    return {each.enrolment.id: each for each in people}


def _punches(
    session: Session, institution_id: int, numbers: Sequence[str]
) -> dict[str, list[tuple[str, datetime, int]]]:
    columns = (Punch.number, Punch.device, Punch.punched_at, standing_of_punch())
    own = select(*columns).where(Punch.institution_id == institution_id, Punch.number.in_(numbers))
    table: dict[str, list[tuple[str, datetime, int]]] = defaultdict(list)
    for number, device, moment, standing in session.execute(
        own.where(is_clock_right()).order_by(Punch.punched_at)
    ):
        table[number].append((device, moment, standing))
    return table


def _gain(
    session: Session,
    what: tuple[LostNumber, Candidate],
    before: ClassProgress,
    punches: Sequence[tuple[str, datetime, int]],
    now: datetime,
) -> Gain:
    lost, one = what
    own, seen = one.enrolment.training_class, SeenPunches()
    for device, moment, standing in punches:
        if one.place.takes(device, shanghai_day(moment)):
            seen.add(moment, standing)
    presence = replace(before.presence, punches=seen.good, waiting=seen.waiting, refused=seen.refused)
    after, was = measure(course_of(session, own), presence, now), before.progress
    pairs = zip(was.half_days, after.half_days, strict=True)
    qualified = ProgressState.QUALIFIED
    return Gain(
        lost,
        one,
        sum(then.halves != becomes.halves for then, becomes in pairs),
        was.credited_halves,
        after.credited_halves,
        was.state is not qualified and after.state is qualified,
        counts_at_once(own.ends_on, seen.good, before.policy, now),
        is_over(own.ends_on, now),
    )
