"""/desk/ledgers: what came and went of each fund, year by year; 下达, 结转, files and paper (R65, R66)."""

from datetime import date
from functools import partial
from itertools import islice

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.ledgers.acts.carry_over import carry_over
from training.ledgers.acts.note_allotment import note_allotment
from training.ledgers.rules.allotments import read_allotment
from training.ledgers.sheets.ledger_rows import HEADINGS
from training.ledgers.views.balances import open_balances
from training.ledgers.views.find_ledger import find_ledger, is_year, ledgers_of_year
from training.ledgers.views.see_ledger import Ledger, see_ledger, totals_of_ledger, whole_ledger
from training.notice.clock import shanghai_day
from training.notice.money import signed_yuan
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.records.staff.staff import Staff
from webapp.desk.ledgers.pages.ledgers import entry_line, file_row, fund_totals, total_line
from webapp.desk.lists.files import list_file
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("ledgers", __name__, url_prefix="/desk/ledgers")
MOST_PRINTED = 2_000
"""Lines on paper; more are taken away as a file."""


@blueprint.get("")
@staff_required(Permission.SEE_LEDGERS)
def index(staff: Staff) -> str:
    return _index(staff)


@blueprint.post("")
@staff_required(Permission.KEEP_LEDGERS)
def allot(staff: Staff) -> Response:
    def act(rows: Session, _: str) -> None:
        note_allotment(rows, staff, read_allotment(request.form), now=now())

    address = url_for(".index", year=_typed_year(), noted="yes")
    return answer_form(staff, act, address, partial(_index, staff))


@blueprint.get("/book")
@staff_required(Permission.SEE_LEDGERS)
def book(staff: Staff) -> str:
    return _book(staff)


@blueprint.post("/book")
@staff_required(Permission.KEEP_LEDGERS)
def carry(staff: Staff) -> Response:
    """结转 of the year that the page shows."""

    def act(rows: Session, _: str) -> None:
        own, seen = _ledger(rows, staff), seen_on_page()
        carry_over(rows, staff, own.fund, own.year, int(seen) if _is_number(seen) else 0, now=now())

    said = request.values
    address = url_for(".book", district=said.get("district"), fund=said.get("fund"), year=said.get("year"))
    return answer_form(staff, act, address, partial(_book, staff))


@blueprint.get("/book.<ending>")
@staff_required(Permission.SEE_LEDGERS)
def book_file(staff: Staff, ending: str) -> Response:
    """收支台账 of one fund and year, from the first to the last."""
    with house().database.reading() as rows:
        own = _ledger(rows, staff)
        lines = map(file_row, whole_ledger(rows, staff, own))
        return list_file(ending, f"{own.district.name}{own.fund}{own.year}年收支台账", HEADINGS, lines)


@blueprint.get("/print")
@staff_required(Permission.SEE_LEDGERS)
def paper(staff: Staff) -> str:
    """The same for paper, with its sums."""
    with house().database.reading() as rows:
        own = _ledger(rows, staff)
        found = list(islice(whole_ledger(rows, staff, own), MOST_PRINTED + 1))
        return render_template(
            "ledger_paper.html",
            own=own,
            lines=[entry_line(each) for each in found[:MOST_PRINTED]],
            totals=total_line(totals_of_ledger(rows, staff, own)),
            most=MOST_PRINTED,
            is_cut=len(found) > MOST_PRINTED,
        )


def _index(staff: Staff, error: str = "") -> str:
    today, said = shanghai_day(now()), request.args.get("year", "")
    year = int(said) if is_year(said) else today.year
    with house().database.reading() as rows:
        found = ledgers_of_year(rows, staff, year)
        return render_template(
            "ledgers.html",
            year=year,
            years=_years(year, today),
            rows=[(each.ledger, total_line(each.totals)) for each in found],
            sums=fund_totals(found),
            left=_left(rows, staff, today.year),
            may_keep=may(staff.role, Permission.KEEP_LEDGERS),
            funds=list(Fund),
            today=today,
            typed=request.form,
            was_noted=request.args.get("noted") == "yes" and not error,
            error=error,
        )


def _left(rows: Session, staff: Staff, year: int) -> list[tuple[Fund, int, str]]:
    """Of earlier years of the own district: what was not carried over."""
    if staff.district_id is None or not may(staff.role, Permission.KEEP_LEDGERS):
        return []
    found = open_balances(rows, staff.district_id, year)
    return [(fund, own, signed_yuan(fen)) for fund, own, fen in found]


def _book(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        own = _ledger(rows, staff)
        found = see_ledger(rows, staff, own, request.args.get("at", ""))
        today = shanghai_day(now())
        is_left = own.year < today.year and bool(found.totals.balance)
        return render_template(
            "ledger_book.html",
            own=own,
            page=found.page,
            lines=[entry_line(each) for each in found.lines],
            totals=total_line(found.totals),
            seen=found.totals.balance,
            may_carry=is_left and may(staff.role, Permission.KEEP_LEDGERS),
            funds=list(Fund),
            years=_years(own.year, today),
            last=date(own.year, 12, 31),
            error=error,
        )


def _ledger(rows: Session, staff: Staff) -> Ledger:
    """What address or form asks for; of no year the one that runs."""
    said = request.values
    year = said.get("year", "") or str(shanghai_day(now()).year)
    return find_ledger(rows, staff, (said.get("district", ""), said.get("fund", ""), year))


def _years(year: int, today: date) -> tuple[int | None, int | None]:
    """The one before and the one after, where there is one."""
    return (year - 1 if is_year(str(year - 1)) else None), (year + 1 if year < today.year else None)


def _typed_year() -> str:
    return request.form.get("on_day", "")[:4]


def _is_number(said: str) -> bool:
    return said.removeprefix("-").isascii() and said.removeprefix("-").isdecimal() and len(said) < 20
