"""Names of fields of the own copy that one subject alone has, in Chinese."""

from collections.abc import Mapping

OF_FOLLOW_UPS: Mapping[str, str] = {
    "after_days": "合格名单确认后第几天",
    "agrees": "复核时说的是否一致",
    "asked_on": "回访日期",
    "checked_at": "复核时间",
    "checked_by": "复核人",
    "credit_code": "统一社会信用代码",
    "dropped_at": "不再回访的时间",
    "employer": "单位、店铺或企业的名称",
    "job": "岗位",
    "note_again": "复核的备注",
    "since": "起始日期",
    "status": "就业状态",
    "status_again": "复核时的就业状态",
}
OF_RESULTS: Mapping[str, str] = {
    "credited_halves": "累计课时的两倍",
    "needed_halves": "需要课时的两倍",
    "noted_at": "登记时间",
    "noted_by": "登记人",
    "practice_tenths": "实操成绩的十倍",
    "proposal": "系统建议",
    "theory_tenths": "理论成绩的十倍",
}
