"""The short link of a reminder, and whether the trainee wants reminders at all."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from training.records import Trainee
from training.rules.identity import mask_phone
from training.services.follow_reminder import follow_reminder
from training.services.reach_trainee import opt_in, opt_out, opted_out, why_opted_out
from webapp.auth import send_to_sign_in, signed_in, trainee_required
from webapp.house import house, now

blueprint = Blueprint("reminders", __name__)
CHOICES = {"out": opt_out, "in": opt_in}
THEMSELVES = "学员本人"


@blueprint.get("/t/<token>")
def follow(token: str) -> Response:
    """To the day that the reminder is about; whoever is not that trainee learns nothing of it."""
    with house().database.reading() as rows:
        target = follow_reminder(rows, token, now=now())
    trainee_id = signed_in()
    if trainee_id is None:
        return send_to_sign_in(request.path)
    if trainee_id != target.trainee_id:
        return make_response(redirect(url_for("trainee.home"), 303))
    day = url_for("trainee.one_day", enrolment=target.enrolment, day=target.held_on.isoformat())
    return make_response(redirect(day, 303))


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
