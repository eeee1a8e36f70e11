"""What the next file for the talent platform would hold (R18)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from training.records.exchange.talent import TalentBatch, TalentRow
from training.sheets.chunks import chunks
from training.talent.rules.rows import Candidate, Exported, changed_since
from training.talent.views.talent_rows import count_restricted, talent_rows

AT_ONCE = 500
IS_LOST = or_(
    TalentRow.failure.has(), TalentRow.removal.has(), TalentRow.batch.has(TalentBatch.dropping.has())
)
"""The platform has not got the person by this line, or has no more."""


@dataclass(frozen=True)
class ToExport:
    """Who is new or changed, what was handed on of them before, and how many are left out as restricted."""

    changed: list[Candidate]
    known: dict[int, Exported]
    restricted: int


def to_export(session: Session, district_id: int) -> ToExport:
    """Of one district; everybody's row is made and compared with what was last handed on."""
    candidates = talent_rows(session, district_id)
    known = exported_of(session, [each.enrolment_id for each in candidates])
    return ToExport(changed_since(candidates, known), known, count_restricted(session, district_id))


def exported_of(session: Session, enrolments: Collection[int]) -> dict[int, Exported]:
    """What was last handed on of each; who was not is not in it."""
    found: dict[int, Exported] = {}
    for some in chunks(sorted(enrolments), AT_ONCE):
        latest = select(func.max(TalentRow.id)).where(TalentRow.enrolment_id.in_(some))
        rows = select(TalentRow.enrolment_id, TalentRow.ordinal, TalentRow.row_sha256, IS_LOST).where(
            TalentRow.id.in_(latest.group_by(TalentRow.enrolment_id))
        )
        for key, ordinal, digest, is_lost in session.execute(rows):
            found[key] = Exported(ordinal, digest, bool(is_lost))
    return found
