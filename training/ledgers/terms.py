"""The words of 收支台账 as values; the Chinese value is what a page, a workbook and the database hold."""

from enum import StrEnum


class EntryKind(StrEnum):
    """台账类别: why money came or went."""

    ALLOTTED = "下达"
    PAID = "拨付"
    RECOVERED = "追回"
    CARRIED = "结转"
    REVERSED = "冲正"
