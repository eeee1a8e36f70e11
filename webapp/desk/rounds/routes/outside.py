"""轮外查班: why a class is checked that the round of the day has not drawn, asked before it begins (R06)."""

from functools import partial
from secrets import token_bytes
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from sqlalchemy.orm import Session

from training.checks.acts.new_check import Why
from training.checks.acts.start_check import start_check
from training.checks.acts.video.start_video_check import start_video_check
from training.checks.views.class_to_check import CheckIsRunning
from training.checks.views.rounds.order_of import order_of
from training.classes.views.see_classes import see_class
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.checks.acting import join_running, running_check
from webapp.web.forms import done, refused, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("outside_rounds", __name__, url_prefix="/desk/rounds/outside")
SEED_BYTES = 32
VIDEO = "video"


@blueprint.get("/<uuid:class_id>")
@staff_required(Permission.CHECK_CLASSES)
def ask(staff: Staff, class_id: UUID) -> str:
    return _page(staff, class_id)


@blueprint.post("/<uuid:class_id>")
@staff_required(Permission.CHECK_CLASSES)
def start(staff: Staff, class_id: UUID) -> Response:
    reason, is_video = request.form.get("reason", ""), request.form.get("method") == VIDEO
    why = Why(reason, reason)

    def act(rows: Session, digest: str) -> None:
        if is_video:
            start_video_check(rows, staff, class_id, why=why, now=now())
        else:
            seed = token_bytes(SEED_BYTES)
            start_check(rows, staff, class_id, seed=seed, why=why, now=now())

    did = "video-started" if is_video else "started"
    try:
        take_in(staff, act)
    except CheckIsRunning as refusal:
        did = join_running(staff, refusal)
    except Refusal as refusal:
        return refused(refusal, partial(_page, staff, class_id))
    return done(running_check(staff, class_id, did))


def _page(staff: Staff, class_id: UUID, problem: str = "") -> str:
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        found = order_of(rows, staff, class_id, shanghai_day(now()))
        return render_template("round_outside.html", own=own, found=found, error=problem, typed=request.form)
