"""The autonomous region's totals first, ours beside them, and the difference (R23)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within
from training.notice.permissions import Permission
from training.notice.terms import ClassKind
from training.records.claims.claims import C1Claim
from training.records.claims.paid import claims_paid
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal
from training.records.staff.staff import Staff
from training.records.subsidies.region_totals import RegionTotal
from training.subsidies.views.newest_totals import newest_totals


@dataclass(frozen=True)
class Compared:
    """One figure: theirs, which counts, and ours up to the same day."""

    region: int
    own: int

    @property
    def difference(self) -> int:
        """By how much ours is more."""
        return self.own - self.region


@dataclass(frozen=True)
class DistrictYear:
    """A district's year, C1 alone."""

    district: str
    year: int
    as_of: date
    imported_at: datetime
    imported_by: str
    trained: Compared
    """People on the rosters of C1 classes that began in the year, those who left not counted."""
    subsidised: Compared
    """People to whom, or for whom, the subsidy was paid in the year."""
    fen: Compared


def compare_region_totals(session: Session, staff: Staff) -> list[DistrictYear]:
    """What was imported last of each district that this person sees; the newest year first."""
    latest: dict[tuple[int, int], RegionTotal] = {}
    totals = newest_totals().options(joinedload(RegionTotal.district), joinedload(RegionTotal.batch))
    own = within(staff, Permission.SEE_CLAIM_NUMBERS, district=RegionTotal.district_id)
    for total in session.scalars(totals.where(own)):
        latest.setdefault((-total.year, total.district_id), total)
    return [_compared(session, latest[place]) for place in sorted(latest)]


def _compared(session: Session, total: RegionTotal) -> DistrictYear:
    first, last = date(total.year, 1, 1), min(total.as_of, date(total.year, 12, 31))
    subsidised, fen = _paid(session, total.district_id, first, last)
    return DistrictYear(
        district=total.district.name,
        year=total.year,
        as_of=total.as_of,
        imported_at=total.batch.imported_at,
        imported_by=total.batch.imported_by,
        trained=Compared(total.trained, _trained(session, total.district_id, first, last)),
        subsidised=Compared(total.subsidised, subsidised),
        fen=Compared(total.amount_fen, fen),
    )


def _trained(session: Session, district_id: int, first: date, last: date) -> int:
    people = (
        select(func.count(Enrolment.trainee_id.distinct()))
        .join(TrainingClass, Enrolment.class_id == TrainingClass.id)
        .join(Withdrawal, Withdrawal.enrolment_id == Enrolment.id, isouter=True)
        .where(TrainingClass.district_id == district_id, TrainingClass.starts_on.between(first, last))
        .where(TrainingClass.kind == ClassKind.C1, Withdrawal.id.is_(None))
    )
    return session.scalar(people) or 0


def _paid(session: Session, district_id: int, first: date, last: date) -> tuple[int, int]:
    """How many people, and how much in fen."""
    own = claims_paid()
    paid = (
        select(func.count(Enrolment.trainee_id.distinct()), func.sum(own.c.amount_fen))
        .join(C1Claim, own.c.claim_id == C1Claim.id)
        .join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
        .where(C1Claim.district_id == district_id, own.c.paid_on.between(first, last))
    )
    people, fen = session.execute(paid).one()
    return people, int(fen or 0)
