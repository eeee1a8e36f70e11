"""The words of meetings as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class MeetingState(StrEnum):
    """会议状态: where the meeting of a video check stands (R31)."""

    WANTED = "待发起"
    OPENING = "发起中"
    """An attempt has begun; nobody knows yet whether the vendor made it."""
    RUNNING = "进行中"
    ENDED = "已结束"
    FAILED = "失败"


class WishKind(StrEnum):
    """会议操作: what the vendor is to be asked for a meeting."""

    OPEN = "发起"
    INVITE = "邀请"
    REMIND = "提醒"
    LOOK = "看一眼"
    CLOSE = "结束"
    MEMBERS = "取名单"


class InviteWay(StrEnum):
    """邀请方式: how a trainee is asked into a meeting."""

    ACCOUNT = "账号"
    """Rung by the vendor; people are told its name."""
    PHONE = "电话"
    SMS = "短信"
    NONE = "联系不上"
    """Without an account, and the phone may not be texted."""


class InviteResult(StrEnum):
    """邀请结果."""

    WAITING = "待发"
    SENT = "已发"
    FAILED = "未发成"
    UNCLEAR = "不明"
    """The bot died, or the answer was lost, in between; nobody is rung twice for that."""


class PresenceSource(StrEnum):
    """Who told that somebody was in a meeting."""

    EVENT = "事件"
    LOOK = "查询"
    MEMBERS = "名单"


class MeetingTrouble(StrEnum):
    """Why the vendor did not do what a meeting needs; decides whether trying again is safe."""

    NO_PERMISSION = "no_permission"
    TOKEN = "token"  # noqa: S105  (a kind of failure, no secret)
    QUOTA = "quota"
    TOO_FAST = "too_fast"
    FULL = "full"
    """The vendor holds as many people or meetings as it will (人数水位)."""
    CLOSED = "closed"
    NOT_FOUND = "not_found"
    HOST_ONLY = "host_only"
    UNKNOWN_PERSON = "unknown_person"
    BAD_REQUEST = "bad_request"
    UNCLEAR = "unclear"
    """No answer came: it may have been done all the same."""
    UNREACHABLE = "unreachable"
    """The vendor was not reached, so it was certainly not done."""
    REFUSED = "refused"
    """Another refusal, which no table lists."""
    DROPPED = "dropped"
    """The check ended before it was begun."""
