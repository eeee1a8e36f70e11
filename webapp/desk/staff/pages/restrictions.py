"""A restriction in words, for the office (pure)."""

from dataclasses import dataclass
from uuid import UUID

from training.notice.identity import mask_phone
from training.people.rules.data_requests import number_of
from training.records.classes.districts import District
from training.records.classes.trainees import Trainee
from training.records.people.restrictions import ProcessingRestriction
from webapp.trainees.pages.claims import stamp


@dataclass(frozen=True)
class RestrictionLine:
    """One that holds: whose, since when, by whom, why, and the request that it rests on."""

    restriction_id: UUID
    who: str
    since: str
    reason: str
    number: str
    """Of the request; empty where the office did it by itself."""
    request_id: UUID | None


def restriction_line(own: ProcessingRestriction) -> RestrictionLine:
    asked = own.request
    return RestrictionLine(
        restriction_id=own.public_id,
        who=whose(own.trainee, own.district),
        since=f"{stamp(own.begun_at)} 起，{own.begun_by}办理",
        reason=own.reason,
        number=number_of(asked.year, asked.ordinal) if asked else "",
        request_id=asked.public_id if asked else None,
    )


def whose(trainee: Trainee, district: District | None) -> str:
    place = district.name if district else "没有参加过班"
    return f"{trainee.name} {mask_phone(trainee.phone)} {place}"
