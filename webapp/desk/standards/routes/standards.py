"""/desk/standards: what is paid for whom, in versions that a second person agrees to (R47, R61)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.claims.terms import Payee
from training.classes.views.choose_rule_set import choose_rule_set
from training.eligibility.acts.decide_standards import SecondWord, decide_standards
from training.eligibility.acts.write_standards import write_standards
from training.eligibility.rules.standard_sets import above, above_words, changes_between
from training.eligibility.views.standard_sets import (
    MOST,
    has_fellow,
    held_on,
    is_alone,
    is_of_office,
    list_sets,
    may_decide,
    see_set,
    set_before,
)
from training.eligibility.views.standards_in_force import as_standard
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.notice.terms import ClassKind, Fund
from training.records.staff.staff import Staff
from training.records.subsidies.standards import StandardSet
from webapp.desk.lists.days import short_moment
from webapp.desk.standards.pages.standard_form import form_rows, read_draft
from webapp.desk.standards.pages.standards import (
    WHOLE_CITY,
    by_place,
    change_words,
    line_cells,
    place_name,
    state_of,
)
from webapp.web.forms import answer_form, is_approved, make_by_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("standards", __name__, url_prefix="/desk/standards")
KINDS = tuple(each for each in ClassKind if each is not ClassKind.PROJECT)


@blueprint.get("")
@staff_required(Permission.SEE_STANDARDS)
def index(staff: Staff) -> str:
    at = now()
    with house().database.reading() as rows:
        found = list_sets(rows, staff)
        return render_template(
            "desk_standards.html",
            places=by_place(found, shanghai_day(at)),
            is_cut=len(found) == MOST,
            may_write=is_of_office(staff, staff.district_id),
            when=lambda moment: short_moment(moment, at),
        )


@blueprint.get("/new")
@staff_required(Permission.KEEP_STANDARDS)
def new(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("/new")
@staff_required(Permission.KEEP_STANDARDS)
def write(staff: Staff) -> Response:
    def make(rows: Session) -> UUID:
        return write_standards(rows, staff, read_draft(request.form), now=now()).public_id

    return make_by_form(staff, make, _address, partial(_form, staff))


@blueprint.get("/<uuid:set_id>")
@staff_required(Permission.SEE_STANDARDS)
def one(staff: Staff, set_id: UUID) -> str:
    return _one(staff, set_id)


@blueprint.post("/<uuid:set_id>")
@staff_required(Permission.DECIDE_STANDARDS)
def decide(staff: Staff, set_id: UUID) -> Response:
    word = SecondWord(is_approved(), request.form.get("note", ""))

    def act(rows: Session, _: str) -> None:
        decide_standards(rows, staff, set_id, word, now=now())

    return answer_form(staff, act, url_for(".one", set_id=set_id), partial(_one, staff, set_id))


def _address(made: UUID | None) -> str:
    return url_for(".one", set_id=made) if made else url_for(".index")


def _form(staff: Staff, error: str = "") -> str:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        held = held_on(rows, staff.district_id, today) or held_on(rows, None, today)
        standing = [as_standard(each) for each in held.standards] if held else []
        by_city = not has_fellow(rows, staff)
        to_school = choose_rule_set(rows, staff.district_id, today).policy.paid_to_institution
    payee = Payee.INSTITUTION if to_school else Payee.TRAINEE
    return render_template(
        "desk_standard_new.html",
        rows=form_rows(request.form, standing, payee),
        place=staff.district.name if staff.district else WHOLE_CITY,
        has_standing=bool(standing),
        by_city=by_city,
        kinds=[each.value for each in KINDS],
        payees=[each.value for each in Payee],
        funds=[each.value for each in Fund],
        typed=request.form,
        today=today,
        error=error,
    )


def _one(staff: Staff, set_id: UUID, error: str = "") -> str:
    at = now()
    today = shanghai_day(at)
    with house().database.reading() as rows:
        own = see_set(rows, staff, set_id)
        before, waits = set_before(rows, own), own.decision is None and own.in_force_at is None
        lines = [as_standard(each) for each in own.standards]
        old = [as_standard(each) for each in before.standards] if before else []
        return render_template(
            "desk_standard_set.html",
            own=own,
            place=place_name(own),
            state=state_of(own, held_on(rows, own.district_id, today), today),
            lines=[line_cells(each) for each in lines],
            before=before,
            changes=change_words(changes_between(old, lines)) if before else [],
            above=_above(rows, own),
            may_decide=waits and may_decide(rows, staff, own),
            by_city=waits and is_alone(rows, own),
            is_writer=own.written_by_id == staff.id,
            when=lambda moment: short_moment(moment, at),
            typed=request.form,
            error=error,
        )


def _above(rows: Session, own: StandardSet) -> str:
    """What of a district's is above the city's of that day; empty where nothing is."""
    city = held_on(rows, None, own.effective_from) if own.district_id is not None else None
    if city is None:
        return ""
    lines, others = ([as_standard(each) for each in of.standards] for of in (own, city))
    return above_words(above(lines, others))
