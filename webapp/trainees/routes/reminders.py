"""The short link of a message, and whether the trainee wants reminders at all."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from training.notice.identity import mask_phone
from training.outbox.views.follow_link import LinkTarget, follow_link
from training.people.acts.opt_in import opt_in
from training.people.acts.opt_out import opt_out
from training.people.views.reachable import opted_out, why_opted_out
from training.records.classes.trainees import Trainee
from webapp.web.auth import send_to_sign_in, signed_in, trainee_required
from webapp.web.house import house, now

blueprint = Blueprint("reminders", __name__)
CHOICES = {"out": opt_out, "in": opt_in}
THEMSELVES = "学员本人"


@blueprint.get("/t/<token>")
def follow(token: str) -> Response:
    """To the page that the message is about; whoever is not that trainee learns nothing of it."""
    with house().database.reading() as rows:
        target = follow_link(rows, token, now=now())
    trainee_id = signed_in()
    if trainee_id is None:
        return send_to_sign_in(request.path)
    if trainee_id != target.trainee_id:
        return make_response(redirect(url_for("trainee.home"), 303))
    return make_response(redirect(_page_of(target), 303))


@blueprint.get("/reminders")
@trainee_required
def my_reminders(trainee_id: int) -> str:
    with house().database.reading() as rows:
        phone = mask_phone(rows.get_one(Trainee, trainee_id).phone)
        is_out, why = opted_out(rows, trainee_id), why_opted_out(rows, trainee_id)
    return render_template("reminders.html", phone=phone, is_out=is_out, why=why)


@blueprint.post("/reminders")
@trainee_required
def choose(trainee_id: int) -> Any:
    act = CHOICES.get(request.form.get("choice", "")) or abort(400)
    with house().database.writing() as rows:
        act(rows, rows.get_one(Trainee, trainee_id), asked_by=THEMSELVES, now=now())
    return redirect(url_for("reminders.my_reminders"), 303)


def _page_of(target: LinkTarget) -> str:
    if target.held_on is None:
        return url_for("claims.show", enrolment=target.enrolment)
    return url_for("trainee.one_day", enrolment=target.enrolment, day=target.held_on.isoformat())
