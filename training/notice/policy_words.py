"""What people call every number of the policy, in which part of the rules, and what is stricter (R47)."""

from dataclasses import dataclass
from enum import StrEnum


class Stricter(StrEnum):
    """严: which of two values asks for more of a class."""

    MORE = "多"
    LESS = "少"
    NEITHER = ""


MORE, LESS, NEITHER = Stricter.MORE, Stricter.LESS, Stricter.NEITHER
YES_OR_NO, A_DAY, A_CLOCK = "是否", "日期", "时刻"
"""Units of what is no count; a clock is kept in minutes past midnight."""


@dataclass(frozen=True)
class Number:
    """One number: its name in the policy, words, unit, its row of the notice, its strict side."""

    name: str
    words: str
    unit: str
    stricter: Stricter = NEITHER
    clause: str = ""


SECTIONS: tuple[tuple[str, tuple[Number, ...]], ...] = (
    (
        "学员合格",
        (
            Number("qualifying_percent", "累计课时达到规定课时的", "%", MORE, "R46"),
            Number("startup_qualifying_percent", "创业班累计课时达到，0 为由旗县区认定", "%", MORE, "R55"),
            Number("exam_is_gate", "合格还要理论、实操成绩都及格", YES_OR_NO, MORE, "R46"),
            Number("exam_pass_mark", "及格", "分", MORE, "R46"),
            Number("half_day_hours", "半天最多", "课时", LESS, "R45"),
            Number("class_hour_minutes", "一课时", "分钟", MORE),
            Number("roster_open_days", "开班后多久还可以进班", "天", LESS, "R25"),
            Number("youngest_age", "学员最小年龄，小于的提醒", "岁", MORE),
            Number("oldest_age", "学员最大年龄，大于的提醒", "岁", LESS),
        ),
    ),
    (
        "考勤",
        (
            Number("in_opens_before_minutes", "上课前多久可以签到", "分钟", LESS),
            Number("in_closes_after_minutes", "上课后多久仍算签到", "分钟", LESS),
            Number("out_opens_before_minutes", "下课前多久可以签退", "分钟", LESS),
            Number("out_closes_after_minutes", "下课后多久仍算签退", "分钟", LESS),
            Number("duplicate_punch_minutes", "多近的两次打卡算一次", "分钟", MORE),
            Number("late_punch_days", "打卡文件最迟晚交，再晚要确认", "天", LESS),
            Number("clock_ahead_minutes", "打卡比收到晚多久算时钟不对", "分钟", LESS),
            Number("earliest_punch", "早于哪天的打卡算时钟不对", A_DAY),
            Number("clock_drift_minutes", "考勤机时钟差多久提醒", "分钟", LESS),
            Number("device_silent_minutes", "考勤机多久没联系算失联", "分钟", LESS),
            Number("left_together_people", "同一天几人退班提醒，0 为不提醒", "人"),
            Number("same_moment_people", "同一时刻几人打卡提醒", "人", LESS),
            Number("same_moment_seconds", "多近算同一时刻", "秒", MORE),
        ),
    ),
    (
        "提醒和补卡",
        (
            Number("missing_in_after_minutes", "上课后多久提醒漏签到", "分钟"),
            Number("missing_out_before_minutes", "签退截止前多久提醒", "分钟"),
            Number("day_summary_hour", "当日汇总从几点起发", "点"),
            Number("quiet_from_hour", "免打扰从几点起", "点"),
            Number("quiet_until_hour", "免打扰到几点", "点"),
            Number("silent_on_holidays", "法定节日不发提醒", YES_OR_NO),
            Number("correction_days", "课后多久内可以申请补卡", "天", LESS),
            Number("correction_requests", "一次漏卡最多申请", "次", LESS),
            Number("school_may_approve_corrections", "机构可以自己审核补卡", YES_OR_NO, LESS),
            Number("own_correction_sample_percent", "机构无照片自批的，区里复核", "%", MORE),
        ),
    ),
    (
        "线上培训",
        (
            Number("online_theory_percent", "线上理论不超过总课时的", "%", LESS, "R52"),
            Number("offline_restored_on", "从哪天起开的班不能全线上", A_DAY, NEITHER, "R51"),
        ),
    ),
    (
        "季度计划和项目制培训",
        (
            Number("plan_due_days", "季度开始前多久提醒没有通过的计划", "天", MORE),
            Number("projects_required_from", "从哪天起备案的项目制班要有项目", A_DAY, NEITHER, "R48"),
        ),
    ),
    (
        "电话查班",
        (
            Number("sample_one_in", "抽查人数，每几人抽 1 人", "人", LESS, "R37"),
            Number("mismatches_allowed", "比对不一致最多允许", "处", LESS, "R37"),
            Number("call_attempts", "打几次没人接换下一位", "次", MORE),
            Number("call_pause_minutes", "多近的两次电话算一次", "分钟", MORE),
            Number("calls_from_minutes", "电话查班从", A_CLOCK),
            Number("calls_rest_from_minutes", "午休从", A_CLOCK),
            Number("calls_rest_until_minutes", "午休到", A_CLOCK),
            Number("calls_until_minutes", "电话查班到", A_CLOCK),
            Number("short_call_seconds", "短于多久的一致电话提醒", "秒", MORE),
            Number("check_attendance_percent", "查班时总出勤率", "%", MORE, "R38"),
            Number("panoramas_needed", "教室全景截图", "张", MORE, "R39"),
        ),
    ),
    (
        "视频查班",
        (
            Number("faces_percent", "人脸在线率", "%", MORE, "R32"),
            Number("screenshots_needed", "会议截图", "张", MORE, "R33"),
            Number("joined_gap_percent", "入会人数和人脸数相差多少提醒", "%", LESS),
            Number("participants_percent", "实际参培人数", "%", MORE, "R35"),
            Number("participant_minutes", "看多久才算参培", "分钟", MORE),
            Number("meeting_reminder_pause_seconds", "两次入会提醒至少隔", "秒"),
            Number("meeting_looks", "一次会议最多查看画面", "次"),
            Number("meeting_look_pause_seconds", "两次查看画面至少隔", "秒"),
            Number("account_lookup_days", "没有账号的多久再查一次", "天"),
        ),
    ),
    (
        "查班次数和反馈",
        (
            Number("short_class_hours", "多少课时及以下算短班", "课时", LESS, "R40"),
            Number("checks_of_short_class", "短班检查", "次", MORE, "R40"),
            Number("checks_of_long_class", "长班检查", "次", MORE, "R41"),
            Number("checks_of_other_class", "非就业重点群体班检查", "次", MORE),
            Number("key_group_percent", "名册中重点群体超过多少按重点群体班查", "%", LESS, "R40"),
            Number("checks_counted_a_day", "一天最多计几次检查", "次", LESS),
            Number("voided_checks_alert", "一个班作废几次检查提醒", "次", LESS),
            Number("confirmation_working_days", "第二人多久不确认就失效", "个工作日"),
            Number("take_back_minutes", "多久内可以撤回点错的检查", "分钟", LESS),
            Number("owed_check_alert_days", "结业前多久提醒欠的检查", "天", MORE),
            Number("feedback_working_days", "结业后反馈", "个工作日", LESS, "R07"),
        ),
    ),
    (
        "补贴",
        (
            Number("wage_slip_months", "工资流水", "个月", MORE),
            Number("other_proof_reviewers", "其他就业佐证几人审核", "人", MORE),
            Number("same_trade_months", "同一工种多久内不重复补贴", "个月", MORE),
            Number("same_level_once", "同一工种同一等级只补贴一次", YES_OR_NO, MORE),
            Number("subsidies_a_year", "每人每年最多补贴，0 为不限", "次"),
            Number("category_is_required", "就业重点群体班要有类别和证明才补贴", YES_OR_NO, MORE),
            Number("second_look_percent", "审核通过的，市里复查", "%", MORE),
            Number("claim_review_working_days", "待审核多久提醒", "个工作日"),
            Number("publicity_working_days", "公示", "个工作日", MORE),
            Number("paid_to_institution", "写补贴标准时，拨付对象先选培训机构（可逐项改）", YES_OR_NO),
            Number("unfinished_claim_days", "没办完的申领多久后删材料", "天"),
        ),
    ),
    (
        "职业培训券和就业跟踪",
        (
            Number("vouchers_a_year", "每人每年有效的培训券", "张", LESS),
            Number("first_follow_up_days", "第一次回访在合格后，0 为不回访", "天"),
            Number("second_follow_up_days", "第二次回访在合格后，0 为不回访", "天"),
            Number("third_follow_up_days", "第三次回访在合格后，0 为不回访", "天"),
            Number("follow_up_window_days", "到期后多久内的回访计入就业率", "天", LESS),
            Number("back_check_percent", "回访结果由市里复核", "%", MORE),
        ),
    ),
    (
        "保存期限",
        (
            Number("message_retention_days", "短信内容保存", "天"),
            Number("chat_retention_days", "聊天记录保存", "天"),
            Number("machine_upload_days", "考勤机上传原件保存", "天"),
            Number("correction_photo_days", "补卡照片保存", "天"),
            Number("retention_years", "检查和申领材料保存", "年"),
        ),
    ),
)
NUMBERS = {each.name: each for _, members in SECTIONS for each in members}
"""All but the day from which a version holds."""


def value_words(number: Number, value: object) -> str:
    """As people read it, with its unit; `value` as `Policy.to_numbers` gives it."""
    if number.unit == YES_OR_NO:
        return "是" if value else "否"
    if number.unit == A_CLOCK:
        hour, minute = divmod(int(str(value)), 60)
        return f"{hour:02}:{minute:02}"
    if number.unit == A_DAY:
        return str(value)
    return f"{value} {number.unit}"
