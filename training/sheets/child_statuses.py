"""How the process that opens workbooks tells why it could not: the statuses that it ends with."""

BROKEN, LOCKED, FAR, NO_TABLE, BROKEN_SHEET, FULL_SHEET = 3, 4, 5, 6, 7, 8


class CannotRead(Exception):
    """There is no reading it, for a reason that has a status of its own."""

    def __init__(self, status: int, sheet: str = "", row: int = 0):
        super().__init__(status)
        self.status = status
        self.sheet = sheet
        self.row = row
