"""待确认的打卡批次 on the desk: what waits, what it would move, and the decision with its reason (R43)."""

from functools import partial

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.acts.late.decide_batch import decide_batch
from training.attendance.acts.late.record_decision import BatchVerdict
from training.attendance.views.late.batches_seen import touched_classes
from training.attendance.views.late.effect_of import effect_of
from training.attendance.views.late.list_batches import BatchView, list_batches
from training.attendance.views.late.waiting_batches import find_waiting_batch
from training.notice.permissions import Permission, may
from training.records.columns import BIGGEST_KEY
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.attendance.pages.batches import TONES, when
from webapp.web.forms import answer_form, is_approved, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("batches", __name__, url_prefix="/desk/batches")


@blueprint.get("")
@staff_required(Permission.SEE_WAITING_BATCHES)
def index(staff: Staff) -> str:
    which, after = request.args.get("view", BatchView.WAITS.value), request.args.get("after", 0, type=int)
    if which not in list(BatchView) or not 0 <= after <= BIGGEST_KEY:
        abort(404)
    with house().database.reading() as rows:
        page = list_batches(rows, staff, BatchView(which), after)
        return render_template(
            "batches.html", page=page, which=BatchView(which), views=list(BatchView), after=after, when=when
        )


@blueprint.get("/<int:number>")
@staff_required(Permission.SEE_WAITING_BATCHES)
def show(staff: Staff, number: int) -> str:
    return _page(staff, number)


@blueprint.post("/<int:number>")
@staff_required(Permission.ACCEPT_BATCHES)
def decide(staff: Staff, number: int) -> Response:
    with house().database.reading() as rows:
        find_waiting_batch(rows, staff, _known(number))
    approved, shown = is_approved(), seen_on_page()
    if not (shown.isascii() and shown.isdecimal()):
        abort(400)

    def act(rows: Session, digest: str) -> None:
        verdict = BatchVerdict(approved, request.form.get("reason", ""))
        decide_batch(rows, staff, _known(number), verdict, int(shown), now=now())

    address = url_for("batches.show", number=number)
    return answer_form(staff, act, address, partial(_page, staff, number))


def _known(number: int) -> int:
    """A number that no database holds is none that it has."""
    return number if number <= BIGGEST_KEY else 0


def _page(staff: Staff, number: int, error: str = "") -> str:
    with house().database.reading() as rows:
        found = find_waiting_batch(rows, staff, _known(number))
        days = (found.first_day, found.last_day)
        classes = touched_classes(rows, found.institution.id, [found.number], days)
        effect = effect_of(rows, [found], now()) if found.decision is None else None
        return render_template(
            "batch.html",
            found=found,
            classes=classes,
            effect=effect,
            qualified=[name_for(staff, each) for each in effect.qualified] if effect else [],
            error=error,
            tone=TONES[None if found.decision is None else found.decision.is_accepted],
            may_decide=found.decision is None and may(staff.role, Permission.ACCEPT_BATCHES),
            when=when,
        )
