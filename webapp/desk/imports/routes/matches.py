"""一键匹配: numbers that are in no roster become somebody's, are decided about, and taken back (R43)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.acts.numbers.decide_match import MatchVerdict, decide_match
from training.attendance.acts.numbers.request_matches import MatchWish, request_matches
from training.attendance.acts.numbers.undo_match import undo_match
from training.attendance.terms import MatchState
from training.attendance.views.numbers.gains_of import gains_of, shown_of
from training.attendance.views.numbers.lost_numbers import SO_FAR_BACK
from training.attendance.views.numbers.proposals_for import proposals_for
from training.attendance.views.numbers.see_matches import list_matches, may_undo, see_match
from training.classes.views.reached_school import reached_school
from training.errors import Refusal
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.imports.pages.matches import NUMBER, TONES, gain_line, number_lines, read_picks, when
from webapp.web.errors import status_of
from webapp.web.forms import answer_form, done, is_approved, look_first, seen_on_page, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("matches", __name__, url_prefix="/desk/imports/matches")


@blueprint.get("")
@staff_required(Permission.SEE_UNMATCHED_PUNCHES)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        found = list_matches(rows, staff)
        names = {each.id: name_for(staff, each.enrolment.trainee.name) for each in found}
        may_ask = may(staff.role, Permission.MATCH_NUMBERS)
        return render_template(
            "matches.html", found=found, names=names, tones=TONES, when=when, may_match=may_ask
        )


@blueprint.get("/new")
@staff_required(Permission.MATCH_NUMBERS)
def form(staff: Staff) -> Response:
    return _form(staff)


@blueprint.post("/new")
@staff_required(Permission.MATCH_NUMBERS)
def ask(staff: Staff) -> Response:
    """First what would move is shown; then, with what was shown and why, it is asked for."""
    if "confirm" not in request.form:
        return look_first(partial(_again, staff), partial(_checked, staff))

    def act(rows: Session, digest: str) -> None:
        school = reached_school(rows, staff, _school(), Permission.MATCH_NUMBERS)
        wish = MatchWish(_picks(), request.form.get("reason", ""), seen_on_page())
        request_matches(rows, staff, school, wish, now=now())

    try:
        take_in(staff, act)
    except Refusal as refusal:
        return _refused(staff, refusal)
    return done(url_for("matches.index"))


@blueprint.get("/<uuid:match>")
@staff_required(Permission.SEE_UNMATCHED_PUNCHES)
def show(staff: Staff, match: UUID) -> str:
    return _match(staff, match)


@blueprint.post("/<uuid:match>")
@staff_required(Permission.DECIDE_MATCHES)
def decide(staff: Staff, match: UUID) -> Response:
    approved = is_approved()

    def act(rows: Session, digest: str) -> None:
        verdict = MatchVerdict(approved, request.form.get("note", ""))
        decide_match(rows, staff, match, verdict, now=now())

    address = url_for("matches.show", match=match)
    return answer_form(staff, act, address, partial(_match, staff, match))


@blueprint.post("/<uuid:match>/undo")
@staff_required(Permission.SEE_UNMATCHED_PUNCHES)
def undo(staff: Staff, match: UUID) -> Response:
    """Who may, the act knows: it depends on the class."""

    def act(rows: Session, digest: str) -> None:
        undo_match(rows, staff, match, request.form.get("reason", ""), now=now())

    address = url_for("matches.show", match=match)
    return answer_form(staff, act, address, partial(_match, staff, match))


def _school() -> str:
    return request.values.get("institution", "").strip()


def _picks() -> dict[str, UUID]:
    try:
        return read_picks(request.form)
    except ValueError:
        abort(400)


def _form(staff: Staff, error: str = "") -> Response:
    """Of the own school; a district says of which."""
    if not (_school() or staff.institution_id):
        return make_response(_page(staff, "", None, error))
    try:
        with house().database.reading() as rows:
            school = reached_school(rows, staff, _school(), Permission.MATCH_NUMBERS)
            picked = _picks() if request.method == "POST" else None
            lines = number_lines(proposals_for(rows, staff, school.id, now=now()), picked)
            return make_response(_page(staff, school.name, lines, error))
    except Refusal as refusal:
        return make_response(_page(staff, _school(), None, str(refusal)), status_of(refusal))


def _page(staff: Staff, school: str, lines: object, error: str) -> str:
    is_of_school = staff.institution_id is not None
    return render_template(
        "match_form.html",
        school=school,
        lines=lines,
        error=error,
        days=SO_FAR_BACK.days,
        field_name=NUMBER,
        is_of_school=is_of_school,
    )


def _again(staff: Staff, error: str) -> str:
    return _form(staff, error).get_data(as_text=True)


def _checked(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        school = reached_school(rows, staff, _school(), Permission.MATCH_NUMBERS)
        gains = gains_of(rows, staff, school.id, _picks(), now=now())
        return render_template(
            "match_checked.html",
            school=school.name,
            lines=[gain_line(each) for each in gains],
            shown=shown_of(gains),
            half_days=sum(each.half_days for each in gains),
            field_name=NUMBER,
            error=error,
        )


def _refused(staff: Staff, refusal: Refusal) -> Response:
    """What would move now, with why not; where that cannot be told any more, the choice."""
    try:
        page = _checked(staff, str(refusal))
    except Refusal as other:
        page = _again(staff, str(other))
    return make_response(page, status_of(refusal))


def _match(staff: Staff, public_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        match = see_match(rows, staff, public_id)
        decides = may(staff.role, Permission.DECIDE_MATCHES) and match.state is MatchState.WAITS
        return render_template(
            "match.html",
            match=match,
            name=name_for(staff, match.enrolment.trainee.name),
            tone=TONES[match.state],
            may_decide=decides and match.asked_by_id != staff.id,
            is_own=decides and match.asked_by_id == staff.id,
            may_undo=match.state in (MatchState.AT_ONCE, MatchState.APPROVED)
            and may_undo(staff, match, now=now()),
            error=error,
            when=when,
        )
