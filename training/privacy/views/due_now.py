"""Everything that has outlived its time, by kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.certificates.views.due_for_purge import (
    count_former_files,
    count_receipts,
    former_due_for_purge,
    receipts_due_for_purge,
)
from training.eligibility.views.compared_due_for_purge import compared_due_for_purge, count_compared
from training.follow_ups.views.due_for_purge import answers_due_for_purge, count_answers
from training.privacy.rules.purges import are_too_many
from training.privacy.terms import PurgeKind
from training.privacy.views.accounts_due_for_purge import accounts_due_for_purge
from training.privacy.views.checks_due_for_purge import checks_due_for_purge, checks_with_something
from training.privacy.views.documents_due_for_purge import count_personal_documents, documents_due_for_purge
from training.privacy.views.papers_due_for_purge import count_with_papers, due_for_purge
from training.privacy.views.photos_due_for_purge import photos_due_for_purge
from training.privacy.views.region_due_for_purge import count_region_files, region_due_for_purge
from training.records.attendance.corrections import CorrectionPhoto
from training.records.meetings.members import ChatAccount


@dataclass(frozen=True)
class Due:
    """The keys of the rows that are due, and how many of the kind are kept in all."""

    keys: Mapping[PurgeKind, list[int]]
    kept: Mapping[PurgeKind, int]

    @property
    def too_many(self) -> tuple[PurgeKind, ...]:
        """The kinds of which a person must look first."""
        return tuple(kind for kind, keys in self.keys.items() if are_too_many(len(keys), self.kept[kind]))


def due_now(session: Session, *, now: datetime) -> Due:
    """What a purge at this moment would remove."""
    keys = {
        PurgeKind.CLAIMS: [each.claim_id for each in due_for_purge(session, now=now)],
        PurgeKind.CHECKS: [each.check_id for each in checks_due_for_purge(session, now=now)],
        PurgeKind.ACCOUNTS: accounts_due_for_purge(session, now=now),
        PurgeKind.PHOTOS: photos_due_for_purge(session, now=now),
        PurgeKind.DOCUMENTS: documents_due_for_purge(session, now=now),
        PurgeKind.REGION: region_due_for_purge(session, now=now),
        PurgeKind.FORMER: former_due_for_purge(session, now=now),
        PurgeKind.RECEIPTS: receipts_due_for_purge(session, now=now),
        PurgeKind.COMPARED: compared_due_for_purge(session, now=now),
        PurgeKind.FOLLOW_UPS: answers_due_for_purge(session, now=now),
    }
    return Due(keys, _kept(session))


def _kept(session: Session) -> dict[PurgeKind, int]:
    photos = select(func.count()).select_from(CorrectionPhoto).where(CorrectionPhoto.purged_at.is_(None))
    return {
        PurgeKind.CLAIMS: count_with_papers(session),
        PurgeKind.CHECKS: checks_with_something(session),
        PurgeKind.ACCOUNTS: session.scalar(select(func.count()).select_from(ChatAccount)) or 0,
        PurgeKind.PHOTOS: session.scalar(photos) or 0,
        PurgeKind.DOCUMENTS: count_personal_documents(session),
        PurgeKind.REGION: count_region_files(session),
        PurgeKind.FORMER: count_former_files(session),
        PurgeKind.RECEIPTS: count_receipts(session),
        PurgeKind.COMPARED: count_compared(session),
        PurgeKind.FOLLOW_UPS: count_answers(session),
    }
