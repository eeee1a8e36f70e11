"""补贴标准 as they are shown: where which version holds, and what is other in one; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from training.eligibility.rules.standard_sets import Changed, words_of
from training.eligibility.rules.standards import WHOLE, Standard
from training.notice.class_hours import hours
from training.notice.money import yuan
from training.records.subsidies.standards import StandardSet

WHOLE_CITY = "全市"


@dataclass(frozen=True)
class Version:
    """One version in the list of its place."""

    own: StandardSet
    state: str
    tone: str


def place_name(own: StandardSet) -> str:
    return own.district.name if own.district else WHOLE_CITY


def by_place(sets: Iterable[StandardSet], today: date) -> dict[str, list[Version]]:
    """The newest first in each place."""
    places: dict[str, list[StandardSet]] = {}
    for each in sets:
        places.setdefault(place_name(each), []).append(each)
    return {
        name: [Version(each, *state_of(each, _held(own, today), today)) for each in own]
        for name, own in places.items()
    }


def state_of(own: StandardSet, held: StandardSet | None, today: date) -> tuple[str, str]:
    """Its state and the tone of it; `held` is the version of its place that holds today."""
    if own.in_force_at is None:
        return ("待第二人", "warn") if own.decision is None else ("已退回", "")
    if own.effective_from > today:
        return "以后生效", "now"
    return ("现行", "good") if held is not None and held.id == own.id else ("已被代替", "")


def line_cells(own: Standard) -> tuple[str, ...]:
    """For whom, how long, how much, how much of it for mixed classes, to whom, out of what."""
    return (
        own.kind.value,
        own.trade or "各工种",
        own.level or "各等级",
        f"{hours(own.halves_from)}～{hours(own.halves_until)}",
        yuan(own.amount_fen),
        "不打折" if own.mixed_percent == WHOLE else f"{own.mixed_percent}%",
        own.payee.value,
        own.fund.value,
    )


def change_words(changes: Iterable[Changed]) -> list[tuple[str, str]]:
    """Each change in one word, and what changed."""
    return [_change(each) for each in changes]


def _change(own: Changed) -> tuple[str, str]:
    if own.now is None:
        return "去掉", f"{words_of(own.before)}，{yuan(own.before.amount_fen)} 元" if own.before else ""
    if own.before is None:
        return "新增", f"{words_of(own.now)}，{yuan(own.now.amount_fen)} 元"
    parts = (
        ("金额", yuan(own.before.amount_fen), yuan(own.now.amount_fen)),
        ("混合", f"{own.before.mixed_percent}%", f"{own.now.mixed_percent}%"),
        ("拨付对象", own.before.payee.value, own.now.payee.value),
        ("资金来源", own.before.fund.value, own.now.fund.value),
    )
    told = "，".join(f"{name} {old} 改为 {new}" for name, old, new in parts if old != new)
    return "改动", f"{words_of(own.now)}：{told or '写法'}"


def _held(own: Sequence[StandardSet], today: date) -> StandardSet | None:
    begun = [each for each in own if each.in_force_at is not None and each.effective_from <= today]
    return max(begun, key=lambda each: (each.effective_from, each.version), default=None)
