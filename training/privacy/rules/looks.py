"""What somebody of the office is shown of people, by the permission that the door asks for."""

from collections.abc import Mapping

from training.notice.permissions import Permission

NOTHING = ""
SHOWS: Mapping[Permission, str] = {
    Permission.ENTER_DESK: NOTHING,
    Permission.SEE_CLASSES: "名册和学时",
    Permission.SEE_DEVICE_SIGNALS: "考勤机可疑迹象",
    Permission.SEE_UNREAD_PUSHES: NOTHING,
    Permission.SEE_CORRECTIONS: "补卡申请",
    Permission.DECIDE_CORRECTIONS: "补卡申请",
    Permission.REVIEW_CORRECTIONS: "补卡申请",
    Permission.SEE_CHECKS: "检查",
    Permission.SEE_FULL_NAMES: "检查",
    Permission.SEE_STATISTICS: "直播统计",
    Permission.CHECK_CLASSES: "检查",
    Permission.VOID_ANY_CHECK: "检查",
    Permission.SEE_ROUNDS: NOTHING,
    Permission.DRAW_ROUNDS: NOTHING,
    Permission.SEE_LEADS: "线索",
    Permission.FOLLOW_LEADS: "线索",
    Permission.SEE_FEEDBACK: NOTHING,
    Permission.HANDLE_FEEDBACK: NOTHING,
    Permission.SEND_FEEDBACK: NOTHING,
    Permission.ANSWER_FEEDBACK: NOTHING,
    Permission.SEE_CLAIMS: "申领",
    Permission.SEE_CLAIM_NUMBERS: NOTHING,
    Permission.OPEN_PAPERS: "申领材料",
    Permission.HANDLE_CLAIMS: "申领",
    Permission.REVIEW_CLAIMS: "申领",
    Permission.LOOK_AGAIN: "申领",
    Permission.TAKE_APPROVED_LIST: "审核通过名单",
    Permission.FILE_AT_COUNTER: "窗口代办",
    Permission.SEE_PUBLICITIES: "公示和拨付",
    Permission.BEGIN_PUBLICITY: "公示和拨付",
    Permission.HANDLE_OBJECTIONS: "公示和拨付",
    Permission.APPLY_FOR_PAYMENT: "公示和拨付",
    Permission.RECORD_PAYMENTS: "公示和拨付",
    Permission.SEE_PAPER_OPENINGS: "查阅记录",
    Permission.SEE_PROBLEMS: "学员反映",
    Permission.SEE_INSTITUTION_ALERTS: NOTHING,
    Permission.SEE_INSPECTOR_ALERTS: NOTHING,
    Permission.SEE_ADMINISTRATOR_ALERTS: NOTHING,
    Permission.ACT_ON_ALERTS: NOTHING,
    Permission.SEE_CHAT_USAGE: NOTHING,
}
