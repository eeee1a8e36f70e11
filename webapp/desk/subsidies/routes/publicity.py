"""From the meeting to the payment: publicity, objections, application, vouchers (R20 to R22)."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from training.claims.sheets.claim_sheets import application_list, publicity_list
from training.claims.terms import ClaimState
from training.errors import NotFound, Refusal
from training.notice.money import read_fen, yuan
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.subsidies.acts.office.apply_for_all import apply_for_all
from training.subsidies.acts.office.pay_all import pay_all
from training.subsidies.acts.office.publicise_for_staff import publicise_for_staff
from training.subsidies.acts.publicise_claims import MeetingDecision
from training.subsidies.views.check_list_seen import check_list_seen
from training.subsidies.views.find_publicity import find_publicity
from training.subsidies.views.list_granted import applied, list_for, publicised
from training.subsidies.views.see_publicity import list_publicities, see_candidates, see_publicity
from webapp.desk.subsidies.pages.publicity import (
    SECONDARY,
    line_words,
    read_chosen,
    read_day,
    read_payment,
    standing_of,
    tick_of,
)
from webapp.trainees.pages.claims import CLAIM_TONES, stamp
from webapp.web.claim_uploads import let_go, read_file, store_minutes
from webapp.web.downloads import kept_file, workbook
from webapp.web.forms import answer_form, refused, seen_on_page, take_in
from webapp.web.house import house, links, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("publicity", __name__, url_prefix="/desk/claims/publicity")


@blueprint.get("")
@staff_required(Permission.SEE_PUBLICITIES)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        lines = list_publicities(rows, staff)
    return render_template("publicities.html", staff=staff, lines=lines, words=line_words, yuan=yuan)


@blueprint.get("/new")
@staff_required(Permission.BEGIN_PUBLICITY)
def prepare(staff: Staff) -> str:
    return _prepared(staff)


@blueprint.post("")
@staff_required(Permission.BEGIN_PUBLICITY)
def begin(staff: Staff) -> Response:
    """The minutes are stored first; what is refused, or was taken in before, leaves no file behind."""
    try:
        made = _begin(staff)
    except Refusal as refusal:
        return refused(refusal, partial(_prepared, staff))
    finally:
        # A large one lies in a temporary file, which goes at once.
        for sent in request.files.values():
            sent.close()
    address = url_for("publicity.show", publicity=made) if made else url_for("publicity.index")
    return make_response(redirect(address, 303))


@blueprint.get("/<uuid:publicity>")
@staff_required(Permission.SEE_PUBLICITIES)
def show(staff: Staff, publicity: UUID) -> str:
    return _page(staff, publicity)


@blueprint.get("/<uuid:publicity>/notice")
@staff_required(Permission.SEE_PUBLICITIES)
def notice(staff: Staff, publicity: UUID) -> str:
    return _printed("publicity_notice.html", staff, publicity)


@blueprint.get("/<uuid:publicity>/application")
@staff_required(Permission.SEE_PUBLICITIES)
def application(staff: Staff, publicity: UUID) -> str:
    return _printed("publicity_application.html", staff, publicity)


@blueprint.get("/<uuid:publicity>/notice.xlsx")
@staff_required(Permission.SEE_PUBLICITIES)
def notice_workbook(staff: Staff, publicity: UUID) -> Response:
    with house().database.reading() as rows:
        found = find_publicity(rows, staff, publicity)
        content, name = (
            publicity_list(list_for(staff, publicised(rows, found))),
            f"公示名单 {found.meeting_number}.xlsx",
        )
    return workbook(content, name)


@blueprint.get("/<uuid:publicity>/application.xlsx")
@staff_required(Permission.SEE_PUBLICITIES)
def application_workbook(staff: Staff, publicity: UUID) -> Response:
    with house().database.reading() as rows:
        found = find_publicity(rows, staff, publicity)
        content = application_list(list_for(staff, applied(rows, found)), found.amount_fen or 0)
        name = f"申请拨付名单 {found.meeting_number}.xlsx"
    return workbook(content, name)


@blueprint.get("/<uuid:publicity>/minutes")
@staff_required(Permission.SEE_PUBLICITIES)
def minutes(staff: Staff, publicity: UUID) -> Response:
    with house().database.reading() as rows:
        kept = find_publicity(rows, staff, publicity).minutes
        if kept is None:
            raise NotFound("这次公示的会议纪要，它是在系统保存纪要以前办理的")
        key, media_type = kept.store_key, kept.media_type
    # The store may be slow: no database connection waits for it.
    return kept_file(house().papers.get(key), media_type, "会议纪要")


@blueprint.post("/<uuid:publicity>/apply")
@staff_required(Permission.APPLY_FOR_PAYMENT)
def apply(staff: Staff, publicity: UUID) -> Response:
    return _act(staff, publicity, lambda rows: apply_for_all(rows, staff, publicity, now=now()))


@blueprint.post("/<uuid:publicity>/pay")
@staff_required(Permission.RECORD_PAYMENTS)
def pay(staff: Staff, publicity: UUID) -> Response:
    return _act(
        staff,
        publicity,
        lambda rows: pay_all(rows, staff, publicity, read_payment(request.form), links=links(), now=now()),
    )


def _begin(staff: Staff) -> UUID | None:
    """The new publicity; None where this very form began one before."""
    form = request.form
    number, held_on = form.get("number", ""), read_day(form, "held_on", "会议日期")
    amount, chosen = read_fen(form.get("amount", "")), read_chosen(form.getlist("claim"))
    stored = store_minutes(house().papers, read_file(_minutes()))
    seen = {claim: acts for claim, acts in chosen.items() if acts is not None}
    decision, made = MeetingDecision(number, held_on, amount, stored, frozenset(chosen), seen), []

    def act(rows: Session, digest: str) -> None:
        made.append(publicise_for_staff(rows, staff, decision, now=now()).public_id)

    try:
        take_in(staff, act)
    finally:
        if not made:
            let_go(stored)
    return made[0] if made else None


def _minutes() -> bytes:
    """Read from the beginning again when the form is told apart from others."""
    sent = request.files.get("minutes")
    if sent is None:
        return b""
    content: bytes = sent.read()
    sent.seek(0)
    return content


def _act(staff: Staff, publicity: UUID, act: Callable[[Session], object]) -> Response:
    def done(rows: Session, digest: str) -> None:
        check_list_seen(rows, staff, publicity, seen_on_page())
        act(rows)

    address = url_for("publicity.show", publicity=publicity, _anchor="next")
    return answer_form(staff, done, address, partial(_page, staff, publicity))


def _prepared(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        candidates = see_candidates(rows, staff, now=now())
    chosen = read_chosen(request.form.getlist("claim")) if request.method == "POST" else None
    return render_template(
        "publicity_new.html",
        candidates=candidates,
        tick_of=tick_of,
        chosen=chosen,
        typed=request.form,
        error=error,
    )


def _page(staff: Staff, publicity: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        view = see_publicity(rows, staff, publicity, now=now())
    return render_template(
        "publicity.html",
        view=view,
        standing=standing_of(view),
        applies=may(staff.role, Permission.APPLY_FOR_PAYMENT),
        pays=may(staff.role, Permission.RECORD_PAYMENTS),
        to_pay=view.of_state(ClaimState.APPLIED),
        tones=CLAIM_TONES,
        typed=request.form,
        error=error,
        secondary=SECONDARY,
        yuan=yuan,
        stamp=stamp,
    )


def _printed(template: str, staff: Staff, publicity: UUID) -> str:
    with house().database.reading() as rows:
        view = see_publicity(rows, staff, publicity, now=now())
    if template == "publicity_application.html" and not view.applied:
        abort(404)
    return render_template(template, view=view, secondary=SECONDARY, yuan=yuan, printed_at=stamp(now()))
