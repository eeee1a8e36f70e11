"""The table of standards as it is typed on the page; pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from training.claims.terms import Payee
from training.eligibility.acts.write_standards import SetDraft
from training.eligibility.rules.standard_lines import TITLES, BadStandard, read_standard
from training.eligibility.rules.standard_sets import BadStandards
from training.eligibility.rules.standards import MOST_LINES, WHOLE, Standard
from training.notice.class_hours import hours
from training.notice.identity import compact

FEWEST_ROWS, MORE_ROWS = 8, 4
TYPED = ("trade", "level", "from", "until", "amount")
"""What a row in use has something of; the other fields are chosen from lists and are never empty."""


def form_rows(said: Mapping[str, str], own: Sequence[Standard], payee: Payee) -> list[dict[str, str]]:
    """What was typed, or what holds now; below it empty rows, which begin with `payee`."""
    rows = _typed_rows(said) or [written(each) for each in own]
    wanted = min(max(FEWEST_ROWS, len(rows) + MORE_ROWS), MOST_LINES)
    return rows + [{"payee": payee.value} for _ in range(wanted - len(rows))]


def read_draft(said: Mapping[str, str]) -> SetDraft:
    """Raises BadStandards, which names the rows."""
    lines, faults = [], []
    for place, row in enumerate((each for each in _typed_rows(said) if _is_used(each)), 1):
        try:
            lines.append(read_standard(row))
        except BadStandard as refusal:
            faults.append(f"第 {place} 项：{refusal}")
    try:
        first = date.fromisoformat(compact(said.get("effective_from", "")))
    except ValueError:
        faults.append("生效日期：不是日期，请写成 2026-03-02。")
    if faults:
        raise BadStandards(faults)
    return SetDraft(first, said.get("document_number", ""), lines, said.get("note", ""))


def written(own: Standard) -> dict[str, str]:
    """A line as it would be typed."""
    return {
        "kind": own.kind.value,
        "trade": own.trade,
        "level": own.level,
        "from": hours(own.halves_from),
        "until": hours(own.halves_until),
        "amount": f"{own.amount_fen // 100}.{own.amount_fen % 100:02d}",
        "mixed": "" if own.mixed_percent == WHOLE else str(own.mixed_percent),
        "payee": own.payee.value,
        "fund": own.fund.value,
    }


def _typed_rows(said: Mapping[str, str]) -> list[dict[str, str]]:
    """As many as the page had, one after the other."""
    rows: list[dict[str, str]] = []
    while f"amount-{len(rows)}" in said:
        rows.append({name: said.get(f"{name}-{len(rows)}", "") for name in TITLES})
    return rows


def _is_used(row: Mapping[str, str]) -> bool:
    return any(compact(row[name]) for name in TYPED)
