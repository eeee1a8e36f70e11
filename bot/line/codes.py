"""DingTalk's codes of failure and what each means for us, in one table; pure.

A code that is not here is told in the log and taken for a refusal that may not last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.meetings.terms import MeetingTrouble


class Meaning(StrEnum):
    """What is done about a failure."""

    SOON = "soon"
    """Counted by the second, or a hiccup of DingTalk's: nothing was done, and a moment later it is."""
    NEXT_MINUTE = "next minute"
    """Counted by the minute."""
    AFTER_BAN = "after ban"
    """Counted by more than a minute: barred for ten."""
    UNCLEAR = "unclear"
    """Its own fault in the middle of something: nobody knows how far it came."""
    QUOTA = "quota"
    TOKEN = "token"  # noqa: S105  (a kind of failure, no secret)
    PERMISSION = "permission"
    """An administrator has to allow it."""
    NOBODY = "nobody"
    """The organisation has no such person, or the number is none."""
    EXPIRED = "expired"
    """A code or an address that lives only for a while."""
    NOT_THERE = "not there"
    ALREADY_THERE = "already there"
    """An earlier attempt did it, whose answer came too late."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Source:
    """Where a meaning is written down, and the day on which it was read there."""

    where: str
    read_on: date


@dataclass(frozen=True)
class Code:
    """One code; `trouble` is the subject's own kind, where a meeting says it."""

    meaning: Meaning
    source: Source
    trouble: MeetingTrouble | None = None


# Pages of open.dingtalk.com, by their titles: their addresses change.
GLOBAL = Source("服务端API 全局错误码", date(2026, 9, 11))
LIMITS = Source("调用频率限制", date(2026, 9, 11))
PLANS = Source("API 调用量额度说明", date(2026, 8, 22))
ROBOT = Source("批量发送人与机器人会话中机器人消息", date(2026, 8, 22))
DING = Source("机器人发送DING消息", date(2026, 12, 1))
WEBHOOK = Source("自定义机器人发送群聊消息", date(2026, 8, 22))
CARDS = Source("创建并投放卡片", date(2026, 12, 1))
TODOS = Source("查询与更新钉钉待办任务", date(2026, 12, 1))
CALENDAR = Source("删除日程", date(2026, 12, 1))
MEETINGS = Source("创建视频会议", date(2026, 8, 22))
PEOPLE = Source("查询用户详情", date(2026, 8, 22))
SIGN_IN = Source("通过免登码获取用户信息", date(2026, 8, 22))
SEEN = Source("seen in answers; no page lists it", date(2026, 9, 11))

_FORBIDDEN = "Forbidden.AccessDenied."

CODES: Mapping[str, Code] = {
    **dict.fromkeys(
        (
            f"{_FORBIDDEN}QpsLimitForApi",
            f"{_FORBIDDEN}QpsLimitForAppkeyAndApi",
            f"{_FORBIDDEN}QpsLimitForSuitekeyAndOrgAndApi",
            "qps.exceed.limit",
            "request.overlimit",
            "oaplus.query.limit",
        ),
        Code(Meaning.SOON, GLOBAL),
    ),
    **dict.fromkeys(
        (
            f"{_FORBIDDEN}QpmLimitForApi",
            f"{_FORBIDDEN}QpmLimitForAppkeyAndApi",
            f"{_FORBIDDEN}QpmLimitForSuitekeyAndOrgAndApi",
        ),
        Code(Meaning.NEXT_MINUTE, GLOBAL),
    ),
    # The older host: whose calls were too many, this server's, this interface's, this organisation's.
    **{str(number): Code(Meaning.SOON, LIMITS) for number in range(90001, 90020)},
    "90020": Code(Meaning.QUOTA, PLANS),
    f"{_FORBIDDEN}ApiCountLimitForOrg": Code(Meaning.QUOTA, PLANS),
    "-1": Code(Meaning.SOON, GLOBAL),
    "system.busy": Code(Meaning.UNCLEAR, CARDS),
    "systemError": Code(Meaning.UNCLEAR, MEETINGS, MeetingTrouble.UNCLEAR),
    "unknownError": Code(Meaning.UNCLEAR, SEEN),
    "send.toofast": Code(Meaning.SOON, DING),
    "send.too.fast": Code(Meaning.SOON, ROBOT),
    "send.byToken.tooFast": Code(Meaning.SOON, ROBOT),
    "130101": Code(Meaning.NEXT_MINUTE, WEBHOOK),
    "660026": Code(Meaning.NEXT_MINUTE, SEEN),
    "410100": Code(Meaning.AFTER_BAN, WEBHOOK),
    **dict.fromkeys(("InvalidAuthentication", "accesstoken.expired"), Code(Meaning.TOKEN, GLOBAL)),
    **dict.fromkeys(("40001", "40014", "42001", "41001"), Code(Meaning.TOKEN, GLOBAL)),
    **dict.fromkeys(("40089", "40096", "authFailed"), Code(Meaning.TOKEN, SEEN)),
    "invalidClientIdOrSecret": Code(Meaning.TOKEN, GLOBAL),
    "AuthenticationFailed.MissingParameter": Code(Meaning.TOKEN, SEEN),
    f"{_FORBIDDEN}AccessTokenPermissionDenied": Code(
        Meaning.PERMISSION, GLOBAL, MeetingTrouble.NO_PERMISSION
    ),
    f"{_FORBIDDEN}IpNotInWhiteList": Code(Meaning.PERMISSION, GLOBAL, MeetingTrouble.NO_PERMISSION),
    **dict.fromkeys(
        ("apiPermissionDenied", "unauthorized.client", "50002", "60011", "60020"),
        Code(Meaning.PERMISSION, GLOBAL, MeetingTrouble.NO_PERMISSION),
    ),
    **dict.fromkeys(
        ("orgAccessForbidden", "permissionError", "noPermission"),
        Code(Meaning.PERMISSION, MEETINGS, MeetingTrouble.NO_PERMISSION),
    ),
    "60121": Code(Meaning.NOBODY, PEOPLE, MeetingTrouble.UNKNOWN_PERSON),
    **dict.fromkeys(("40104", "400002"), Code(Meaning.NOBODY, PEOPLE)),
    "unknownUserError": Code(Meaning.NOBODY, MEETINGS, MeetingTrouble.UNKNOWN_PERSON),
    **dict.fromkeys(
        ("paramsTitleError", "paramsError", "paramError", "missingRoomId"),
        Code(Meaning.REFUSED, MEETINGS, MeetingTrouble.BAD_REQUEST),
    ),
    **dict.fromkeys(
        ("resourceClose", "roomClosed"), Code(Meaning.NOT_THERE, MEETINGS, MeetingTrouble.CLOSED)
    ),
    "roomNotFound": Code(Meaning.NOT_THERE, MEETINGS, MeetingTrouble.NOT_FOUND),
    "waterLimitError": Code(Meaning.REFUSED, MEETINGS, MeetingTrouble.FULL),
    "param.cardAlreadyExist": Code(Meaning.ALREADY_THERE, CARDS),
    "param.cardNotExist": Code(Meaning.NOT_THERE, CARDS),
    "todo.taskNotExist": Code(Meaning.NOT_THERE, TODOS),
    "instanceNotExist": Code(Meaning.NOT_THERE, CALENDAR),
    **dict.fromkeys(
        (
            "param.invalid",
            "param.contentUnsafe",
            "param.templateNotExist",
            "param.templateUnpublished",
            "param.userIdNotExist",
            "param.openSpaceIdInvalid",
            "param.openSpaceModelInvalid",
            "param.cardParamMap.illegal",
        ),
        Code(Meaning.REFUSED, CARDS),
    ),
    **dict.fromkeys(
        (
            "too.many.people",
            "robot.oto.notExist",
            "chatbotId.notAllow.sendOTO",
            "invalidParameter.msgParam.tooLong",
            "only.groupAdmin.canAtAll",
        ),
        Code(Meaning.REFUSED, ROBOT),
    ),
    "300001": Code(Meaning.EXPIRED, SEEN),
    "310000": Code(Meaning.REFUSED, WEBHOOK),
    **dict.fromkeys(("40078", "invalidParameter.authCode.notFound"), Code(Meaning.EXPIRED, SIGN_IN)),
}

# Families, each kept by DingTalk for one limit; whoever is named behind it makes no difference.
FAMILIES: Mapping[str, Code] = {
    f"{_FORBIDDEN}QpsLimit": Code(Meaning.SOON, GLOBAL),
    f"{_FORBIDDEN}QpmLimit": Code(Meaning.NEXT_MINUTE, GLOBAL),
}


def find_code(said: str) -> Code | None:
    """What the code means; None where nobody has written it down."""
    family = next((code for begin, code in FAMILIES.items() if said.startswith(begin)), None)
    return CODES.get(said) or family
