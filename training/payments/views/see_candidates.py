"""Whom the next meeting of the district may be about: judged lines, and approved claims of C1 (R19, R20)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimState
from training.claims.views.events_of import acts_with
from training.classes.views.within import within
from training.eligibility.rules.standards import NoStandard
from training.eligibility.terms import LineState, Scheme
from training.eligibility.views.claims_to_grant import ProposedClaim, claims_to_grant, propose_claims
from training.listing.views.page_of import count_of
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number
from training.notice.permissions import Permission
from training.payments.rules.meetings import MOST_AT_ONCE
from training.payments.views.find_meeting import lines_with_class
from training.payments.views.see_meeting import show_lines
from training.payments.views.shown import ShownLine
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine
from training.staff.views.name_for import name_for


@dataclass(frozen=True)
class CandidateClass:
    """The people of one class, and since when they are judged or their claims approved."""

    lines: tuple[ShownLine, ...]
    judged_on: date
    scheme: Scheme = Scheme.TRAINING

    @property
    def first(self) -> ShownLine:
        return self.lines[0]

    @property
    def standard_fen(self) -> int:
        """What one amount for all of them can be at most."""
        return min(each.standard_fen for each in self.lines)

    @property
    def since_words(self) -> str:
        """2026-06-01 核定."""
        return f"{self.judged_on} {'核定' if self.scheme is Scheme.TRAINING else '审核通过'}"


@dataclass(frozen=True)
class HeldClaim:
    """An approved claim that no meeting can grant, and why."""

    claim: UUID
    name: str
    class_number: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Candidates:
    """Class by class; those whose judgement does not hold any more apart, as claims that something is
    against."""

    classes: tuple[CandidateClass, ...]
    gone: tuple[ShownLine, ...]
    held: tuple[HeldClaim, ...]
    looks: int
    """Claims that wait for the city's second look."""
    waiting: int
    """How many there are in all; a page shows MOST_AT_ONCE of each scheme."""

    @property
    def people(self) -> int:
        return sum(len(each.lines) for each in self.classes)

    @property
    def standard_fen(self) -> int:
        """What it comes to where the meeting grants everybody the whole standard."""
        return sum(line.standard_fen for each in self.classes for line in each.lines)

    @property
    def is_cut(self) -> bool:
        return self.waiting > self.people + len(self.gone) + len(self.held)


def eligible_lines(staff: Staff) -> Select[SubsidyLine]:
    """可补贴 by a judgement that counts, and no meeting was about them yet."""
    own = within(staff, Permission.BEGIN_PUBLICITY, district=SubsidyLine.district_id)
    counts = SubsidyLine.judgement.has(SubsidyJudgement.in_force_at.is_not(None))
    return lines_with_class().where(own, SubsidyLine.state == LineState.ELIGIBLE, counts)


def approved_claims(staff: Staff) -> Select[C1Claim]:
    """通过, and no meeting was about them yet."""
    return claims_to_grant(within(staff, Permission.BEGIN_PUBLICITY, district=C1Claim.district_id))


def see_candidates(session: Session, staff: Staff, *, now: datetime) -> Candidates:
    """Those who wait longest first, whole classes together."""
    waiting, approved = eligible_lines(staff), approved_claims(staff)
    in_order = waiting.order_by(SubsidyLine.judgement_id, Enrolment.class_id, SubsidyLine.id)
    rows = session.scalars(in_order.limit(MOST_AT_ONCE)).all()
    lines = show_lines(session, staff, rows, now=now)
    pairs = [(each, row) for each, row in zip(lines, rows, strict=True) if each.holds]
    claims = propose_claims(session, session.scalars(approved.limit(MOST_AT_ONCE)).all())
    return Candidates(
        classes=(*_classes(pairs), *_classes_of_claims(session, staff, claims)),
        gone=tuple(each for each in lines if not each.holds),
        held=tuple(_held(staff, each) for each in claims if each.against),
        looks=_looks(session, staff),
        waiting=count_of(session, waiting, SubsidyLine.id) + count_of(session, approved, C1Claim.id),
    )


def _classes(pairs: Sequence[tuple[ShownLine, SubsidyLine]]) -> Iterator[CandidateClass]:
    for _, found in groupby(pairs, lambda pair: pair[0].class_id):
        own = list(found)
        judged = [row.judgement for _, row in own if row.judgement is not None]
        since = max(each.in_force_at or each.signed_at for each in judged)
        yield CandidateClass(tuple(each for each, _ in own), shanghai_day(since))


def _classes_of_claims(
    session: Session, staff: Staff, claims: Sequence[ProposedClaim]
) -> Iterator[CandidateClass]:
    free = sorted(
        (each for each in claims if not each.against), key=lambda each: each.claim.enrolment.class_id
    )
    acts = acts_with(session, [each.claim for each in free])
    for _, found in groupby(free, lambda each: each.claim.enrolment.class_id):
        own = list(found)
        lines = tuple(_shown(staff, each, acts[each.claim.id]) for each in own)
        yield CandidateClass(lines, max(each.approved_on for each in own), Scheme.C1)


def _shown(staff: Staff, proposed: ProposedClaim, acts: int) -> ShownLine:
    """As a line that is to come: known by its claim until the meeting grants it."""
    claim, price = proposed.claim, proposed.price
    if isinstance(price, NoStandard):
        raise price
    trainee, own = claim.enrolment.trainee, claim.enrolment.training_class
    return ShownLine(
        public_id=claim.public_id,
        name=name_for(staff, trainee.name),
        id_number=mask_id_number(trainee.id_number),
        class_id=own.public_id,
        class_number=own.class_number,
        class_name=own.name,
        school=own.institution.name,
        fund=price.fund,
        payee=price.payee,
        standard_fen=price.amount_fen,
        granted_fen=0,
        state=LineState.ELIGIBLE,
        has_objection=False,
        scheme=Scheme.C1,
        holds=True,
        acts=acts,
        application_key=None,
        paid_fen=None,
        voucher="",
        demanded_fen=0,
        returned_fen=0,
    )


def _held(staff: Staff, proposed: ProposedClaim) -> HeldClaim:
    claim = proposed.claim
    number = claim.enrolment.training_class.class_number
    return HeldClaim(claim.public_id, name_for(staff, proposed.name), number, proposed.against)


def _looks(session: Session, staff: Staff) -> int:
    own = within(staff, Permission.BEGIN_PUBLICITY, district=C1Claim.district_id)
    due = select(func.count()).where(own, C1Claim.state == ClaimState.APPROVED, C1Claim.look_is_due.is_(True))
    return session.scalar(due) or 0
