"""The notice's own words as values; the Chinese value is what a workbook, a page and the database hold."""

from enum import StrEnum


class HalfDay(StrEnum):
    """半天: a training day has two (R45)."""

    MORNING = "上午"
    AFTERNOON = "下午"


class DayPart(StrEnum):
    """What a leave or a reminder is about: a half day, by the same word, or the whole day."""

    MORNING = "上午"
    AFTERNOON = "下午"
    WHOLE_DAY = "全天"


class PunchKind(StrEnum):
    """考勤: each half day asks for two punches (R45)."""

    IN = "签到"
    OUT = "签退"


class Content(StrEnum):
    """培训内容: what a lesson teaches (R52, R53)."""

    THEORY = "理论"
    PRACTICAL = "实操"


class Mode(StrEnum):
    """培训方式: where a lesson happens (R51 to R53)."""

    ONLINE = "线上"
    OFFLINE = "线下"


class ClassKind(StrEnum):
    """培训类型: the kind of training class (R01, R55, R58)."""

    ORDERED = "订单"
    TARGETED = "定向"
    PROJECT = "项目制"
    STARTUP = "创业"
    C1 = "C1"
    ORDINARY = "普通"


class Role(StrEnum):
    """角色: who a member of staff is (R09, R69)."""

    CITY = "city"
    DISTRICT = "district"
    INSTITUTION = "institution"
    AUDITOR = "auditor"

    @property
    def words(self) -> str:
        """As people read it."""
        return {"city": "市级", "district": "旗县区", "institution": "培训机构"}.get(self.value, "审计")


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
    OPENAPI = "钉钉接口"


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


class Replacement(StrEnum):
    """补抽原因: why the next of the reserve takes a drawn trainee's place (R37)."""

    UNREACHED = "联系不上"
    WITHDRAWN = "已退班"


class Verdict(StrEnum):
    """检查结论 (R37 to R39)."""

    PASSED = "合格"
    FAILED = "不合格"
    UNABLE = "无法完成"


class Audience(StrEnum):
    """Who an alert (提醒事项) is for."""

    INSPECTORS = "inspectors"
    """The district of the class, and the city."""
    INSTITUTION = "institution"
    ADMINISTRATOR = "administrator"
    """Whoever runs the installation."""


class MessageState(StrEnum):
    """What became of a message; the last five are final."""

    CREATED = "created"
    """Waits to be sent, or to be sent again."""
    SENDING = "sending"
    """A worker holds it under a lease."""
    SENT = "sent"
    """The provider took it; a receipt may follow."""
    UNKNOWN = "unknown"
    """Nobody knows whether the provider took it; it is looked up before anything else is done."""
    DELIVERED = "delivered"
    FAILED = "failed"
    """Given up after temporary failures, or the receipt says it did not arrive."""
    REJECTED = "rejected"
    """The provider says no for good."""
    EXPIRED = "expired"
    """Of no use any more, so not sent."""
    CANCELLED = "cancelled"
    """Its cause is gone, so not sent."""


class Occasion(StrEnum):
    """Why a trainee is reminded."""

    MISSING_IN = "漏签到"
    MISSING_OUT = "未签退"
    DAY_LOST = "当日汇总"


class VerifiedBy(StrEnum):
    """How a phone was found to be the trainee's own (手机号核实)."""

    CODE = "验证码登录"
    INSTITUTION = "培训机构确认"
    INSPECTOR = "监管人员确认"


class SmsTrouble(StrEnum):
    """How the handing over of a message failed; decides what happens next."""

    REJECTED = "rejected"
    """The provider says no to this message for good."""
    MISCONFIGURED = "misconfigured"
    """Our account, sender or template is wrong: no message can go, somebody must mend it."""
    BACK_OFF = "back_off"
    """Certainly not taken; trying later is safe."""
    PAUSE = "pause"
    """Certainly not taken, and neither will others be for a while."""
    UNCLEAR = "unclear"
    """Nobody knows whether it was taken; trying again may send it twice."""
    OPTED_OUT = "opted_out"
    """The provider says no to whatever is sent to this number: its owner wants no more."""

    @property
    def is_of_message(self) -> bool:
        """It says nothing of the channel, and trying again is of no use."""
        return self in (SmsTrouble.REJECTED, SmsTrouble.OPTED_OUT)


class SmsFate(StrEnum):
    """What the provider says became of a message that it took."""

    TAKEN = "taken"
    """On its way."""
    DELIVERED = "delivered"
    FAILED_FOR_NOW = "failed_for_now"
    """It did not arrive, but another try may."""
    FAILED = "failed"


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


class UsageKind(StrEnum):
    """What DingTalk counts against an organisation's month."""

    CALLS = "calls"
    """Calls of its interfaces, of the kinds that count."""
    MESSAGES = "messages"
    """Messages pushed to us, and answers by the address that came with them."""


class Sex(StrEnum):
    """性别, as the seventeenth digit of the ID number tells it."""

    MALE = "男"
    FEMALE = "女"


class Severity(StrEnum):
    """How much a finding weighs: an error refuses the row, a warning is for a second look."""

    ERROR = "错误"
    WARNING = "提醒"


class PaperKind(StrEnum):
    """材料: what a C1 claim is proved with (R59, R60)."""

    LICENCE = "驾驶证"
    RIDE_HAIL = "网约车驾驶员证"
    TAXI = "出租车从业资格证"
    CONTRACT = "劳动合同"
    WAGE_SLIP = "工资流水"
    OTHER = "其他就业证明"


class PaperState(StrEnum):
    """材料状态: where one paper of a claim stands."""

    MISSING = "未交"
    READY = "待提交"
    """Handed in by photo, but the claim was not submitted since."""
    IN_REVIEW = "审核中"
    RETURNED = "退回"
    PASSED = "通过"
    EXPIRED = "已过期"


class ClaimState(StrEnum):
    """申领状态: where a C1 claim stands."""

    DRAFT = "未提交"
    WAITING = "待审"
    RETURNED = "退回补正"
    APPROVED = "通过"
    REJECTED = "不通过"
    PUBLICISED = "公示中"
    APPLIED = "已申请拨付"
    PAID = "已拨付"
    GIVEN_UP = "已放弃"


class ClaimAct(StrEnum):
    """办理动作: what somebody does with a claim; every one is a row."""

    OPEN = "开始填写"
    SUBMIT = "提交"
    WITHDRAW = "撤回修改"
    GIVE_UP = "放弃申领"
    RETURN = "退回补正"
    APPROVE = "审核通过"
    REJECT = "审核不通过"
    CONFIRM = "复查确认"
    SEND_BACK = "复查发回"
    PUBLICISE = "开始公示"
    OBJECT = "收到异议"
    SETTLE = "异议处理完毕"
    APPLY = "申请拨付"
    PAY = "拨付"


class Payee(StrEnum):
    """拨付对象: who receives the subsidy."""

    INSTITUTION = "培训机构"
    TRAINEE = "学员本人"


class Actor(StrEnum):
    """Who acts next in a claim."""

    TRAINEE = "学员"
    DISTRICT = "旗县区审核人"
    SECOND_REVIEWER = "旗县区第二位审核人"
    CITY = "市本级复查人"
    OFFICE = "旗县区经办人"
    FINANCE = "属地财政部门"
    NOBODY = "无"


class MeetingState(StrEnum):
    """会议状态: where the meeting of a video check stands (R31)."""

    WANTED = "待发起"
    OPENING = "发起中"
    """An attempt has begun; nobody knows yet whether DingTalk made it."""
    RUNNING = "进行中"
    ENDED = "已结束"
    FAILED = "失败"


class WishKind(StrEnum):
    """会议操作: what DingTalk is to be asked for a meeting."""

    OPEN = "发起"
    INVITE = "邀请"
    REMIND = "提醒"
    LOOK = "看一眼"
    CLOSE = "结束"
    MEMBERS = "取名单"


class InviteWay(StrEnum):
    """邀请方式: how a trainee is asked into a meeting."""

    DINGTALK = "钉钉"
    PHONE = "电话"
    SMS = "短信"
    NONE = "联系不上"
    """Not in DingTalk, and the phone may not be texted."""


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
    """Why DingTalk did not do what a meeting needs; decides whether trying again is safe."""

    NO_PERMISSION = "no_permission"
    TOKEN = "token"  # noqa: S105  (a kind of failure, no secret)
    QUOTA = "quota"
    TOO_FAST = "too_fast"
    FULL = "full"
    """DingTalk holds as many people or meetings as it will (人数水位)."""
    CLOSED = "closed"
    NOT_FOUND = "not_found"
    HOST_ONLY = "host_only"
    UNKNOWN_PERSON = "unknown_person"
    BAD_REQUEST = "bad_request"
    UNCLEAR = "unclear"
    """No answer came: it may have been done all the same."""
    UNREACHABLE = "unreachable"
    """DingTalk was not reached, so it was certainly not done."""
    REFUSED = "refused"
    """Another refusal, which no table lists."""
    DROPPED = "dropped"
    """The check ended before it was begun."""
