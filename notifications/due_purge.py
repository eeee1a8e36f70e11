"""Removing what has outlived its time: the worker what was planned the evening before, a command at once.

Each thing goes in a transaction of its own, its files first, so that it may stop anywhere: what a crash left
is due still, and stands in the plan of the next evening.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from training.database import Database, wait_for_turn
from training.ports.files import PaperStore, StoreUnavailable
from training.privacy.acts.forget_accounts import forget_accounts
from training.privacy.acts.note_check_purged import note_check_purged
from training.privacy.acts.note_purged import note_purged
from training.privacy.acts.purge_photos import purge_photos
from training.privacy.terms import PurgeKind
from training.privacy.views.accounts_due_for_purge import accounts_due_for_purge
from training.privacy.views.checks_due_for_purge import DueCheck, check_still_due
from training.privacy.views.papers_due_for_purge import DueClaim, papers_still_due
from training.privacy.views.planned_purge import TURN, is_stopped, purge_of_tonight

MOST_FAULTS = 10

log = logging.getLogger("chaban.files")
T = TypeVar("T")


@dataclass(frozen=True)
class Purged:
    """What is gone; `failed` counts what the store would not let go, which stays due."""

    claims: tuple[DueClaim, ...] = ()
    checks: tuple[DueCheck, ...] = ()
    accounts: int = 0
    photos: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Removal:
    """Where it is removed from, when it was found due, and when that is done."""

    database: Database
    files: PaperStore
    found_at: datetime
    now: datetime


def purge_tonight(database: Database, files: PaperStore, *, now: datetime) -> Purged:
    """What stood in the plan for this Shanghai day and is due still; without a plan nothing."""
    with database.reading() as session:
        plan = purge_of_tonight(session, now=now)
    if plan is None:
        return Purged()
    return purge_due(Removal(database, files, plan.planned_at, now), plan.keys)


def purge_due(removal: Removal, planned: Mapping[PurgeKind, list[int]]) -> Purged:
    """Of these what is due still. A hold meanwhile ends it, released or not, and so do several faults."""
    accounts = _at_once(removal, partial(_forget_accounts, planned[PurgeKind.ACCOUNTS]))
    photos = _at_once(removal, partial(_purge_photos, planned[PurgeKind.PHOTOS]))
    claims, lost_claims = _one_by_one(removal, planned[PurgeKind.CLAIMS], _purge_claim)
    checks, lost_checks = _one_by_one(removal, planned[PurgeKind.CHECKS], _purge_check)
    return Purged(claims, checks, accounts, photos, lost_claims + lost_checks)


def _at_once(removal: Removal, purge: Callable[[Session, datetime], int]) -> int:
    with removal.database.writing() as session:
        return 0 if _is_stopped(session, removal) else purge(session, removal.now)


def _is_stopped(session: Session, removal: Removal) -> bool:
    """Whoever says a hold from here on waits until this transaction has ended."""
    wait_for_turn(session, TURN)
    return is_stopped(session, removal.found_at)


def _forget_accounts(planned: list[int], session: Session, now: datetime) -> int:
    due = sorted(set(planned).intersection(accounts_due_for_purge(session, now=now)))
    forget_accounts(session, due)
    return len(due)


def _purge_photos(planned: list[int], session: Session, now: datetime) -> int:
    return purge_photos(session, planned, now=now)


def _one_by_one(
    removal: Removal, keys: Iterable[int], purge: Callable[[Session, int, Removal], T | None]
) -> tuple[tuple[T, ...], int]:
    gone, failed = [], 0
    for key in keys:
        if failed >= MOST_FAULTS:
            break
        try:
            with removal.database.writing() as session:
                each = None if _is_stopped(session, removal) else purge(session, key, removal)
        except StoreUnavailable as fault:
            log.warning("not purged: %s", fault)
            failed += 1
            continue
        gone += [each] if each is not None else []
    return tuple(gone), failed


def _purge_claim(session: Session, claim_id: int, removal: Removal) -> DueClaim | None:
    """What was handed in since it was planned keeps its papers."""
    due = papers_still_due(session, claim_id, removal.found_at, now=removal.now)
    if due is not None:
        _remove(removal.files, due.keys)
        note_purged(session, due, now=removal.now)
    return due


def _purge_check(session: Session, check_id: int, removal: Removal) -> DueCheck | None:
    """Likewise."""
    due = check_still_due(session, check_id, removal.found_at, now=removal.now)
    if due is not None:
        _remove(removal.files, due.keys)
        note_check_purged(session, due, now=removal.now)
    return due


def _remove(files: PaperStore, keys: Iterable[str]) -> None:
    """Before its row: a row that says removed while a file is left would hide it for ever."""
    for key in keys:
        files.remove(key)
