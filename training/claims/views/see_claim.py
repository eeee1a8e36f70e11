"""Everything about one claim that a page, a card or a command shows, ready to print."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import CONFIDENTIAL, who_acts_next
from training.claims.rules.c1_claims import gates, lacking_to_submit, state_of
from training.claims.terms import ClaimState, PaperKind, PaperState
from training.claims.views.claim_views import ClaimView, EventView, FiledData, LookDraw, PaperView
from training.claims.views.find_claim import find_claim, is_own
from training.claims.views.load_claim import (
    HandedIn,
    as_case,
    as_rules_see,
    deciding_day,
    handed_in,
    policy_of,
    training_of,
)
from training.claims.views.money_of_claim import money_of_claim
from training.claims.views.review_has_begun import review_has_begun
from training.notice.identity import mask_id_number, mask_phone
from training.notice.policy import Policy
from training.notice.shares import is_drawn, rank
from training.people.views.restricted import told_restricted
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.claims.papers import ClaimPaper
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for


def see_claim(session: Session, staff: Staff, claim_id: UUID, *, now: datetime) -> ClaimView:
    """The claim, if this person may see it (raises NotFound)."""
    claim = find_claim(session, staff, claim_id)
    view, own = view_of(session, claim, now=now), claim.enrolment.trainee_id
    named = replace(view.filed, name=name_for(staff, view.filed.name))
    restricted = own in told_restricted(session, staff, [own])
    return replace(view, filed=named, is_own=is_own(claim, staff), is_restricted=restricted)


def for_claimant(view: ClaimView) -> ClaimView:
    """The same claim without what is told in confidence."""
    hidden = {each.value for each in CONFIDENTIAL}
    events = tuple(replace(each, reason="") if each.act in hidden else each for each in view.events)
    return replace(view, events=events, reason=events[-1].reason if events else "")


def view_of(session: Session, claim: C1Claim, *, now: datetime, is_decided: bool = False) -> ClaimView:
    """`is_decided`: for those who only tell what came of it, which costs much less."""
    handed, policy, today = handed_in(session, claim), policy_of(claim), deciding_day(claim, now)
    training = None if is_decided else training_of(session, claim.enrolment, claim.id, now=now)
    events = _events(session, claim)
    return ClaimView(
        public_id=claim.public_id,
        enrolment_id=claim.enrolment.public_id,
        state=claim.state,
        since=claim.since,
        acts_next=who_acts_next(
            claim.state,
            look_is_due=claim.look_is_due,
            second_reviewer_is_due=claim.second_reviewer_is_due,
        ),
        training=training,
        gates=gates(as_case(handed, training, now), policy, today) if training else (),
        papers=_papers(handed, now),
        lacking=lacking_to_submit(handed.papers, policy, today),
        reason=events[-1].reason if events else "",
        may_withdraw=claim.state is ClaimState.WAITING and not review_has_begun(session, claim),
        look_is_due=claim.look_is_due,
        has_objection=claim.has_objection,
        money=money_of_claim(session, claim),
        helpers=tuple(each.staff.name for each in claim.counter_filings),
        draw=_draw(claim, policy),
        events=events,
        filed=_filed(claim),
    )


def event_view(row: ClaimEvent) -> EventView:
    return EventView(row.act.value, row.state.value, row.acted_by, row.acted_at, row.reason)


def _papers(handed: HandedIn, now: datetime) -> tuple[PaperView, ...]:
    versions: dict[tuple[PaperKind, int], list[ClaimPaper]] = {}
    for paper in handed.versions:
        versions.setdefault((paper.kind, paper.place), []).insert(0, paper)
    views = (_paper(handed.claim, each, handed.submissions, now) for each in versions.values())
    in_order = list(PaperKind)
    return tuple(sorted(views, key=lambda view: (in_order.index(view.kind), view.place)))


def _paper(claim: C1Claim, versions: Sequence[ClaimPaper], submissions: int, now: datetime) -> PaperView:
    latest, *earlier = versions
    seen = as_rules_see(claim, latest, submissions)
    returned = [each.reason for each in latest.reviews if each.facts is None]
    state = state_of(seen, policy_of(claim), deciding_day(claim, now))
    return PaperView(
        public_id=latest.public_id,
        kind=latest.kind,
        place=latest.place,
        state=state,
        reason=returned[-1] if returned and state is PaperState.RETURNED else "",
        passed_by=tuple(each.staff.name for each in latest.reviews if each.staff_id in seen.passed_by),
        facts=seen.facts,
        media_type=latest.media_type,
        is_there=latest.purged_at is None,
        received_at=latest.received_at,
        received_by=latest.received_by,
        earlier=tuple(each.public_id for each in earlier if each.purged_at is None),
        reviews=sum(len(each.reviews) for each in versions),
    )


def _events(session: Session, claim: C1Claim) -> tuple[EventView, ...]:
    own = select(ClaimEvent).where(ClaimEvent.claim_id == claim.id).order_by(ClaimEvent.ordinal)
    return tuple(map(event_view, session.scalars(own)))


def _draw(claim: C1Claim, policy: Policy) -> LookDraw | None:
    if claim.seed is None or claim.approved_at is None:
        return None
    percent = policy.second_look_percent
    return LookDraw(
        seed=claim.seed.hex(),
        rank=rank(claim.public_id, claim.seed),
        percent=percent,
        is_drawn=is_drawn(claim.public_id, claim.seed, percent),
    )


def _filed(claim: C1Claim) -> FiledData:
    trainee, own = claim.enrolment.trainee, claim.enrolment.training_class
    return FiledData(
        name=trainee.name,
        id_number=mask_id_number(trainee.id_number),
        phone=mask_phone(trainee.phone),
        category=trainee.category,
        class_number=own.class_number,
        class_name=own.name,
        school=own.institution.name,
        district=claim.district.name,
        starts_on=own.starts_on.isoformat(),
        ends_on=own.ends_on.isoformat(),
    )
