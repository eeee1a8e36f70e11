"""How much of a workbook is read: more than any office's table has, and less than would take minutes."""

from training.sheets.child_statuses import FAR, FULL_SHEET, CannotRead

MOST_CELLS = 10_000_000
"""Of all sheets, with the empty ones between the first and the last."""
MOST_UNPACKED = 384 << 20
"""Bytes of all parts of a book, as its directory says: what says less than there is is not whole."""
MOST_WRITTEN_ROWS, MOST_WRITTEN_CELLS = 400_000, 6_000_000
"""Of all sheets, as they stand in the XML, empty ones too."""

ROWS, CELLS, LONGEST = (b"<row", b":row"), (b"<c ", b"<c>", b":c "), 3
"""How they begin in the XML; of the block before so many bytes may belong to one."""


class Room:
    """For the cells of all sheets, those that hold nothing between the first and the last one too."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

    def take(self, cells: int) -> None:
        """Raises CannotRead where there are too many."""
        self._left -= cells
        if self._left < 0:
            raise CannotRead(FAR)


class Written:
    """How much stands in the XML of the sheets, whatever they say of themselves; counted as bytes go by."""

    def __init__(self) -> None:
        self._sheet, self._row, self._rows, self._cells, self._last = "", 0, 0, 0, b""

    def of(self, sheet: str) -> "Written":
        """From here on the bytes of this sheet."""
        self._sheet, self._row, self._last = sheet, 0, b""
        return self

    def count(self, block: bytes) -> None:
        """Raises CannotRead, with the row of the sheet where it was too much."""
        rows, cells = (sum(self._found(each, block) for each in words) for words in (ROWS, CELLS))
        self._last = block[-LONGEST:]
        self._row += rows
        self._rows += rows
        self._cells += cells
        if self._rows > MOST_WRITTEN_ROWS or self._cells > MOST_WRITTEN_CELLS:
            raise CannotRead(FULL_SHEET, self._sheet, self._row)

    def _found(self, word: bytes, block: bytes) -> int:
        """A word may begin in the block before and end in this one."""
        return (self._last[1 - len(word) :] + block).count(word)
