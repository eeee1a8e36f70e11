"""Which claims somebody may see, and holding the one to act with (R09)."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session, joinedload

from training.claims.terms import ClaimState
from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.claims.claims import C1Claim, CounterFiling
from training.records.claims.papers import ClaimPaper
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff

UNSEEN = (ClaimState.DRAFT, ClaimState.GIVEN_UP)
"""Nobody has agreed yet, or no longer, that the offices look at these."""


def claims_with_class() -> Select[C1Claim]:
    """Every claim with person, class, rules and district loaded."""
    enrolment = joinedload(C1Claim.enrolment)
    of_class = enrolment.joinedload(Enrolment.training_class)
    return select(C1Claim).options(
        enrolment.joinedload(Enrolment.trainee),
        enrolment.joinedload(Enrolment.withdrawal),
        of_class.joinedload(TrainingClass.rule_set),
        of_class.joinedload(TrainingClass.institution),
        joinedload(C1Claim.district),
    )


def visible_claims(staff: Staff) -> Select[C1Claim]:
    """A query of the claims that this person may see; of an institution's trainees it is none's business."""
    own = within(staff, Permission.SEE_CLAIMS, district=C1Claim.district_id)
    return claims_with_class().where(C1Claim.state.not_in(UNSEEN), own)


def find_claim(session: Session, staff: Staff, claim_id: UUID) -> C1Claim:
    """The claim, if this person may see it; what you may not see is not found (raises NotFound)."""
    return _one(session, visible_claims(staff).where(C1Claim.public_id == claim_id), "这份申领")


def hold_visible_claim(session: Session, staff: Staff, claim_id: UUID) -> C1Claim:
    """The claim as it is once nobody else acts with it, held until the transaction ends; raises NotFound."""
    return hold_claim_where(session, staff, C1Claim.public_id == claim_id, "这份申领")


def hold_claim_of_paper(session: Session, staff: Staff, paper_id: UUID) -> C1Claim:
    """The claim that the paper was handed in with, likewise (raises NotFound)."""
    of_paper = select(ClaimPaper.claim_id).where(ClaimPaper.public_id == paper_id)
    return hold_claim_where(session, staff, C1Claim.id == of_paper.scalar_subquery(), "这张材料")


def hold_claim_where(session: Session, staff: Staff, which: ColumnElement[bool], what: str) -> C1Claim:
    """Raises NotFound, in which `what` is named."""
    session.scalars(select(C1Claim.id).where(which).with_for_update()).all()
    # What this session has seen of it before may be older than the hold.
    return _one(session, visible_claims(staff).where(which).execution_options(populate_existing=True), what)


def _one(session: Session, claims: Select[C1Claim], what: str) -> C1Claim:
    found = session.scalars(claims).one_or_none()
    if found is None:
        raise NotFound(what)
    return found


def is_own(claim: C1Claim, staff: Staff) -> bool:
    """Whether this person filed it or helped to, or asks for the money: nobody reviews that."""
    filed_by = {claim.filed_by_id, *(each.staff_id for each in claim.counter_filings)}
    return staff.id in filed_by or claim.enrolment.trainee.name == staff.name


def is_of_others(staff: Staff) -> ColumnElement[bool]:
    """The opposite, asked of the database: what waits for this person and not for a colleague."""
    helped = exists().where(CounterFiling.claim_id == C1Claim.id, CounterFiling.staff_id == staff.id)
    asked = exists().where(
        Enrolment.id == C1Claim.enrolment_id, Trainee.id == Enrolment.trainee_id, Trainee.name == staff.name
    )
    return and_(C1Claim.filed_by_id.is_distinct_from(staff.id), ~helped, ~asked)


def own_enrolment(session: Session, trainee_id: int, enrolment_id: UUID) -> Enrolment:
    """The trainee's own place in a class; raises NotFound."""
    own = (
        select(Enrolment)
        .where(Enrolment.trainee_id == trainee_id, Enrolment.public_id == enrolment_id)
        .options(
            joinedload(Enrolment.training_class).joinedload(TrainingClass.rule_set),
            joinedload(Enrolment.training_class).joinedload(TrainingClass.institution),
            joinedload(Enrolment.trainee),
            joinedload(Enrolment.withdrawal),
        )
    )
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这个班")
    return found


def latest_claim(session: Session, enrolment_id: int) -> C1Claim | None:
    """The living claim of this place in a class, or the last one that ended."""
    own = claims_with_class().where(C1Claim.enrolment_id == enrolment_id).order_by(C1Claim.id.desc())
    return session.scalars(own.limit(1)).first()


def own_claim(session: Session, trainee_id: int, enrolment_id: UUID) -> C1Claim:
    """The trainee's own claim for that class; raises NotFound."""
    found = latest_claim(session, own_enrolment(session, trainee_id, enrolment_id).id)
    if found is None:
        raise NotFound("您的申领，请先开始填写")
    return found


def hold_claim(session: Session, claim: C1Claim) -> C1Claim:
    """Until the transaction ends, acts with one claim come one after another.

    PostgreSQL lets others in between; SQLite has made its writer wait from the beginning.
    """
    session.scalars(select(C1Claim.id).where(C1Claim.id == claim.id).with_for_update()).one()
    session.refresh(claim)
    return claim


def hold_claimant(session: Session, claim: C1Claim) -> None:
    """Decisions about one person's claims come one after another: what one grants, the next must see (R19).

    Held until the transaction ends; others may still write rows that name the person.
    """
    own = select(Trainee.id).where(Trainee.id == claim.enrolment.trainee_id)
    session.scalars(own.with_for_update(key_share=True)).one()
