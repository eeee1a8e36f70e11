"""The words of attendance as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class DayPart(StrEnum):
    """What a leave or a reminder is about: a half day, by the same word, or the whole day."""

    MORNING = "上午"
    AFTERNOON = "下午"
    WHOLE_DAY = "全天"


class PunchKind(StrEnum):
    """考勤: each half day asks for two punches (R45)."""

    IN = "签到"
    OUT = "签退"


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


class CommandKind(StrEnum):
    """What a machine is asked to do."""

    ROSTER = "下发名册"
    RESEND = "补传打卡"
    COUNT = "核对条数"
