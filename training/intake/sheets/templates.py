"""Empty workbooks to fill in: the same tables that the readers know, with drop-downs and explanations."""

from pathlib import Path

import xlsxwriter

from training.attendance.sheets.punch_columns import PUNCHES
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
from training.sheets.choosing import EXPLANATIONS, OWN_SHEETS
from training.sheets.columns import Table
from training.subsidies.sheets.region_totals import REGION_TOTALS
from training.teachers.sheets.teacher_sheet import TEACHERS
from training.vouchers.sheets.voucher_sheet import VOUCHERS

TEMPLATES: dict[str, tuple[Table, ...]] = {
    "filing": (CLASS_SHEET, ROSTER, TIMETABLE),
    "roster": (ROSTER,),
    "roster-changes": (CHANGES,),
    "timetable": (TIMETABLE,),
    "punches": (PUNCHES,),
    "region": (REGION_TOTALS,),
    "plans": (PLANS,),
    "marks": (MARKS,),
    "teachers": (TEACHERS,),
    "vouchers": (VOUCHERS,),
    "follow-ups": (FOLLOW_UPS,),
    "region-classes": (REGION_CLASSES,),
    "region-people": (REGION_PEOPLE,),
    "former-certificates": (FORMER,),
    "certificate-series": (SERIES,),
    "standards": (STANDARDS,),
    "compared-lists": (COMPARED,),
    "calendar": (ARRANGEMENT,),
}
KINDS = tuple(TEMPLATES)
READY_ROWS = 2_000
EXAMPLE_REMARK = "这一行是示例，导入时会跳过，可以删除"


def write_template(kind: str, path: Path) -> None:
    """Write the workbook of that kind (a key of TEMPLATES); raises OSError where it cannot be written."""
    with path.open("wb") as file, xlsxwriter.Workbook(file) as book:
        for table in TEMPLATES[kind]:
            _write_table(book, table)
        _write_explanations(book, TEMPLATES[kind])


def _write_table(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
    # Every column is text: Excel would round an 18-digit number and turn 3-2 into a date of this year.
    text = book.add_format({"num_format": "@", "font_size": 12})
    needed = book.add_format({"bold": True, "font_size": 12, "bg_color": "#FCE4D6", "bottom": 1})
    optional = book.add_format({"bold": True, "font_size": 12, "bg_color": "#E2EFDA", "bottom": 1})
    grey = book.add_format({"num_format": "@", "font_size": 12, "font_color": "#7F7F7F", "italic": True})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.written):
        width = max(12, 2 * len(column.title) + 4, len(column.example) + 4)
        sheet.set_column(at, at, width, text)
        title = f"{column.title}*" if column.required else column.title
        sheet.write_string(0, at, title, needed if column.required else optional)
        sheet.write_string(1, at, column.example, grey)
        if column.choices:
            sheet.data_validation(1, at, READY_ROWS, at, _drop_down(column.title, column.choices))
    sheet.write_string(1, len(table.written), EXAMPLE_REMARK, grey)


def _drop_down(title: str, choices: tuple[str, ...]) -> dict[str, object]:
    message = f"请从下拉中选择：{'、'.join(choices)}"
    return {
        "validate": "list",
        "source": [str(choice) for choice in choices],
        "error_title": title,
        "error_message": message,
    }


def _write_explanations(book: xlsxwriter.Workbook, tables: tuple[Table, ...]) -> None:
    sheet = book.add_worksheet(EXPLANATIONS)
    head = book.add_format({"bold": True, "font_size": 12, "bottom": 1})
    wrapped = book.add_format({"font_size": 12, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 2, 16)
    sheet.set_column(3, 4, 44)
    sheet.write_row(0, 0, OWN_SHEETS[EXPLANATIONS], head)
    row = 1
    for table in tables:
        for column in table.written:
            line = [table.title, column.title, "必填" if column.required else "", column.note]
            sheet.write_row(row, 0, [*line, "、".join((*column.aliases, *column.weaker))], wrapped)
            row += 1
