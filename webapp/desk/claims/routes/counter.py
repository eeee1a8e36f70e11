"""窗口代办: a clerk files a C1 claim for a trainee who has no smartphone, with scans made at the counter."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from training.claims.acts.counter.begin_at_counter import begin_at_counter
from training.claims.acts.counter.give_up_at_counter import give_up_at_counter
from training.claims.acts.counter.keep_at_counter import keep_at_counter
from training.claims.acts.counter.open_thumbnail import open_thumbnail
from training.claims.acts.counter.submit_at_counter import submit_at_counter
from training.claims.acts.counter.withdraw_at_counter import withdraw_at_counter
from training.claims.acts.keep_paper import StoredFile
from training.claims.rules.consent import CONSENT_VERSION, consent_lines
from training.claims.views.check_field import check_field
from training.claims.views.find_at_counter import (
    counter_claim,
    counter_claims,
    counter_enrolment,
    find_claimants,
    own_counter_claim,
)
from training.claims.views.load_claim import policy_of, reasons_against_claiming
from training.claims.views.paper_is_known import Field, is_known
from training.claims.views.see_claim import view_of
from training.errors import NotFound, Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.people.views.restricted import told_restricted
from training.records.staff.staff import Staff
from webapp.desk.claims.pages.counter import claimant_of, filed_line
from webapp.trainees.pages.claims import claim_page, kind_of
from webapp.web.claim_uploads import let_go, photo_of_form, read_file, store_file
from webapp.web.downloads import kept_file
from webapp.web.errors import status_of
from webapp.web.forms import answer_form, done, refused
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("counter", __name__, url_prefix="/desk/claims/counter")
CLIENT_KEY_LETTERS = 64


@blueprint.get("")
@staff_required(Permission.FILE_AT_COUNTER)
def index(staff: Staff) -> str:
    return _search_page(staff)


@blueprint.post("")
@staff_required(Permission.FILE_AT_COUNTER)
def search(staff: Staff) -> Any:
    """By a form that is posted: what is typed may be an ID number, which no address may hold."""
    said = request.form.get("said", "")
    try:
        with house().database.reading() as rows:
            found = find_claimants(rows, staff, said, shanghai_day(now()))
            restricted = told_restricted(rows, staff, [each.trainee_id for each in found])
            claimants = [claimant_of(each, restricted) for each in found]
    except Refusal as refusal:
        # Nobody found is an answer to a search, and the page is there.
        status = 200 if isinstance(refusal, NotFound) else status_of(refusal)
        return make_response(_search_page(staff, error=str(refusal)), status)
    return _search_page(staff, claimants=claimants)


@blueprint.get("/<uuid:enrolment>")
@staff_required(Permission.FILE_AT_COUNTER)
def show(staff: Staff, enrolment: UUID) -> str:
    return _page(staff, enrolment)


@blueprint.post("/<uuid:enrolment>")
@staff_required(Permission.FILE_AT_COUNTER)
def begin(staff: Staff, enrolment: UUID) -> Response:
    return _act(staff, enrolment, begin_at_counter)


@blueprint.post("/<uuid:enrolment>/papers/<kind>/<int:place>")
@staff_required(Permission.FILE_AT_COUNTER)
def hand_in(staff: Staff, enrolment: UUID, kind: str, place: int) -> Response:
    """Looked at and stored first, then recorded: whatever is refused or breaks leaves nothing half."""
    paper_kind = kind_of(kind) or abort(404)
    field = Field(paper_kind, place, request.form.get("client_key", "")[:CLIENT_KEY_LETTERS] or None)
    at = f"{kind}-{place}"
    try:
        _hand_in(staff, enrolment, field)
    except Refusal as refusal:
        return refused(refusal, lambda error: _page(staff, enrolment, error, at))
    return done(url_for("counter.show", enrolment=enrolment, _anchor=at))


@blueprint.get("/<uuid:enrolment>/submit")
@staff_required(Permission.FILE_AT_COUNTER)
def summary(staff: Staff, enrolment: UUID) -> Any:
    filed = _filed(staff, enrolment)
    if not filed["view"].is_editable or filed["view"].lacking:
        return redirect(url_for("counter.show", enrolment=enrolment), 303)
    return render_template("counter_submit.html", **filed)


@blueprint.get("/<uuid:enrolment>/consent")
@staff_required(Permission.FILE_AT_COUNTER)
def consent(staff: Staff, enrolment: UUID) -> str:
    """To be printed and signed by the trainee."""
    return render_template("counter_consent.html", staff=staff, **_filed(staff, enrolment))


@blueprint.post("/<uuid:enrolment>/submit")
@staff_required(Permission.FILE_AT_COUNTER)
def submit(staff: Staff, enrolment: UUID) -> Response:
    agreed_to = request.form.get("consent", "")
    return _act(staff, enrolment, partial(submit_at_counter, agreed_to=agreed_to))


@blueprint.post("/<uuid:enrolment>/withdraw")
@staff_required(Permission.FILE_AT_COUNTER)
def withdraw(staff: Staff, enrolment: UUID) -> Response:
    return _act(staff, enrolment, withdraw_at_counter)


@blueprint.post("/<uuid:enrolment>/give-up")
@staff_required(Permission.FILE_AT_COUNTER)
def give_up(staff: Staff, enrolment: UUID) -> Response:
    return _act(staff, enrolment, give_up_at_counter)


@blueprint.get("/papers/<uuid:paper>/thumbnail")
@staff_required(Permission.FILE_AT_COUNTER)
def thumbnail(staff: Staff, paper: UUID) -> Response:
    with house().database.writing() as rows:
        kept = open_thumbnail(rows, staff, paper, now=now())
    # The store may be slow: no database connection waits for it.
    return kept_file(house().papers.get(kept.key), kept.media_type, kept.name)


def _hand_in(staff: Staff, enrolment: UUID, field: Field) -> None:
    with house().database.reading() as rows:
        claim = own_counter_claim(rows, staff, enrolment)
        if is_known(rows, claim, field):
            return
        check_field(rows, claim, field, now=now())
    stored = store_file(claim, read_file(photo_of_form()))
    if not _is_recorded(staff, enrolment, field, stored):
        let_go(stored)


def _is_recorded(staff: Staff, enrolment: UUID, field: Field, stored: StoredFile) -> bool:
    try:
        with house().database.writing() as rows:
            return keep_at_counter(rows, staff, enrolment, field, stored, now=now())
    except Exception:
        let_go(stored)
        raise


def _act(staff: Staff, enrolment: UUID, act: Callable[..., object]) -> Response:
    def acted(rows: Session, digest: str) -> None:
        act(rows, staff, enrolment, now=now())

    address = url_for("counter.show", enrolment=enrolment)
    return answer_form(staff, acted, address, partial(_page, staff, enrolment))


def _filed(staff: Staff, enrolment: UUID) -> dict[str, Any]:
    """The claim with the words that the trainee agrees to."""
    with house().database.reading() as rows:
        claim = own_counter_claim(rows, staff, enrolment)
        view, lines = view_of(rows, claim, now=now()), consent_lines(policy_of(claim))
    return {"enrolment": enrolment, "view": view, "consent": lines, "version": CONSENT_VERSION}


def _search_page(staff: Staff, **found: Any) -> str:
    with house().database.reading() as rows:
        own = [filed_line(each) for each in counter_claims(rows, staff)]
    return render_template("counter.html", own=own, **({"claimants": None, "error": ""} | found))


def _page(staff: Staff, enrolment: UUID, error: str = "", at: str = "") -> str:
    with house().database.reading() as rows:
        place = counter_enrolment(rows, staff, enrolment)
        claimant = claimant_of(place, told_restricted(rows, staff, [place.trainee_id]))
        claim = counter_claim(rows, staff, enrolment)
        page = claim_page(view_of(rows, claim, now=now())) if claim else None
        reasons = (
            () if page and not page.may_begin_again else reasons_against_claiming(rows, place, now=now())
        )
    return render_template(
        "counter_claim.html",
        enrolment=enrolment,
        claimant=claimant,
        page=page,
        reasons=reasons,
        error=error,
        at=at,
        new_key=lambda: uuid4().hex,
    )
