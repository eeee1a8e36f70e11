"""DingTalk as the subject is told of it: its name, and what people are told where its meetings fail."""

from training.meetings.terms import MeetingTrouble
from training.ports.platform import Platform

DINGTALK = Platform(
    name="钉钉",
    troubles={
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
            "钉钉里找不到发起人的账号。请管理员在工作台“工作人员”里核对登记的钉钉 userid，再重新发起。"
        ),
        MeetingTrouble.BAD_REQUEST: (
            "钉钉不接受这次请求。请把这句话告诉管理员，并改用当天直播统计作检查依据。"
        ),
        MeetingTrouble.UNCLEAR: (
            "钉钉没有回答，不能确定是否办成。请先在钉钉的会议列表里看一看，没有再重新操作。"
        ),
        MeetingTrouble.UNREACHABLE: "连不上钉钉。请检查服务器的网络，稍后再试。",
        MeetingTrouble.REFUSED: "钉钉没有办理。请管理员核对应用的权限和版本，再重新操作。",
        MeetingTrouble.DROPPED: "会议还没有发起，检查就结束了，所以没有发起。",
    },
)
