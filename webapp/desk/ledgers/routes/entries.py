"""/desk/ledgers/entries: one line of a 台账, and its 冲正 (R66)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.ledgers.acts.reverse_entry import reverse_entry
from training.ledgers.acts.write_reversal import Reversal
from training.ledgers.rules.allotments import read_day
from training.ledgers.rules.entries import FINAL
from training.ledgers.views.find_entry import find_entry
from training.ledgers.views.see_ledger import line_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.payments.views.place_of_entry import place_of_entry
from training.records.staff.staff import Staff
from webapp.desk.ledgers.pages.ledgers import entry_line
from webapp.desk.lists.days import short_moment
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("ledger_entries", __name__, url_prefix="/desk/ledgers/entries")


@blueprint.get("/<uuid:entry_id>")
@staff_required(Permission.SEE_LEDGERS)
def one(staff: Staff, entry_id: UUID) -> str:
    return _one(staff, entry_id)


@blueprint.post("/<uuid:entry_id>/reverse")
@staff_required(Permission.KEEP_LEDGERS)
def reverse(staff: Staff, entry_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        said = request.form
        day = read_day(said.get("on_day", ""))
        reversal = Reversal(day, said.get("voucher", ""), said.get("reason", ""))
        reverse_entry(rows, staff, entry_id, reversal, now=now())

    return answer_form(staff, act, url_for(".one", entry_id=entry_id), partial(_one, staff, entry_id))


def _one(staff: Staff, entry_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_entry(rows, staff, entry_id)
        line = line_of(rows, staff, own)
        place = place_of_entry(rows, own)
        is_open = own.kind not in FINAL and not line.reversed_by and place is None
        may_reverse = is_open and may(staff.role, Permission.KEEP_LEDGERS)
        return render_template(
            "ledger_entry.html",
            own=own,
            line=entry_line(line),
            back=line.reversed_by,
            may_reverse=may_reverse and own.written_by_id != staff.id,
            is_own=may_reverse and own.written_by_id == staff.id,
            staff=staff,
            place=place,
            undone_there=place and not line.reversed_by and may(staff.role, Permission.RECORD_PAYMENTS),
            written=short_moment(own.written_at, at),
            today=shanghai_day(at),
            typed=request.form,
            error=error,
        )
