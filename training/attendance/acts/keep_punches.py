"""Store punches raw and once, and tell those that belong to somebody from those that wait (R43)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.attendance.acts.late.tell_waiting import tell_waiting
from training.attendance.acts.late.wait_again import wait_again
from training.attendance.rules.attendance import clock_is_wrong
from training.attendance.rules.late import Fate
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Source, WaitsFor
from training.attendance.views.late.waiting_batches import is_decided
from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.rules.places import Place
from training.database import insert_new
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.sheets.findings import Finding, has_error
from training.sheets.hand_in import HandedFile, ImportRefused, ImportReport, Waiting

Kind = tuple[Source, WaitsFor | None]


@dataclass(frozen=True)
class Sorting:
    """What it takes to tell a good punch from one for the quarantine, and one that waits."""

    institution_id: int
    received_at: datetime
    places: dict[str, list[Place]]
    policy: Policy
    fates: Callable[[Sequence[PunchRow]], list[Fate]]
    """How each of these came, and why it waits; in their order."""

    def record(self, row: PunchRow, batch_id: int) -> dict[str, Any]:
        return {
            "institution_id": self.institution_id,
            "number": row.number,
            "punched_at": row.punched_at,
            "device": row.device,
            "status": row.status,
            "verify": row.verify,
            "clock_is_wrong": clock_is_wrong(row.punched_at, self.received_at, self.policy),
            "batch_id": batch_id,
            "line": row.row,
        }

    def is_for_quarantine(self, record: dict[str, Any]) -> bool:
        if record["clock_is_wrong"]:
            return True
        day = record["punched_at"].astimezone(SHANGHAI).date()
        return not any(place.takes(record["device"], day) for place in self.places.get(record["number"], ()))


@dataclass
class Batches:
    """The batches of one file or upload, one for each way of coming and each reason to wait.

    They live as long as it is taken in, which may be several transactions.
    """

    kind: str
    scope: str
    file: HandedFile
    refused: int = 0
    """Rows that cannot be read; the first batch counts them."""
    findings: list[Finding] = field(default_factory=list)
    keys: dict[Kind, int] = field(default_factory=dict)
    reports: dict[Kind, ImportReport] = field(default_factory=dict)
    again: dict[Kind, int] = field(default_factory=lambda: defaultdict(int))
    """How many wait that were stored before their time could be."""

    def report_of(self, session: Session, kind: Kind) -> ImportReport:
        """The counts of the batch, which begins with its first row.

        What somebody decided on between two parts takes nothing more: what follows waits for itself.
        """
        if kind not in self.keys or (kind[1] and is_decided(session, self.keys[kind])):
            batch = open_batch(session, self.kind, self.scope, self.file)
            batch.source, batch.waits_for = kind
            session.flush()
            self.keys[kind] = batch.id
            self.reports[kind] = ImportReport(self.kind, self.scope)
        return self.reports[kind]

    def close(self, session: Session, *, accept_good_rows: bool) -> None:
        """Write the counts so far; raises ImportRefused where rows are wrong and all were asked for."""
        whole = self.in_all()
        if whole.has_errors and not accept_good_rows:
            whole.notices = []
            raise ImportRefused(whole)
        first, *_ = self.reports.values()
        first.refused = self.refused
        for kind, report in self.reports.items():
            close_batch(session.get_one(ImportBatch, self.keys[kind]), report, accept_good_rows=True)

    def in_all(self) -> ImportReport:
        """What became of the whole file, for whoever handed it in; and which batches wait."""
        parts = list(self.reports.values())
        report = ImportReport(self.kind, self.scope, refused=self.refused, findings=self.findings)
        report.stored = sum(each.stored for each in parts)
        report.known = sum(each.known for each in parts)
        report.quarantined = sum(each.quarantined for each in parts)
        report.waits = [*self._waits()]
        report.notices = [each.told() for each in report.waits]
        return report

    def _waits(self) -> Iterator[Waiting]:
        for kind, key in self.keys.items():
            own, waits_for = self.reports[kind], kind[1]
            count = own.stored + own.quarantined + self.again[kind]
            if waits_for and count:
                yield Waiting(key, count, str(waits_for))


def keep_punches(
    session: Session, sorting: Sorting, rows: Iterable[PunchRow], batches: Batches
) -> list[tuple[PunchRow, Fate]]:
    """Store what is new and count all of it; gives the rows that were read, and what became of each.

    Rows with an error are refused.
    """
    good = list(_good(rows, batches))
    fates = sorting.fates(good)
    by_kind: dict[Kind, list[PunchRow]] = defaultdict(list)
    for row, fate in zip(good, fates, strict=True):
        by_kind[fate.source, fate.waits_for].append(row)
    for kind, own in by_kind.items():
        report = batches.report_of(session, kind)
        is_new = _store(session, sorting, own, batches.keys[kind], report)
        if kind[1]:
            key, now = batches.keys[kind], sorting.received_at
            batch = session.get_one(ImportBatch, key)
            again = wait_again(session, sorting.institution_id, own, batch, now=now)
            batches.again[kind] += again
            if is_new or again:
                tell_waiting(session, key, now=now)
    return list(zip(good, fates, strict=True))


def _good(rows: Iterable[PunchRow], batches: Batches) -> Iterator[PunchRow]:
    for row in rows:
        batches.findings.extend(row.findings)
        if has_error(row.findings):
            batches.refused += 1
        else:
            yield row


def _store(
    session: Session, sorting: Sorting, rows: Sequence[PunchRow], batch_id: int, report: ImportReport
) -> bool:
    """Whether anything of it was new."""
    matched: list[dict[str, Any]] = []
    unmatched: list[dict[str, Any]] = []
    for row in rows:
        record = sorting.record(row, batch_id)
        (unmatched if sorting.is_for_quarantine(record) else matched).append(record)
    stored, quarantined = insert_new(session, Punch, matched), insert_new(session, Punch, unmatched)
    report.stored += stored
    report.quarantined += quarantined
    report.known += len(rows) - stored - quarantined
    return stored + quarantined > 0
