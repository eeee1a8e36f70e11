"""A trainee's C1 claim: what is needed, photos, summary with consent, taking it back."""

from typing import Any
from uuid import UUID, uuid4

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy.orm import Session

from training.claims.acts.give_up_claim import give_up_claim
from training.claims.acts.keep_paper import StoredFile, keep_paper
from training.claims.acts.open_claim import open_claim
from training.claims.acts.submit_claim import submit_claim
from training.claims.acts.withdraw_claim import withdraw_claim
from training.claims.rules.consent import CONSENT_VERSION, ConsentMissing, consent_lines
from training.claims.terms import ClaimState
from training.claims.views.by import TRAINEE, By
from training.claims.views.check_field import check_field
from training.claims.views.find_claim import latest_claim, own_claim, own_enrolment
from training.claims.views.load_claim import policy_of, reasons_against_claiming
from training.claims.views.own_thumbnail import own_thumbnail
from training.claims.views.paper_is_known import Field, is_known
from training.claims.views.see_claim import view_of
from training.errors import Refusal
from training.records.claims.claims import C1Claim
from webapp.trainees.pages.claims import claim_page, kind_of
from webapp.web.auth import trainee_required
from webapp.web.claim_uploads import let_go, photo_of_form, read_file, store_file
from webapp.web.errors import status_of
from webapp.web.forms import done, refused
from webapp.web.house import house, now

blueprint = Blueprint("claims", __name__)
CLIENT_KEY_LETTERS = 64
ENDED = (ClaimState.GIVEN_UP, ClaimState.REJECTED)


@blueprint.get("/classes/<uuid:enrolment>/claim")
@trainee_required
def show(trainee_id: int, enrolment: UUID) -> Any:
    return _page(trainee_id, enrolment)


@blueprint.post("/classes/<uuid:enrolment>/claim")
@trainee_required
def begin(trainee_id: int, enrolment: UUID) -> Any:
    with house().database.writing() as rows:
        open_claim(rows, own_enrolment(rows, trainee_id, enrolment), By(TRAINEE), now=now())
    return _back(enrolment)


@blueprint.post("/classes/<uuid:enrolment>/claim/<kind>/<int:place>")
@trainee_required
def hand_in(trainee_id: int, enrolment: UUID, kind: str, place: int) -> Any:
    """Looked at and stored first, then recorded: whatever is refused or breaks leaves nothing half."""
    paper_kind = kind_of(kind) or abort(404)
    field = Field(paper_kind, place, request.form.get("client_key", "")[:CLIENT_KEY_LETTERS] or None)
    try:
        _hand_in(trainee_id, enrolment, field)
    except Refusal as refusal:
        return _refused(refusal, trainee_id, enrolment, f"{kind}-{place}")
    return _done(enrolment, f"{kind}-{place}")


@blueprint.get("/classes/<uuid:enrolment>/claim/submit")
@trainee_required
def summary(trainee_id: int, enrolment: UUID) -> Any:
    return _summary(trainee_id, enrolment) or _back(enrolment)


@blueprint.post("/classes/<uuid:enrolment>/claim/submit")
@trainee_required
def submit(trainee_id: int, enrolment: UUID) -> Any:
    try:
        with house().database.writing() as rows:
            claim = own_claim(rows, trainee_id, enrolment)
            submit_claim(rows, claim, TRAINEE, agreed_to=request.form.get("consent", ""), now=now())
    except ConsentMissing as refusal:
        page = _summary(trainee_id, enrolment, str(refusal))
        if not page:
            raise
        return make_response(page, status_of(refusal))
    return _back(enrolment)


@blueprint.post("/classes/<uuid:enrolment>/claim/withdraw")
@trainee_required
def withdraw(trainee_id: int, enrolment: UUID) -> Any:
    with house().database.writing() as rows:
        withdraw_claim(rows, own_claim(rows, trainee_id, enrolment), TRAINEE, now=now())
    return _back(enrolment)


@blueprint.post("/classes/<uuid:enrolment>/claim/give-up")
@trainee_required
def give_up(trainee_id: int, enrolment: UUID) -> Any:
    with house().database.writing() as rows:
        give_up_claim(rows, own_claim(rows, trainee_id, enrolment), TRAINEE, now=now())
    return _back(enrolment)


@blueprint.get("/papers/<uuid:paper>/thumbnail")
@trainee_required
def thumbnail(trainee_id: int, paper: UUID) -> Response:
    with house().database.reading() as rows:
        kept = own_thumbnail(rows, trainee_id, paper)
    # The store may be slow: no database connection waits for it.
    answer = make_response(house().papers.get(kept.key))
    answer.content_type = kept.media_type
    answer.headers["Content-Disposition"] = 'inline; filename="thumbnail.jpg"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _hand_in(trainee_id: int, enrolment: UUID, field: Field) -> None:
    with house().database.reading() as rows:
        claim = own_claim(rows, trainee_id, enrolment)
        if is_known(rows, claim, field):
            return
        check_field(rows, claim, field, now=now())
    stored = store_file(claim, read_file(photo_of_form()))
    if not _is_recorded(trainee_id, enrolment, field, stored):
        let_go(stored)


def _is_recorded(trainee_id: int, enrolment: UUID, field: Field, stored: StoredFile) -> bool:
    try:
        with house().database.writing() as rows:
            claim = own_claim(rows, trainee_id, enrolment)
            return keep_paper(rows, claim, field, stored, received_by=TRAINEE, now=now())
    except Exception:
        let_go(stored)
        raise


def _page(trainee_id: int, enrolment: UUID, error: str = "", at: str = "") -> str:
    with house().database.reading() as rows:
        own = own_enrolment(rows, trainee_id, enrolment)
        claim = latest_claim(rows, own.id)
        if claim is None or claim.state in ENDED:
            return _invitation(rows, claim, enrolment, reasons_against_claiming(rows, own, now=now()))
        page = claim_page(view_of(rows, claim, now=now()))
    return render_template(
        "claim.html", enrolment=enrolment, page=page, error=error, at=at, new_key=lambda: uuid4().hex
    )


def _summary(trainee_id: int, enrolment: UUID, error: str = "") -> str:
    """Nothing where something is lacking, or where it lies with the offices."""
    with house().database.reading() as rows:
        claim = own_claim(rows, trainee_id, enrolment)
        view, lines = view_of(rows, claim, now=now()), consent_lines(policy_of(claim))
    if not view.is_editable or view.lacking:
        return ""
    return render_template(
        "claim_submit.html",
        enrolment=enrolment,
        view=view,
        consent=lines,
        version=CONSENT_VERSION,
        error=error,
    )


def _invitation(rows: Session, claim: C1Claim | None, enrolment: UUID, reasons: tuple[str, ...]) -> str:
    """Before anything is photographed: what is needed, or why it would be in vain."""
    ended = claim_page(view_of(rows, claim, now=now())) if claim else None
    return render_template("claim_begin.html", enrolment=enrolment, reasons=reasons, ended=ended)


def _back(enrolment: UUID) -> Response:
    return make_response(redirect(url_for("claims.show", enrolment=enrolment), 303))


def _done(enrolment: UUID, anchor: str) -> Response:
    return done(url_for("claims.show", enrolment=enrolment, _anchor=anchor))


def _refused(refusal: Refusal, trainee_id: int, enrolment: UUID, at: str) -> Response:
    return refused(refusal, lambda error: _page(trainee_id, enrolment, error, at))
