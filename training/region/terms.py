"""The words of the mirror as values; the Chinese value is what a page, a file and the database hold."""

from enum import StrEnum


class RegionStep(StrEnum):
    """四个环节: what the region's system decides of a class, and ours only mirrors (R13)."""

    OPENING = "开班审批"
    SUPERVISION = "过程监督"
    CLOSING = "结业审批"
    FUNDS = "资金审核发放"


class StepStatus(StrEnum):
    """How far a step has come there."""

    WORKING = "办理中"
    PASSED = "通过"
    REFUSED = "不通过"


class RowKind(StrEnum):
    """What a line of the region's files is of."""

    CLASS = "班级"
    PERSON = "学员"


class Field(StrEnum):
    """What is compared of a class or of a person; the file's own column."""

    CLASS = "班级"
    """That there is such a class at all."""
    CLASS_NAME = "班级名称"
    INSTITUTION = "培训机构"
    TRADE = "培训工种"
    LEVEL = "等级"
    STARTS = "开班日期"
    ENDS = "结业日期"
    HOURS = "课时"
    PEOPLE = "人数"
    OPENING = "开班审批状态"
    CLOSING = "结业审批状态"
    PERSON = "学员"
    """That this person is in the class at all."""
    NAME = "姓名"
    CATEGORY = "人员类别"
    CERTIFICATE = "证书编号"
    ISSUED = "发证日期"
    RESULT = "评定"
    SUBSIDY = "补贴金额"
    PAID = "拨付日期"


OF_CLASS = (
    *(Field.CLASS_NAME, Field.INSTITUTION, Field.TRADE, Field.LEVEL, Field.STARTS, Field.ENDS),
    *(Field.HOURS, Field.PEOPLE, Field.OPENING, Field.CLOSING),
)
OF_PERSON = (
    *(Field.NAME, Field.CATEGORY, Field.CERTIFICATE, Field.ISSUED, Field.RESULT),
    *(Field.SUBSIDY, Field.PAID),
)


class Settling(StrEnum):
    """How a difference came to its end."""

    OURS = "我方更正"
    THEIRS = "对方更正"
    MEANING = "口径不同"
    AGREED = "已经一致"
    """By itself: a later file, or what was mended here, says the same on both sides."""
    CHANGED = "数值已变"
    """By itself: they still differ, but by other values, which stand in a row of their own."""
    RENUMBERED = "编号已更正"
    """The class was compared with what they say of another one; what they say of this one is compared."""

    @property
    def is_by_hand(self) -> bool:
        return self in (Settling.OURS, Settling.THEIRS, Settling.MEANING)
