"""Leads: what trainees said of money or of not having been there, listed and followed (R37, R09)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.checks.acts.leads.follow_lead import follow_lead
from training.checks.views.leads.list_leads import count_leads, list_leads, see_lead
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.checks.pages.leads import ONLY_A_NOTE, lead_line, lead_page, read_step
from webapp.checks.showing import names_are_masked
from webapp.web.bad_input import small_number
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("leads", __name__, url_prefix="/leads")
PAGE = 50


@blueprint.get("")
@staff_required(Permission.SEE_LEADS)
def index(staff: Staff) -> str:
    """Those that are open; with ?state=closed those that have come to their end."""
    is_open = request.args.get("state") != "closed"
    page = max(request.args.get("page", 1, type=small_number), 1)
    with house().database.reading() as rows:
        count = count_leads(rows, staff, is_open=is_open)
        lines = list_leads(rows, staff, is_open=is_open, begin=(page - 1) * PAGE, most=PAGE)
    return render_template(
        "leads.html",
        rows=[lead_line(line) for line in lines],
        count=count,
        is_open=is_open,
        page=page,
        has_more=page * PAGE < count,
    )


@blueprint.get("/<uuid:lead_id>")
@staff_required(Permission.SEE_LEADS)
def one(staff: Staff, lead_id: UUID) -> str:
    return _page(staff, lead_id)


@blueprint.post("/<uuid:lead_id>")
@staff_required(Permission.FOLLOW_LEADS)
def follow(staff: Staff, lead_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        follow_lead(rows, staff, lead_id, read_step(request.form), now=now())

    return answer_form(staff, act, url_for("leads.one", lead_id=lead_id), partial(_page, staff, lead_id))


def _page(staff: Staff, lead_id: UUID, problem: str = "") -> str:
    with house().database.reading() as rows:
        line = see_lead(rows, staff, lead_id)
    page = lead_page(line, names_are_masked=names_are_masked(staff))
    return render_template(
        "lead.html", page=page, staff=staff, error=problem, typed=request.form, only_a_note=ONLY_A_NOTE
    )
