"""The words of spot checks as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum

FROM_CAMERA = "监控"
"""By which way a picture came that a camera of the classroom gave; others came by chat or page (R39)."""


class CheckLevel(StrEnum):
    """检查级别: whose spot check it is (R40)."""

    CITY = "市本级"
    DISTRICT = "旗县区"


class CheckMethod(StrEnum):
    """检查方式 (R31, R36)."""

    PHONE = "电话查班"
    VIDEO = "视频查班"


class FallbackReason(StrEnum):
    """Why no video meeting decides the check (R34: 视频会议无法发起等情况)."""

    NOT_OPENED = "会议无法发起"
    BROKE_OFF = "会议中途中断"
    NOBODY_IN = "学员无法入会"
    OTHER = "其他原因"


class StatisticsSource(StrEnum):
    """By which way the live statistics of the day came (R35)."""

    EXPORT = "导出文件"
    INTERFACE = "直播接口"


class CallOutcome(StrEnum):
    """通话结果: what came of one attempt to call a trainee (R37)."""

    MATCHED = "接通一致"
    MISMATCHED = "接通不一致"
    NO_ANSWER = "未接"
    REJECTED = "拒接"
    BUSY = "占线"
    SWITCHED_OFF = "关机"
    SUSPENDED = "停机"
    NO_SUCH_NUMBER = "空号"
    OTHER_PERSON = "非本人"
    """Of old rows only: today it is one of the next three."""
    FAMILY_ANSWERED = "家人接听"
    CALL_LATER = "稍后再打"
    """Reached, and asks to be called at another time."""
    NOT_THEIR_NUMBER = "号码不是本人"
    """Whoever answers does not know the trainee."""
    NOT_ATTENDING = "称未参训"
    PROVIDER_ANSWERED = "机构人员接听"


class FiledItem(StrEnum):
    """备案信息: what a call compares with the filing (R37)."""

    NAME = "姓名"
    ID_ENDING = "身份证后四位"
    TRADE = "班级工种"
    INSTITUTION = "培训机构"
    STARTED_ON = "开班日期"
    NOT_CHARGED = "没有交费"


class Comparison(StrEnum):
    """比对: how an answer fits the filing (R37)."""

    SAME = "一致"
    DIFFERENT = "不一致"
    UNANSWERED = "未答"


class LeadKind(StrEnum):
    """线索: what a trainee says in a call that is looked into, whatever the check's verdict (R37)."""

    CHARGED = "称被收费"
    NOT_ATTENDING = "称未参训"


class LeadState(StrEnum):
    """线索进展: how far a lead has been followed; it only goes forward."""

    OPEN = "待核查"
    UNDER_WAY = "核查中"
    TRUE = "属实"
    UNTRUE = "不属实"


class Replacement(StrEnum):
    """补抽原因: why the next of the reserve takes a drawn trainee's place (R37)."""

    UNREACHED = "联系不上"
    WITHDRAWN = "已退班"


class Purpose(StrEnum):
    """确认事项: what a second person is asked to agree to."""

    VOID = "作废"
    EXPLAIN = "说明"


class VoidingKind(StrEnum):
    """How a check came to count for nothing."""

    VOIDED = "作废"
    """With a reason, and with a second person's consent."""
    TAKEN_BACK = "收回"
    """By whoever started it, within minutes, before anything was recorded."""


class Verdict(StrEnum):
    """检查结论 (R37 to R39)."""

    PASSED = "合格"
    FAILED = "不合格"
    UNABLE = "无法完成"


COUNTED = (Verdict.PASSED, Verdict.FAILED)
"""A check that could not be completed is none (R40)."""


class Risk(StrEnum):
    """风险点: why a class has more tickets than one when classes are drawn (R06)."""

    OWED = "欠查，快要结业"
    NEVER_CHECKED = "本级从未查过"
    FAILED_BEFORE = "查出过不合格"
    SIGNALS = "考勤机可疑迹象"
    NEW_INSTITUTION = "新培训机构"


class OrderAct(StrEnum):
    """办理: what becomes of an order without a check (R06)."""

    REASSIGNED = "改派"
    CANCELLED = "取消"


class OrderState(StrEnum):
    """任务状态: how an order of a round stands (R06)."""

    ASSIGNED = "已派"
    RUNNING = "检查中"
    CHECKED = "已查"
    CANCELLED = "已取消"
    MISSED = "过期未查"
