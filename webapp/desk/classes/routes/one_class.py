"""One class: its roster, its hours, its checks and feedback, and what happened to it."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.rules.explanations import say_qualifies
from training.attendance.views.lists.leave_days import leave_days
from training.attendance.views.lists.sources_of import sources_of
from training.attendance.views.progress_of import progress_of_class
from training.checks.views.list_checks import checks_of_class
from training.classes.views.see_classes import see_class
from training.errors import NotFound
from training.feedback.views.list_feedback import FeedbackLine, feedback_of_class
from training.history.terms import Topic
from training.history.views.class_history import class_history
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.desk.classes.pages.matrix import matrix_of
from webapp.desk.classes.pages.roster import HEADINGS, is_meant, roster_lines
from webapp.desk.classes.routes.above import above_class
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.region.showing import class_first
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("one_class", __name__, url_prefix="/desk/classes/<uuid:class_id>")
LONGEST_SEARCH = 64
Tab = tuple[str, str, int | None, bool]


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def roster(staff: Staff, class_id: UUID) -> str:
    typed, at = request.args.get("q", "")[:LONGEST_SEARCH], now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        found = progress_of_class(rows, own, at)
        shown = roster_lines(staff, [each for each in found if is_meant(staff, each, typed)], at)
        above = above_class(rows, staff, own, "roster", len(found))
        region = class_first(rows, staff, own)
    return render_template(
        "desk_class_roster.html",
        own=own,
        head=above.head,
        tabs=above.tabs,
        region=region,
        when=partial(short_moment, now=at),
        lines=shown,
        typed=typed,
        qualifies=say_qualifies(found[0].progress) if found else "",
    )


@blueprint.get("/roster.<ending>")
@staff_required(Permission.SEE_CLASSES)
def roster_file(staff: Staff, class_id: UUID, ending: str) -> Response:
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        lines = roster_lines(staff, progress_of_class(rows, own, at), at)
    return list_file(ending, f"{own.class_number} 名册", HEADINGS, (each.cells for each in lines))


@blueprint.get("/hours")
@staff_required(Permission.SEE_CLASSES)
def hours(staff: Staff, class_id: UUID) -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        found = progress_of_class(rows, own, at)
        sources, leaves = sources_of(rows, own), leave_days(rows, own.id)
        above = above_class(rows, staff, own, "hours", len(found))
    matrix = matrix_of(staff, found, sources, leaves, at) if found else None
    return render_template("desk_class_hours.html", own=own, head=above.head, tabs=above.tabs, matrix=matrix)


@blueprint.get("/checks")
@staff_required(Permission.SEE_CHECKS)
def checks(staff: Staff, class_id: UUID) -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        found = list(reversed(checks_of_class(rows, staff, class_id)))
        lines = [(each, short_moment(each.started_at, at)) for each in found]
        feedback = _feedback(rows, staff, class_id)
        above = above_class(rows, staff, own, "checks")
    return render_template(
        "desk_class_checks.html",
        own=own,
        head=above.head,
        tabs=above.tabs,
        lines=lines,
        feedback=feedback,
        moment=lambda each: short_moment(each, at),
    )


@blueprint.get("/history")
@staff_required(Permission.SEE_CLASSES)
def history(staff: Staff, class_id: UUID) -> str:
    at, wanted = now(), request.args.get("topic", "")
    topic = Topic[wanted] if wanted in Topic.__members__ else None
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        found = class_history(rows, staff, own, topic=topic, place=request.args.get("at", ""))
        above = above_class(rows, staff, own, "history")
    lines = [(short_moment(each.at, at), each) for each in found.lines]
    link = {each: url_for(".history", class_id=class_id, topic=each.name) for each in found.counts}
    return render_template(
        "desk_class_history.html",
        own=own,
        head=above.head,
        tabs=above.tabs,
        lines=lines,
        page=found.page,
        chips=_topics(class_id, found.counts, topic, link),
        topic=topic.name if topic else None,
    )


def _topics(
    class_id: UUID, counts: dict[Topic, int], topic: Topic | None, link: dict[Topic, str]
) -> list[Tab]:
    everything: Tab = ("全部", url_for(".history", class_id=class_id), sum(counts.values()), topic is None)
    return [
        everything,
        *((each.value, link[each], counts[each], each is topic) for each in Topic if each in counts),
    ]


def _feedback(rows: Session, staff: Staff, class_id: UUID) -> FeedbackLine | None:
    if not may(staff.role, Permission.SEE_FEEDBACK):
        return None
    try:
        return feedback_of_class(rows, staff, class_id, now=now())
    except NotFound:
        return None
