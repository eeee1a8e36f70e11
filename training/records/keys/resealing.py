"""The data key is changed while everything runs: what older keys sealed is sealed anew, portion by portion.

Whoever is killed half way loses nothing: each value says by which key it was sealed, and the next run finds
those that are left. A value that somebody changed meanwhile was sealed by the new key then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import LargeBinary, bindparam, select, update
from sqlalchemy.orm import Session

from training.database import Database
from training.records.keys.changing import begin_to_use, retire_others
from training.records.keys.sealed_values import Stored, has_head, sealed_columns
from training.vault import Vault

PORTION = 200
LARGE_PORTION = 10


@dataclass
class Resealed:
    """How far it is: of one run."""

    values: int = 0
    unreadable: int = 0
    """None of the known keys opens these; they stay as they are."""


def use_data_key(database: Database, *, now: datetime) -> bool:
    """From here on the wanted key seals; False where it did already. Raises OthersNotRestarted."""
    with database.writing_alone() as session:
        return begin_to_use(session, database.vault, "data", now=now)


def reseal_columns(database: Database, tell: Callable[[Resealed], None]) -> Resealed:
    """Everything in the database by the key in use; `tell` is called between the portions."""
    done = Resealed()
    for each in sealed_columns():
        last: int | None = 0
        while last is not None:
            with database.writing() as session:
                last = _reseal_portion(session, database.vault, each, last, done)
            tell(done)
    return done


def retire_data_keys(database: Database, *, now: datetime) -> list[str]:
    """The keys that nothing needs any more, by their fingerprints."""
    with database.writing_alone() as session:
        return retire_others(session, database.vault, "data", now=now)


def _reseal_portion(session: Session, vault: Vault, of: Stored, last: int, done: Resealed) -> int | None:
    """The last id that was looked at; None at the end."""
    size = LARGE_PORTION if of.is_large else PORTION
    left = select(of.id, of.bytes).where(of.id > last, of.bytes.is_not(None))
    left = left.where(~has_head(of, vault.wanted.data)).order_by(of.id).limit(size)
    found = session.execute(left).all()
    changes = [change for row in found for change in _change(vault, of.purpose, row)]
    if changes:
        _write(session, of, changes)
    done.values += len(changes)
    done.unreadable += len(found) - len(changes)
    return found[-1].id if len(found) == size else None


def _change(vault: Vault, purpose: str, row: Any) -> list[dict[str, Any]]:
    key, before = row[0], bytes(row[1])
    try:
        return [{"key": key, "before": before, "after": vault.reseal(purpose, before)}]
    except (InvalidTag, ValueError):
        return []


def _write(session: Session, of: Stored, changes: list[dict[str, Any]]) -> None:
    # What somebody else has written since it was read stays theirs.
    same = update(of.rows).where(of.id == bindparam("key"))
    same = same.where(of.bytes == bindparam("before", type_=LargeBinary))
    session.connection().execute(same.values({of.bytes.name: bindparam("after", type_=LargeBinary)}), changes)
