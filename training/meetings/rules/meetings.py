"""What a meeting is called, when DingTalk is asked again, and what people are told of a failure (R31)."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from training.meetings.terms import MeetingTrouble, WishKind

LONGEST_TITLE = 50
"""DingTalk cuts what is longer, and a title that was cut would not be found again."""
CODE_LENGTH = 6
# Longer than an attempt may take, time-outs of every call in it included; then another bot takes over.
LEASE = timedelta(seconds=90)
FIRST_PAUSE = timedelta(seconds=3)
LONGEST_PAUSE = timedelta(minutes=5)
# After a time-out DingTalk may still be at work; its list of meetings is asked a little later.
LOOK_UP_AFTER = timedelta(seconds=5)
# An invitation by SMS that is read later asks into a meeting that is over.
INVITATION_LASTS = timedelta(minutes=30)
MOST_ATTEMPTS: Mapping[WishKind, int] = {
    WishKind.OPEN: 4,
    WishKind.INVITE: 4,
    # The phones of those who are reminded ring: what may have been done is not done again.
    WishKind.REMIND: 3,
    WishKind.LOOK: 2,
    WishKind.CLOSE: 4,
    # The list is evidence and does not run away.
    WishKind.MEMBERS: 10,
}
PASSING = frozenset({MeetingTrouble.TOO_FAST, MeetingTrouble.UNREACHABLE, MeetingTrouble.FULL})
"""Certainly not done, and soon perhaps possible."""
REPEATABLE = frozenset({WishKind.LOOK, WishKind.CLOSE, WishKind.MEMBERS, WishKind.OPEN, WishKind.INVITE})
"""May be tried again though nobody knows what the last try did: reading and closing do no harm twice, and
before a meeting is opened or its people invited again, what was done is looked for."""
GONE = frozenset({MeetingTrouble.CLOSED, MeetingTrouble.NOT_FOUND})
"""There is no such meeting any more, which is what closing is for."""

WORDS: Mapping[MeetingTrouble, str] = {
    MeetingTrouble.NO_PERMISSION: (
        "钉钉应用没有视频会议权限。请管理员在钉钉开放平台给应用开通"
        "“视频会议读、写”和“通讯录手机号查询”权限，再重新操作。"
    ),
    MeetingTrouble.TOKEN: (
        "钉钉不认这个应用的凭证。请管理员核对 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET 后再试。"
    ),
    MeetingTrouble.QUOTA: (
        "本组织本月的钉钉接口额度已用完。请管理员在钉钉管理后台加量，或改用当天直播统计作检查依据。"
    ),
    MeetingTrouble.TOO_FAST: "钉钉限流，几次都没有办成。请一分钟后再试。",
    MeetingTrouble.FULL: "钉钉会议人数或会议室已到上限。请先结束别的会议，或稍后再试。",
    MeetingTrouble.CLOSED: "会议已经结束。需要继续请重新发起会议。",
    MeetingTrouble.NOT_FOUND: "钉钉里找不到这个会议，可能已经结束。需要继续请重新发起会议。",
    MeetingTrouble.HOST_ONLY: "只有会议主持人能做这一步。请主持人在钉钉会议里操作。",
    MeetingTrouble.UNKNOWN_PERSON: (
        "钉钉里找不到发起人的账号。请管理员核对登记的钉钉 userid（chaban staff dingtalk），再重新发起。"
    ),
    MeetingTrouble.BAD_REQUEST: "钉钉不接受这次请求。请把这句话告诉管理员，并改用当天直播统计作检查依据。",
    MeetingTrouble.UNCLEAR: (
        "钉钉没有回答，不能确定是否办成。请先在钉钉的会议列表里看一看，没有再重新操作。"
    ),
    MeetingTrouble.UNREACHABLE: "连不上钉钉。请检查服务器的网络，稍后再试。",
    MeetingTrouble.REFUSED: "钉钉没有办理。请管理员核对应用的权限和版本，再重新操作。",
    MeetingTrouble.DROPPED: "会议还没有发起，检查就结束了，所以没有发起。",
}


def title_of(check_number: str, meeting_id: UUID) -> str:
    """Unlike every other meeting's, for the list of DingTalk tells meetings apart by nothing else."""
    code = meeting_id.hex[:CODE_LENGTH].upper()
    room = LONGEST_TITLE - len("视频查班  ") - CODE_LENGTH
    return f"视频查班 {check_number[:room]} {code}"


def pause_before_next(kind: WishKind, trouble: MeetingTrouble, attempts: int) -> timedelta | None:
    """How long to wait after the failure of so many attempts; None gives up."""
    if attempts >= MOST_ATTEMPTS[kind] or not may_repeat(kind, trouble):
        return None
    if trouble is MeetingTrouble.UNCLEAR and kind is WishKind.OPEN:
        return LOOK_UP_AFTER
    return min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)


def may_repeat(kind: WishKind, trouble: MeetingTrouble) -> bool:
    """Whether another try is safe, and not in vain."""
    return trouble in PASSING or (trouble is MeetingTrouble.UNCLEAR and kind in REPEATABLE)
