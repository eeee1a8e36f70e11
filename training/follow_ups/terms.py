"""The words of 就业跟踪 as values; the Chinese value is what a page, a workbook and the database hold."""

from enum import StrEnum


class WorkStatus(StrEnum):
    """就业状态: what became of somebody."""

    EMPLOYED = "就业"
    SELF_EMPLOYED = "自主创业"
    FLEXIBLE = "灵活就业"
    OUT_OF_WORK = "未就业"
    STUDY_OR_SERVICE = "升学参军"
    UNREACHABLE = "联系不上"


class AnswerSource(StrEnum):
    """回访来源: who said it."""

    PHONE = "电话"
    SELF = "本人"
    INSTITUTION = "机构"
    INSURANCE = "社保比对"
