"""A claim as the rules see it: what is against the training, and the latest version of every paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from training.attendance.views.progress_of import progress_of
from training.claims.rules.c1_acts import GRANTED
from training.claims.rules.c1_claims import Case, Paper, Review, standing
from training.claims.rules.c1_papers import PaperFacts
from training.claims.rules.c1_training import Training, reasons_against
from training.claims.terms import ClaimAct, ClaimState
from training.classes.views.approvals_of import approvals_of
from training.notice.clock import shanghai_day
from training.notice.policy import Policy
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.claims.papers import ClaimPaper, PaperReview
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment


@dataclass(frozen=True)
class HandedIn:
    """The papers of a claim, every version of each, and how often the claim was submitted."""

    claim: C1Claim
    versions: Sequence[ClaimPaper]
    """Kind by kind and place by place, the oldest first."""
    submissions: int

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The latest version of each, as the rules see it."""
        latest = {(each.kind, each.place): each for each in self.versions}
        return tuple(as_rules_see(self.claim, each, self.submissions) for each in latest.values())


def policy_of(claim: C1Claim) -> Policy:
    return claim.enrolment.training_class.rule_set.policy


def deciding_day(claim: C1Claim, now: datetime) -> date:
    """What was good when the claim was approved stays good."""
    return shanghai_day(claim.approved_at if claim.approved_at and claim.state in GRANTED else now)


def case_of(session: Session, claim: C1Claim, *, now: datetime) -> Case:
    """Everything that decides about the claim at this moment."""
    training = training_of(session, claim.enrolment, claim.id, now=now)
    return as_case(handed_in(session, claim), training, now)


def as_case(handed: HandedIn, training: Training, now: datetime) -> Case:
    """The same of what is loaded."""
    return Case(
        reasons_against_training=reasons_against(training, policy_of(handed.claim), shanghai_day(now)),
        training_began=training.starts_on,
        papers=handed.papers,
    )


def handed_in(session: Session, claim: C1Claim) -> HandedIn:
    return HandedIn(claim, all_papers(session, claim), submissions_of(session, claim))


def reasons_against_claiming(
    session: Session, enrolment: Enrolment, claim_id: int | None = None, *, now: datetime
) -> tuple[str, ...]:
    """Gate 1: why this training earns no C1 subsidy; `claim_id` is the claim that is asked about itself."""
    training = training_of(session, enrolment, claim_id, now=now)
    return reasons_against(training, enrolment.training_class.rule_set.policy, shanghai_day(now))


def training_of(
    session: Session, enrolment: Enrolment, claim_id: int | None = None, *, now: datetime
) -> Training:
    """What of the training decides that."""
    own, progress = enrolment.training_class, progress_of(session, enrolment, now).progress
    return Training(
        kind=own.kind,
        starts_on=own.starts_on,
        approvals=approvals_of(session, own.institution_id),
        state=progress.state,
        credited_halves=progress.credited_halves,
        needed_halves=progress.needed_halves,
        subsidised_on=_subsidised_on(session, enrolment, claim_id),
    )


def all_papers(session: Session, claim: C1Claim) -> Sequence[ClaimPaper]:
    """Every version, kind by kind and place by place, the oldest first."""
    own = select(ClaimPaper).where(ClaimPaper.claim_id == claim.id)
    in_order = own.order_by(ClaimPaper.kind, ClaimPaper.place, ClaimPaper.version)
    reviews = selectinload(ClaimPaper.reviews).joinedload(PaperReview.staff)
    return session.scalars(in_order.options(reviews)).all()


def latest_papers(session: Session, claim: C1Claim) -> list[ClaimPaper]:
    return list({(each.kind, each.place): each for each in all_papers(session, claim)}.values())


def submissions_of(session: Session, claim: C1Claim) -> int:
    """How often the claim was submitted."""
    acts = select(ClaimEvent.id).where(ClaimEvent.claim_id == claim.id, ClaimEvent.act == ClaimAct.SUBMIT)
    return len(session.scalars(acts).all())


def as_rules_see(claim: C1Claim, paper: ClaimPaper, submissions: int) -> Paper:
    reviews = [
        Review(each.staff_id, PaperFacts.from_json(each.facts) if each.facts is not None else None)
        for each in paper.reviews
    ]
    is_submitted = claim.state is not ClaimState.DRAFT and paper.for_submission <= submissions
    return Paper(paper.kind, paper.place, is_submitted, standing(paper.kind, reviews))


def _subsidised_on(session: Session, enrolment: Enrolment, claim_id: int | None) -> date | None:
    """When another claim of this person for the same trade was approved last.

    The kind of the class is the trade: into 培训工种 schools write different words for one and the same.
    """
    granted = (
        select(C1Claim.approved_at)
        .join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
        .join(TrainingClass, Enrolment.class_id == TrainingClass.id)
        .where(Enrolment.trainee_id == enrolment.trainee_id)
        .where(TrainingClass.kind == enrolment.training_class.kind)
        .where(C1Claim.state.in_(GRANTED), C1Claim.id != (claim_id or 0))
    )
    moments = [moment for moment in session.scalars(granted) if moment is not None]
    return shanghai_day(max(moments)) if moments else None
