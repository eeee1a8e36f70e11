"""Removing what has outlived its time: the worker what was planned the evening before, a command at once.

Each thing goes in a transaction of its own, its files first, so that it may stop anywhere: what a crash left
is due still, and stands in the plan of the next evening.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from training.database import Database, wait_for_turn
from training.follow_ups.views.due_for_purge import answer_still_due
from training.ports.files import PaperStore, StoreUnavailable
from training.privacy.acts.forget_accounts import forget_accounts
from training.privacy.acts.forget_region import forget_region
from training.privacy.acts.note_answer_purged import note_answer_purged
from training.privacy.acts.note_check_purged import note_check_purged
from training.privacy.acts.note_document_purged import note_document_purged
from training.privacy.acts.note_purged import note_purged
from training.privacy.acts.purge_compared import purge_compared
from training.privacy.acts.purge_former import purge_former
from training.privacy.acts.purge_photos import purge_photos
from training.privacy.acts.purge_receipts import purge_receipts
from training.privacy.terms import PurgeKind
from training.privacy.views.accounts_due_for_purge import accounts_due_for_purge
from training.privacy.views.checks_due_for_purge import DueCheck, check_still_due
from training.privacy.views.documents_due_for_purge import DueDocument, document_still_due
from training.privacy.views.papers_due_for_purge import DueClaim, papers_still_due
from training.privacy.views.planned_purge import TURN, is_stopped, purge_of_tonight

MOST_FAULTS = 10

log = logging.getLogger("chaban.files")
T = TypeVar("T")


@dataclass(frozen=True)
class Purged:
    """What is gone; `failed` counts what the store would not let go, which stays due, and `is_stopped` says
    that a hold meanwhile kept some of it."""

    claims: tuple[DueClaim, ...] = ()
    checks: tuple[DueCheck, ...] = ()
    accounts: int = 0
    photos: int = 0
    documents: int = 0
    region: int = 0
    former: int = 0
    """Files of old certificates."""
    receipts: int = 0
    compared: int = 0
    """Lists to compare with."""
    answers: int = 0
    """Of follow-ups."""
    failed: int = 0
    is_stopped: bool = False


@dataclass(frozen=True)
class Removal:
    """Where it is removed from, when it was found due, and when that is done.

    `last_said` is that of the session that found it due, read before: a newer word stops it.
    """

    database: Database
    files: PaperStore
    last_said: int
    found_at: datetime
    now: datetime


def purge_tonight(database: Database, files: PaperStore, *, now: datetime) -> Purged:
    """What stood in the plan for this Shanghai day and is due still; without a plan nothing."""
    with database.reading() as session:
        plan = purge_of_tonight(session, now=now)
    if plan is None:
        return Purged()
    return purge_due(Removal(database, files, plan.last_said, plan.planned_at, now), plan.keys)


def purge_due(removal: Removal, planned: Mapping[PurgeKind, list[int]]) -> Purged:
    """Of these what is due still. A hold meanwhile ends it, released or not, and so do several faults."""
    run = _Run(removal)
    accounts = _at_once(run, planned[PurgeKind.ACCOUNTS], _forget_accounts)
    photos = _at_once(run, planned[PurgeKind.PHOTOS], _purge_photos)
    region = _at_once(run, planned[PurgeKind.REGION], _forget_region)
    former = _at_once(run, planned[PurgeKind.FORMER], _purge_former)
    receipts = _at_once(run, planned[PurgeKind.RECEIPTS], _purge_receipts)
    compared = _at_once(run, planned[PurgeKind.COMPARED], _purge_compared)
    claims, lost_claims = _one_by_one(run, planned[PurgeKind.CLAIMS], _purge_claim)
    checks, lost_checks = _one_by_one(run, planned[PurgeKind.CHECKS], _purge_check)
    documents, lost = _one_by_one(run, planned[PurgeKind.DOCUMENTS], _purge_document)
    answers, lost_answers = _one_by_one(run, planned[PurgeKind.FOLLOW_UPS], _purge_answer)
    failed = lost_claims + lost_checks + lost + lost_answers
    at_once = {
        "accounts": accounts,
        "photos": photos,
        "region": region,
        "former": former,
        "receipts": receipts,
        "compared": compared,
        "answers": len(answers),
    }
    return Purged(
        claims, checks, documents=len(documents), failed=failed, is_stopped=run.is_stopped, **at_once
    )


@dataclass
class _Run:
    """One removal under way, and whether it was stopped before it was through."""

    removal: Removal
    is_stopped: bool = False

    def goes_on(self, session: Session) -> bool:
        """Whoever says a hold from here on waits until this transaction has ended."""
        wait_for_turn(session, TURN)
        self.is_stopped = is_stopped(session, self.removal.last_said)
        return not self.is_stopped


def _at_once(run: _Run, planned: list[int], purge: Callable[[Session, list[int], datetime], int]) -> int:
    if not planned or run.is_stopped:
        return 0
    with run.removal.database.writing() as session:
        return purge(session, planned, run.removal.now) if run.goes_on(session) else 0


def _forget_accounts(session: Session, planned: list[int], now: datetime) -> int:
    due = sorted(set(planned).intersection(accounts_due_for_purge(session, now=now)))
    forget_accounts(session, due)
    return len(due)


def _purge_photos(session: Session, planned: list[int], now: datetime) -> int:
    return purge_photos(session, planned, now=now)


def _forget_region(session: Session, planned: list[int], now: datetime) -> int:
    return forget_region(session, planned, now=now)


def _purge_former(session: Session, planned: list[int], now: datetime) -> int:
    return purge_former(session, planned, now=now)


def _purge_receipts(session: Session, planned: list[int], now: datetime) -> int:
    return purge_receipts(session, planned, now=now)


def _purge_compared(session: Session, planned: list[int], now: datetime) -> int:
    return purge_compared(session, planned, now=now)


def _one_by_one(
    run: _Run, keys: Iterable[int], purge: Callable[[Session, int, Removal], T | None]
) -> tuple[tuple[T, ...], int]:
    gone, failed = [], 0
    for key in keys:
        if failed >= MOST_FAULTS or run.is_stopped:
            break
        try:
            with run.removal.database.writing() as session:
                each = purge(session, key, run.removal) if run.goes_on(session) else None
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


def _purge_document(session: Session, attachment_id: int, removal: Removal) -> DueDocument | None:
    due = document_still_due(session, attachment_id, now=removal.now)
    if due is not None:
        _remove(removal.files, (due.key,))
        note_document_purged(session, due, now=removal.now)
    return due


def _purge_answer(session: Session, answer_id: int, removal: Removal) -> int | None:
    due = answer_still_due(session, answer_id, now=removal.now)
    if due is None:
        return None
    if due.proof is not None and due.proof.purged_at is None:
        _remove(removal.files, (due.proof.store_key,))
    note_answer_purged(session, due, now=removal.now)
    return answer_id


def _remove(files: PaperStore, keys: Iterable[str]) -> None:
    """Before its row: a row that says removed while a file is left would hide it for ever."""
    for key in keys:
        files.remove(key)
