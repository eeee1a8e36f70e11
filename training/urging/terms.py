"""The words of 督办 as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class UrgingState(StrEnum):
    """Where something stands that the city urges."""

    WAITING = "待答复"
    ANSWERED = "已答复"
    CLOSED = "已办结"


class UrgingMove(StrEnum):
    """What is done about it afterwards."""

    ANSWER = "答复"
    CLOSE = "办结"
    REOPEN = "退回重办"
