"""A share that anyone can draw again: the rank of an id under a seed that was stored (docs/draw.md)."""

import hmac
from uuid import UUID

RANKS = 2**64


def rank(public_id: UUID, seed: bytes) -> str:
    """HMAC-SHA256 of the id as text under the seed: nobody can tell it before the seed is known."""
    return hmac.digest(seed, str(public_id).encode("ascii"), "sha256").hex()


def is_drawn(public_id: UUID, seed: bytes, percent: int) -> bool:
    """Whether it lies in the share of so many of a hundred."""
    return int(rank(public_id, seed)[:16], 16) * 100 < percent * RANKS
