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

    @property
    def brings(self) -> bool:
        """Whether somebody comes in by it."""
        return self is not ChangeKind.WITHDRAW

    @property
    def takes_out(self) -> bool:
        """Whether somebody leaves by it."""
        return self is not ChangeKind.ADD


class ChangeState(StrEnum):
    """Where a change of a roster stands."""

    WAITS = "待审核"
    AT_ONCE = "已生效"
    """It needed nobody's consent."""
    APPROVED = "已同意"
    REFUSED = "未同意"
