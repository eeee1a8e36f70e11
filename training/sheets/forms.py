"""Forms: each value stands behind its title, in two, four or more columns, one below the other."""

from itertools import islice

from training.sheets.cells import Cell, Sheet, letters_of
from training.sheets.columns import Table
from training.sheets.reading import Reading
from training.sheets.tables import Line, cell_text

MOST_ROWS = 200


def read_form(sheet: Sheet, table: Table, reading: Reading) -> Line | None:
    """What a form tells of one thing; None where it names too little of it to be such a form.

    A title claims what stands behind it, up to the next title. What stands behind no title of ours is noted
    in `reading` as left unread.
    """
    form = _Form(table)
    for number, cells in islice(sheet.rows, MOST_ROWS):
        form.take(number, cells)
    if len(table.missing_from(form.cells)) >= (len(table.required) + 1) // 2:
        return None
    reading.unread.columns.extend(form.unread)
    return Line(form.rows.get(table.required[0].field, min(form.rows.values())), form.cells, form.rows)


class _Form:
    """What has been found of a form so far."""

    def __init__(self, table: Table):
        self._table = table
        self.cells: dict[str, Cell] = {}
        self.rows: dict[str, int] = {}
        self.unread: list[str] = []

    def take(self, number: int, cells: list[Cell]) -> None:
        titles = {at: field for at, cell in enumerate(cells) if (field := self._field_of(cell))}
        filled = [at for at, cell in enumerate(cells) if cell not in ("", None)]
        filled_in = [at for at in titles if next((each for each in filled if each > at), at) not in titles]
        if len(titles) > 2 * max(len(filled_in), 1):
            # Titles side by side, with nothing behind most of them, are the header of a table.
            return
        is_part = bool(self.cells) or bool(titles)
        left = list(filled) if is_part and len(filled) > 1 else []
        for at in titles:
            value = next((each for each in filled if each > at), None)
            behind = value if value is not None and value not in titles else None
            left = [each for each in left if each not in (at, behind)]
            self._keep(titles[at], number, "" if behind is None else cells[behind])
        if left:
            self.unread.append(f"{letters_of(left[0])}{number}（{cell_text(cells[left[0]])[:20]}）")

    def _keep(self, field: str, number: int, value: Cell) -> None:
        """The first title of a field that has a value counts; a later one repeats it."""
        if field not in self.rows or self.cells[field] == "":
            self.cells[field] = value
            self.rows[field] = number

    def _field_of(self, cell: Cell) -> str | None:
        return self._table.field_of(cell) if isinstance(cell, str) else None
