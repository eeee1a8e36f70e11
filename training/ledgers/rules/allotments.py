"""下达 as people write it: a voucher, its day, and how much of each fund came by it (R65)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.errors import NotRight
from training.notice.money import BadAmount, read_total_fen
from training.notice.notes import read_note
from training.notice.terms import Fund

LONGEST = 64
"""Of a voucher and of who sent the money."""


class BadEntry(NotRight):
    """A field of the entry cannot be read, or is empty."""

    def __init__(self, field: str, message: str):
        super().__init__(f"{field}：{message}")
        self.field = field


@dataclass(frozen=True)
class Allotment:
    """Money that came; each fund becomes an entry of its own, for they are never mixed."""

    on_day: date
    voucher: str
    summary: str
    counterpart: str
    amounts: Mapping[Fund, int]
    """In fen, without those of which nothing came."""


def read_allotment(said: Mapping[str, str]) -> Allotment:
    """Of a form; raises BadEntry, which names the field, or TextTooLong."""
    amounts = {each: fen for each in Fund if (fen := _fen(each, said.get(each.name.lower(), "")))}
    if not amounts:
        raise BadEntry("金额", "至少填写一种资金的金额。")
    return Allotment(
        read_day(said.get("on_day", "")),
        read_short("凭证号", said.get("voucher", "")),
        _summary(said.get("summary", "")),
        read_short("拨来单位", said.get("counterpart", "")),
        amounts,
    )


def read_day(said: str) -> date:
    """As a form of days has it; raises BadEntry."""
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        raise BadEntry("日期", f"“{said[:20]}”应写成 2026-03-02 这样。") from None


def read_short(field: str, said: str) -> str:
    """Needed, and no longer than fits; raises BadEntry or TextTooLong."""
    text = read_note(said)
    if not text:
        raise BadEntry(field, "没有填。")
    if len(text) > LONGEST:
        raise BadEntry(field, f"“{text[:20]}…”超过 {LONGEST} 个字。")
    return text


def _summary(said: str) -> str:
    text = read_note(said)
    if not text:
        raise BadEntry("摘要", "没有填，请写明是什么钱。")
    return text


def _fen(fund: Fund, said: str) -> int:
    if not said.strip():
        return 0
    try:
        fen = read_total_fen(said)
    except BadAmount as refusal:
        raise BadEntry(fund, str(refusal)) from None
    if not fen:
        raise BadEntry(fund, "金额要大于 0；没有这种资金的不用填。")
    return fen
