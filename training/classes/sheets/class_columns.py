"""The columns of the class sheet (班级信息), as the filing form names them (R26)."""

from training.notice.terms import ClassKind
from training.sheets.columns import Column, Table

EXAMPLE_CLASS = "示例班号"


CLASS_SHEET = Table(
    "班级信息",
    (
        Column("class_number", "班号", ("班级编号", "班级号"), True, "全市唯一", EXAMPLE_CLASS, longest=64),
        Column("name", "班级名称", ("班名", "培训班名称"), True, "", "电工（五级）3班", longest=255),
        Column(
            "institution",
            "培训机构",
            ("机构名称", "培训学校", "培训单位"),
            True,
            "全称",
            "包头市某某培训学校",
            longest=255,
        ),
        Column(
            "district", "旗县区", ("所属旗县区", "属地"), True, "全称，如 昆都仑区、稀土高新区", "昆都仑区"
        ),
        Column("trade", "培训工种", ("工种", "职业", "培训职业"), True, "", "电工", longest=64),
        Column("level", "等级", ("技能等级", "级别"), False, "", "五级", longest=64),
        Column("kind", "培训类型", ("类型", "班级类型"), True, "见下拉", "普通", tuple(ClassKind)),
        Column(
            "is_key_group",
            "就业重点群体",
            ("重点群体", "是否重点群体"),
            False,
            "是 或 否",
            "是",
            ("是", "否"),
        ),
        Column(
            "prescribed",
            "总课时",
            ("培训总课时", "规定课时", "总学时"),
            True,
            "规定的总课时",
            "120",
            weaker=("课时", "培训课时", "学时"),
            never=("小时", "分钟"),
        ),
        Column("starts_on", "开班日期", ("开班时间", "开始日期"), True, "如 2026-03-02", "2026-03-02"),
        Column("ends_on", "结业日期", ("结业时间", "结束日期"), True, "如 2026-03-20", "2026-03-20"),
        Column(
            "span",
            "培训起止日期",
            ("培训起止时间", "起止日期", "起止时间", "培训时间", "培训日期", "培训期限", "开班结业日期"),
            stands_for=("starts_on", "ends_on"),
        ),
        Column(
            "instructor",
            "授课教师",
            ("教师", "任课教师"),
            False,
            "没有课程表时全部课由其讲授",
            "李建国",
            longest=64,
        ),
        Column("morning_starts", "上午上课时间", ("上午上课",), False, "不填为 08:30", "08:30"),
        Column("morning_ends", "上午下课时间", ("上午下课",), False, "不填为 11:30", "11:30"),
        Column("afternoon_starts", "下午上课时间", ("下午上课",), False, "不填为 14:00", "14:00"),
        Column("afternoon_ends", "下午下课时间", ("下午下课",), False, "不填为 17:00", "17:00"),
        Column("filed_on", "备案日期", (), False, "不填为导入当天；决定适用哪一版规则", ""),
        Column(
            "weekdays", "上课日", ("上课星期",), False, "没有课程表时按它排课，不填为周一至周五", "周一至周五"
        ),
        Column(
            "online_reason",
            "线上超比例理由",
            ("超比例理由",),
            False,
            "线上理论超过总课时 40% 时写明；没写也能备案，补写之前一直提示",
            "",
            longest=255,
        ),
        Column(
            "project_number",
            "项目编号",
            ("项目号", "培训项目编号"),
            False,
            "项目制班要填，照旗县区登记的编号",
            "",
            longest=64,
        ),
        Column(
            "attendance_device",
            "考勤机号",
            ("考勤机", "设备号"),
            False,
            "只认这台考勤机（机器号或序列号）；不填则本机构各台都认",
            "",
            longest=64,
        ),
    ),
    ("班级", "备案信息", "班级备案", "开班信息", "备案表", "班级备案表", "开班备案表", "培训班备案表",
     "开班申请表", "培训班基本情况", "班级基本情况", "班级基本信息"),
)  # fmt: skip
