"""The columns of a table of punches (打卡记录), as machines and office programs name them (R43)."""

from training.sheets.columns import Column, Table

EXAMPLE_NAME = "示例学员"
MOST_TIMES = 12
TIMES_OF_A_DAY = tuple(
    f"{before}{number or ''}{behind}"
    for before, behind in (("时间", ""), ("打卡", ""), ("打卡时间", ""), ("刷卡", ""), ("刷卡时间", ""),
                           ("上班", "打卡时间"), ("下班", "打卡时间"), ("上班", "打卡"), ("下班", "打卡"))
    for number in range(MOST_TIMES + 1)
    if number or before in ("上班", "下班")
)  # fmt: skip
HALF_DAYS = tuple(f"{half}{what}" for half in ("上午", "下午") for what in ("签到", "签退", "上班", "下班"))
OF_THE_SHIFT = ("班次", "排班", "应打", "应到", "规定", "标准", "计划", "小时", "分钟", "时长", "工时")

PUNCHES = Table(
    "打卡记录",
    (
        Column(
            "number",
            "考勤号码",
            ("考勤号", "考勤编号", "登记号码", "登记号", "登记编号", "EnNo"),
            required=True,
            note="学员在考勤机上的编号，与名册的考勤号一致",
            example="1",
            weaker=("编号", "工号", "人员编号", "用户编号", "人员工号", "员工工号", "员工编号", "学员编号",
                    "账号"),
        ),
        Column(
            "name",
            "姓名",
            ("名字", "员工姓名", "人员姓名", "学员姓名", "Name"),
            note="可不填",
            example=EXAMPLE_NAME,
        ),
        Column(
            "moment",
            "日期时间",
            ("打卡时间", "刷卡时间", "签到时间", "签退时间", "日期/时间", "打卡日期时间", "事件时间",
             "通行时间", "抓拍时间", "识别时间", "DateTime"),
            note="如 2026-03-02 08:12:30；或分成 日期、时间 两列",
            example="2026-03-02 08:12:30",
            weaker=("考勤时间", "出勤时间"),
            never=OF_THE_SHIFT,
            not_beside=("打卡结果", "班次", "班次名称"),
            is_several=True,
            needs_one_of=("moment", "times", "day"),
        ),
        Column("day", "日期", ("打卡日期", "考勤日期", "刷卡日期"), note="与“时间”一列合用"),
        Column(
            "times",
            "时间",
            ("时刻", "打卡时刻", "最早", "最晚", "最早打卡时间", "最晚打卡时间", "首次打卡", "末次打卡",
             *HALF_DAYS, *TIMES_OF_A_DAY),
            note="可一格写几次：08:12 11:40",
            never=OF_THE_SHIFT,
            is_several=True,
        ),
        Column(
            "device",
            "机器号",
            ("设备号", "考勤机号", "机器编号", "设备编号", "TMNo"),
            note="可不填",
            example="1",
        ),
    ),
    ("考勤记录", "原始记录", "刷卡记录", "考勤原始记录", "打卡明细", "打卡时间"),
)  # fmt: skip
