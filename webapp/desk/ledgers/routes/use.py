"""/desk/ledgers/use: of every item of a quarter's plans what was budgeted, promised and paid (R67, R23)."""

from functools import partial

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy.orm import Session

from training.ledgers.rules.budgets import Level
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.payments.views.use_of_funds import use_of_funds
from training.plans.rules.quarters import BadQuarter, Quarter, quarter_of, read_quarter
from training.records.staff.staff import Staff
from training.region.views.region_figures import QuarterThere
from webapp.desk.ledgers.pages.use import HEADINGS, use_lines
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.plans.pages.plans import quarter_links
from webapp.desk.region.showing import quarter_first
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("use_of_funds", __name__, url_prefix="/desk/ledgers/use")


@blueprint.get("")
@staff_required(Permission.SEE_LEDGERS)
def index(staff: Staff) -> str:
    quarter = _quarter()
    with house().database.reading() as rows:
        found = use_of_funds(rows, staff, quarter)
        return render_template(
            "use_of_funds.html",
            quarter=quarter,
            before_and_after=quarter_links(quarter),
            lines=[line for each in found for line in use_lines(each)],
            over=sum(each.level is Level.OVER and each.item is not None for each in found),
            full=sum(each.level is Level.FULL for each in found),
            region=_region(rows, staff, quarter),
            when=partial(short_moment, now=now()),
        )


@blueprint.get("/list.<ending>")
@staff_required(Permission.SEE_LEDGERS)
def index_file(staff: Staff, ending: str) -> Response:
    """The same to take away; the region's own figures come before ours (R23)."""
    quarter = _quarter()
    with house().database.reading() as rows:
        found = [line.cells for each in use_of_funds(rows, staff, quarter) for line in use_lines(each)]
    return list_file(ending, f"{quarter.words}计划资金使用（以自治区系统为准）", HEADINGS, found)


def _region(rows: Session, staff: Staff, quarter: Quarter) -> QuarterThere | None:
    return quarter_first(rows, staff, (quarter.first, quarter.last))


def _quarter() -> Quarter:
    """The one that is asked for, else the one that runs."""
    year, number = request.args.get("year", ""), request.args.get("quarter", "")
    if not year:
        return quarter_of(shanghai_day(now()))
    try:
        return read_quarter(year, number)
    except BadQuarter:
        abort(404)
