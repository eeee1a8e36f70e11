"""撤销 of a teacher's certificate (R63): what forbids it, and how one stands."""

from training.errors import NotNow
from training.teachers.terms import WithdrawalState


class NotToWithdraw(NotNow):
    """It is withdrawn already, somebody asks for it already, or nobody asks."""

    def __init__(self, why: str):
        super().__init__(f"这张证书{why}，请刷新看看办到哪一步了。")


def withdrawal_state(*, is_withdrawn: bool, is_asked: bool) -> WithdrawalState:
    if is_withdrawn:
        return WithdrawalState.WITHDRAWN
    return WithdrawalState.ASKED if is_asked else WithdrawalState.STANDS


def check_may_ask(state: WithdrawalState) -> None:
    """Raises NotToWithdraw."""
    if state is WithdrawalState.WITHDRAWN:
        raise NotToWithdraw("已撤销")
    if state is WithdrawalState.ASKED:
        raise NotToWithdraw("已有人申请撤销")
