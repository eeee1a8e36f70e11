"""A trainee's own devices: one that is lost, or not known, is signed out."""

from flask import Blueprint, Response, make_response, redirect, request, session, url_for

from training.people.acts.sign_out_device import sign_out_device
from training.people.acts.sign_out_others import sign_out_others
from webapp.web.auth import TOKEN, trainee_required
from webapp.web.house import house, now

blueprint = Blueprint("devices", __name__, url_prefix="/me/devices")


@blueprint.post("/leave")
@trainee_required
def leave(trainee_id: int) -> Response:
    with house().database.writing() as rows:
        sign_out_device(rows, trainee_id, request.form.get("device", ""), now=now())
    return make_response(redirect(url_for("personal.show", done="device"), 303))


@blueprint.post("/leave-others")
@trainee_required
def leave_others(trainee_id: int) -> Response:
    with house().database.writing() as rows:
        sign_out_others(rows, trainee_id, session[TOKEN], now=now())
    return make_response(redirect(url_for("personal.show", done="devices"), 303))
