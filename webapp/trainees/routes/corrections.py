"""A trainee asks for a missed punch to be made good (补卡), and sees what became of it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.acts.request_correction import request_correction
from training.attendance.views.corrections.check_correction import CorrectionDraft, check_correction
from training.attendance.views.progress_of import enrolments_of
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.pictures.photos import read_photo
from training.records.classes.trainees import Enrolment
from webapp.trainees.pages.corrections import SLUGS, correction_page
from webapp.trainees.routes.trainee import choose_or_404, date_or_404, progress_or_404
from webapp.web.auth import trainee_required
from webapp.web.errors import say_when, status_of
from webapp.web.house import house, now

blueprint = Blueprint("corrections", __name__)
PLACE = "/classes/<uuid:enrolment>/days/<day>/corrections/<slug>"


@blueprint.get(PLACE)
@trainee_required
def show(trainee_id: int, enrolment: UUID, day: str, slug: str) -> Any:
    return _page(trainee_id, enrolment, (date_or_404(day), slug))


@blueprint.post(PLACE)
@trainee_required
def ask(trainee_id: int, enrolment: UUID, day: str, slug: str) -> Any:
    held_on, typed = date_or_404(day), request.form.get("reason", "")
    half_day, punch = SLUGS.get(slug) or abort(404)
    try:
        _ask(trainee_id, enrolment, CorrectionDraft((held_on, half_day), punch, typed))
    except Refusal as refusal:
        page = _page(trainee_id, enrolment, (held_on, slug), error=str(refusal), reason=typed)
        return say_when(make_response(page, status_of(refusal)), refusal)
    return redirect(url_for("corrections.show", enrolment=enrolment, day=day, slug=slug), 303)


def _ask(trainee_id: int, enrolment: UUID, draft: CorrectionDraft) -> None:
    """A photo may cost seconds: it is read only where the rest of the request stands."""
    if _has_photo():
        with house().database.reading() as rows:
            check_correction(rows, _own(rows, trainee_id, enrolment), draft, now=now())
        draft = replace(draft, photo=_photo())
    with house().database.writing() as rows:
        request_correction(rows, _own(rows, trainee_id, enrolment), draft, now=now())


def _own(rows: Session, trainee_id: int, enrolment: UUID) -> Enrolment:
    return choose_or_404(enrolments_of(rows, trainee_id, shanghai_day(now())), enrolment)


def _page(trainee_id: int, enrolment: UUID, place: tuple[date, str], **typed: str) -> str:
    held_on, slug = place
    if slug not in SLUGS:
        abort(404)
    found = progress_or_404(trainee_id, enrolment)
    page = correction_page(found, held_on, slug, now()) or abort(404)
    return render_template(
        "correction.html", page=page, enrolment=enrolment, day=held_on, policy=found.policy, **typed
    )


def _has_photo() -> bool:
    """A browser sends an empty part where none was chosen."""
    return "photo" in request.files and bool(request.files["photo"].filename)


def _photo() -> bytes:
    return read_photo(request.files["photo"].read())
