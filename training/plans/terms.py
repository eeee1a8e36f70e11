"""The words of 季度计划 as values; the Chinese value is what a page, a workbook and the database hold."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where a version of a plan stands."""

    DRAFT = "草稿"
    SUBMITTED = "待审查"
    RETURNED = "已退回"
    APPROVED = "已通过"
    AMENDED = "已被修订"
    DROPPED = "已放弃"


class PlanMove(StrEnum):
    """What is done with it."""

    SUBMIT = "提交"
    TAKE_BACK = "撤回"
    RETURN = "退回"
    APPROVE = "通过"
    DROP = "放弃"
    AMEND = "被新版本修订"
