"""The words of classes as values; the Chinese value is what a workbook, a page and the database hold."""

from enum import StrEnum


class Content(StrEnum):
    """培训内容: what a lesson teaches (R52, R53)."""

    THEORY = "理论"
    PRACTICAL = "实操"
