"""/desk/outcomes: 就业率 and 创业成功率 of whom one may see, side by side (R11, R56)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.lists.places import districts_to_choose
from training.follow_ups.rules.back_checks import MOST_TRIES
from training.follow_ups.rules.periods import read_period, year_of
from training.follow_ups.rules.rates import Rate
from training.follow_ups.views.followed import followed
from training.follow_ups.views.outcomes import (
    Grouping,
    Outcome,
    WantedOutcomes,
    name_of_school,
    outcomes,
    years_there_are,
)
from training.listing.views.page_of import LARGEST
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.notice.terms import ClassKind
from training.plans.rules.quarters import BadQuarter
from training.records.staff.staff import Staff
from webapp.desk.lists.files import list_file
from webapp.desk.outcomes.pages.outcomes import (
    HEADINGS,
    LOWEST_LAST,
    MOST_ROWS,
    PEOPLE,
    beams,
    people_cells,
    sorted_rows,
    steps_of,
    table_cells,
    total_facts,
)
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("outcomes", __name__, url_prefix="/desk/outcomes")
GROUPINGS = {each.name.lower(): each for each in Grouping}
KINDS = {each.name.lower(): each for each in ClassKind}
LEADS_TO = {Grouping.INSTITUTION: ("institution", "class"), Grouping.DISTRICT: ("district", "institution")}
"""A group that is made of smaller ones: which filter it is, and by what those are shown."""
FILTERS = ("year", "quarter", "district", "institution", "kind", "by", "step", "sort")


DISTRICT = "district"
BEHIND = ("institution", "by", "step", "sort")
"""What the form of filters keeps and does not show."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for, and the groups at the step that is shown."""

    wanted: WantedOutcomes
    sort: str
    step: int
    steps: dict[int, Rate]
    found: Sequence[Outcome]


@blueprint.get("")
@staff_required(Permission.SEE_OUTCOMES)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        asked = _asked(rows, staff)
        years = years_there_are(rows, staff)
        districts = districts_to_choose(rows, staff, Permission.SEE_OUTCOMES)
        school = name_of_school(rows, staff, asked.wanted.institution) if asked.wanted.institution else ""
    lines = sorted_rows(asked.found, asked.sort)
    return render_template(
        "outcomes.html",
        asked=asked,
        rows=lines[:MOST_ROWS],
        is_cut=len(lines) > MOST_ROWS,
        most=MOST_ROWS,
        beams=beams(lines),
        facts=total_facts(asked.steps.get(asked.step, Rate())),
        years=_years(years, asked.wanted.period.year),
        districts=districts,
        kinds=KINDS,
        school=school,
        groupings=_chips("by", {name: each.value for name, each in GROUPINGS.items()}, _by(asked.wanted)),
        steps=_chips("step", {str(each): f"{each} 天" for each in asked.steps}, str(asked.step)),
        sorts=_chips("sort", {name: words for name, (words, _) in LOWEST_LAST.items()}, asked.sort),
        address_of=lambda key: _address_of(asked.wanted, key),
        kept=_kept(),
        hidden={name: _kept()[name] for name in BEHIND if name in _kept()},
        of_district=DISTRICT,
        most_tries=MOST_TRIES,
    )


@blueprint.get("/table.<ending>")
@staff_required(Permission.SEE_OUTCOMES)
def table(staff: Staff, ending: str) -> Response:
    """统计表: all groups of the page."""
    with house().database.reading() as rows:
        asked = _asked(rows, staff)
    cells = table_cells(sorted_rows(asked.found, asked.sort), asked.step)
    title = f"就业创业分析 {asked.wanted.period.words} 按{asked.wanted.grouping}"
    return list_file(ending, title, (asked.wanted.grouping, *HEADINGS), cells)


@blueprint.get("/people.<ending>")
@staff_required(Permission.SEE_OUTCOMES)
def people(staff: Staff, ending: str) -> Response:
    """就业跟踪: everybody at every step that is due."""
    wanted = _wanted()
    with house().database.reading() as rows:
        cells = people_cells(followed(rows, staff, wanted, now=now()))
        return list_file(ending, f"就业跟踪 {wanted.period.words}", PEOPLE, cells)


def _asked(rows: Session, staff: Staff) -> Asked:
    wanted, sort = _wanted(), request.args.get("sort", "people")
    if sort not in LOWEST_LAST:
        abort(404)
    found = outcomes(rows, staff, wanted, now=now())
    steps = steps_of(found)
    step = _number("step") or next(iter(steps), 0)
    return Asked(wanted, sort, step, steps, [each for each in found if each.after_days == step])


def _wanted() -> WantedOutcomes:
    """An address that no page of ours has is not found."""
    year, kind = request.args.get("year", ""), request.args.get("kind", "")
    quarter = request.args.get("quarter", "")
    try:
        period = read_period(year, quarter) if year else year_of(shanghai_day(now()))
    except BadQuarter:
        abort(404)
    by = request.args.get("by", "institution")
    if by not in GROUPINGS or (kind and kind not in KINDS):
        abort(404)
    return WantedOutcomes(
        period,
        GROUPINGS[by],
        district=_number("district"),
        institution=_number("institution"),
        kind=KINDS[kind] if kind else None,
    )


def _number(name: str) -> int:
    said = request.args.get(name, "")
    if not said:
        return 0
    is_key = said.isascii() and said.isdecimal() and len(said) <= len(str(LARGEST)) and int(said) <= LARGEST
    return int(said) if is_key else abort(404)


def _by(wanted: WantedOutcomes) -> str:
    return wanted.grouping.name.lower()


def _chips(name: str, words: dict[str, str], current: str) -> list[tuple[str, str, None, bool]]:
    return [
        (each, url_for(".index", **(_kept() | {name: value})), None, value == current)
        for value, each in words.items()
    ]


def _kept() -> dict[str, Any]:
    return {each: request.args[each] for each in FILTERS if request.args.get(each)}


def _address_of(wanted: WantedOutcomes, key: str) -> str:
    """What a group is made of; a class has its own page, a trade and a kind none."""
    if wanted.grouping is Grouping.CLASS:
        return url_for("one_class.roster", class_id=key)
    if wanted.grouping not in LEADS_TO:
        return ""
    name, by = LEADS_TO[wanted.grouping]
    return url_for(".index", **(_kept() | {name: key, "by": by}))


def _years(there_are: tuple[int, int] | None, shown: int) -> list[int]:
    first, last = there_are or (shown, shown)
    return list(range(max(last, shown), min(first, shown) - 1, -1))
