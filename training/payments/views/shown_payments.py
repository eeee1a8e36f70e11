"""What pages show of one payment, and of whoever asks that it be undone."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class ShownUndoing:
    """申请撤销, and what another person said to it."""

    reason: str
    asked_by: str
    asked_by_id: int
    asked_at: datetime
    is_agreed: bool
    decided_by: str
    """Empty as long as nobody has."""
    decided_at: datetime | None
    note: str
    seen: str


@dataclass(frozen=True)
class ShownPayment:
    """One voucher."""

    public_id: UUID
    voucher: str
    paid_on: date
    amount_fen: int
    receiver: str
    people: int
    recorded_by: str
    entry_id: UUID
    """Its line of the ledger."""
    is_reversed: bool
    """冲正: its line of the ledger was taken back."""
    is_undone: bool
    undoings: tuple[ShownUndoing, ...]

    @property
    def asked(self) -> ShownUndoing | None:
        """Whoever asks for its 撤销 and waits for another person."""
        return next((each for each in self.undoings if not each.decided_by), None)
