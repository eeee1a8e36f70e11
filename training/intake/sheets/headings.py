"""Which headings the readers know, as a page of documentation: `make headings` writes docs/headings.md."""

import sys

from training.attendance.sheets.punch_columns import PUNCHES
from training.attendance.sheets.watching import WATCHING
from training.calendar.sheets.arrangement import ARRANGEMENT
from training.certificates.sheets.former_rows import FORMER
from training.certificates.sheets.series_rows import SERIES
from training.classes.sheets.class_columns import CLASS_SHEET
from training.classes.sheets.roster_changes import CHANGES
from training.classes.sheets.roster_columns import ROSTER
from training.classes.sheets.timetable import TIMETABLE
from training.eligibility.sheets.compared_sheet import COMPARED
from training.eligibility.sheets.standard_sheet import STANDARDS
from training.follow_ups.sheets.follow_up_sheet import FOLLOW_UPS
from training.plans.sheets.plan_sheet import PLANS
from training.region.sheets.region_classes import REGION_CLASSES
from training.region.sheets.region_people import REGION_PEOPLE
from training.results.sheets.marks_sheet import MARKS
from training.sheets.columns import Column, Table
from training.subsidies.sheets.region_totals import REGION_TOTALS
from training.teachers.sheets.teacher_sheet import TEACHERS
from training.vouchers.sheets.voucher_sheet import VOUCHERS

TABLES = (
    CLASS_SHEET,
    ROSTER,
    CHANGES,
    TIMETABLE,
    PUNCHES,
    WATCHING,
    REGION_TOTALS,
    REGION_CLASSES,
    REGION_PEOPLE,
    PLANS,
    FORMER,
    SERIES,
    MARKS,
    TEACHERS,
    STANDARDS,
    COMPARED,
    VOUCHERS,
    FOLLOW_UPS,
    ARRANGEMENT,
)
BEGIN = """# The headings that are known

Written by `make headings` from the tables that the readers themselves use; do not edit.

A heading is known whatever spaces, stars, colons or remarks in brackets it carries. Where two columns could
be one field, a *surer* word beats none, a proper name beats one that *gives way*, a visible column beats a
hidden one; where that does not decide, the file is refused, naming both, and `--column 列名=列标` chooses. A
heading with a word of *never* is not that field at all. Fields with *several* columns take them all.
"""


def headings_page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([BEGIN, *(line for table in TABLES for line in _table(table))])


def _table(table: Table) -> list[str]:
    names = "、".join((table.title, *table.other_titles))
    head = ["| 列 | 也叫 | 让位的名称 | 更确定的词 | 不算的词 | |", "|---|---|---|---|---|---|"]
    return [f"## {table.title}", "", f"工作表名：{names}", "", *head, *map(_row, table.columns), ""]


def _row(column: Column) -> str:
    weaker = "、".join(column.weaker)
    if column.not_beside:
        weaker += f"（旁边有 {'、'.join(column.not_beside)} 时不算）"
    kinds = [
        "必填" if column.required else "",
        "可有几列" if column.is_several else "",
        "两项合一格" if column.stands_for else "",
    ]
    cells = [
        column.title,
        "、".join(column.aliases),
        weaker,
        "、".join(column.surer),
        "、".join(column.never),
    ]
    return f"| {' | '.join(cells)} | {'、'.join(filter(None, kinds))} |"


if __name__ == "__main__":
    sys.stdout.write(headings_page())
