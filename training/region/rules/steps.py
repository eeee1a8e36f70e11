"""What may be said of a step of the region's system: never without where it stands or why not (R13)."""

from datetime import date

from training.errors import NotNow, NotRight
from training.notice.identity import compact
from training.notice.notes import TextTooLong

LONGEST = 60


class WhenceMissing(NotRight):
    """Neither a reference nor a reason."""

    def __init__(self) -> None:
        super().__init__("请填写自治区系统里的受理号；没有受理号的，请写明原因。")


class DayToCome(NotRight):
    """What was decided there was decided by today."""

    def __init__(self, day: date, today: date):
        super().__init__(f"日期 {day} 晚于今天 {today}，请按自治区系统里的办理日期填写。")


class StepMoved(NotNow):
    """Somebody noted the same since the page was opened."""

    def __init__(self) -> None:
        super().__init__("刚刚有人登记过这个班的自治区信息，请刷新看看再办。")


class NumberTaken(NotNow):
    """Another class has this number there."""

    def __init__(self, number: str):
        super().__init__(f"自治区班级编号 {number} 已经登记给另一个班，请核对；登记错的，请先到那个班更正。")


class NumberMissing(NotRight):
    """Nothing was typed."""

    def __init__(self) -> None:
        super().__init__("请填写自治区系统里的班级编号。")


def read_reference(text: str) -> str:
    """受理号 or 班级编号 as it stands there, without spaces; raises TextTooLong."""
    said = compact(text)
    if len(said) > LONGEST:
        raise TextTooLong(len(said))
    return said.upper()


def check_step(reference: str, reason: str, on_day: date, today: date) -> None:
    """Raises WhenceMissing or DayToCome; today itself is a day."""
    if not (reference or reason):
        raise WhenceMissing
    if on_day > today:
        raise DayToCome(on_day, today)
