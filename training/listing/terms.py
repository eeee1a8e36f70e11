"""The words of lists (列表)."""

from enum import StrEnum


class Kind(StrEnum):
    """类别: what can be found by its name."""

    TRAINEE = "学员"
    CLASS = "班级"
    INSTITUTION = "培训机构"
    INSTRUCTOR = "教师"
    STAFF = "工作人员"


SIZES = (25, 50, 100)
"""Rows of a page; the first where nothing is chosen."""
LONGEST_SEARCH = 64
