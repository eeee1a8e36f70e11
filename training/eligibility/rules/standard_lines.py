"""补贴标准 as people write it, on the page or in a workbook (R47, R61)."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from training.claims.terms import Payee
from training.eligibility.rules.standards import WHOLE, Standard
from training.errors import NotRight
from training.notice.identity import compact
from training.notice.money import BadAmount, read_fen
from training.notice.notes import read_note
from training.notice.terms import ClassKind, Fund

LONGEST = 64
HOURS = re.compile(r"(\d{1,4})(\.5|\.0)?")
PERCENT = re.compile(r"(\d{1,3})%?")
TITLES: Mapping[str, str] = {
    "kind": "培训类型",
    "trade": "培训工种",
    "level": "等级",
    "from": "课时起",
    "until": "课时止",
    "amount": "金额",
    "mixed": "线上线下混合比例",
    "payee": "拨付对象",
    "fund": "资金来源",
}
"""By the name of the field."""
Word = TypeVar("Word", bound=StrEnum)


class BadStandard(NotRight):
    """A field of one line cannot be read; it is named."""

    def __init__(self, field: str, message: str):
        super().__init__(f"{TITLES[field]}：{message}")
        self.field, self.message = field, message


def read_standard(said: Mapping[str, str]) -> Standard:
    """One line by the names of `TITLES`; an empty share of mixed classes is the whole. Raises BadStandard."""
    return Standard(
        kind=_word(said, "kind", ClassKind),
        trade=_text(said, "trade"),
        level=_text(said, "level"),
        halves_from=_halves(said, "from"),
        halves_until=_halves(said, "until"),
        amount_fen=_fen(said),
        mixed_percent=_percent(said),
        payee=_word(said, "payee", Payee),
        fund=_word(said, "fund", Fund),
    )


def _text(said: Mapping[str, str], name: str) -> str:
    text = compact(read_note(said.get(name, "")))
    if len(text) > LONGEST:
        raise BadStandard(name, f"超过 {LONGEST} 个字。")
    return text


def _word(said: Mapping[str, str], name: str, words: type[Word]) -> Word:
    written = compact(said.get(name, ""))
    if written not in [each.value for each in words]:
        raise BadStandard(name, f"“{written[:20]}”应是 {'、'.join(words)} 之一。")
    return words(written)


def _halves(said: Mapping[str, str], name: str) -> int:
    written = compact(said.get(name, ""))
    found = HOURS.fullmatch(written)
    if not found:
        raise BadStandard(name, f"“{written[:20]}”应是课时，如 40 或 40.5。")
    return int(found.group(1)) * 2 + (found.group(2) == ".5")


def _fen(said: Mapping[str, str]) -> int:
    try:
        return read_fen(said.get("amount", ""))
    except BadAmount as refusal:
        raise BadStandard("amount", str(refusal)) from None


def _percent(said: Mapping[str, str]) -> int:
    written = compact(said.get("mixed", ""))
    if not written:
        return WHOLE
    found = PERCENT.fullmatch(written)
    if not found:
        raise BadStandard("mixed", f"“{written[:20]}”应是 1 到 {WHOLE} 的整数，不打折的不填。")
    return int(found.group(1))
