"""The words of the worklist."""

from enum import StrEnum


class WorkKind(StrEnum):
    """类别: what of the office's work waits for somebody."""

    FEEDBACK = "反馈"
    CHECK = "查班"
    ORDER = "抽查任务"
    URGING = "督办"
    CONFIRMATION = "二人确认"
    DATA_REQUEST = "个人信息"
    PROBLEM = "学员反映"
    PUBLICITY = "公示"
    BATCH = "打卡批次"
    CHANGE = "变更申请"
    ROSTER = "人员增减"
    CORRECTION = "补卡"
    REVIEW = "补卡复核"
    ALTERNATIVE = "不刷脸"
    LEAD = "线索"
    CLAIM = "申领"
    OBJECTION = "异议"
    PAYMENT = "登记拨付"
    UPLOAD = "待确认导入"
    UNMATCHED = "对不上人"
    MACHINE = "考勤机"


class WorkPlace(StrEnum):
    """Where a thing is done; every door has an address of its own for it."""

    CLASS_CHECKS = "class_checks"
    FEEDBACK = "feedback"
    CHECK = "check"
    ORDER = "order"
    URGING = "urging"
    AMENDMENT = "amendment"
    LESSON_CHANGE = "lesson_change"
    ROSTER_CHANGE = "roster_change"
    CORRECTION = "correction"
    ALTERNATIVES = "alternatives"
    BATCH = "batch"
    LEAD = "lead"
    CLAIM = "claim"
    PUBLICITY = "publicity"
    DATA_REQUEST = "data_request"
    PROBLEM = "problem"
    MACHINES = "machines"
    UPLOAD = "upload"
    UNMATCHED = "unmatched"
