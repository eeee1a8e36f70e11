"""核销 and 作废: what ends a voucher, and how a 核销 is taken back (R10)."""

from collections.abc import Sequence

from training.errors import NotNow, NotRight
from training.vouchers.rules.using import NotGood, VoidingIsOpen
from training.vouchers.terms import VoucherState

NAMED = 3
"""So many are named in one sentence; of more it is told how many."""
NO_LIST, LEFT_OUT, UNQUALIFIED = "名单未定", "不在名单上", "不合格"
PAID_OTHERWISE = "补贴已申请或拨付"


class NothingChosen(NotRight):
    """No voucher was ticked, and no code typed."""

    def __init__(self) -> None:
        super().__init__("一张券也没有选；登记使用的请填领用码，核销的请先勾选。")


class NotQualified(NotNow):
    """Their people are not on the list that the district approved."""

    def __init__(self, lacking: Sequence[str]):
        named = "、".join(lacking[:NAMED])
        more = f"等 {len(lacking)} 张" if len(lacking) > NAMED else ""
        super().__init__(f"还不能核销：{named}{more}。只核销合格人员名单上合格的；这次一张也没有核销。")


class PaidOtherwise(NotNow):
    """Money was applied for, or paid, for the same people and class: one training is paid for once."""

    def __init__(self, numbers: Sequence[str]):
        named = "、".join(numbers[:NAMED])
        more = f"等 {len(numbers)} 张" if len(numbers) > NAMED else ""
        super().__init__(
            f"券 {named}{more}有面值，同一培训的补贴已申请或拨付，再核销就重复付款；这次一张也没有核销。"
            "请把券作废，或由旗县区先撤回申请、追回补贴。"
        )


class HadBefore(NotNow):
    """Their people had the same training paid for in another class first (R19)."""

    def __init__(self, found: Sequence[tuple[str, str]]):
        named = "".join(f"券 {number}：{why}" for number, why in found[:NAMED])
        more = f"等 {len(found)} 张。" if len(found) > NAMED else ""
        super().__init__(
            f"不能核销：{named}{more}这次一张也没有核销。请把券作废；那一笔不对的，先由旗县区追回或重新核定。"
        )


class OneOfAPerson(NotNow):
    """Two of one person are not looked at together: the first one may be why the second does not pay."""

    def __init__(self, numbers: Sequence[str]):
        named = "、".join(numbers[:NAMED])
        super().__init__(f"券 {named} 是同一名学员的，请一张一张核销；这次一张也没有核销。")


class NotToReopen(NotNow):
    """It is not written off, or somebody asks for it already."""

    def __init__(self, number: str, why: str):
        super().__init__(f"券 {number} {why}，不能申请撤销核销；请刷新看看办到哪一步了。")


class NothingToReopen(NotNow):
    """Nobody asks to take its 核销 back."""

    def __init__(self, number: str):
        super().__init__(f"券 {number} 没有待决定的撤销核销申请，请刷新看看。")


class MoneyNotStated(NotNow):
    """Asked for before anybody had to say where the money is."""

    def __init__(self, number: str):
        super().__init__(
            f"券 {number} 的申请没有写明券款是否退回，请写明原因不同意，由申请人写明券款重新申请。"
        )


class NothingToSettle(NotNow):
    """Its person is 合格, or nobody has looked at whether the 核销 is taken back."""

    def __init__(self, number: str):
        super().__init__(
            f"券 {number} 现在没有要了结的：先由一个人申请撤销核销，另一个人不同意，学员仍不合格的才能了结。"
        )


class NotToVoid(NotNow):
    """It is written off or void, or another one asks for it already."""

    def __init__(self, number: str, why: str):
        super().__init__(f"券 {number} {why}，不能作废；请刷新看看办到哪一步了。")


class NothingAsked(NotNow):
    """Nobody asks to void it."""

    def __init__(self, number: str):
        super().__init__(f"券 {number} 没有待决定的作废申请，请刷新看看。")


def check_write_off(number: str, state: VoucherState, *, is_disputed: bool) -> None:
    """Raises VoidingIsOpen or NotGood."""
    if is_disputed:
        raise VoidingIsOpen(number)
    if state is not VoucherState.USED:
        raise NotGood(number, state)


def check_reopen(number: str, state: VoucherState, *, is_asked: bool) -> None:
    """Whether another one may be asked to take the 核销 back; raises NotToReopen."""
    if is_asked:
        raise NotToReopen(number, "已有人申请撤销核销")
    if state is not VoucherState.WRITTEN_OFF:
        raise NotToReopen(number, f"现在是“{state.value}”")


def needs_second(number: str, state: VoucherState, *, is_disputed: bool) -> bool:
    """Whether another one has to agree, because somebody was trained on it; raises NotToVoid."""
    if is_disputed:
        raise NotToVoid(number, "已有人申请作废")
    if state in (VoucherState.WRITTEN_OFF, VoucherState.VOIDED):
        raise NotToVoid(number, state.value)
    return state is VoucherState.USED
