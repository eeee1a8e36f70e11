"""录入完成: what may be said of a file that somebody entered into the platform by hand (R18)."""

import re
from datetime import date

from training.errors import NotNow, NotRight
from training.notice.identity import compact
from training.notice.notes import read_reason

LINE = re.compile(r"第?(\d{1,6})行?[\s：:、,，.]+(.+)")


class NothingChanged(NotNow):
    """Nobody is new, and of nobody anything changed."""

    def __init__(self) -> None:
        super().__init__("没有要导出的人：合格人员都已经导出过，信息也没有变化。有变化时这里会再列出来。")


class ExportedJustNow(NotNow):
    """Somebody else of the district was first."""

    def __init__(self) -> None:
        super().__init__("刚刚有人导出过，名单已经变了，请刷新看看还剩谁。")


class FileIsOld(NotNow):
    """Somebody in it may not be handed on any more, or its term is over and another one would come out."""

    def __init__(self, many: int):
        super().__init__(
            f"这一批里有 {many} 人限制处理，或者文件过了保存期、信息后来变了，不能再下载原来的文件；"
            "还没有录入的，请把这一批作废，再导出一次。"
        )


class BatchDropped(NotNow):
    """None of it is to be entered."""

    def __init__(self) -> None:
        super().__init__("这一批已经作废，里面的人会在下一批里；请导出下一批。")


class NobodyToRemove(NotNow):
    """Whoever ceased to be qualified was said to be out already, or is qualified again."""

    def __init__(self) -> None:
        super().__init__("刚刚有人登记过，或者名单又变了，请刷新看看还有谁要撤下。")


class EnteredAlready(NotNow):
    """It was said before."""

    def __init__(self) -> None:
        super().__init__("这一批已经登记过录入完成，请刷新看看是谁登记的；没有录进去的人，下一批会再列出。")


class BadEntryDay(NotRight):
    """A file is entered between the day on which it was made and today."""

    def __init__(self, first: date, last: date):
        super().__init__(f"录入日期应在 {first} 到 {last} 之间。")


class BadFailure(NotRight):
    """A line that names no row of the file, or no reason."""

    def __init__(self, said: str, rows: int):
        super().__init__(
            f"“{said[:20]}”看不懂：每行写一条，先写行号（1 到 {rows}）再写原因，如“3 平台提示身份证号重复”；"
            "一个行号只写一次。"
        )


def check_entry_day(entered_on: date, made_on: date, today: date) -> None:
    """Both days themselves are good; raises BadEntryDay."""
    if not made_on <= entered_on <= today:
        raise BadEntryDay(made_on, today)


def read_failures(text: str, rows: int) -> dict[int, str]:
    """3 平台提示重复, one a line → reason by row number from 1; raises BadFailure."""
    found: dict[int, str] = {}
    for said in (each.strip() for each in text.splitlines() if compact(each)):
        match = LINE.fullmatch(said)
        number = int(match.group(1)) if match else 0
        if match is None or not 1 <= number <= rows or number in found:
            raise BadFailure(said, rows)
        found[number] = read_reason(match.group(2), "没有录入的行")
    return found
