"""收支台账 as a file, all cells text; the number of an entry is that of its row (R66)."""

from training.ledgers.terms import EntryKind
from training.notice.money import signed_yuan, yuan
from training.records.ledgers.entries import LedgerEntry

HEADINGS = (
    *("日期", "凭证号", "类别", "摘要", "资金来源", "收入", "支出", "余额"),
    *("班号", "对方单位", "经办人", "冲正号"),
)


def ledger_row(
    own: LedgerEntry, balance: int, said: tuple[str, str], taken_back: LedgerEntry | None
) -> tuple[str, ...]:
    """`said`: 摘要 and 对方单位 as whoever takes it away may read them."""
    summary, counterpart = said
    return (
        *(own.on_day.isoformat(), own.voucher, own.kind, summary, own.fund),
        *(income_of(own), expense_of(own), signed_yuan(balance)),
        *(own.training_class.class_number if own.training_class else "", counterpart, own.written_by),
        reversal_of(own, taken_back),
    )


def income_of(own: LedgerEntry) -> str:
    return yuan(own.amount_fen) if own.amount_fen > 0 else ""


def expense_of(own: LedgerEntry) -> str:
    return yuan(-own.amount_fen) if own.amount_fen < 0 else ""


def reversal_of(own: LedgerEntry, taken_back: LedgerEntry | None) -> str:
    """冲正 2026-2; 已由 2026-5 冲正; nothing of all others."""
    if own.kind is EntryKind.REVERSED and own.reverses is not None:
        return f"冲正 {number_of(own.reverses)}"
    return f"已由 {number_of(taken_back)} 冲正" if taken_back else ""


def number_of(own: LedgerEntry) -> str:
    return f"{own.year}-{own.ordinal}"
