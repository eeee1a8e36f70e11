"""The words of results as values: what becomes of a class and of its people (R16, R42, R46)."""

from enum import StrEnum


class Result(StrEnum):
    """结论: of a class, and of one of its people."""

    QUALIFIED = "合格"
    UNQUALIFIED = "不合格"


class Standing(StrEnum):
    """条件: how one condition of a verdict stands."""

    MET = "满足"
    FAILED = "不满足"
    OPEN = "未办完"
    """Something has to come first, or nobody can say yet."""
    TOLD = "供参考"
    """It is shown to whoever signs, and decides nothing."""


class VerdictState(StrEnum):
    """评估状态: how far the verdict of a class is."""

    RUNNING = "培训中"
    WAITS = "待评估"
    WAITS_FOR_SECOND = "待第二人签字"
    SIGNED = "已评估"
    REOPENED = "待重新评估"
    """What it was signed on is no longer so."""


class ListState(StrEnum):
    """名单状态: how far the list of the qualified is."""

    NONE = "未确认"
    WAITS_FOR_SECOND = "待第二人签字"
    APPROVED = "已确认"
    DIFFERS = "名单与累计不符"
    """Hours, or marks that decide, are not those of the list, for something was decided afterwards."""
