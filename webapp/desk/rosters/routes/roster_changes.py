"""人员增减 on the desk: a school asks for a change of its roster, its district decides (R25)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.rules.roster_changes import ClassHasEnded
from training.classes.terms import OF_PEOPLE, ChangeKind, ChangeState
from training.classes.views.active_roster import roster_to_change
from training.classes.views.see_classes import see_class
from training.errors import NotFound, Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.columns import BIGGEST_KEY
from training.records.staff.staff import Staff
from training.rosters.acts.ask_change import ChangeDraft
from training.rosters.acts.decide_change import decide_change
from training.rosters.acts.note_tries import note_tries
from training.rosters.acts.request_change import request_change
from training.rosters.acts.settle_change import ChangeVerdict
from training.rosters.views.phone_changes import phone_now
from training.rosters.views.see_changes import (
    Chosen,
    asked_by_herself,
    changes_of_class,
    count_changes,
    list_changes,
    see_change,
)
from webapp.desk.rosters.pages.newcomers import FIELDS, read_day, read_kind, read_newcomer
from webapp.desk.rosters.pages.roster_changes import TONES, change_line, change_page, today_in_words, when
from webapp.web.forms import answer_form, done, is_approved, refused, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("roster_changes", __name__, url_prefix="/desk")
EVERYTHING = "全部"


@blueprint.get("/roster-changes")
@staff_required(Permission.SEE_ROSTER_CHANGES)
def index(staff: Staff) -> str:
    """What waits comes first: it is what the page opens with."""
    state = request.args.get("state", ChangeState.WAITS.value)
    before = request.args.get("before", 0, type=int)
    if state not in (*ChangeState, EVERYTHING) or not 0 <= before <= BIGGEST_KEY:
        abort(404)
    number = request.args.get("class", "").strip()
    chosen = Chosen(None if state == EVERYTHING else ChangeState(state), number, before or None)
    with house().database.reading() as rows:
        page, counts = list_changes(rows, staff, chosen), count_changes(rows, staff)
        lines = [change_line(staff, each) for each in page.changes]
    return render_template(
        "roster_changes.html",
        lines=lines,
        older=page.older,
        state=state,
        number=number,
        before=before,
        states=[*((each.value, counts[each]) for each in ChangeState), (EVERYTHING, sum(counts.values()))],
        tones=TONES,
    )


@blueprint.get("/roster-changes/<uuid:change>")
@staff_required(Permission.SEE_ROSTER_CHANGES)
def show(staff: Staff, change: UUID) -> str:
    return _change(staff, change)


@blueprint.post("/roster-changes/<uuid:change>")
@staff_required(Permission.DECIDE_ROSTER_CHANGES)
def decide(staff: Staff, change: UUID) -> Response:
    approved = is_approved()

    def act(rows: Session, digest: str) -> None:
        verdict = ChangeVerdict(approved, request.form.get("note", ""))
        decide_change(rows, staff, change, verdict, now=now())

    address = url_for("roster_changes.show", change=change)
    return answer_form(staff, act, address, partial(_change, staff, change))


@blueprint.get("/classes/<uuid:class_id>/roster/change")
@staff_required(Permission.ASK_FOR_ROSTER_CHANGES)
def form(staff: Staff, class_id: UUID) -> str:
    return _form(staff, class_id)


@blueprint.post("/classes/<uuid:class_id>/roster/change")
@staff_required(Permission.ASK_FOR_ROSTER_CHANGES)
def ask(staff: Staff, class_id: UUID) -> Response:
    asked: list[UUID] = []

    def act(rows: Session, digest: str) -> None:
        own = see_class(rows, staff, class_id)
        asked.append(request_change(rows, staff, class_id, _draft(rows, own), now=now()).public_id)

    try:
        take_in(staff, act)
    except ClassHasEnded as refusal:
        _note_try(staff, class_id)
        return refused(refusal, partial(_form, staff, class_id))
    except Refusal as refusal:
        return refused(refusal, partial(_form, staff, class_id))
    # A form that is sent twice made its request the first time.
    return done(url_for("roster_changes.show", change=asked[0]) if asked else url_for("roster_changes.index"))


def _draft(rows: Session, own: TrainingClass) -> ChangeDraft:
    kind = read_kind(request.form.get("kind", ""))
    leaver = None
    if kind.takes_out and (said := request.form.get("leaver", "")):
        wanted = (each for each in roster_to_change(rows, own.id) if str(each.public_id) == said)
        leaver = next(wanted, None)
    newcomer = read_newcomer(request.form, own, shanghai_day(now())) if kind.brings else None
    day = read_day(request.form.get("effective_on", ""))
    return ChangeDraft(kind, day, request.form.get("reason", ""), leaver, newcomer)


def _note_try(staff: Staff, class_id: UUID) -> None:
    """What was refused is rolled back; that somebody tried to bring somebody in stays."""
    if read_kind(request.form.get("kind", "")).brings:
        with house().database.writing() as rows:
            note_tries(rows, {see_class(rows, staff, class_id).id: 1}, now=now())


def _change(staff: Staff, public_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        change = see_change(rows, staff, public_id)
        before = [each for each in changes_of_class(rows, staff, change.class_id) if each.id != change.id]
        stands = phone_now(rows, change) if change.kind is ChangeKind.PHONE else None
        decides = may(staff.role, Permission.DECIDE_ROSTER_CHANGES) and change.state is ChangeState.WAITS
        return render_template(
            "roster_change.html",
            page=change_page(staff, change, stands),
            others=[change_line(staff, each) for each in before],
            change=change,
            error=error,
            tones=TONES,
            when=when,
            may_decide=decides and not asked_by_herself(change, staff),
            is_own=decides and asked_by_herself(change, staff),
        )


def _form(staff: Staff, class_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        if not may(staff.role, Permission.ASK_FOR_ROSTER_CHANGES):
            raise NotFound("这个班级")
        today = shanghai_day(now())
        return render_template(
            "roster_change_form.html",
            own=own,
            people=roster_to_change(rows, own.id),
            kinds=OF_PEOPLE,
            fields=FIELDS,
            today=max(today, own.starts_on),
            allowed=today_in_words(own, today),
            error=error,
        )
