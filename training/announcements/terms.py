"""The words of 公告 as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class Readers(StrEnum):
    """For whom it is written."""

    ALL = "全体学员"
    DISTRICT = "旗县区学员"
    CLASS = "班级学员"
    STAFF = "工作人员"


class AnnouncementState(StrEnum):
    """Where it stands on a day."""

    DRAFT = "草稿"
    COMING = "未到日期"
    SHOWN = "发布中"
    OVER = "已到期"
    WITHDRAWN = "已撤回"
    REPLACED = "已被替换"
