"""One class: its roster, its hours, its checks and feedback, and what happened to it."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.rules.explanations import say_qualifies
from training.attendance.views.lists.leave_days import leave_days
from training.attendance.views.lists.present_now import present_now
from training.attendance.views.lists.sources_of import sources_of
from training.attendance.views.progress_of import progress_of_class
from training.calendar.views.calendar_of import calendar_of
from training.checks.terms import CheckLevel
from training.checks.views.list_checks import checks_of_class
from training.checks.views.owed_checks import quotas_of_classes
from training.classes.views.device_names import devices_of_class
from training.classes.views.doubts_of import doubts_of
from training.classes.views.lists.class_numbers import enrolled_in, held_halves_of
from training.classes.views.online_theory_of import online_theory_of
from training.classes.views.see_classes import see_class
from training.errors import NotFound
from training.feedback.rules.feedback_due import feedback_due
from training.feedback.views.list_feedback import FeedbackLine, feedback_of_class
from training.history.terms import Topic
from training.history.views.class_history import class_history
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from webapp.desk.changes.pages.filters import Filters
from webapp.desk.classes.pages.class_list import Facts
from webapp.desk.classes.pages.head import Head, More, head_of
from webapp.desk.classes.pages.matrix import matrix_of
from webapp.desk.classes.pages.roster import HEADINGS, is_meant, roster_lines
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
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
        head, tabs = _head(rows, staff, own), _tabs(staff, own, "roster", len(found))
    return render_template(
        "desk_class_roster.html",
        own=own,
        head=head,
        tabs=tabs,
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
        head, tabs = _head(rows, staff, own), _tabs(staff, own, "hours", len(found))
    matrix = matrix_of(staff, found, sources, leaves, at) if found else None
    return render_template("desk_class_hours.html", own=own, head=head, tabs=tabs, matrix=matrix)


@blueprint.get("/checks")
@staff_required(Permission.SEE_CHECKS)
def checks(staff: Staff, class_id: UUID) -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        found = list(reversed(checks_of_class(rows, staff, class_id)))
        lines = [(each, short_moment(each.started_at, at)) for each in found]
        feedback = _feedback(rows, staff, class_id)
        head, tabs = _head(rows, staff, own), _tabs(staff, own, "checks", _people(rows, own))
    return render_template(
        "desk_class_checks.html",
        own=own,
        head=head,
        tabs=tabs,
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
        head, tabs = _head(rows, staff, own), _tabs(staff, own, "history", _people(rows, own))
    lines = [(short_moment(each.at, at), each) for each in found.lines]
    link = {each: url_for(".history", class_id=class_id, topic=each.name) for each in found.counts}
    return render_template(
        "desk_class_history.html",
        own=own,
        head=head,
        tabs=tabs,
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


def _head(rows: Session, staff: Staff, own: TrainingClass) -> Head:
    """The same statements for every tab, however many people there are."""
    at = now()
    levels: Sequence[CheckLevel] = tuple(CheckLevel) if may(staff.role, Permission.SEE_CHECKS) else ()
    facts = Facts(
        enrolled_in(rows, [own]),
        held_halves_of(rows, [own], now=at),
        present_now(rows, [own], now=at),
        {level: quotas_of_classes(rows, [own], level, now=at) for level in levels},
        doubts_of(rows, [own]),
    )
    is_told = may(staff.role, Permission.SEE_FEEDBACK)
    due = feedback_due(own.ends_on, own.rule_set.policy, calendar_of(rows)).due_on if is_told else None
    theory = online_theory_of(rows, own, shanghai_day(at))
    more = More(theory, tuple(devices_of_class(rows, own)), due)
    return head_of(own, facts, more, at, shanghai_day(at))


def _feedback(rows: Session, staff: Staff, class_id: UUID) -> FeedbackLine | None:
    if not may(staff.role, Permission.SEE_FEEDBACK):
        return None
    try:
        return feedback_of_class(rows, staff, class_id, now=now())
    except NotFound:
        return None


def _people(rows: Session, own: TrainingClass) -> int:
    return enrolled_in(rows, [own]).get(own.id, 0)


def _tabs(staff: Staff, own: TrainingClass, current: str, people: int) -> list[Tab]:
    """Those that this person may open."""
    names = [("名册", "roster", people), ("课时", "hours", None)]
    if may(staff.role, Permission.SEE_CHECKS):
        names.append(("查班与反馈", "checks", None))
    names.append(("经过", "history", None))
    tabs: list[Tab] = [
        (words, url_for(f".{name}", class_id=own.public_id), count, name == current)
        for words, name, count in names
    ]
    return [*tabs, *_tabs_of_changes(staff, own)]


def _tabs_of_changes(staff: Staff, own: TrainingClass) -> list[Tab]:
    """Pages of their own, on which the class is changed."""
    if not may(staff.role, Permission.SEE_CHANGES):
        return []
    return [
        ("课表", url_for("timetable.show", class_id=own.public_id), None, False),
        ("变更", Filters(state=None, class_id=own.public_id).address(), None, False),
    ]
