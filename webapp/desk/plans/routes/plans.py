"""/desk/plans: what a district plans for a quarter, what the city says of it, and what became of it."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.choices.terms import ChoiceKind
from training.choices.views.open_choices import open_choices
from training.notice.class_hours import hours
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.notice.terms import ClassKind, Fund
from training.plans.acts.begin_plan import begin_plan
from training.plans.acts.change_item import ItemChange, change_item
from training.plans.acts.move_plan import PlanStep, move_plan
from training.plans.acts.write_items import write_items
from training.plans.rules.items import read_item
from training.plans.rules.moves import MAY, OPEN, TRANSITIONS, WRITABLE
from training.plans.rules.quarters import BadQuarter, Quarter, read_quarter
from training.plans.terms import PlanMove, PlanState
from training.plans.views.plans_in_force import plans_in_force
from training.plans.views.quarter_to_show import quarter_to_show
from training.plans.views.see_plans import list_plans, see_plan, seen_of, seen_of_item, unplanned
from training.plans.views.use_of_plans import use_of_quarter
from training.plans.views.waiting_elsewhere import waiting_elsewhere
from training.records.plans import QuarterPlan
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.plans.pages.plans import (
    BY,
    HEADINGS,
    cells,
    changes_since,
    grouped,
    name_of,
    people_bars,
    plan_row,
    quarter_links,
    step_lines,
    typed_of,
    use_row,
)
from webapp.desk.region.showing import quarter_first
from webapp.web.forms import SEEN, answer_form, make_by_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("plans", __name__, url_prefix="/desk/plans")


@blueprint.get("")
@staff_required(Permission.SEE_PLANS)
def index(staff: Staff) -> str:
    return _index(staff)


@blueprint.get("/use.<ending>")
@staff_required(Permission.SEE_PLANS)
def use_file(staff: Staff, ending: str) -> Response:
    """计划与执行, item by item, as it stands; the region's own figures come before ours (R23)."""
    with house().database.reading() as rows:
        quarter = _shown_quarter(rows, staff)
        found = [cells(each) for each in use_of_quarter(rows, staff, quarter, now=now()).items]
    return list_file(ending, f"{quarter.words}计划与执行", HEADINGS, found)


@blueprint.post("")
@staff_required(Permission.WRITE_PLANS)
def begin(staff: Staff) -> Response:
    def make(rows: Session) -> UUID:
        return begin_plan(rows, staff, _quarter(), request.form.get("note", ""), now=now()).public_id

    return make_by_form(staff, make, _address, partial(_index, staff))


def _address(made: UUID | None) -> str:
    return url_for(".one", plan_id=made) if made else url_for(".index")


@blueprint.get("/<uuid:plan_id>")
@staff_required(Permission.SEE_PLANS)
def one(staff: Staff, plan_id: UUID) -> str:
    return _one(staff, plan_id)


@blueprint.post("/<uuid:plan_id>/items")
@staff_required(Permission.WRITE_PLANS)
def add(staff: Staff, plan_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        write_items(rows, staff, plan_id, [read_item(request.form)])

    return answer_form(staff, act, url_for(".one", plan_id=plan_id), partial(_one, staff, plan_id))


@blueprint.get("/<uuid:plan_id>/items/<uuid:line>")
@staff_required(Permission.WRITE_PLANS)
def item(staff: Staff, plan_id: UUID, line: UUID) -> str:
    return _item(staff, plan_id, line)


@blueprint.post("/<uuid:plan_id>/items/<uuid:line>")
@staff_required(Permission.WRITE_PLANS)
def change(staff: Staff, plan_id: UUID, line: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        item = None if "drop" in request.form else read_item(request.form)
        change_item(rows, staff, plan_id, ItemChange(line, item, seen_on_page()))

    return answer_form(staff, act, url_for(".one", plan_id=plan_id), partial(_item, staff, plan_id, line))


@blueprint.post("/<uuid:plan_id>/<move>")
@staff_required(Permission.SEE_PLANS)
def move(staff: Staff, plan_id: UUID, move: str) -> Response:
    """Who may, the act knows: it depends on the step."""
    steps = {each.name.lower(): each for each in MAY}
    if move not in steps:
        abort(404)

    def act(rows: Session, _: str) -> None:
        step = PlanStep(steps[move], request.form.get("reason", ""), seen_on_page())
        move_plan(rows, staff, plan_id, step, now=now())

    return answer_form(staff, act, url_for(".one", plan_id=plan_id), partial(_one, staff, plan_id))


def _index(staff: Staff, error: str = "") -> str:
    at, by = now(), request.args.get("by", "district")
    if by not in BY:
        abort(404)
    with house().database.reading() as rows:
        quarter = _shown_quarter(rows, staff)
        found = list_plans(rows, staff, quarter)
        use = use_of_quarter(rows, staff, quarter, now=at)
        groups, plans = grouped(use.items, by), [plan_row(each, at) for each in found]
        return render_template(
            "desk_plans.html",
            quarter=quarter,
            before_and_after=quarter_links(quarter),
            plans=plans,
            unplanned=unplanned(rows, staff, found),
            by=by,
            way=BY[by][0],
            chosen_ways=_ways(quarter, by),
            uses=[use_row(name, own) for name, own in groups.items()],
            bars=people_bars(groups) if by != "item" else (),
            outside=use.outside,
            region=quarter_first(rows, staff, (quarter.first, quarter.last)),
            when=partial(short_moment, now=at),
            elsewhere=waiting_elsewhere(rows, staff, quarter),
            may_begin=may(staff.role, Permission.WRITE_PLANS) and not any(each.is_open for each in plans),
            typed=request.form,
            error=error,
        )


def _ways(quarter: Quarter, chosen: str) -> list[tuple[str, str, None, bool]]:
    address = partial(url_for, ".index", year=quarter.year, quarter=quarter.number)
    return [(words, address(by=name), None, name == chosen) for name, (words, _) in BY.items()]


def _one(staff: Staff, plan_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_plan(rows, staff, plan_id)
        quarter = Quarter(own.year, own.quarter)
        use = use_of_quarter(rows, staff, quarter, now=at)
        changed, gone = _changes(rows, own, quarter)
        may_write = own.state in WRITABLE and may(staff.role, Permission.WRITE_PLANS)
        return render_template(
            "desk_plan.html",
            own=own,
            row=plan_row(own, at),
            quarter=quarter,
            changed=changed,
            gone=gone,
            uses={each.item.line: use_row("", [each]) for each in use.items if each.plan.id == own.id},
            steps=step_lines(own.acts, at),
            region=quarter_first(rows, staff, (quarter.first, quarter.last), own.district_id),
            when=partial(short_moment, now=at),
            seen=seen_of(own),
            moves=_moves(staff, own),
            may_write=may_write,
            may_amend=own.state is PlanState.APPROVED and may(staff.role, Permission.WRITE_PLANS),
            kinds=list(ClassKind),
            funds=list(Fund),
            industries=open_choices(rows, ChoiceKind.INDUSTRY) if may_write else (),
            hours_of=hours,
            yuan=yuan,
            typed=request.form,
            error=error,
        )


def _changes(rows: Session, own: QuarterPlan, quarter: Quarter) -> tuple[dict[UUID, str], list[str]]:
    """Against the version in force, while this one is on its way."""
    where = own.district_id, quarter
    return changes_since(own, plans_in_force(rows, [where]).get(where) if own.state in OPEN else None)


def _item(staff: Staff, plan_id: UUID, line: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        own = see_plan(rows, staff, plan_id)
        held = next((each for each in own.items if each.line == line), None)
        if held is None or own.state not in WRITABLE:
            abort(404)
        return render_template(
            "desk_plan_item.html",
            own=own,
            item=held,
            name=name_of(held),
            seen=request.form.get(SEEN) or seen_of_item(held),
            quarter=Quarter(own.year, own.quarter),
            kinds=list(ClassKind),
            funds=list(Fund),
            industries=open_choices(rows, ChoiceKind.INDUSTRY),
            typed=request.form or typed_of(held),
            error=error,
        )


def _moves(staff: Staff, own: QuarterPlan) -> list[str]:
    """What this person may do with it now."""
    return [
        each.name.lower()
        for each in PlanMove
        if (own.state, each) in TRANSITIONS and each in MAY and may(staff.role, MAY[each])
    ]


def _quarter() -> Quarter:
    return read_quarter(request.values.get("year", ""), request.values.get("quarter", ""))


def _shown_quarter(rows: Session, staff: Staff) -> Quarter:
    """The one that is asked for, else the one of which something is to be done."""
    year, number = request.values.get("year", ""), request.values.get("quarter", "")
    if of := request.values.get("of", ""):
        year, number = of[:-1], of[-1:]
    if not year:
        return quarter_to_show(rows, staff, now=now())
    try:
        return read_quarter(year, number)
    except BadQuarter:
        abort(404)
