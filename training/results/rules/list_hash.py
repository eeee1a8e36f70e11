"""The fingerprint of a list of the qualified (名单指纹): whoever has the rows computes it again (R46)."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from training.results.terms import Result


class Listed(Protocol):
    """One row of a list: enrolment by its public id, decision, credited halves."""

    @property
    def enrolment_public_id(self) -> UUID: ...
    @property
    def decision(self) -> Result: ...
    @property
    def credited_halves(self) -> int: ...


def list_hash(rows: Iterable[Listed]) -> str:
    """SHA-256 in hex over `enrolment TAB decision TAB halves LF` for each row, sorted by enrolment.

    The enrolment is its public id as UUID text, which is what an export shows.
    """
    lines = sorted(f"{each.enrolment_public_id}\t{each.decision}\t{each.credited_halves}\n" for each in rows)
    return sha256("".join(lines).encode()).hexdigest()
