"""代理: who may stand in for whom and when, how a deputyship stands, and for whom an act was done; pure.

A deputy is given nothing: whoever has the same post may do the same anyway. What a deputyship adds is that
the deputy is shown what the absent person owes, and that what is done so says for whom.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.deputies.terms import DeputyDeed, DeputyState
from training.errors import NotNow, NotRight, NotYours
from training.notice.clock import shanghai_day
from training.staff.rules.managing import Post

MOST_DAYS = 92


@dataclass(frozen=True)
class Step:
    """One act with a deputyship."""

    deed: DeputyDeed
    at: datetime


@dataclass(frozen=True)
class Deputing:
    """One deputyship as the rules see it; people by their keys."""

    absent: int
    deputy: int
    first_day: date
    last_day: date
    steps: Sequence[Step] = ()

    def when(self, deed: DeputyDeed) -> datetime | None:
        """When that was first done; None where it was not."""
        return next((each.at for each in self.steps if each.deed is deed), None)

    def runs(self, at: datetime) -> bool:
        """Whether the deputy stands in at that moment: on its days, once accepted, until it is ended."""
        accepted, ended = self.when(DeputyDeed.ACCEPTED), self.when(DeputyDeed.ENDED)
        if accepted is None or at < accepted or (ended is not None and at >= ended):
            return False
        return self.first_day <= shanghai_day(at) <= self.last_day

    def is_turn(self, at: datetime) -> bool:
        """代办: whether what the deputy does at that moment is done for the absent person."""
        done = [each.deed for each in self.steps if each.at <= at and each.deed in TURNS]
        return self.runs(at) and bool(done) and done[-1] is DeputyDeed.TURN_BEGUN

    def state(self, now: datetime) -> DeputyState:
        if self.when(DeputyDeed.DECLINED):
            return DeputyState.DECLINED
        if self.when(DeputyDeed.ENDED):
            return DeputyState.ENDED
        is_over = shanghai_day(now) > self.last_day
        if self.when(DeputyDeed.ACCEPTED) is None:
            return DeputyState.LAPSED if is_over else DeputyState.WAITING
        if is_over:
            return DeputyState.OVER
        return DeputyState.AHEAD if shanghai_day(now) < self.first_day else DeputyState.RUNNING


TURNS = (DeputyDeed.TURN_BEGUN, DeputyDeed.TURN_OVER)
ALIVE = frozenset({DeputyState.WAITING, DeputyState.AHEAD, DeputyState.RUNNING})


class NotTheSamePost(NotYours):
    """A deputy of another role or place could do more, or less, than the absent person."""

    def __init__(self) -> None:
        super().__init__(
            "代理人要和本人同一单位、同一角色，而且在岗；请另选一位，没有合适的请市级管理员登记。"
        )


class WrongDays(NotRight):
    """The days are over, the wrong way round, or too many."""

    def __init__(self) -> None:
        super().__init__(f"代理日期要从今天或以后开始，先后不能颠倒，最多 {MOST_DAYS} 天；请改好再提交。")


class DeputyOfDeputy(NotNow):
    """No chains: what one has in hand for somebody else is not handed on."""

    def __init__(self) -> None:
        super().__init__(
            "这些天里，代理人自己也请了别人代理，或者本人正在代理别人；代理不能再转代理，请另选一位或改日期。"
        )


class DeputyAlready(NotNow):
    """One absent person has one deputy at a time."""

    def __init__(self) -> None:
        super().__init__("这些天里已经有一位代理人；要换人请先结束那一次代理。")


class NotWaiting(NotNow):
    """It was answered, ended, or its days are over."""

    def __init__(self, state: DeputyState):
        super().__init__(f"这次代理现在是“{state}”，不能这样办；请刷新页面看现在的情况。")
        self.state = state


def check_days(first: date, last: date, today: date) -> None:
    """Raise WrongDays."""
    if not today <= first <= last <= first + timedelta(days=MOST_DAYS - 1):
        raise WrongDays


def check_posts(absent: Post, deputy: Post) -> None:
    """Raise NotTheSamePost: the reach follows from the post, so no other post has the same one."""
    if absent != deputy:
        raise NotTheSamePost


def check_others(wanted: Deputing, others: Iterable[Deputing], now: datetime) -> None:
    """Raise DeputyAlready or DeputyOfDeputy, seeing what else is alive in those days."""
    for each in others:
        if each.state(now) not in ALIVE or not _overlap(wanted, each):
            continue
        if each.absent == wanted.absent:
            raise DeputyAlready
        if each.absent == wanted.deputy or each.deputy == wanted.absent:
            raise DeputyOfDeputy


def _overlap(one: Deputing, other: Deputing) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def check_state(own: Deputing, wanted: Iterable[DeputyState], now: datetime) -> None:
    """Raise NotWaiting where it stands otherwise."""
    state = own.state(now)
    if state not in wanted:
        raise NotWaiting(state)


def stood_in_for(deputy: int, known: Iterable[Deputing], at: datetime) -> frozenset[int]:
    """Those whose deputy this person was at that moment, whether or not anything was done for them."""
    return frozenset(each.absent for each in known if each.deputy == deputy and each.runs(at))


def acted_for(deputy: int, known: Iterable[Deputing], at: datetime) -> frozenset[int]:
    """Those for whom this person acted at that moment (代办)."""
    return frozenset(each.absent for each in known if each.deputy == deputy and each.is_turn(at))
