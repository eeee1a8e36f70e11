"""The autonomous region's totals first, ours beside them, and the difference (R23)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within
from training.notice.permissions import Permission
from training.notice.terms import ClassKind
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal
from training.records.payments.paid_money import paid_money
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
    """People to whom, or for whom, the subsidy was paid in the year, and did not all come back."""
    fen: Compared
    """Paid in the year, less what of just that came back until the day of their figure."""


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
    subsidised, fen = _paid(session, total.district_id, (first, last, total.as_of))
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


def _paid(session: Session, district_id: int, days: tuple[date, date, date]) -> tuple[int, int]:
    """How many people, and how much in fen. `days`: the first and the last of payment, that of the count."""
    first, last, as_of = days
    own = paid_money()
    by_person = (
        select(func.sum(own.c.amount_fen).label("fen"))
        .join(C1Claim, own.c.claim_id == C1Claim.id)
        .join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
        .where(C1Claim.district_id == district_id, own.c.paid_on.between(first, last))
        .where(own.c.moved_on <= as_of)
        .group_by(Enrolment.trainee_id)
        .having(func.sum(own.c.amount_fen) > 0)
        .subquery()
    )
    people, fen = session.execute(select(func.count(), func.sum(by_person.c.fen))).one()
    return people, int(fen or 0)
