"""/desk/results: the classes that ended and wait for their verdict, the oldest first (待评估, R42)."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from training.listing.views.page_of import Order, count_of, page_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.results.rules.verdict import propose_verdict
from training.results.views.facts_of_classes import facts_of_classes
from training.results.views.waiting_results import (
    classes_to_judge,
    ended_classes,
    lists_to_approve,
    verdicts_for_second,
)
from webapp.desk.results.pages.class_result import TONES
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("results", __name__, url_prefix="/desk/results")
VIEWS: dict[str, tuple[str, Any]] = {
    "judge": ("待评估", classes_to_judge),
    "second": ("待第二人签字", verdicts_for_second),
    "list": ("待确认名单", lists_to_approve),
    "all": ("全部已结业", ended_classes),
}
OLDEST_FIRST = Order((TrainingClass.ends_on, TrainingClass.id))
LATEST_FIRST = Order((TrainingClass.ends_on, TrainingClass.id), is_descending=True)
A_PAGE = 25


@blueprint.get("")
@staff_required(Permission.SEE_RESULTS)
def index(staff: Staff) -> str:
    view = request.args.get("view", "judge")
    if view not in VIEWS:
        abort(404)
    today, place = shanghai_day(now()), request.args.get("at", "")
    with house().database.reading() as rows:
        counts = {
            name: count_of(rows, query(staff, today), TrainingClass.id) for name, (_, query) in VIEWS.items()
        }
        order = LATEST_FIRST if view == "all" else OLDEST_FIRST
        page = page_of(rows, VIEWS[view][1](staff, today), order, size=A_PAGE, place=place)
        facts = facts_of_classes(rows, page.rows)
    proposals = {key: propose_verdict(each) for key, each in facts.items()}
    return render_template(
        "results.html",
        lines=[(each, proposals[each.id], (today - each.ends_on).days) for each in page.rows],
        chips=[
            (words, url_for(".index", view=name), counts[name], name == view)
            for name, (words, _) in VIEWS.items()
        ],
        view=view,
        page=page,
        tones=TONES,
        sees_checks=may(staff.role, Permission.SEE_CHECKS),
    )
