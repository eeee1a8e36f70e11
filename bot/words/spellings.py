"""The words that people use for commands, outcomes and fields; the first of each is the one we show."""

from typing import TypeVar

from training.checks.terms import CallOutcome, FallbackReason, FiledItem
from training.claims.terms import PaperKind

Word = TypeVar("Word", bound=str)

HELP, DUE, CLASS, START, ROSTER, NEXT = "帮助", "待查", "班级", "电话查班", "名单", "下一位"
RECORD, CORRECT, EXPLAIN, DRAW_MORE = "记", "更正", "说明", "补抽"
HEADS, PANORAMA, PROGRESS, FINISH, CANCEL = "到课", "全景", "进度", "结束", "作废"
START_VIDEO, FACES, REMIND, LOOK = "视频查班", "在线", "提醒", "看镜头"
FALLBACK, STATISTICS, REOPEN = "会议失败", "直播统计", "重新发起"
PREPARE, WITHDRAW, CONFIRM, DECLINE = "查班", "撤回", "确认", "不予确认"
CONFIRM_IMPORT = "确认导入"
HOURS, ME = "学时", "我的"
LEADS = "线索"
WORK = "我的待办"
RATES = "就业率"
VOUCHERS = "培训券"
TO_FOLLOW_UP, FOLLOW_UP, KEEP_FOLLOW_UP = "待回访", "回访", "保存回访"
TO_JUDGE, TO_NUMBER, NUMBERING, FILINGS, PLANS = "待评估", "待派号", "派号", "待复核", "计划"
TO_SUBSIDISE = "待核定"
CORRECTIONS, APPROVE, REFUSE = "补卡", "批准", "不批准"
BATCHES, ACCEPT, NOT_ACCEPT = "批次", "接受", "不接受"
ROUND, ORDERS, OUTSIDE, OUTSIDE_VIDEO = "今日抽查", "我的任务", "轮外查班", "轮外视频查班"
ANYWAY = "仍要拨打"
"""下一位 仍要拨打: outside the hours in which trainees are called."""
CLAIMS, PASS, RETURN, REJECT = "待审", "通过", "退回", "不通过"
AS_MARKED = "就这些"
"""退回 编号 就这些: give the claim back for what was returned on the page, without more words."""
UNABLE = "无法完成"
"""结束 无法完成: end a check that cannot be decided."""
SEPARATORS = " ,，、.。:：;；!！/\\-—"

VERBS: dict[str, tuple[str, ...]] = {
    HELP: ("帮助", "help", "菜单", "怎么用", "命令", "你好", "您好", "?"),
    DUE: ("待查", "待办", "待检", "今天", "今日", "在上的班", "查什么"),
    CLASS: ("班级", "查看班级", "查班级", "看班", "班号", "班"),
    PREPARE: ("查班", "抽查", "开始查班", "开始检查"),
    START: ("电话查班", "电话抽查", "电话检查"),
    START_VIDEO: ("视频查班", "视频抽查", "视频检查", "视频", "仍要查"),
    ROSTER: ("名单", "抽查名单", "抽到谁", "谁"),
    NEXT: ("下一位", "下一个", "下一人", "拨打", "打电话", "拨号", "拨", "打"),
    RECORD: ("记", "记录", "记下", "登记"),
    CORRECT: ("更正", "改正", "改"),
    EXPLAIN: ("说明", "解释"),
    DRAW_MORE: ("补抽", "替补", "再抽", "补抽一人"),
    HEADS: ("到课", "到课人数", "实到", "人数", "清点", "到课人数是", "到"),
    FACES: ("在线", "在线人数", "人脸", "人脸数", "在线人脸"),
    REMIND: ("提醒", "提醒入会", "催", "催一下", "提醒未入会"),
    LOOK: ("看镜头", "刷新", "镜头", "摄像头", "看摄像头"),
    FALLBACK: ("会议失败", "会议不行", "改用直播统计", "改用统计"),
    STATISTICS: ("直播统计", "直播数据", "取直播统计"),
    REOPEN: ("重新发起", "再发起", "重开会议", "重新发起会议"),
    PANORAMA: ("全景", "全景图", "全景照片", "教室全景"),
    PROGRESS: ("进度", "情况", "查到哪了", "进展", "还缺什么"),
    FINISH: ("结束", "完成", "出结论", "结论", "结束检查", "结束查班"),
    WITHDRAW: ("撤回", "撤回照片", "撤回截图"),
    CANCEL: ("作废", "收回", "取消检查", "取消查班", "作废检查", "取消"),
    CONFIRM: ("确认", "二人确认", "待确认"),
    DECLINE: ("不予确认", "不确认"),
    CONFIRM_IMPORT: ("确认导入", "导入"),
    HOURS: ("学时", "课时", "查学时", "查课时", "学员"),
    CORRECTIONS: ("补卡", "补卡申请", "补卡审核"),
    APPROVE: ("批准", "同意"),
    REFUSE: ("不批准", "不同意", "驳回"),
    BATCHES: ("批次", "待批", "待批批次", "打卡批次", "待确认批次", "待确认打卡"),
    CLAIMS: (
        "待审",
        "待审核",
        "待审申领",
        "审核",
        "审核申领",
        "申领",
        "申领审核",
        "c1申领",
        "c1审核",
        "复查",
    ),
    PASS: ("通过", "审核通过", "审批通过", "复查通过", "复查确认", "确认通过"),
    RETURN: ("退回", "退回补正", "退回修改", "打回", "发回", "复查发回"),
    REJECT: ("不通过", "不予通过", "审核不通过", "不能通过"),
    LEADS: ("线索", "查线索", "待核查", "线索核查"),
    WORK: ("我的待办", "要我处理", "需要我处理", "待处理", "我要办的"),
    TO_JUDGE: ("待评估", "评估", "班级评估", "待评估的班"),
    TO_NUMBER: ("待派号", "待派证", "等派号", "待派号的班"),
    TO_SUBSIDISE: ("待核定", "补贴核定", "核定补贴", "核定"),
    NUMBERING: ("派号", "派证", "证书派号"),
    RATES: ("就业率", "就业创业", "创业成功率", "去向"),
    VOUCHERS: ("培训券", "职业培训券", "查券", "券"),
    TO_FOLLOW_UP: ("待回访", "就业回访", "要回访的", "待回访的人"),
    FOLLOW_UP: ("回访", "登记回访"),
    KEEP_FOLLOW_UP: ("保存回访",),
    FILINGS: ("待复核", "备案复核", "复核", "待复核备案"),
    PLANS: ("计划", "季度计划", "待审查计划", "待审计划"),
    ME: ("我的", "我是谁", "我的信息", "我"),
    ROUND: ("今日抽查", "今天抽查", "今日抽班", "抽班"),
    ORDERS: ("我的任务", "查班任务", "任务"),
    OUTSIDE: ("轮外查班", "轮外电话查班"),
    OUTSIDE_VIDEO: ("轮外视频查班",),
}
# These do nothing that could be regretted, so words after them are no reason to hesitate.
HARMLESS = (
    *(HELP, DUE, ROSTER, PROGRESS, CORRECTIONS, BATCHES, CLAIMS, LEADS, ME, ORDERS, WORK),
    *(TO_JUDGE, TO_NUMBER, FILINGS, PLANS, TO_SUBSIDISE, TO_FOLLOW_UP),
)
TAKES_WORDS = (
    *(PREPARE, PANORAMA, WITHDRAW, CONFIRM, DECLINE, CONFIRM_IMPORT),
    *(CLASS, START, START_VIDEO, NEXT, RECORD, CORRECT, EXPLAIN, HEADS, FACES, FALLBACK, CANCEL, HOURS),
    *(APPROVE, REFUSE, BATCHES, STATISTICS, PASS, RETURN, REJECT, ROUND, OUTSIDE, OUTSIDE_VIDEO, NUMBERING),
    *(RATES, VOUCHERS, FOLLOW_UP, KEEP_FOLLOW_UP),
)

OUTCOMES: dict[CallOutcome, tuple[str, ...]] = {
    CallOutcome.MATCHED: ("无误", "一致", "核对无误", "没问题", "正确", "相符", "对", "ok", "接通一致"),
    CallOutcome.MISMATCHED: (
        "不符",
        "不一致",
        "不相符",
        "有误",
        "不对",
        "对不上",
        "错误",
        "错",
        "接通不一致",
    ),
    CallOutcome.NO_ANSWER: (
        *("未接", "没接", "无人接听", "没人接", "未接通", "不接", "没接通", "无人接"),
        *("没有接", "没有人接"),
    ),
    CallOutcome.SUSPENDED: ("停机", "已停机", "欠费停机", "欠费"),
    CallOutcome.SWITCHED_OFF: ("关机", "已关机"),
    CallOutcome.BUSY: ("占线", "正在通话", "忙线"),
    CallOutcome.NO_SUCH_NUMBER: ("空号", "是空号"),
    CallOutcome.REJECTED: ("拒接", "拒答", "挂断", "拒绝", "挂了"),
    CallOutcome.FAMILY_ANSWERED: ("家人接听", "家人接的", "家属接听", "家属接的", "家里人接的", "家人"),
    CallOutcome.CALL_LATER: ("稍后再打", "稍后", "晚点再打", "回头再打", "让稍后打", "在忙", "没空"),
    CallOutcome.NOT_THEIR_NUMBER: (
        *("号码不是本人", "号码不是他的", "号码不是她的", "不是他的号码", "不是她的号码", "号码不对"),
        *("号码错误", "号码错"),
    ),
    CallOutcome.NOT_ATTENDING: ("未参训", "称未参训", "没参加", "没有参加", "没报名"),
    CallOutcome.PROVIDER_ANSWERED: ("机构接听", "机构人员接听", "机构接的", "老师接的"),
}
WHO_ANSWERED = ("非本人", "不是本人", "打错了", "打错", "别人接的")
"""Said of family, of who asks to be called later, and of a number that is not the trainee's."""
FIELDS: dict[FiledItem, tuple[str, ...]] = {
    FiledItem.NAME: ("姓名", "名字"),
    FiledItem.ID_ENDING: ("身份证后四位", "身份证号", "身份证", "后四位", "证件号", "证件"),
    FiledItem.TRADE: ("班级", "工种", "班级工种", "培训班", "专业"),
    FiledItem.INSTITUTION: ("培训机构", "机构", "学校", "培训学校"),
    FiledItem.STARTED_ON: ("开班日期", "开班时间", "开班", "开课日期", "开课时间", "日期"),
    FiledItem.NOT_CHARGED: ("收费", "没有交费", "缴费", "交费", "付费", "交钱", "培训费"),
}
FAILURES: dict[FallbackReason, tuple[str, ...]] = {
    FallbackReason.NOT_OPENED: ("发起", "打不开", "开不了", "创建", "没有权限", "没权限", "额度"),
    FallbackReason.BROKE_OFF: ("中断", "断了", "断开", "掉线", "断网", "被结束"),
    FallbackReason.NOBODY_IN: ("进不", "入会", "入不", "加不进", "加入不"),
}
"""What stands in somebody's own words of why there is no meeting; anything else is 其他原因."""

PAPERS: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.LICENCE: ("驾驶证", "驾照"),
    PaperKind.RIDE_HAIL: ("网约车驾驶员证", "网约车证", "网约车"),
    PaperKind.TAXI: ("出租车从业资格证", "出租车资格证", "从业资格证", "出租车证", "资格证", "出租车"),
    PaperKind.CONTRACT: ("劳动合同", "合同"),
    PaperKind.WAGE_SLIP: ("工资流水", "工资单", "流水", "工资"),
    PaperKind.OTHER: ("其他就业证明", "其他证明", "其他"),
}


def longest_first(table: dict[Word, tuple[str, ...]]) -> list[tuple[str, Word]]:
    """Every (spelling, word) of a table, so that 电话查班 is met before 查班."""
    pairs = [(spelling, word) for word, spellings in table.items() for spelling in spellings]
    return sorted(pairs, key=lambda pair: -len(pair[0]))
