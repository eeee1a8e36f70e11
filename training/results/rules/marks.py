"""Marks as they are typed: 0 to 100, with one decimal place (R46)."""

from decimal import Decimal, InvalidOperation

from training.errors import NotRight
from training.notice.identity import plain

HIGHEST = 1000
"""In tenths."""


class BadMark(NotRight):
    """It is no mark."""

    def __init__(self, said: str):
        super().__init__(f"成绩“{said[:12]}”应为 0 到 100 的数，最多一位小数，如 85 或 85.5；请改后再保存。")


def read_tenths(said: str) -> int | None:
    """Tenths of a mark; None for nothing typed. Raises BadMark."""
    text = plain(said).strip()
    if not text:
        return None
    try:
        tenths = 10 * Decimal(text)
    except InvalidOperation:
        raise BadMark(text) from None
    if not tenths.is_finite() or tenths != tenths.to_integral_value() or not 0 <= tenths <= HIGHEST:
        raise BadMark(text)
    return int(tenths)
