"""What was recorded wrongly is undone, and money comes back in parts: what of it is refused (R22, R66)."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.eligibility.terms import LineState, Scheme
from training.errors import NotNow, NotRight
from training.notice.money import yuan
from training.payments.rules.refusals import named
from training.payments.rules.ways_on import way_on


@dataclass(frozen=True)
class Demand:
    """One 追回: how much was demanded, how much of it came, and whether the rest was taken back."""

    demanded_fen: int
    returned_fen: int
    is_withdrawn: bool

    @property
    def standing_fen(self) -> int:
        """What is demanded today: of one that was taken back no more than what came."""
        return self.returned_fen if self.is_withdrawn else self.demanded_fen

    @property
    def left_fen(self) -> int:
        """What is still to come."""
        return self.standing_fen - self.returned_fen


class DemandEnded(NotNow):
    """All of it came, or the rest is not demanded any more."""

    def __init__(self, what: str):
        super().__init__(f"这笔追回{what}；请刷新页面看最新状态。")


class ReceivedTooMuch(NotRight):
    """No more comes back than was demanded and has not come."""

    def __init__(self, left_fen: int):
        super().__init__(
            f"这笔追回还差 {yuan(left_fen)} 元，到账金额要大于 0、不超过这个数；多到的请核对回单，另行退回。"
        )
        self.left_fen = left_fen


class ReceiptUndone(NotNow):
    """A receipt is undone once."""

    def __init__(self) -> None:
        super().__init__("这笔到账已经撤销；请刷新页面看最新状态。")


class AlreadyUndone(NotNow):
    """A payment is undone once, and asked for once at a time."""

    def __init__(self, what: str):
        super().__init__(f"这笔拨付{what}；请刷新页面看最新状态。")


class NothingToDecide(NotNow):
    """Nobody asks, or somebody else has answered."""

    def __init__(self) -> None:
        super().__init__("这笔拨付现在没有等人同意的撤销，可能已有人办过；请刷新页面看最新状态。")


class UndoingSeenOtherwise(NotNow):
    """Another 申请撤销 waits than the page showed."""

    def __init__(self) -> None:
        super().__init__("这笔拨付的撤销申请和您看到的不是同一份；请刷新页面，看清申请的理由再决定。")


class DemandedBack(NotNow):
    """What was demanded back was taken for rightly recorded (R22)."""

    def __init__(self, people: Sequence[str]):
        super().__init__(
            f"{named(people)}的这笔拨付已经要求追回，不能撤销登记；"
            "要求有误的请先撤销追回（有到账的先撤销到账），再撤销登记。"
        )
        self.people = tuple(people)


class NotPaidYet(NotNow):
    """Against a list somebody is paid for by two (R19), so that no single note lets the money go."""

    def __init__(self, scheme: Scheme, state: LineState):
        way = way_on(scheme, state)
        super().__init__(f"这个人的补贴现在是“{state.value}”，没有拨付的不能记“核实不影响”。{way}")


class DemandedWhole(NotNow):
    """All that was paid is demanded back, which answers the list."""

    def __init__(self) -> None:
        super().__init__(
            "这笔补贴已经要求全部追回，不用再记核实；查实不影响的，请先由另一位同事撤销追回，再来记。"
        )


class FoundSettled(NotNow):
    """Somebody was faster."""

    def __init__(self) -> None:
        super().__init__("这条名单命中已经有人核实过；请刷新页面看最新状态。")


def check_receipt(amount_fen: int, own: Demand) -> None:
    """All of what is still to come, or a part; raises DemandEnded or ReceivedTooMuch."""
    check_open(own)
    if not 0 < amount_fen <= own.left_fen:
        raise ReceivedTooMuch(own.left_fen)


def check_open(own: Demand) -> None:
    """Raises DemandEnded."""
    if own.is_withdrawn:
        raise DemandEnded("已经撤销")
    if not own.left_fen:
        raise DemandEnded("已经全部到账")
