"""The words that people use for commands, outcomes and fields; the first of each is the one we show."""

HELP, DUE, CLASS, START, ROSTER = "帮助", "待查", "班级", "电话查班", "名单"
RECORD, DRAW_MORE, HEADS, PANORAMA, PROGRESS = "记", "补抽", "到课", "全景", "进度"
FINISH, CANCEL, HOURS, ME = "结束", "作废", "学时", "我的"

# Where one word begins another, the longer is tried first, whatever the order here.
VERBS: dict[str, tuple[str, ...]] = {
    HELP: ("帮助", "help", "菜单", "怎么用", "命令", "你好", "您好", "?"),
    DUE: ("待查", "待办", "待检", "今天", "今日", "在上的班", "查什么"),
    CLASS: ("班级", "查看班级", "查班级", "看班", "班号", "班"),
    START: ("电话查班", "开始查班", "电话抽查", "查班", "抽查", "开始检查"),
    ROSTER: ("名单", "抽查名单", "抽到谁", "谁"),
    RECORD: ("记", "记录", "记下", "登记"),
    DRAW_MORE: ("补抽", "替补", "再抽", "补抽一人"),
    HEADS: ("到课", "到课人数", "实到", "人数", "清点", "到课人数是", "到"),
    PANORAMA: ("全景", "全景图", "全景照片", "教室全景"),
    PROGRESS: ("进度", "情况", "查到哪了", "进展", "还缺什么"),
    FINISH: ("结束", "完成", "出结论", "结论", "结束检查", "结束查班"),
    CANCEL: ("作废", "取消检查", "取消查班", "作废检查", "取消"),
    HOURS: ("学时", "课时", "查学时", "查课时", "学员"),
    ME: ("我的", "我是谁", "我的信息", "我"),
}
# These do nothing that could be regretted, so words after them are no reason to hesitate.
HARMLESS = (HELP, DUE, ROSTER, PROGRESS, ME)
TAKES_WORDS = (CLASS, START, RECORD, HEADS, CANCEL, HOURS)

OUTCOMES: dict[str, tuple[str, ...]] = {
    "无误": ("无误", "一致", "核对无误", "没问题", "正确", "相符", "对", "ok"),
    "不符": ("不符", "不一致", "不相符", "有误", "不对", "错误", "错"),
    "未接": ("未接", "没接", "无人接听", "没人接", "未接通", "不接", "没接通", "无人接"),
    "停机": ("停机", "已停机", "欠费停机"),
    "关机": ("关机", "已关机"),
    "空号": ("空号", "是空号"),
    "拒接": ("拒接", "拒答", "挂断", "拒绝", "挂了"),
    "非本人": ("非本人", "不是本人", "打错", "打错了", "别人接的"),
}
FIELDS: dict[str, tuple[str, ...]] = {
    "姓名": ("姓名", "名字"),
    "身份证后四位": ("身份证后四位", "身份证号", "身份证", "后四位", "证件号", "证件"),
    "班级": ("班级", "工种", "班级工种", "培训班", "专业"),
    "培训机构": ("培训机构", "机构", "学校", "培训学校"),
    "开班日期": ("开班日期", "开班时间", "开班", "开课日期", "开课时间", "日期"),
    "收费": ("收费", "缴费", "交费", "付费", "交钱", "培训费"),
}


def longest_first(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Every (spelling, word) of a table, so that 电话查班 is met before 查班."""
    pairs = [(spelling, word) for word, spellings in table.items() for spelling in spellings]
    return sorted(pairs, key=lambda pair: -len(pair[0]))
