"""证书派发表: what the school prints beside the certificates, with a place to sign (R17)."""

from collections.abc import Iterator, Sequence

from training.certificates.rules.papers import Paper, chinese_day
from training.sheets.lists import Cell

HEADINGS = (
    "序号",
    "证书编号",
    "姓名",
    "身份证号",
    "培训项目",
    "起止日期",
    "培训机构",
    "发证日期",
    "领取人签字",
)


def handout_rows(papers: Sequence[Paper]) -> Iterator[tuple[Cell, ...]]:
    """One row for each good certificate, in the order of the numbers."""
    for place, each in enumerate(papers, 1):
        project = each.trade + (f"（{each.level}）" if each.level else "")
        days = f"{chinese_day(each.starts_on)}至{chinese_day(each.ends_on)}"
        day = chinese_day(each.issued_on)
        yield place, each.number, each.name, each.id_number, project, days, each.institution, day, ""
