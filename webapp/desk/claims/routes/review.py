"""The review of C1 claims: the queue by age, papers beside the filed data, decisions, numbers, lists."""

from collections.abc import Sequence
from secrets import token_bytes
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.confirm_claim import confirm_claim
from training.claims.acts.open_paper import open_paper
from training.claims.acts.pass_paper import pass_paper as pass_paper_
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.return_claim import return_claim
from training.claims.acts.return_paper import return_paper as return_paper_
from training.claims.rules.claim_list import HEADINGS
from training.claims.sheets.claim_sheets import meeting_list, numbers_book
from training.claims.views.check_seen import check_claim_seen, check_paper_seen
from training.claims.views.lists.claim_list import listed_claims, offered_claims, order_of_claims
from training.claims.views.lists.count_claims import count_claims
from training.eligibility.acts.send_claim_back import send_claim_back
from training.errors import NotFound, Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.subsidies.views.compare_region_totals import compare_region_totals
from training.subsidies.views.list_granted import approved_for_staff
from webapp.desk.claims.pages.claim_lines import claim_lines
from webapp.desk.claims.pages.claim_plot import bar_plot
from webapp.desk.claims.pages.review_forms import read_facts
from webapp.desk.claims.showing import render_claim
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.desk.subsidies.pages.publicity import SECONDARY
from webapp.desk.subsidies.pages.region_totals import figures_of, lines_of
from webapp.web.downloads import kept_file, workbook
from webapp.web.errors import status_of
from webapp.web.forms import seen_on_page
from webapp.web.house import house, links, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("review", __name__, url_prefix="/desk")
SEED_BYTES = 32
ACTS = frozenset({"approve", "return", "reject", "confirm", "send-back"})


@blueprint.get("/claims")
@staff_required(Permission.SEE_CLAIMS)
def index(staff: Staff) -> Any:
    """Without a state: what this person has to act on."""
    return show_table(staff, CLAIMS, "claims.html", acts=_lists(staff))


@blueprint.get("/claims/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_CLAIMS)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, CLAIMS, ending)


@blueprint.get("/claims/numbers")
@staff_required(Permission.SEE_CLAIM_NUMBERS)
def numbers(staff: Staff) -> Any:
    with house().database.reading() as rows:
        counted, compared = count_claims(rows, staff, now=now()), compare_region_totals(rows, staff)
    return render_template(
        "claim_numbers.html",
        counted=counted,
        plot=bar_plot(counted.by_age),
        compared=[(each, figures_of(each)) for each in compared],
        day=shanghai_day,
        secondary=SECONDARY,
    )


@blueprint.get("/claims/numbers.xlsx")
@staff_required(Permission.SEE_CLAIM_NUMBERS)
def numbers_workbook(staff: Staff) -> Response:
    with house().database.reading() as rows:
        counted, compared = count_claims(rows, staff, now=now()), compare_region_totals(rows, staff)
    content = numbers_book([line for each in compared for line in lines_of(each)], counted.by_state)
    return workbook(content, f"C1补贴数量{shanghai_day(now()):%Y%m%d}.xlsx")


@blueprint.get("/claims/approved.xlsx")
@staff_required(Permission.TAKE_APPROVED_LIST)
def approved(staff: Staff) -> Response:
    with house().database.reading() as rows:
        content = meeting_list(approved_for_staff(rows, staff))
    return workbook(content, f"C1补贴审核通过名单{shanghai_day(now()):%Y%m%d}.xlsx")


@blueprint.get("/claims/<uuid:claim>")
@staff_required(Permission.SEE_CLAIMS)
def show(staff: Staff, claim: UUID) -> Any:
    return render_claim(staff, claim)


@blueprint.get("/papers/<uuid:paper>")
@staff_required(Permission.SEE_CLAIMS)
def paper(staff: Staff, paper: UUID) -> Response:
    """Every opening is on record; what is served can run nothing and is called by us."""
    return _opened(staff, paper, "")


@blueprint.post("/papers/<uuid:paper>")
@staff_required(Permission.SEE_CLAIMS)
def paper_with_reason(staff: Staff, paper: UUID) -> Response:
    """Of somebody whose data is restricted; by a form, for browsers keep an address and what it says."""
    return _opened(staff, paper, request.form.get("reason", ""))


def _opened(staff: Staff, paper: UUID, reason: str) -> Response:
    with house().database.writing() as rows:
        kept = open_paper(rows, staff, paper, reason, now=now())
    # The store may be slow: no database connection waits for it.
    return kept_file(house().papers.get(kept.key), kept.media_type, kept.name)


@blueprint.post("/papers/<uuid:paper>/pass")
@staff_required(Permission.HANDLE_CLAIMS)
def pass_paper(staff: Staff, paper: UUID) -> Any:
    try:
        facts = read_facts(request.form)
        with house().database.writing() as rows:
            check_paper_seen(rows, staff, paper, seen_on_page())
            claim = pass_paper_(rows, staff, paper, facts, now=now()).public_id
    except Refusal as refusal:
        return _refused(staff, refusal)
    return _back(claim, str(paper))


@blueprint.post("/papers/<uuid:paper>/return")
@staff_required(Permission.HANDLE_CLAIMS)
def return_paper(staff: Staff, paper: UUID) -> Any:
    try:
        with house().database.writing() as rows:
            check_paper_seen(rows, staff, paper, seen_on_page())
            claim = return_paper_(rows, staff, paper, _reason(), now=now()).public_id
    except Refusal as refusal:
        return _refused(staff, refusal)
    return _back(claim, str(paper))


@blueprint.post("/claims/<uuid:claim>/<act>")
@staff_required(Permission.HANDLE_CLAIMS)
def act(staff: Staff, claim: UUID, act: str) -> Any:
    if act not in ACTS:
        abort(404)
    try:
        _act(staff, claim, act)
    except Refusal as refusal:
        return _refused(staff, refusal, claim)
    return _back(claim, "decision")


def _act(staff: Staff, claim: UUID, act: str) -> None:
    with house().database.writing() as rows:
        check_claim_seen(rows, staff, claim, seen_on_page())
        if act == "approve":
            seed = token_bytes(SEED_BYTES)
            approve_claim(rows, staff, claim, seed=seed, links=links(), now=now())
        elif act == "return":
            return_claim(rows, staff, claim, _reason(), links=links(), now=now())
        elif act == "reject":
            reject_claim(rows, staff, claim, _reason(), links=links(), now=now())
        elif act == "confirm":
            confirm_claim(rows, staff, claim, now=now())
        else:
            send_claim_back(rows, staff, claim, _reason(), now=now())


def _refused(staff: Staff, refusal: Refusal, claim: UUID | None = None) -> Any:
    """The claim's page again with the reason, where the form told which claim it is."""
    shown = claim or _uuid(request.form.get("claim", ""))
    if shown is None or isinstance(refusal, NotFound):
        raise refusal
    return make_response(render_claim(staff, shown, str(refusal)), status_of(refusal))


def _reason() -> str:
    """What was typed, or else what was picked."""
    return request.form.get("own_reason", "").strip() or request.form.get("reason", "")


def _back(claim: UUID, anchor: str) -> Response:
    return make_response(redirect(url_for("review.show", claim=claim, _anchor=anchor), 303))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _lists(staff: Staff) -> list[tuple[str, str]]:
    takes = may(staff.role, Permission.TAKE_APPROVED_LIST)
    return [("下载审核通过名单（上会用）", url_for("review.approved"))] if takes else []


def _lines(rows: Session, staff: Staff, found: Sequence[C1Claim]) -> list[Line]:
    addresses = [url_for("review.show", claim=each.public_id) for each in found]
    return claim_lines(staff, found, addresses, now())


CLAIMS = Table(
    "review.index",
    "C1 补贴审核",
    "份",
    "姓名、尾号、班号、驾校",
    "等得最久的在前；点姓名审核。",
    ("现在没有等您办理的申领。", "学员提交以后，这里按等待时间列出，等得最久的在前。"),
    HEADINGS,
    offered_claims,
    listed_claims,
    order_of_claims,
    _lines,
)
