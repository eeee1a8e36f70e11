"""The words of deputies (代理)."""

from enum import StrEnum


class DeputyDeed(StrEnum):
    """代理办理: what was done about a deputyship."""

    ACCEPTED = "接受"
    DECLINED = "不接受"
    ENDED = "结束代理"
    TURN_BEGUN = "开始代办"
    TURN_OVER = "停止代办"


class DeputyState(StrEnum):
    """代理状态: how it stands on a day."""

    WAITING = "待接受"
    DECLINED = "没有接受"
    LAPSED = "没有接受，已过期"
    AHEAD = "还没有开始"
    RUNNING = "代理中"
    ENDED = "提前结束"
    OVER = "已到期"
