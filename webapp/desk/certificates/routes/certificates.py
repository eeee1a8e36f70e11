"""/desk/certificates: classes that wait for numbers, and all that were issued (R08, R17, R29)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.certificates.acts.issue_certificates import issue_certificates
from training.certificates.rules.issuing import Wanted, check_ground
from training.certificates.rules.numbers import compact_number
from training.certificates.sheets.handout import HEADINGS, handout_rows
from training.certificates.terms import CertificateState
from training.certificates.views.find_certificate import find_class_of_certificates
from training.certificates.views.ground_of import ground_of
from training.certificates.views.list_certificates import (
    A_PAGE,
    WantedCertificates,
    certificates_of_class,
    count_certificates,
    list_certificates,
    see_list,
)
from training.certificates.views.waiting import lists_to_number
from training.errors import NotFound, Refusal
from training.listing.views.page_of import Order, count_of, page_of
from training.notice.permissions import Permission, may
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass
from training.records.results import QualifiedList
from training.records.staff.staff import Staff
from training.results.views.find_approved_list import find_approved_list
from webapp.desk.certificates.pages.certificates import (
    certificate_row,
    class_to_number,
    list_row,
    without_ground,
)
from webapp.desk.certificates.pages.papers import issuer, papers_of, pdf_of
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.region.showing import standing_first
from webapp.web.errors import status_of
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("certificates", __name__, url_prefix="/desk/certificates")
TO_NUMBER, WAITING, EVERYTHING = "to_number", "waiting", "all"
STATES = {"valid": CertificateState.VALID, "asked": CertificateState.ASKED, "void": CertificateState.VOID}
Chip = tuple[str, str, int | None, bool]


@blueprint.get("")
@staff_required(Permission.SEE_CERTIFICATES)
def index(staff: Staff) -> str:
    state, place = request.args.get("state", TO_NUMBER), request.args.get("at", "")
    number = request.args.get("q", "").strip()
    if state not in (TO_NUMBER, WAITING, EVERYTHING, *STATES):
        abort(404)
    at = now()
    with house().database.reading() as rows:
        to_number = count_of(rows, lists_to_number(staff), QualifiedList.id)
        good, void, waiting = count_certificates(rows, staff)
        lists, page = None, None
        if state == TO_NUMBER and not number:
            order = Order((QualifiedList.signed_at, QualifiedList.id))
            lists = page_of(rows, lists_to_number(staff), order, size=A_PAGE, place=place)
        else:
            wanted = WantedCertificates(STATES.get(state), state == WAITING, compact_number(number), place)
            page = list_certificates(rows, staff, wanted)
        return render_template(
            "certificates.html",
            region=standing_first(rows, staff),
            when=partial(short_moment, now=at),
            page=lists or page,
            classes=[class_to_number(each, at) for each in lists.rows] if lists else None,
            lines=[certificate_row(each, staff, at) for each in page.rows] if page else [],
            state=state,
            number=number,
            chips=_chips(state, {TO_NUMBER: to_number, WAITING: waiting, "valid": good, "void": void}),
        )


@blueprint.get("/classes/<uuid:class_id>")
@staff_required(Permission.SEE_CERTIFICATES)
def of_class(staff: Staff, class_id: UUID) -> str:
    return _of_class(staff, class_id)


@blueprint.post("/classes/<uuid:class_id>/issue")
@staff_required(Permission.ISSUE_CERTIFICATES)
def issue(staff: Staff, class_id: UUID) -> Response:
    wanted = Wanted(seen_on_page(), is_again=request.form.get("again") == "yes")

    def act(rows: Session, _: str) -> None:
        issue_certificates(rows, staff, class_id, wanted, issuer(), now=now())

    return answer_form(
        staff, act, url_for(".of_class", class_id=class_id), partial(_of_class, staff, class_id)
    )


@blueprint.get("/classes/<uuid:class_id>/certificates.pdf")
@staff_required(Permission.PRINT_CERTIFICATES)
def print_class(staff: Staff, class_id: UUID) -> Response:
    """One page for each good certificate, in one file."""
    with house().database.reading() as rows:
        own, good = _good(rows, staff, class_id)
        papers = papers_of(good)
    try:
        return pdf_of(papers, f"{own} 培训合格证书")
    except Refusal as refusal:
        return make_response(_of_class(staff, class_id, str(refusal)), status_of(refusal))


@blueprint.get("/classes/<uuid:class_id>/handout.<ending>")
@staff_required(Permission.PRINT_CERTIFICATES)
def handout(staff: Staff, class_id: UUID, ending: str) -> Response:
    """证书派发表."""
    with house().database.reading() as rows:
        own, good = _good(rows, staff, class_id)
        found = list(handout_rows(papers_of(good)))
    return list_file(ending, f"{own} 证书派发表", HEADINGS, found)


def _good(rows: Session, staff: Staff, class_id: UUID) -> tuple[str, list[Certificate]]:
    own = find_class_of_certificates(rows, staff, class_id, Permission.PRINT_CERTIFICATES)
    good = [each for each in certificates_of_class(rows, own) if each.live_enrolment_id is not None]
    if not good:
        raise NotFound("这个班的证书")
    return own.class_number, good


def _of_class(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_class_of_certificates(rows, staff, class_id)
        listed = find_approved_list(rows, own.id)
        found = see_list(rows, listed) if listed else []
        issued = certificates_of_class(rows, own)
        void = [each for each in issued if each.live_enrolment_id is None]
        people = [list_row(each, staff, at, {one.enrolment_id for one in void}) for each in found]
        lacking = [each for each in people if each.lacks_number]
        had_one = sum(each.had_one for each in lacking)
        return render_template(
            "certificates_class.html",
            own=own,
            listed=listed,
            people=people,
            void=[certificate_row(each, staff, at) for each in void],
            groundless=[certificate_row(each, staff, at) for each in without_ground(issued, found)],
            has=sum(each.certificate is not None for each in people),
            waiting=len(lacking) - had_one,
            had_one=had_one,
            why_not=_why_not(rows, staff, own) if lacking else "",
            error=error,
        )


def _why_not(rows: Session, staff: Staff, own: TrainingClass) -> str:
    """What the act would say now; nothing for whoever issues none anyway."""
    if not may(staff.role, Permission.ISSUE_CERTIFICATES):
        return ""
    ground = ground_of(rows, own, now=now())
    try:
        check_ground(ground, ground.approved.sha256 if ground.approved else "")
    except Refusal as refusal:
        return str(refusal)
    return ""


def _chips(state: str, numbers: dict[str, int]) -> list[Chip]:
    names = (
        ("待派号", TO_NUMBER),
        ("待领取", WAITING),
        ("有效", "valid"),
        ("待作废", "asked"),
        ("已作废", "void"),
        ("全部", EVERYTHING),
    )
    return [(words, url_for(".index", state=name), numbers.get(name), name == state) for words, name in names]
