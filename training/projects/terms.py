"""The words of 项目 as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class ProjectState(StrEnum):
    """Where a version of a project stands."""

    DRAFT = "待确认"
    IN_FORCE = "有效"
    AMENDED = "已被修订"
    ENDED = "已结束"
    DROPPED = "已放弃"


class ProjectMove(StrEnum):
    """What is done with it."""

    CONFIRM = "确认"
    DROP = "放弃"
    END = "结束"
    AMEND = "被新版本修订"
