"""How far a claim was dealt with: its short number in the chat, 3f2a91bc-4, and the mark of a form."""

from dataclasses import dataclass
from uuid import UUID

SHOWN_DIGITS = 8
WHOLE = 32


@dataclass(frozen=True)
class ClaimNumber:
    """The beginning of a claim's own number, as many digits as somebody gave."""

    begins: str
    acts: int | None = None
    """How many acts there were when the number was shown; people who type may leave it out."""

    @property
    def lowest(self) -> UUID:
        return UUID(self.begins.ljust(WHOLE, "0"))

    @property
    def highest(self) -> UUID:
        return UUID(self.begins.ljust(WHOLE, "f"))

    def __str__(self) -> str:
        return self.begins if self.acts is None else f"{self.begins}-{self.acts}"


def number_of(claim: UUID, acts: int) -> ClaimNumber:
    """With every act the number changes, so that a button of before does nothing to the claim of today."""
    return ClaimNumber(claim.hex[:SHOWN_DIGITS], acts)


def seen_mark(acts: int, reviews: int) -> str:
    """What a page's form carries: the words on its papers count too, for the page shows them."""
    return f"{acts}-{reviews}"
