"""The words of 备案复核 as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class ReviewVerdict(StrEnum):
    """What the city says of a filing."""

    PASSED = "通过"
    QUERIED = "质疑"


class FilingState(StrEnum):
    """复核状态: where the review of a filing stands."""

    UNREVIEWED = "未复核"
    QUERIED = "质疑中"
    ANSWERED = "已答复"
    PASSED = "通过"
