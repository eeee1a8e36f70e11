"""The page of one claim, for whichever form of it could not be taken in."""

from uuid import UUID

from flask import render_template, request

from training.certificates.views.had_level_before import earlier_of
from training.claims.rules.c1_papers import facts_in_words
from training.claims.rules.claim_reasons import REJECTIONS
from training.claims.terms import ClaimState, PaperState
from training.claims.views.see_claim import see_claim
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.desk.claims.pages.review_forms import form_of
from webapp.trainees.pages.claims import CLAIM_TONES, TONES, stamp
from webapp.web.house import house, now

REVIEWABLE = (PaperState.IN_REVIEW, PaperState.PASSED, PaperState.RETURNED, PaperState.EXPIRED)
LOOKED_AT = (ClaimState.APPROVED, ClaimState.PUBLICISED)


def render_claim(staff: Staff, claim: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        view = see_claim(rows, staff, claim, now=now())
        earlier = earlier_of(rows, view.enrolment_id)
    reviews = may(staff.role, Permission.REVIEW_CLAIMS)
    return render_template(
        "claim_review.html",
        staff=staff,
        view=view,
        earlier=earlier,
        papers=[(each, form_of(each), facts_in_words(each.facts)) for each in view.papers],
        tones=TONES,
        claim_tones=CLAIM_TONES,
        stamp=stamp,
        yuan=yuan,
        rejections=REJECTIONS,
        decides=view.state is ClaimState.WAITING and reviews and not view.is_own,
        looks=view.state in LOOKED_AT and may(staff.role, Permission.LOOK_AGAIN),
        sees_papers=may(staff.role, Permission.OPEN_PAPERS),
        reviewable=REVIEWABLE,
        typed=request.form,
        typed_paper=(request.view_args or {}).get("paper"),
        typed_act=(request.view_args or {}).get("act"),
        error=error,
    )
