"""Forms: each value stands behind its title, in two, four or more columns, one below the other."""

from training.errors import UnreadableFile
from training.notice.identity import plain
from training.sheets.cells import Cell, Sheet, letters_of
from training.sheets.columns import Table
from training.sheets.reading import Reading
from training.sheets.tables import Line, cell_text


class RivalValues(UnreadableFile):
    """A form has two values for one thing, and nothing makes it certain which of them is meant."""


def read_form(sheet: Sheet, table: Table, reading: Reading) -> Line | None:
    """What a form tells of one thing; None where it names too little of it to be such a form.

    A title claims what stands behind it, up to the next title. What stands behind no title of ours is noted
    in `reading` as left unread.
    """
    form = _Form(sheet, table)
    for number, cells in sheet.rows:
        form.take(number, cells)
    if len(table.missing_from(form.cells)) >= (len(table.required) + 1) // 2:
        return None
    reading.unread.columns.extend(form.unread)
    return Line(form.rows.get(table.required[0].field, min(form.rows.values())), form.cells, form.rows)


class _Form:
    """What has been found of a form so far."""

    def __init__(self, sheet: Sheet, table: Table):
        self._sheet, self._table = sheet, table
        self.cells: dict[str, Cell] = {}
        self.rows: dict[str, int] = {}
        self.unread: list[str] = []

    def take(self, number: int, cells: list[Cell]) -> None:
        titles = {at: field for at, cell in enumerate(cells) if (field := self._field_of(cell))}
        filled = [at for at, cell in enumerate(cells) if cell not in ("", None)]
        side_by_side = sum(1 for at in titles if at + 1 in titles)
        if side_by_side > 1 and 2 * side_by_side >= len(titles):
            # Titles side by side, with nothing between them, are the header of a table.
            return
        with_colon = {at for at in filled if at not in titles and self._take_with_colon(number, cells[at])}
        left = set(filled) - with_colon if self.cells or titles else set()
        for at, field in titles.items():
            behind = self._value_behind(at, filled, titles)
            left -= {at, behind}
            self._keep(field, number, "" if behind is None else cells[behind])
        if left:
            first = min(left)
            self.unread.append(f"{letters_of(first)}{number}（{cell_text(cells[first])[:20]}）")

    def _value_behind(self, title: int, filled: list[int], titles: dict[int, str]) -> int | None:
        """The next cell with anything, unless it is itself the title of what stands close behind it."""
        following = [at for at in filled if at > title]
        if not following or following[0] in titles:
            return None
        value = following[0]
        is_anothers_title = value > title + 1 and value + 1 in filled and value + 1 not in titles
        return None if is_anothers_title else value

    def _take_with_colon(self, number: int, cell: Cell) -> bool:
        """A title and its value in one cell, 班号：BT2026-01."""
        title, colon, value = plain(cell).partition(":") if isinstance(cell, str) else ("", "", "")
        field = self._table.field_of(title) if colon and value.strip() else None
        if field:
            self._keep(field, number, value.strip())
        return field is not None

    def _keep(self, field: str, number: int, value: Cell) -> None:
        """A title may be printed again, but a second value would be another's."""
        if field not in self.rows or self.cells[field] == "":
            self.cells[field] = value
            self.rows[field] = number
        elif value != "" and cell_text(value) != cell_text(self.cells[field]):
            title = self._table.title_of(field)
            raise RivalValues(
                f"工作表“{self._sheet.name}”第 {self.rows[field]} 行和第 {number} 行各有一个“{title}”，"
                "内容不同。"
                "一张表只能填一个班：请每个班一个文件，或改用一行一个班的表格。"
            )

    def _field_of(self, cell: Cell) -> str | None:
        return self._table.field_of(cell) if isinstance(cell, str) else None
