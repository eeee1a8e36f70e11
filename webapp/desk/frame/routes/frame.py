"""How the desk looks, and every part that its pages are made of."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.staff.rules.staff_sign_in import own_path
from webapp.desk.frame.appearance import CHOICES, keep_appearance
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("frame", __name__, url_prefix="/desk")


@blueprint.get("/style")
@staff_required(Permission.ENTER_DESK)
def style(staff: Staff) -> str:
    return render_template("desk_style.html")


@blueprint.get("/keys")
@staff_required(Permission.ENTER_DESK)
def keys(staff: Staff) -> str:
    return render_template("desk_keys.html")


@blueprint.post("/appearance")
@staff_required(Permission.ENTER_DESK)
def set_appearance(staff: Staff) -> Response:
    chosen = request.form.get("appearance", "")
    if chosen not in CHOICES:
        abort(400)
    back = own_path(request.form.get("back", ""), url_for("staff.home"))
    return keep_appearance(make_response(redirect(back, 303)), chosen)
