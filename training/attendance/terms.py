"""The words of attendance as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum

BATCH_WAITS = "batch_waits"
"""The kind of the alert that a batch of punches waits to be accepted."""


class DayPart(StrEnum):
    """What a leave or a reminder is about: a half day, by the same word, or the whole day."""

    MORNING = "上午"
    AFTERNOON = "下午"
    WHOLE_DAY = "全天"


class PunchKind(StrEnum):
    """考勤: each half day asks for two punches (R45)."""

    IN = "签到"
    OUT = "签退"


class Turnout(StrEnum):
    """How 到课 of a half day stands; only what is closed says that somebody is missing."""

    AHEAD = "未开始"
    COMING = "签到中"
    CLOSED = "签到截止"


class Occasion(StrEnum):
    """Why a trainee is reminded."""

    MISSING_IN = "漏签到"
    MISSING_OUT = "未签退"
    DAY_LOST = "当日汇总"


class Signal(StrEnum):
    """What a machine told that may be fraud, or its beginning (R43); a person judges it."""

    CLOCK_SET = "调整时钟"
    CLOCK_DRIFT = "时钟偏差"
    DATA_CLEARED = "清除数据"
    SERVER_CHANGED = "更改服务器"
    ENROLLED_AGAIN = "重新登记"
    FACE_DELETED = "删除人脸"
    RENAMED = "改名"
    SAME_MOMENT = "同时打卡"
    NOT_A_FACE = "非刷脸打卡"
    TWO_ADDRESSES = "两个地址"
    STAMP_BACK = "戳记倒退"
    CAME_LATE = "迟交打卡"
    """Weeks late, of a time at which the machine was silent: it counts, and somebody should know."""
    NOT_PUSHED = "文件与推送不一致"
    """A file holds what the machine, in touch at that time, never pushed."""
    JOINED_LATE = "结业后入册"
    """Somebody was to come into a class that is over; nobody did."""
    LEFT_TOGETHER = "同批退班"
    """Many of one class left on one day, as before a check that counts heads."""


class OtherWay(StrEnum):
    """别的打卡方式: by what a trainee attends who need not show a face."""

    CARD = "卡"
    PIN = "密码"
    FINGERPRINT = "指纹"
    BY_HAND = "人工签到"
    """What the school writes down counts by 补卡."""


class ProofKind(StrEnum):
    """By what a machine proves that it is the one of its serial, which stands on its label."""

    PATH = "密钥"
    """In the path of its address."""
    HOST = "专用域名"
    PORT = "专用端口"
    NETWORK = "固定网络"


class TurnedAway(StrEnum):
    """Why a request in the name of a serial was not let in; who sent it is told none of these."""

    UNKNOWN = "没有登记"
    REMOVED = "已停用"
    WRONG_PATH = "密钥不对"
    WRONG_PLACE = "网络或端口不对"


class CommandKind(StrEnum):
    """What a machine is asked to do."""

    ROSTER = "下发名册"
    RESEND = "补传打卡"
    COUNT = "核对条数"


class Source(StrEnum):
    """How a punch came to us; one batch holds those of one way only."""

    LIVE = "实时"
    """Pushed within minutes of its time."""
    BACKLOG = "补传"
    """Pushed by the machine, and later than that."""
    FILE = "文件"


class Origin(StrEnum):
    """来源: by what a credited half day is known, the surest first."""

    LIVE = "考勤机实时"
    BACKLOG = "考勤机补传"
    STREAM = "线上直播"
    FILE = "打卡文件"
    CORRECTION = "补卡"
    ACCEPTED = "经审核的迟交打卡"
    """Of a batch that waited until somebody of the office accepted it."""
    MATCHED = "一键匹配"
    """Of a number that became this person's only after the punch was made."""
    UNKNOWN = "未记录"
    """Of punches that were taken in before their way was kept."""


class WaitsFor(StrEnum):
    """批次待确认: why a batch credits nothing until somebody of the office accepts it."""

    LATE = "迟交打卡"
    SHOULD_BE_LIVE = "应有推送"
    """A file, of a time at which the machine was in touch and pushed no such punch."""
    UNPROVED = "来源未证实"
    """Nothing proved that it was the machine which spoke."""


class MatchState(StrEnum):
    """How a 考勤号匹配 stands."""

    WAITS = "待审核"
    AT_ONCE = "已生效"
    APPROVED = "已同意"
    REFUSED = "没有同意"
    UNDONE = "已撤销"
