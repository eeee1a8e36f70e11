"""The words of 可选项 as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class ChoiceKind(StrEnum):
    """Which of the lists that the city keeps (R49, R50)."""

    INDUSTRY = "重点产业"
    CARRIER = "培训载体"


class ChoiceMove(StrEnum):
    """What is done with a name of a list."""

    ADD = "增加"
    RENAME = "改名"
    TAKE_OFF = "停用"
    BRING_BACK = "恢复"
