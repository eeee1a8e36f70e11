"""The lines of the meeting's list and of the publicity (R20, R21)."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.sheets.claim_sheets import ListedClaim
from training.claims.terms import ClaimState, PaperKind
from training.claims.views.find_claim import claims_with_class
from training.classes.views.within import within
from training.listing.views.page_of import Order, portions_of
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number, mask_phone
from training.notice.permissions import Permission
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.staff.views.name_for import name_for

OLDEST_FIRST = Order((C1Claim.since, C1Claim.id))
PORTION = 500
"""Claims that are loaded at once; a statement takes no list of keys without an end."""


def approved_for_staff(session: Session, staff: Staff) -> list[ListedClaim]:
    """Approved and not waiting for a second look; nobody for whoever may not take the list away."""
    own = within(staff, Permission.TAKE_APPROVED_LIST, district=C1Claim.district_id)
    approved = claims_with_class().where(own, C1Claim.state == ClaimState.APPROVED)
    ready = approved.where(C1Claim.look_is_due.is_(False))
    portions = portions_of(session, ready, OLDEST_FIRST, size=PORTION)
    return [line for claims in portions for line in listed(session, claims)]


def publicised(session: Session, publicity: Publicity) -> list[ListedClaim]:
    """Those who are shown to the public, in the order of the meeting's list."""
    shown = claims_with_class().where(C1Claim.publicity_id == publicity.id).order_by(C1Claim.id)
    return listed(session, session.scalars(shown))


def list_for(staff: Staff, lines: Iterable[ListedClaim]) -> list[ListedClaim]:
    """The same list, as this person may see it."""
    return [replace(each, name=name_for(staff, each.name)) for each in lines]


def listed(session: Session, claims: Iterable[C1Claim]) -> list[ListedClaim]:
    """One line a claim, with ID number and phone masked."""
    found = list(claims)
    proofs = _proofs(session, [claim.id for claim in found])
    return [_line(claim, proofs.get(claim.id, ())) for claim in found]


def _line(claim: C1Claim, kinds: Iterable[PaperKind]) -> ListedClaim:
    trainee, own = claim.enrolment.trainee, claim.enrolment.training_class
    return ListedClaim(
        name=trainee.name,
        id_number=mask_id_number(trainee.id_number),
        phone=mask_phone(trainee.phone),
        class_number=own.class_number,
        class_name=own.name,
        school=own.institution.name,
        district=claim.district.name,
        proof="、".join(kind.value for kind in PaperKind if kind in kinds and kind is not PaperKind.LICENCE),
        approved_on=shanghai_day(claim.approved_at).isoformat() if claim.approved_at else "",
    )


def _proofs(session: Session, claim_ids: list[int]) -> dict[int, set[PaperKind]]:
    kinds: dict[int, set[PaperKind]] = {}
    papers = select(ClaimPaper.claim_id, ClaimPaper.kind).where(ClaimPaper.claim_id.in_(claim_ids)).distinct()
    for claim_id, kind in session.execute(papers):
        kinds.setdefault(claim_id, set()).add(kind)
    return kinds
