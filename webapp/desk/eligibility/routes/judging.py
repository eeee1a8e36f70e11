"""/desk/eligibility: the classes that wait for their 补贴核定, the oldest list first (R19)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from training.eligibility.rules.standards import NoStandard
from training.eligibility.views.proposals import ClassProposal, propose_classes
from training.eligibility.views.waiting import (
    MOST_COMPARED,
    changed_classes,
    classes_for_second,
    classes_to_judge,
    judged_classes,
)
from training.listing.views.page_of import Order, count_of, page_of
from training.notice.money import yuan
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("judging", __name__, url_prefix="/desk/eligibility")
VIEWS: dict[str, tuple[str, Any]] = {
    "judge": ("待核定", classes_to_judge),
    "second": ("待第二人签字", classes_for_second),
    "done": ("已核定", judged_classes),
}
CHANGED = "changed"
OLDEST_FIRST = Order((TrainingClass.ends_on, TrainingClass.id))
LATEST_FIRST = Order((TrainingClass.ends_on, TrainingClass.id), is_descending=True)
A_PAGE = 25
Row = tuple[TrainingClass, ClassProposal, str, int]


@blueprint.get("")
@staff_required(Permission.SEE_EXCLUSIONS)
def index(staff: Staff) -> str:
    view, place, at = request.args.get("view", "judge"), request.args.get("at", ""), now()
    if view not in (*VIEWS, CHANGED):
        abort(404)
    with house().database.reading() as rows:
        counts = {name: count_of(rows, query(staff), TrainingClass.id) for name, (_, query) in VIEWS.items()}
        changed = changed_classes(rows, staff, now=at)
        page = None
        classes: Sequence[TrainingClass] = changed
        if view != CHANGED:
            order = LATEST_FIRST if view == "done" else OLDEST_FIRST
            page = page_of(rows, VIEWS[view][1](staff), order, size=A_PAGE, place=place)
            classes = page.rows
        proposals = propose_classes(rows, classes, now=at)
        lines = [_row(each, proposals[each.id], at) for each in classes]
    return render_template(
        "judging.html",
        lines=lines,
        chips=_chips({**counts, CHANGED: len(changed)}, view),
        view=view,
        page=page,
        most=MOST_COMPARED,
    )


def _row(own: TrainingClass, proposal: ClassProposal, at: datetime) -> Row:
    """With what it comes to, and for how many days the list has counted."""
    price, listed = proposal.price, proposal.ground.listed
    total = "没有标准" if isinstance(price, NoStandard) else f"{yuan(price.amount_fen * proposal.fitting)} 元"
    since = listed.approved_at if listed else None
    return own, proposal, total, (at - since).days if since else 0


def _chips(counts: dict[str, int], view: str) -> list[tuple[str, str, int, bool]]:
    names = {name: words for name, (words, _) in VIEWS.items()}
    ordered = ("judge", "second", CHANGED, "done")
    words = {**names, CHANGED: "情况有变化"}
    return [(words[each], url_for(".index", view=each), counts[each], each == view) for each in ordered]
