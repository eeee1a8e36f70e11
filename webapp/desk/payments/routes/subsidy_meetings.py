"""/desk/meetings: what meetings granted, and the whole way of it until the money is there (R20 to R22)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from training.claims.sheets.paper_files import MOST_BYTES, PaperFile
from training.errors import NotFound, Refusal
from training.notice.money import yuan
from training.notice.permissions import Permission
from training.payments.acts.begin_publicity import begin_publicity
from training.payments.acts.grant_lines import MeetingDraft, grant_lines
from training.payments.acts.strike_lines import strike_lines
from training.payments.sheets.minutes_file import read_minutes
from training.payments.views.find_meeting import find_meeting
from training.payments.views.list_meetings import list_meetings
from training.payments.views.see_candidates import see_candidates
from training.payments.views.see_meeting import last_day
from training.pictures.pictures import MB
from training.records.staff.staff import Staff
from training.scanning import refuse_infected
from training.subsidies.views.see_publicity import count_publicities
from webapp.desk.payments.pages.meeting import NobodyTicked, line_words, read_amounts, read_keys
from webapp.desk.payments.showing import render_meeting
from webapp.desk.subsidies.pages.publicity import read_chosen, read_day, tick_of
from webapp.web.claim_uploads import let_go, store_minutes
from webapp.web.downloads import kept_file
from webapp.web.forms import answer_form, refused, seen_on_page, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("subsidy_meetings", __name__, url_prefix="/desk/meetings")


@blueprint.get("")
@staff_required(Permission.SEE_PUBLICITIES)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        lines, page = list_meetings(rows, staff, request.args.get("at", ""))
        before, left = count_publicities(rows, staff)
    return render_template(
        "meetings.html", lines=lines, page=page, before=before, left=left, words=line_words, yuan=yuan
    )


@blueprint.get("/new")
@staff_required(Permission.BEGIN_PUBLICITY)
def prepare(staff: Staff) -> str:
    return _prepared(staff)


@blueprint.post("")
@staff_required(Permission.BEGIN_PUBLICITY)
def note(staff: Staff) -> Response:
    """The minutes are stored first; what is refused, or was taken in before, leaves no file behind."""
    try:
        made = _note(staff)
    except Refusal as refusal:
        return refused(refusal, partial(_prepared, staff))
    finally:
        # A large one lies in a temporary file, which goes at once.
        for sent in request.files.values():
            sent.close()
    address = url_for(".show", meeting=made) if made else url_for(".index")
    return make_response(redirect(address, 303))


@blueprint.get("/<uuid:meeting>")
@staff_required(Permission.SEE_PUBLICITIES)
def show(staff: Staff, meeting: UUID) -> str:
    return render_meeting(staff, meeting)


@blueprint.get("/<uuid:meeting>/minutes")
@staff_required(Permission.OPEN_PAPERS)
def minutes(staff: Staff, meeting: UUID) -> Response:
    """They name people: whoever opens no papers opens none of these."""
    with house().database.reading() as rows:
        kept = find_meeting(rows, staff, meeting).minutes
        if kept is None:
            raise NotFound("这次会议的会议纪要，它是在系统保存纪要以前办理的")
        key, media_type = kept.store_key, kept.media_type
    # The store may be slow: no database connection waits for it.
    return kept_file(house().papers.get(key), media_type, "会议纪要")


@blueprint.post("/<uuid:meeting>/publicity")
@staff_required(Permission.BEGIN_PUBLICITY)
def publicise(staff: Staff, meeting: UUID) -> Response:
    said = (request.form.get("phone", ""), seen_on_page())

    def act(rows: Session, _: str) -> None:
        begin_publicity(rows, staff, meeting, said, now=now())

    return answer_form(staff, act, _next(meeting), partial(render_meeting, staff, meeting))


@blueprint.post("/<uuid:meeting>/struck")
@staff_required(Permission.BEGIN_PUBLICITY)
def strike(staff: Staff, meeting: UUID) -> Response:
    people, reason = read_keys(request.form.getlist("line")), request.form.get("reason", "")
    said = (people, reason, seen_on_page())

    def act(rows: Session, _: str) -> None:
        if not people:
            raise NobodyTicked
        strike_lines(rows, staff, meeting, said, now=now())

    return answer_form(staff, act, _next(meeting), partial(render_meeting, staff, meeting))


def _next(meeting: UUID) -> str:
    return url_for(".show", meeting=meeting, _anchor="next")


def _note(staff: Staff) -> UUID | None:
    """The new meeting; None where this very form noted one before."""
    form = request.form
    number, held_on = form.get("number", ""), read_day(form, "held_on", "会议日期")
    chosen = {line: acts for line, acts in read_chosen(form.getlist("line")).items() if acts is not None}
    amounts = read_amounts(form, form.getlist("class"))
    stored = store_minutes(house().papers, _minutes())
    draft, made = MeetingDraft(number, held_on, stored, chosen, amounts), []

    def act(rows: Session, digest: str) -> None:
        made.append(grant_lines(rows, staff, draft, now=now()).public_id)

    try:
        take_in(staff, act)
    finally:
        if not made:
            let_go(stored)
    return made[0] if made else None


def _minutes() -> PaperFile:
    """Read from the beginning again when the form is told apart from others.

    Raises FileRefused or BadMinutes.
    """
    sent = request.files.get("minutes")
    if sent is None:
        return read_minutes(b"", "")
    content: bytes = sent.read()
    sent.seek(0)
    refuse_infected(house().scanner, content)
    return read_minutes(content, sent.filename or "")


def _prepared(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        candidates = see_candidates(rows, staff, now=now())
        days, last = last_day(rows, staff.district_id or 0, now())
    chosen = read_chosen(request.form.getlist("line")) if request.method == "POST" else None
    return render_template(
        "meeting_new.html",
        candidates=candidates,
        days=days,
        last=last,
        tick_of=tick_of,
        most_mb=MOST_BYTES // MB,
        chosen=chosen,
        typed=request.form,
        error=error,
        yuan=yuan,
    )
