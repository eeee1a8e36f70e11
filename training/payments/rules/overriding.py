"""转入时查出的原因: what spoke against a C1 line when it was carried over is overridden by two (R19)."""

from collections.abc import Sequence

from training.eligibility.rules.claims import OVERRIDABLE
from training.eligibility.rules.reasons import Reason
from training.eligibility.terms import Exclusion
from training.errors import NotNow, NotRight


class FoundIsHard(NotRight):
    """What our own records say is mended, not overridden."""

    def __init__(self, found: Exclusion):
        super().__init__(
            f"因“{found.value}”不能另定为可补贴；记录有错的先更正原来的补贴记录，确实重复的请市本级把申领发回。"
        )


class NothingToOverride(NotNow):
    """Nothing that was found when it was carried over speaks against it today, or two have overridden it."""

    def __init__(self) -> None:
        super().__init__(
            "这笔补贴没有转入时查出、还没有另定的原因；转入以后新查出的不能另定，"
            "请照这个人页面上写的办法办理。"
        )


class OverrideAwaited(NotNow):
    """Somebody else has to sign what one has signed."""

    def __init__(self, by: str):
        super().__init__(f"{by}已另定为可补贴，正在等另一位同事签字；请由另一位同事同意或退回后再办。")


class NoOverride(NotNow):
    """There is nothing that wants a second signature, or it has one."""

    def __init__(self) -> None:
        super().__init__("现在没有等第二人签字的另定，可能已有人签过；请刷新后再看。")


def check_overridable(found: Sequence[Reason]) -> None:
    """Raises FoundIsHard."""
    for each in found:
        if each.exclusion not in OVERRIDABLE:
            raise FoundIsHard(each.exclusion)
