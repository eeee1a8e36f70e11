"""Approved C1 claims as a meeting can grant them: what they come to, and what speaks against (R19, R61)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, exists
from sqlalchemy.orm import Session

from training.claims.terms import ClaimState
from training.claims.views.find_claim import claims_with_class
from training.claims.views.load_claim import policy_of
from training.eligibility.rules.claims import claim_exclusions
from training.eligibility.rules.compared import Hit, Span
from training.eligibility.rules.eligibility import Candidate, Course, Person
from training.eligibility.rules.reasons import Reason
from training.eligibility.rules.standards import NoStandard, Price
from training.eligibility.views.compared import found_on_lists
from training.eligibility.views.history import OfClass, subsidies_of
from training.eligibility.views.standards_in_force import prices_of_classes
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.records.subsidies.lines import SubsidyLine

NOBODY = Candidate(None, "", has_proof=False)
"""Of the person nothing is asked but what was had and which list names whom."""


@dataclass(frozen=True)
class ProposedClaim:
    """One approved claim: granted where it has a price and nothing speaks against it."""

    claim: C1Claim
    price: Price | NoStandard
    reasons: tuple[Reason, ...]

    @property
    def name(self) -> str:
        return self.claim.enrolment.trainee.name

    @property
    def approved_on(self) -> date:
        return approved_on(self.claim)

    @property
    def against(self) -> tuple[str, ...]:
        """In words for the office; empty where it can be granted."""
        lacking = (str(self.price),) if isinstance(self.price, NoStandard) else ()
        return (*lacking, *(each.office for each in self.reasons))


def approved_on(claim: C1Claim) -> date:
    return shanghai_day(claim.approved_at or claim.since)


def claims_to_grant(own: ColumnElement[bool]) -> Select[C1Claim]:
    """Approved, not waiting for a second look, and in no meeting's list yet; the oldest first."""
    listed = exists().where(SubsidyLine.live_enrolment_id == C1Claim.enrolment_id)
    ready = (C1Claim.state == ClaimState.APPROVED, C1Claim.look_is_due.is_(False), ~listed)
    return claims_with_class().where(own, *ready).order_by(C1Claim.since, C1Claim.id)


def propose_claims(session: Session, claims: Sequence[C1Claim]) -> list[ProposedClaim]:
    """In their order, in as many statements whatever their number; with class, rules and person loaded."""
    classes = list({own.id: own for own in (each.enrolment.training_class for each in claims)}.values())
    prices = prices_of_classes(session, classes)
    spans = {each.id: _span(each) for each in claims}
    history = subsidies_of(session, {each.enrolment.trainee_id for each in claims})
    hits = found_on_lists(session, spans)
    return [
        ProposedClaim(each, prices[each.enrolment.class_id], _against(each, history, hits.get(each.id, ())))
        for each in claims
    ]


def _span(claim: C1Claim) -> Span:
    own = claim.enrolment.training_class
    return Span(claim.enrolment.trainee_id, own.district_id, own.starts_on, own.ends_on)


def _against(
    claim: C1Claim, history: Mapping[int, list[OfClass]], hits: tuple[Hit, ...]
) -> tuple[Reason, ...]:
    own = claim.enrolment.training_class
    elsewhere = (had for key, had in history.get(claim.enrolment.trainee_id, ()) if key != own.id)
    person = Person(NOBODY, tuple(elsewhere), hits)
    return claim_exclusions(person, _course(own), approved_on(claim), policy_of(claim))


def _course(own: TrainingClass) -> Course:
    return Course(own.kind, own.trade, own.level, own.starts_on, own.ends_on, own.is_key_group, 0, 0)
