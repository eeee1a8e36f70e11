"""计划项 as people write it (R03): every number above nothing, every sum to the fen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from training.errors import NotRight
from training.notice.identity import compact
from training.notice.money import BadAmount, read_total_fen
from training.notice.notes import read_note
from training.notice.terms import ClassKind, Fund

MOST_CLASSES, MOST_PEOPLE, MOST_HALVES, MOST_ITEMS = 999, 99_999, 4_000, 200
LONGEST = 64
NUMBER = re.compile(r"\d{1,6}")
HOURS = re.compile(r"(\d{1,4})(\.5|\.0)?")
YES = frozenset({"是", "1", "on", "√"})
NO = frozenset({"", "否", "0"})


class BadItem(NotRight):
    """A field of the item cannot be read, or says nothing that can be planned."""

    def __init__(self, field: str, message: str):
        super().__init__(f"{field}：{message}")
        self.field, self.message = field, message


@dataclass(frozen=True)
class Item:
    """What is planned of one trade: hours of one class in halves, money for all of its people in fen."""

    trade: str
    level: str
    kind: ClassKind
    is_new_occupation: bool
    industry: str
    classes: int
    people: int
    halves: int
    fund: Fund
    amount_fen: int


def read_item(said: Mapping[str, str]) -> Item:
    """Of a form or a row; raises BadItem, which names the field."""
    return Item(
        _text(said, "trade", "培训工种", is_needed=True),
        _text(said, "level", "等级"),
        _kind(said.get("kind", "")),
        _yes(said.get("is_new_occupation", "")),
        _text(said, "industry", "重点产业"),
        _number(said, "classes", "班数", MOST_CLASSES),
        _number(said, "people", "人数", MOST_PEOPLE),
        _halves(said.get("hours", "")),
        _fund(said.get("fund", "")),
        _fen(said.get("amount", "")),
    )


def _text(said: Mapping[str, str], name: str, field: str, *, is_needed: bool = False) -> str:
    text = read_note(said.get(name, ""))
    if is_needed and not text:
        raise BadItem(field, "没有填。")
    if len(text) > LONGEST:
        raise BadItem(field, f"“{text[:20]}…”超过 {LONGEST} 个字。")
    return text


def _kind(said: str) -> ClassKind:
    try:
        return ClassKind(compact(said))
    except ValueError:
        raise BadItem("培训类型", f"“{said[:20]}”应是 {'、'.join(ClassKind)} 之一。") from None


def _fund(said: str) -> Fund:
    try:
        return Fund(compact(said))
    except ValueError:
        raise BadItem("资金来源", f"“{said[:20]}”应是 {'、'.join(Fund)} 之一。") from None


def _yes(said: str) -> bool:
    if compact(said) not in YES | NO:
        raise BadItem("新职业", f"“{said[:20]}”应是 是 或 否。")
    return compact(said) in YES


def _number(said: Mapping[str, str], name: str, field: str, most: int) -> int:
    text = compact(said.get(name, ""))
    if not NUMBER.fullmatch(text) or not 1 <= int(text) <= most:
        raise BadItem(field, f"“{text[:20]}”应是 1 到 {most} 的整数。")
    return int(text)


def _halves(said: str) -> int:
    found = HOURS.fullmatch(compact(said))
    halves = int(found.group(1)) * 2 + (found.group(2) == ".5") if found else 0
    if not 1 <= halves <= MOST_HALVES:
        raise BadItem("课时", f"“{compact(said)[:20]}”应是每班的课时，0.5 到 {MOST_HALVES // 2}，如 120。")
    return halves


def _fen(said: str) -> int:
    try:
        fen = read_total_fen(said)
    except BadAmount as error:
        raise BadItem("金额", str(error)) from None
    if fen == 0:
        raise BadItem("金额", "应大于 0。")
    return fen
