"""The words of classes as values; the Chinese value is what a workbook, a page and the database hold."""

from enum import StrEnum


class Content(StrEnum):
    """培训内容: what a lesson teaches (R52, R53)."""

    THEORY = "理论"
    PRACTICAL = "实操"


class ChangeKind(StrEnum):
    """人员增减: what a change does to the roster of a class (R25)."""

    ADD = "增加"
    WITHDRAW = "退出"
    SWAP = "替换"
    PHONE = "更正手机号"
    """A school's file names another phone for somebody who is known; it is never asked for by itself."""

    @property
    def brings(self) -> bool:
        """Whether somebody comes in by it."""
        return self in (ChangeKind.ADD, ChangeKind.SWAP)

    @property
    def takes_out(self) -> bool:
        """Whether somebody leaves by it."""
        return self in (ChangeKind.WITHDRAW, ChangeKind.SWAP)

    @property
    def of_whom(self) -> str:
        """As a line says it: 增加学员, 更正学员手机号."""
        return "更正学员手机号" if self is ChangeKind.PHONE else f"{self}学员"


OF_PEOPLE = (ChangeKind.ADD, ChangeKind.WITHDRAW, ChangeKind.SWAP)
"""What a form or a workbook may ask for."""


class ChangeState(StrEnum):
    """Where a change of a roster stands."""

    WAITS = "待审核"
    AT_ONCE = "已生效"
    """It needed nobody's consent."""
    APPROVED = "已同意"
    REFUSED = "未同意"
