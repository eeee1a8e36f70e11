"""Sums of money in the cells of other people's workbooks."""

from training.errors import UnreadableFile
from training.notice.identity import compact
from training.sheets.cells import Cell, Sheet
from training.sheets.tables import cell_text

IN_TEN_THOUSANDS = "万元"
HEADER_WITHIN_ROWS = 20


def refuse_ten_thousands(sheet: Sheet) -> None:
    """Headings are read without what stands in brackets, which here would make ten thousand of one.

    Raises UnreadableFile where the head of the sheet speaks of 万元.
    """
    for number, cells in sheet.rows:
        if number > HEADER_WITHIN_ROWS:
            return
        if any(isinstance(cell, str) and IN_TEN_THOUSANDS in compact(cell) for cell in cells):
            raise UnreadableFile(
                "金额的单位是“万元”，会差一万倍；请把金额换算成元，表头和说明里也改成“元”，再导入。"
            )


def money_text(cell: Cell) -> str:
    """As somebody would have typed it: a sum that the spreadsheet added up is 96000.50000000001 to it."""
    if isinstance(cell, float) and abs(cell - round(cell, 2)) < 1e-6:
        return f"{cell:.2f}"
    return cell_text(cell)
