"""A trainee's own pages: hours, days, how it counts. What is not yours is not found."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from training.announcements.views.own_announcements import count_unread
from training.attendance.views.progress_of import ClassProgress, enrolments_of, progress_of
from training.attendance.views.sources.origins_of import origins_of
from training.certificates.views.list_certificates import waits_to_be_fetched
from training.follow_ups.views.find_follow_up import to_be_asked
from training.notice.clock import shanghai_day
from training.payments.views.own_subsidy import own_subsidy
from training.records.classes.trainees import Enrolment
from training.results.views.own_result import own_result
from training.staff.rules.staff_sign_in import own_path
from training.vouchers.views.own_vouchers import has_vouchers
from webapp.trainees.pages.claim_line import claim_line, is_claimable
from webapp.trainees.pages.days import day_page, held_days
from webapp.trainees.pages.home import class_links, home_page
from webapp.trainees.pages.rule import rule_lines
from webapp.trainees.pages.subsidy import subsidy_card
from webapp.web.auth import trainee_required
from webapp.web.cookies import TEXT_SIZE, name_of_cookie
from webapp.web.house import house, now

blueprint = Blueprint("trainee", __name__)
TEXT_SIZES = ("normal", "large")
ONE_YEAR = 365 * 24 * 3600


@blueprint.get("/")
@trainee_required
def home(trainee_id: int) -> Any:
    return _home(trainee_id, None)


@blueprint.get("/classes/<uuid:enrolment>")
@trainee_required
def one_class(trainee_id: int, enrolment: UUID) -> Any:
    return _home(trainee_id, enrolment)


@blueprint.get("/classes/<uuid:enrolment>/days/<day>")
@trainee_required
def one_day(trainee_id: int, enrolment: UUID, day: str) -> Any:
    held_on = date_or_404(day)
    with house().database.reading() as rows:
        own = choose_or_404(enrolments_of(rows, trainee_id, shanghai_day(now())), enrolment)
        found, origins = progress_of(rows, own, now()), origins_of(rows, own)
    detail = day_page(found, held_on, now(), origins) or abort(404)
    return render_template(
        "day.html", day=detail, enrolment=enrolment, correction_days=found.policy.correction_days
    )


@blueprint.get("/classes/<uuid:enrolment>/how-it-counts")
@trainee_required
def how_it_counts(trainee_id: int, enrolment: UUID) -> Any:
    found = progress_or_404(trainee_id, enrolment)
    return render_template(
        "how_it_counts.html",
        rules=rule_lines(found.policy, found.progress.qualifying_percent),
        page=home_page(found, now()),
        details=held_days(found, now()),
        effective_from=found.policy.effective_from,
        enrolment=enrolment,
    )


@blueprint.post("/text-size")
def set_text_size() -> Response:
    size = request.form.get("size", "")
    if size not in TEXT_SIZES:
        abort(400)
    answer = make_response(redirect(own_path(request.form.get("back", ""), url_for("trainee.home")), 303))
    settings = house().settings
    name, secure = name_of_cookie(settings, TEXT_SIZE), settings.cookies_are_secure
    answer.set_cookie(name, size, max_age=ONE_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer


def _home(trainee_id: int, public_id: UUID | None) -> str:
    at = now()
    with house().database.reading() as rows:
        enrolments = enrolments_of(rows, trainee_id, shanghai_day(at))
        vouchers = has_vouchers(rows, trainee_id, shanghai_day(at))
        if not enrolments and public_id is None:
            return render_template("no_class.html", vouchers=vouchers)
        unread = count_unread(rows, trainee_id, shanghai_day(at))
        own = choose_or_404(enrolments, public_id)
        found = progress_of(rows, own, at)
        waits, result = waits_to_be_fetched(rows, own.id), own_result(rows, own)
        asked = to_be_asked(rows, trainee_id, shanghai_day(at))
        claim = claim_line(rows, own, found.progress.state) if is_claimable(own) else ""
        subsidy = subsidy_card(*own_subsidy(rows, own.id)) if result else None
    return render_template(
        "home.html",
        page=home_page(found, at, has_result=result is not None, paper_waits=bool(waits)),
        claim=claim,
        certificate=waits is not None,
        result=result.result.value if result else "",
        subsidy=subsidy,
        enrolment=own.public_id,
        others=class_links(enrolments, own),
        unread=unread,
        asked=[each.public_id for each in asked],
        vouchers=vouchers,
    )


def progress_or_404(trainee_id: int, public_id: UUID) -> ClassProgress:
    at = now()
    with house().database.reading() as rows:
        own = choose_or_404(enrolments_of(rows, trainee_id, shanghai_day(at)), public_id)
        return progress_of(rows, own, at)


def choose_or_404(enrolments: list[Enrolment], public_id: UUID | None) -> Enrolment:
    for each in enrolments:
        if public_id in (None, each.public_id):
            return each
    return abort(404)


def date_or_404(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)
