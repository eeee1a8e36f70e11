"""Who may do what, and with whose things: one table, asked by pages, chat, API and commands (R09, R69).

It lies with the notice and not with the staff, because classes, which know no staff, are seen by it too.
"""

from collections.abc import Mapping
from enum import StrEnum

from training.notice.places import AUDITOR, CITY, DISTRICT, INSTITUTION, Grant
from training.notice.places import Place as Place
from training.notice.terms import Role


class Permission(StrEnum):
    """权限: one thing that somebody of the office may see or do."""

    ENTER_DESK = "进入工作台"
    SEE_CLASSES = "查看班级、学员和学时"
    SEE_DEVICE_SIGNALS = "查看考勤机可疑迹象"
    SEE_MACHINES = "查看考勤机"
    KEEP_MACHINES = "登记、核对和停用考勤机"
    PUSH_ROSTERS = "把名册下发到考勤机"
    SEE_PANORAMA = "查看教室画面"
    KEEP_CAMERAS = "登记、指定和停用摄像机"
    SEE_UNREAD_PUSHES = "查看和重读考勤机看不懂的上传"
    SEND_IN_PARTS = "分段上传大文件"
    HAND_IN_FILES = "导入文件"
    HAND_IN_REGION_TOTALS = "导入自治区系统统计"
    SEE_IMPORTS = "查看导入记录"
    SEE_UNMATCHED_PUNCHES = "查看对不上人的打卡"
    MATCH_NUMBERS = "把对不上人的考勤号匹配给学员"
    DECIDE_MATCHES = "审核考勤号匹配"
    SEE_WAITING_BATCHES = "查看待确认的打卡批次"
    ACCEPT_BATCHES = "接受待确认的打卡批次"
    SEE_ROSTER_CHANGES = "查看人员增减"
    ASK_FOR_ROSTER_CHANGES = "申请人员增减"
    DECIDE_ROSTER_CHANGES = "审核人员增减"
    KEEP_LEAVES = "登记请假和销假"
    GIVE_ONLINE_REASON = "写明线上理论超比例的理由"
    SEE_CORRECTIONS = "查看补卡申请"
    DECIDE_CORRECTIONS = "审核补卡申请"
    REVIEW_CORRECTIONS = "复核机构自批的补卡"
    SEE_ALTERNATIVES = "查看不刷脸申请"
    ASK_FOR_ALTERNATIVES = "替学员申请不刷脸"
    DECIDE_ALTERNATIVES = "审核不刷脸申请"
    SEE_CHANGES = "查看班级和课表的变更"
    ASK_FOR_CHANGES = "申请变更班级和课表"
    DECIDE_CHANGES = "审批班级和课表的变更"
    NOTE_CHANGES = "知悉班级变更"
    SEE_CHECKS = "查看检查"
    SEE_FULL_NAMES = "查看学员的全名"
    SEE_WHOLE_NUMBERS = "查看完整的证件号和手机号"
    SEE_STATISTICS = "查看直播统计原件"
    CHECK_CLASSES = "查班"
    VOID_ANY_CHECK = "作废任何一级的检查"
    SEE_ROUNDS = "查看今日抽查"
    DRAW_ROUNDS = "抽取、改派和取消今日抽查"
    SEE_LEADS = "查看线索"
    FOLLOW_LEADS = "核查线索"
    SEE_FEEDBACK = "查看抽查反馈"
    HANDLE_FEEDBACK = "办理抽查反馈"
    SEND_FEEDBACK = "发送抽查反馈"
    ANSWER_FEEDBACK = "确认和答复抽查反馈"
    SEE_URGINGS = "查看督办"
    URGE = "督办、办结和退回督办"
    ANSWER_URGING = "答复督办"
    SEE_PROJECTS = "查看项目"
    REGISTER_PROJECTS = "登记项目"
    DECIDE_PROJECTS = "确认、放弃和结束项目"
    SEE_ANNOUNCEMENTS = "查看公告"
    WRITE_ANNOUNCEMENTS = "写、发布和撤回公告"
    SEE_CLAIMS = "查看申领"
    SEE_CLAIM_NUMBERS = "查看申领数量和补贴金额"
    OPEN_PAPERS = "打开申领材料"
    HANDLE_CLAIMS = "办理申领"
    REVIEW_CLAIMS = "审核申领"
    LOOK_AGAIN = "复查申领"
    TAKE_APPROVED_LIST = "下载审核通过名单"
    FILE_AT_COUNTER = "窗口代办"
    SEE_PUBLICITIES = "查看公示和拨付"
    BEGIN_PUBLICITY = "登记会议审定并公示"
    HANDLE_OBJECTIONS = "登记和处理异议"
    APPLY_FOR_PAYMENT = "申请拨付"
    RECORD_PAYMENTS = "登记拨付"
    SEE_PAPER_OPENINGS = "查看查阅记录"
    SEE_PROBLEMS = "查看学员反映"
    HANDLE_PROBLEMS = "办结学员反映"
    ANSWER_DATA_REQUESTS = "查看和答复个人信息请求"
    SEE_INSTITUTION_ALERTS = "查看给培训机构的提醒"
    SEE_INSPECTOR_ALERTS = "查看给督查人员的提醒"
    SEE_ADMINISTRATOR_ALERTS = "查看给管理员的提醒"
    ACT_ON_ALERTS = "处理提醒"
    SEE_REMINDERS = "试算漏打卡提醒"
    SEE_MESSAGES = "查看短信"
    RETRY_MESSAGES = "重发短信"
    RESUME_CHANNELS = "恢复短信通道"
    KEEP_TOKENS = "签发和吊销接口令牌"
    SEE_ACTS = "查看经办记录"
    SEE_CHAT_USAGE = "查看聊天用量"
    SEE_HEALTH = "查看运行状况"
    SEE_STAFF = "查看工作人员"
    MANAGE_STAFF = "登记和办理工作人员"
    MANAGE_INSTITUTIONS = "登记培训机构和联系人"
    APPROVE_SCHOOLS = "登记和撤销驾校核准备案"
    SEE_RULES = "查看规则"
    MAKE_RULES = "制定规则"
    LOOK_AFTER_PHONES = "核实手机号、登记退订短信"
    HOLD_PURGES = "暂停和恢复到期删除"
    IMPORT_CALENDAR = "导入放假安排"


GRANTS: Mapping[Permission, Grant] = {
    Permission.ENTER_DESK: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.SEE_CLASSES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.SEE_DEVICE_SIGNALS: {**CITY, **DISTRICT},
    Permission.SEE_MACHINES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # Whose punches it brings does not say which machine is to be believed.
    Permission.KEEP_MACHINES: {**CITY, **DISTRICT},
    Permission.PUSH_ROSTERS: {**CITY, **DISTRICT, **INSTITUTION},
    # Whoever looks from outside needs no face to count.
    Permission.SEE_PANORAMA: {**CITY, **DISTRICT, **INSTITUTION},
    # As machines: whose room it is does not say which camera is to be believed.
    Permission.KEEP_CAMERAS: {**CITY, **DISTRICT},
    Permission.SEE_UNREAD_PUSHES: {**CITY, **INSTITUTION},
    # A file counts for nothing before a form with a permission of its own takes it in.
    Permission.SEND_IN_PARTS: {**CITY, **DISTRICT, **INSTITUTION},
    # Everybody hands in what is in the own reach; the figures of the region are no school's affair.
    Permission.HAND_IN_FILES: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.HAND_IN_REGION_TOTALS: {**CITY, **DISTRICT},
    Permission.SEE_IMPORTS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.SEE_UNMATCHED_PUNCHES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # A district asks for a school that cannot, and after the end of a class; another hand decides.
    Permission.MATCH_NUMBERS: {**DISTRICT, **INSTITUTION},
    Permission.DECIDE_MATCHES: {**CITY, **DISTRICT},
    # The school that hands punches in too late is no judge of them.
    Permission.SEE_WAITING_BATCHES: {**CITY, **DISTRICT, **AUDITOR},
    Permission.ACCEPT_BATCHES: {**CITY, **DISTRICT},
    Permission.SEE_ROSTER_CHANGES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # A district asks for a school that cannot; another one of it decides.
    Permission.ASK_FOR_ROSTER_CHANGES: {**DISTRICT, **INSTITUTION},
    Permission.DECIDE_ROSTER_CHANGES: DISTRICT,
    # The city supervises; it is no school that excuses people.
    Permission.KEEP_LEAVES: {**DISTRICT, **INSTITUTION},
    Permission.GIVE_ONLINE_REASON: {**DISTRICT, **INSTITUTION},
    Permission.SEE_CORRECTIONS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.DECIDE_CORRECTIONS: {**DISTRICT, **INSTITUTION},
    Permission.REVIEW_CORRECTIONS: DISTRICT,
    Permission.SEE_ALTERNATIVES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.ASK_FOR_ALTERNATIVES: INSTITUTION,
    Permission.DECIDE_ALTERNATIVES: DISTRICT,
    Permission.SEE_CHANGES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.ASK_FOR_CHANGES: {**DISTRICT, **INSTITUTION},
    # The city decides only what the district itself asks for.
    Permission.DECIDE_CHANGES: {**CITY, **DISTRICT},
    Permission.NOTE_CHANGES: CITY,
    # An institution that saw a check would be warned.
    Permission.SEE_CHECKS: {**CITY, **DISTRICT, **AUDITOR},
    # Whoever looks from outside needs no name to count.
    Permission.SEE_FULL_NAMES: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.SEE_WHOLE_NUMBERS: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.SEE_STATISTICS: {**CITY, **DISTRICT},
    Permission.CHECK_CLASSES: {**CITY, **DISTRICT},
    Permission.VOID_ANY_CHECK: CITY,
    # A district sees none of the city's, or nobody there would be surprised.
    Permission.SEE_ROUNDS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.DRAW_ROUNDS: {**CITY, **DISTRICT},
    # What trainees say of an institution is not for its eyes.
    Permission.SEE_LEADS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.FOLLOW_LEADS: {**CITY, **DISTRICT},
    Permission.SEE_FEEDBACK: {**CITY, **DISTRICT, **AUDITOR},
    Permission.HANDLE_FEEDBACK: {**CITY, **DISTRICT},
    Permission.SEND_FEEDBACK: CITY,
    Permission.ANSWER_FEEDBACK: DISTRICT,
    # Between the offices; a school hears of it from its district.
    Permission.SEE_URGINGS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.URGE: CITY,
    Permission.ANSWER_URGING: DISTRICT,
    Permission.SEE_PROJECTS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.REGISTER_PROJECTS: DISTRICT,
    Permission.DECIDE_PROJECTS: {**CITY, **DISTRICT},
    Permission.SEE_ANNOUNCEMENTS: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    Permission.WRITE_ANNOUNCEMENTS: {**CITY, **DISTRICT},
    Permission.SEE_CLAIMS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.SEE_CLAIM_NUMBERS: {**CITY, **DISTRICT, **AUDITOR},
    # An auditor checks who opened what, and opens nothing.
    Permission.OPEN_PAPERS: {**CITY, **DISTRICT},
    Permission.HANDLE_CLAIMS: {**CITY, **DISTRICT},
    Permission.REVIEW_CLAIMS: DISTRICT,
    Permission.LOOK_AGAIN: CITY,
    Permission.TAKE_APPROVED_LIST: {**CITY, **DISTRICT},
    Permission.FILE_AT_COUNTER: DISTRICT,
    Permission.SEE_PUBLICITIES: {**CITY, **DISTRICT, **AUDITOR},
    Permission.BEGIN_PUBLICITY: DISTRICT,
    Permission.HANDLE_OBJECTIONS: DISTRICT,
    Permission.APPLY_FOR_PAYMENT: DISTRICT,
    Permission.RECORD_PAYMENTS: DISTRICT,
    Permission.SEE_PAPER_OPENINGS: {**CITY, **AUDITOR},
    Permission.SEE_PROBLEMS: {**CITY, **DISTRICT},
    Permission.HANDLE_PROBLEMS: {**CITY, **DISTRICT},
    # The office is the handler of the data, and no school decides about it.
    Permission.ANSWER_DATA_REQUESTS: {**CITY, **DISTRICT},
    Permission.SEE_INSTITUTION_ALERTS: INSTITUTION,
    Permission.SEE_INSPECTOR_ALERTS: {**CITY, **DISTRICT, **AUDITOR},
    # That a channel is out of money is for those who run it.
    Permission.SEE_ADMINISTRATOR_ALERTS: CITY,
    Permission.ACT_ON_ALERTS: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.SEE_REMINDERS: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.SEE_MESSAGES: {**CITY, **DISTRICT, **AUDITOR},
    Permission.RETRY_MESSAGES: {**CITY, **DISTRICT},
    Permission.RESUME_CHANNELS: CITY,
    Permission.KEEP_TOKENS: CITY,
    Permission.SEE_ACTS: {**CITY, **DISTRICT, **AUDITOR},
    Permission.SEE_CHAT_USAGE: CITY,
    Permission.SEE_HEALTH: CITY,
    Permission.SEE_STAFF: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # Whom each may register and change, `appointing.APPOINTS` says.
    Permission.MANAGE_STAFF: {**CITY, **DISTRICT},
    Permission.MANAGE_INSTITUTIONS: {**CITY, **DISTRICT},
    Permission.APPROVE_SCHOOLS: {**CITY, **DISTRICT},
    Permission.SEE_RULES: {**CITY, **DISTRICT, **INSTITUTION, **AUDITOR},
    # A district makes its own, the city those that hold wherever a district has none.
    Permission.MAKE_RULES: {**CITY, **DISTRICT},
    Permission.LOOK_AFTER_PHONES: {**CITY, **DISTRICT, **INSTITUTION},
    Permission.HOLD_PURGES: CITY,
    Permission.IMPORT_CALENDAR: CITY,
}


def may(role: Role, permission: Permission) -> bool:
    """Whether this role has it at all; where it reaches, `place_of` tells."""
    return role in GRANTS[permission]


def place_of(role: Role, permission: Permission) -> Place | None:
    """Whose things it reaches; None for those who do not have it."""
    return GRANTS[permission].get(role)


def is_everywhere(role: Role, permission: Permission) -> bool:
    """Whether things of several districts come before this role, so that each has to name its own."""
    return place_of(role, permission) is Place.EVERYWHERE
