"""收支台账 as the desk shows it; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from training.ledgers.rules.entries import Totals
from training.ledgers.sheets.ledger_rows import expense_of, income_of, ledger_row, number_of, reversal_of
from training.ledgers.terms import EntryKind
from training.ledgers.views.find_ledger import Row
from training.ledgers.views.see_ledger import Line
from training.notice.money import signed_yuan, yuan
from training.notice.terms import Fund

TONES = {
    EntryKind.ALLOTTED: "good",
    EntryKind.PAID: "",
    EntryKind.RECOVERED: "good",
    EntryKind.CARRIED: "",
    EntryKind.REVERSED: "warn",
}


@dataclass(frozen=True)
class TotalLine:
    """A year of one fund in yuan."""

    carried_in: str
    income: str
    expense: str
    carried_out: str
    balance: str
    is_below: bool
    """More went than came."""


@dataclass(frozen=True)
class EntryLine:
    """One entry in yuan."""

    public_id: UUID
    number: str
    on_day: str
    voucher: str
    kind: str
    tone: str
    summary: str
    income: str
    expense: str
    balance: str
    class_number: str
    class_id: UUID | None
    counterpart: str
    written_by: str
    reversal: str


def total_line(own: Totals) -> TotalLine:
    return TotalLine(
        signed_yuan(own.carried_in),
        signed_yuan(own.income),
        yuan(-own.expense),
        yuan(-own.carried_out) if own.carried_out <= 0 else signed_yuan(-own.carried_out),
        signed_yuan(own.balance),
        own.balance < 0,
    )


def entry_line(own: Line) -> EntryLine:
    entry, of_class = own.entry, own.entry.training_class
    return EntryLine(
        own.public_id,
        number_of(entry),
        entry.on_day.isoformat(),
        entry.voucher,
        entry.kind,
        TONES[entry.kind],
        own.summary,
        income_of(entry),
        expense_of(entry),
        signed_yuan(own.balance),
        of_class.class_number if of_class else "",
        of_class.public_id if of_class else None,
        own.counterpart,
        entry.written_by,
        reversal_of(entry, own.reversed_by),
    )


def file_row(own: Line) -> tuple[str, ...]:
    return ledger_row(own.entry, own.balance, (own.summary, own.counterpart), own.reversed_by)


def fund_totals(rows: Sequence[Row]) -> list[tuple[Fund, TotalLine]]:
    """Of several districts: each fund for itself, for they are never mixed (R65)."""
    if len({each.ledger.district.id for each in rows}) < 2:
        return []
    by_fund = ((fund, [each.totals for each in rows if each.ledger.fund is fund]) for fund in Fund)
    return [(fund, total_line(_sum(own))) for fund, own in by_fund if own]


def _sum(own: Iterable[Totals]) -> Totals:
    found = list(own)
    return Totals(
        sum(each.carried_in for each in found),
        sum(each.income for each in found),
        sum(each.expense for each in found),
        sum(each.carried_out for each in found),
    )
