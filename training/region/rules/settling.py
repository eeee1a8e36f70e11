"""How a difference comes to its end, and when it comes up again (R05)."""

from training.errors import NotNow, NotRight
from training.region.terms import Settling


class StillDiffers(NotNow):
    """It was said that ours is mended, and ours still says the same."""

    def __init__(self, ours: str):
        said = f"仍是“{ours}”" if ours else "仍是空的"
        super().__init__(
            f"本系统里{said}，还没有更正。请先按自治区系统更正（班级走变更申请，学员走名册或换号），"
            "更正后会自动一致；若是对方有误或口径不同，请另选一项。"
        )


class SettledAlready(NotNow):
    """Somebody else, or a later file, was first."""

    def __init__(self) -> None:
        super().__init__("这处差异已经处理过，请刷新看看是谁怎么处理的。")


class HowMissing(NotRight):
    """Nothing was chosen."""

    def __init__(self) -> None:
        super().__init__("请选怎么处理：我方更正、对方更正，或者口径不同。")


def read_how(said: str) -> Settling:
    """One of the three that a person chooses; raises HowMissing."""
    found = next((each for each in Settling if each.name.lower() == said and each.is_by_hand), None)
    if found is None:
        raise HowMissing
    return found


def comes_up_again(how: Settling | None, *, same_values: bool) -> bool:
    """Whether a difference that the comparison finds is a new row.

    `how` is how the latest row of that field ended, None where there is none. Two meanings of one field stay
    settled while both values stay; that the other side would mend it is believed until their next file.
    """
    return not (how is Settling.MEANING and same_values)
