"""C1 publicities from before the common chain: to read, and to carry over once (R20 to R22)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from training.claims.sheets.claim_sheets import publicity_list
from training.claims.terms import ClaimState, Payee
from training.errors import NotFound, Refusal
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.payments.acts.carry_over_publicity import carry_over_publicity
from training.records.staff.staff import Staff
from training.subsidies.views.check_list_seen import check_list_seen
from training.subsidies.views.find_publicity import find_publicity
from training.subsidies.views.list_granted import list_for, publicised
from training.subsidies.views.see_publicity import list_publicities, see_publicity
from webapp.desk.subsidies.pages.publicity import SECONDARY, line_words, read_carry_over, standing_of
from webapp.trainees.pages.claims import CLAIM_TONES, stamp
from webapp.web.downloads import kept_file, workbook
from webapp.web.forms import refused, seen_on_page, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("publicity", __name__, url_prefix="/desk/claims/publicity")


@blueprint.get("")
@staff_required(Permission.SEE_PUBLICITIES)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        lines, page = list_publicities(rows, staff, request.args.get("at", ""))
    return render_template(
        "publicities.html", staff=staff, lines=lines, page=page, words=line_words, yuan=yuan
    )


@blueprint.get("/new")
@staff_required(Permission.BEGIN_PUBLICITY)
def prepare(staff: Staff) -> Response:
    """C1 goes to the same meetings as every subsidy."""
    return make_response(redirect(url_for("subsidy_meetings.prepare"), 301))


@blueprint.get("/<uuid:publicity>")
@staff_required(Permission.SEE_PUBLICITIES)
def show(staff: Staff, publicity: UUID) -> str:
    return _page(staff, publicity)


@blueprint.post("/<uuid:publicity>")
@staff_required(Permission.BEGIN_PUBLICITY)
def carry_over(staff: Staff, publicity: UUID) -> Response:
    """The same form twice leads to the same meeting."""
    made: list[UUID] = []

    def act(rows: Session, digest: str) -> None:
        check_list_seen(rows, staff, publicity, seen_on_page())
        draft = read_carry_over(request.form)
        made.append(carry_over_publicity(rows, staff, publicity, draft, now=now()).public_id)

    try:
        take_in(staff, act)
    except Refusal as refusal:
        return refused(refusal, partial(_page, staff, publicity))
    address = (
        url_for("subsidy_meetings.show", meeting=made[0]) if made else url_for(".show", publicity=publicity)
    )
    return make_response(redirect(address, 303))


@blueprint.get("/<uuid:publicity>/notice")
@staff_required(Permission.SEE_PUBLICITIES)
def notice(staff: Staff, publicity: UUID) -> str:
    with house().database.reading() as rows:
        view = see_publicity(rows, staff, publicity, now=now())
    return render_template("publicity_notice.html", view=view, secondary=SECONDARY, yuan=yuan)


@blueprint.get("/<uuid:publicity>/notice.xlsx")
@staff_required(Permission.SEE_PUBLICITIES)
def notice_workbook(staff: Staff, publicity: UUID) -> Response:
    with house().database.reading() as rows:
        found = find_publicity(rows, staff, publicity)
        content = publicity_list(list_for(staff, publicised(rows, found)))
        name = f"公示名单 {found.meeting_number}.xlsx"
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


def _page(staff: Staff, publicity: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        view = see_publicity(rows, staff, publicity, now=now())
    return render_template(
        "publicity.html",
        view=view,
        standing=standing_of(view),
        carries=may(staff.role, Permission.BEGIN_PUBLICITY) and bool(view.left),
        applied=[each for each in view.left if each.state is ClaimState.APPLIED],
        funds=tuple(Fund),
        payees=tuple(Payee),
        tones=CLAIM_TONES,
        typed=request.form,
        error=error,
        secondary=SECONDARY,
        yuan=yuan,
        stamp=stamp,
    )
