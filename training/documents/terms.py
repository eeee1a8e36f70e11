"""The words of 材料 as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class OwnerKind(StrEnum):
    """归属: whose a document is."""

    CLASS = "班级"
    INSTITUTION = "培训机构"
    TRAINEE = "学员"
    TEACHER = "授课教师"
    PLAN = "季度计划"
    PROJECT = "培训项目"


class Media(StrEnum):
    """What a file is by its content; the value is the ending of its name."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    XLSX = "xlsx"
    DOCX = "docx"
    MP4 = "mp4"


class Standing(StrEnum):
    """状态 of one document."""

    IN_FORCE = "有效"
    EXPIRES_SOON = "将到期"
    EXPIRED = "已过期"
    REPLACED = "已被替换"
    WITHDRAWN = "已撤回"
