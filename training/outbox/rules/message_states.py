"""Which way a message may go from one state to the next; a final state is never left."""

from collections.abc import Mapping
from types import MappingProxyType

from training.outbox.terms import MessageState

CREATED, SENDING, SENT, UNKNOWN, DELIVERED, FAILED, REJECTED, EXPIRED, CANCELLED = (
    MessageState.CREATED,
    MessageState.SENDING,
    MessageState.SENT,
    MessageState.UNKNOWN,
    MessageState.DELIVERED,
    MessageState.FAILED,
    MessageState.REJECTED,
    MessageState.EXPIRED,
    MessageState.CANCELLED,
)
# The provider knows better than we do, even of a message that we took for lost.
BY_RECEIPT = frozenset({SENT, DELIVERED, FAILED})
MOVES: Mapping[MessageState, frozenset[MessageState]] = MappingProxyType(
    {
        CREATED: BY_RECEIPT | {SENDING, EXPIRED, CANCELLED},
        # A receipt that overtakes our own record of the answer waits for it.
        SENDING: frozenset({CREATED, SENT, UNKNOWN, FAILED, REJECTED, EXPIRED}),
        UNKNOWN: BY_RECEIPT | {CREATED, EXPIRED},
        # Back to CREATED where the receipt tells of a phone that was switched off.
        SENT: frozenset({CREATED, DELIVERED, FAILED, EXPIRED}),
        DELIVERED: frozenset(),
        FAILED: frozenset(),
        REJECTED: frozenset(),
        EXPIRED: frozenset(),
        CANCELLED: frozenset(),
    }
)
FINAL = frozenset(state for state, onward in MOVES.items() if not onward)
# Their parameters open a door: forgotten as soon as nothing more is to be done, and never sent twice.
CODES = frozenset({"login_code"})


def may_move(now_in: MessageState, to: MessageState) -> bool:
    """Whether a message may go from one state to the other."""
    return to in MOVES[now_in]


def has_failed(state: MessageState, *, is_settled: bool) -> bool:
    """Whether nothing more will happen by itself, and it did not arrive as far as anybody knows."""
    given_up = state is MessageState.UNKNOWN and is_settled
    return given_up or (state in FINAL and state is not MessageState.DELIVERED)


STATES: Mapping[MessageState, str] = {
    MessageState.CREATED: "待发",
    MessageState.SENDING: "发送中",
    MessageState.SENT: "已发出",
    MessageState.UNKNOWN: "不明",
    MessageState.DELIVERED: "已送达",
    MessageState.FAILED: "失败",
    MessageState.REJECTED: "被拒绝",
    MessageState.EXPIRED: "过期未发",
    MessageState.CANCELLED: "已取消",
}
"""In words, for the office."""
