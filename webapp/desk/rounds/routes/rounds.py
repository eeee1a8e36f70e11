"""今日抽查 at the desk: draw, see and prove the rounds, and hand their orders on (R06)."""

import json
from functools import partial
from secrets import token_bytes
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.checks.acts.rounds.cancel_order import cancel_order
from training.checks.acts.rounds.draw_round import draw_round
from training.checks.acts.rounds.reassign_order import reassign_order
from training.checks.rules.rounds import verify_round
from training.checks.views.rounds.candidates_for import WHICH, candidates_for
from training.checks.views.rounds.export_round import export_round
from training.checks.views.rounds.find_round import find_round
from training.checks.views.rounds.list_rounds import list_rounds
from training.checks.views.rounds.see_order import see_order
from training.checks.views.rounds.see_round import rounds_today, see_round, stated_round
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.checks.pages.moments import moment
from webapp.desk.rounds.pages.rounds import TONES, USUAL, read_draw, read_id
from webapp.web.downloads import taken_away
from webapp.web.forms import Act, answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("rounds", __name__, url_prefix="/desk/rounds")
SEED_BYTES = 32


@blueprint.get("")
@staff_required(Permission.SEE_ROUNDS)
def index(staff: Staff) -> str:
    return _index(staff)


@blueprint.post("")
@staff_required(Permission.DRAW_ROUNDS)
def draw(staff: Staff) -> Response:
    def act(rows: Session, digest: str) -> None:
        wanted = read_draw(request.form, shanghai_day(now()))
        seed = token_bytes(SEED_BYTES)
        draw_round(rows, staff, wanted.size, seed=seed, another=wanted.another, now=now())

    return answer_form(staff, act, url_for("rounds.index"), partial(_index, staff))


@blueprint.get("/<uuid:round_id>")
@staff_required(Permission.SEE_ROUNDS)
def show(staff: Staff, round_id: UUID) -> str:
    """With `verify` it is computed again, from what was stored."""
    with house().database.reading() as rows:
        view = see_round(rows, staff, round_id, now=now())
        findings = (
            verify_round(stated_round(rows, find_round(rows, staff, round_id)))
            if "verify" in request.args
            else ()
        )
    return render_template("round.html", view=view, findings=findings, tones=TONES, moment=moment)


@blueprint.get("/<uuid:round_id>/export")
@staff_required(Permission.SEE_ROUNDS)
def export(staff: Staff, round_id: UUID) -> Response:
    with house().database.reading() as rows:
        view = see_round(rows, staff, round_id, now=now())
    text = json.dumps(export_round(view), ensure_ascii=False, indent=2) + "\n"
    return taken_away(text.encode(), f"{view.number}.json")


@blueprint.get("/orders/<uuid:order_id>")
@staff_required(Permission.DRAW_ROUNDS)
def order(staff: Staff, order_id: UUID) -> str:
    return _order(staff, order_id)


@blueprint.post("/orders/<uuid:order_id>/reassign")
@staff_required(Permission.DRAW_ROUNDS)
def reassign(staff: Staff, order_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        to, reason = read_id(request.form.get("to", "")), request.form.get("reason", "")
        reassign_order(rows, staff, order_id, to, reason, now=now())

    return _on_order(staff, order_id, act)


@blueprint.post("/orders/<uuid:order_id>/cancel")
@staff_required(Permission.DRAW_ROUNDS)
def cancel(staff: Staff, order_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        cancel_order(rows, staff, order_id, request.form.get("reason", ""), now=now())

    return _on_order(staff, order_id, act)


def _on_order(staff: Staff, order_id: UUID, act: Act) -> Response:
    address = url_for("rounds.order", order_id=order_id)
    return answer_form(staff, act, address, partial(_order, staff, order_id))


def _index(staff: Staff, problem: str = "") -> str:
    with house().database.reading() as rows:
        draws = may(staff.role, Permission.DRAW_ROUNDS)
        today = rounds_today(rows, staff, now=now())
        count = len(candidates_for(rows, staff, now=now())) if draws else 0
        former = list_rounds(rows, staff)
    return render_template(
        "rounds.html",
        staff=staff,
        today=today,
        count=count,
        which=WHICH,
        former=[each for each in former if each.round_id not in {view.round_id for view in today}],
        day=shanghai_day(now()),
        usual=min(USUAL, count),
        tones=TONES,
        moment=moment,
        error=problem,
        typed=request.form,
    )


def _order(staff: Staff, order_id: UUID, problem: str = "") -> str:
    with house().database.reading() as rows:
        view = see_order(rows, staff, order_id, now=now())
    return render_template("round_order.html", view=view, tones=TONES, error=problem, typed=request.form)
