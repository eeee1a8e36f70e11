"""/desk/follow-ups: whom to ask what became of them, one by one, and what was answered (R14, R56)."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for

from training.classes.views.see_classes import see_class
from training.errors import NotFound, Refusal
from training.follow_ups.rules.answers import AT_WORK
from training.follow_ups.terms import WorkStatus
from training.follow_ups.views.find_follow_up import find_follow_up
from training.follow_ups.views.list_follow_ups import (
    FollowUpState,
    WantedFollowUps,
    count_follow_ups,
    list_follow_ups,
    next_follow_up,
)
from training.follow_ups.views.steps_of_person import find_proof, shared_proofs, steps_of_person
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.follow_ups.answering import keep_answer
from webapp.desk.follow_ups.pages.follow_ups import follow_up_row, phone_of, step_rows
from webapp.web.downloads import kept_document
from webapp.web.forms import done, refused
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("follow_ups", __name__, url_prefix="/desk/follow-ups")
STATES = {
    "due": FollowUpState.DUE,
    "overdue": FollowUpState.OVERDUE,
    "disproved": FollowUpState.DISPROVED,
    "unreachable": FollowUpState.UNREACHABLE,
    "answered": FollowUpState.ANSWERED,
    "coming": FollowUpState.COMING,
}
Chip = tuple[str, str, int | None, bool]


@blueprint.get("")
@staff_required(Permission.SEE_FOLLOW_UPS)
def index(staff: Staff) -> str:
    state, place = request.args.get("state", "due"), request.args.get("at", "")
    if state not in STATES:
        abort(404)
    class_id, at = _class_id(), now()
    today = shanghai_day(at)
    with house().database.reading() as rows:
        of_class = see_class(rows, staff, class_id) if class_id else None
        counts = count_follow_ups(rows, staff, today=today, class_id=class_id)
        wanted = WantedFollowUps(STATES[state], class_id, place)
        page = list_follow_ups(rows, staff, wanted, today=today)
        return render_template(
            "follow_ups.html",
            page=page,
            lines=[follow_up_row(each, staff, at) for each in page.rows],
            chips=_chips(state, counts, class_id),
            state=state,
            words=STATES[state],
            class_id=class_id,
            of_class=of_class,
        )


@blueprint.get("/<uuid:follow_up_id>")
@staff_required(Permission.SEE_FOLLOW_UPS)
def one(staff: Staff, follow_up_id: UUID) -> str:
    return _one(staff, follow_up_id)


@blueprint.post("/<uuid:follow_up_id>")
@staff_required(Permission.ANSWER_FOLLOW_UPS)
def answer(staff: Staff, follow_up_id: UUID) -> Response:
    """The answer is kept, and the next one in the queue comes up."""
    try:
        with house().database.reading() as rows:
            find_follow_up(rows, staff, follow_up_id, Permission.ANSWER_FOLLOW_UPS)
        keep_answer(staff, follow_up_id)
    except NotFound:
        raise
    except Refusal as refusal:
        return refused(refusal, partial(_one, staff, follow_up_id))
    return done(_after(staff, follow_up_id))


@blueprint.get("/proofs/<uuid:proof_id>")
@staff_required(Permission.OPEN_PERSONAL_DOCUMENTS)
def proof(staff: Staff, proof_id: UUID) -> Response:
    with house().database.reading() as rows:
        own = find_proof(rows, staff, proof_id)
        key, name = own.store_key, f"佐证.{own.media_type}"
    return kept_document(house().papers.get(key), name)


def _after(staff: Staff, follow_up_id: UUID) -> str:
    if request.form.get("then") != "next":
        return url_for(".one", follow_up_id=follow_up_id, said="yes")
    with house().database.reading() as rows:
        own = find_follow_up(rows, staff, follow_up_id)
        following = next_follow_up(rows, staff, own, today=shanghai_day(now()))
    return url_for(".one", follow_up_id=following, said="yes") if following else url_for(".index")


def _one(staff: Staff, follow_up_id: UUID, error: str = "") -> str:
    at = now()
    today = shanghai_day(at)
    with house().database.reading() as rows:
        own = find_follow_up(rows, staff, follow_up_id)
        steps = steps_of_person(rows, staff, own)
        following = next_follow_up(rows, staff, own, today=today)
        phone, is_whole = phone_of(own, staff)
        may_answer = may(staff.role, Permission.ANSWER_FOLLOW_UPS) and own.dropped_at is None
        return render_template(
            "follow_up.html",
            own=own,
            of_class=own.enrolment.training_class,
            name=name_for(staff, own.enrolment.trainee.name),
            row=follow_up_row(own, staff, at),
            steps=step_rows(steps, shared_proofs(rows, steps), staff, at),
            phone=phone,
            is_whole=is_whole,
            following=following,
            may_answer=may_answer and own.due_on <= today,
            may_open=may(staff.role, Permission.OPEN_PERSONAL_DOCUMENTS),
            statuses=list(WorkStatus),
            at_work=[each for each in WorkStatus if each in AT_WORK],
            was_said=request.args.get("said") == "yes" and request.method == "GET",
            most_mb=house().settings.attachment_most_mb,
            today=today,
            typed=request.form,
            error=error,
        )


def _class_id() -> UUID | None:
    typed = request.args.get("class", "")
    try:
        return UUID(typed) if typed else None
    except ValueError:
        abort(404)


def _chips(state: str, counts: Mapping[FollowUpState, int], class_id: UUID | None) -> list[Chip]:
    def address(name: str) -> str:
        of_class: dict[str, Any] = {"class": class_id} if class_id else {}
        return url_for(".index", state=name, **of_class)

    return [(words, address(name), counts[words], name == state) for name, words in STATES.items()]
