"""券号: readable, without a gap in its batch, and a mistyped one is recognised (R10)."""

import re

from training.certificates.rules.numbers import check_digits, compact_number, is_well_typed
from training.errors import NotNow, NotRight

PREFIX = "Q"
LAST_BATCH, LAST_SERIAL = 999, 99_999
SHAPE = re.compile(r"Q\d{14}")


class BatchesAreFull(NotNow):
    """The batches of a year are used up; a longer number would be of another shape."""

    def __init__(self) -> None:
        super().__init__(f"本年度已发放 {LAST_BATCH} 批，批次号用完了；请把几批合成一批发放，或明年再发。")


class BatchTooLarge(NotRight):
    """More people than serials of one batch."""

    def __init__(self, people: int):
        super().__init__(f"一批最多 {LAST_SERIAL} 张，这一批有 {people} 张，请分成几批。")


class Mistyped(NotRight):
    """Its check digits do not fit, or it is of another shape."""

    def __init__(self, said: str):
        super().__init__(f"券号“{said[:32]}”输错了：应是 Q 加 14 位数字，请照券面核对。")


def batch_number(year: int, ordinal: int) -> str:
    """批次号: 2026 and 7 are 2026007; raises BatchesAreFull."""
    if ordinal > LAST_BATCH:
        raise BatchesAreFull
    return f"{year:04}{ordinal:03}"


def voucher_number(batch: str, serial: int) -> str:
    """Q, the batch, five digits of the serial, two that check them all; raises BatchTooLarge."""
    if serial > LAST_SERIAL:
        raise BatchTooLarge(serial)
    before = f"{PREFIX}{batch}{serial:05}"
    return f"{before}{check_digits(before):02}"


def read_number(said: str) -> str:
    """As it is kept, whatever stands between its digits; raises Mistyped."""
    number = compact_number(said)
    if not SHAPE.fullmatch(number) or not is_well_typed(number):
        raise Mistyped(said)
    return number
