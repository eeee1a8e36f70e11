"""/desk/talent: files for the talent platform, who stands in them, and that they were entered (R18)."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.errors import NotFound, NotRight
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.exchange.talent import TalentBatch
from training.records.staff.staff import Staff
from training.talent.acts.drop_batch import drop_batch
from training.talent.acts.export_talent import export_talent
from training.talent.acts.note_entry import EntrySaid, note_entry
from training.talent.acts.note_removal import note_removal
from training.talent.rules.batch_list import HEADINGS
from training.talent.rules.rows import FILE_KEPT
from training.talent.rules.rows import HEADINGS as COLUMNS_OF_FILE
from training.talent.views.ceased import ceased_in, count_ceased
from training.talent.views.see_batches import (
    failed_in,
    file_of,
    listed_batches,
    offered_batches,
    order_of_batches,
    see_batch,
)
from training.talent.views.to_export import to_export
from webapp.desk.lists.days import short_day, short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.desk.region.showing import standing_first
from webapp.desk.talent.pages.talent import Lost, announced, batch_lines, handed_lines, state_of
from webapp.web.forms import answer_form, make_by_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("talent", __name__, url_prefix="/desk/talent")
MOST_SHOWN = 500
"""Of the people whom a page announces; the file has all of them."""


class EntryDayMissing(NotRight):
    """No day, or none that is one."""

    def __init__(self) -> None:
        super().__init__("请选在平台录入的日期。")


@blueprint.get("")
@staff_required(Permission.SEE_TALENT)
def index(staff: Staff) -> Any:
    acts = (("导出合格人员", url_for(".prepare")),) if may(staff.role, Permission.EXPORT_TALENT) else ()
    with house().database.reading() as rows:
        region = standing_first(rows, staff)
    when = partial(short_moment, now=now())
    return show_table(staff, BATCHES, "talent_batches.html", acts=acts, region=region, when=when)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_TALENT)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, BATCHES, ending)


@blueprint.get("/new")
@staff_required(Permission.EXPORT_TALENT)
def prepare(staff: Staff) -> str:
    return _prepare(staff)


@blueprint.post("")
@staff_required(Permission.EXPORT_TALENT)
def export(staff: Staff) -> Response:
    def make(rows: Session) -> UUID:
        return export_talent(rows, staff, seen_on_page(), now=now()).public_id

    return make_by_form(staff, make, _address, partial(_prepare, staff))


@blueprint.get("/<uuid:batch_id>")
@staff_required(Permission.SEE_TALENT)
def one(staff: Staff, batch_id: UUID) -> str:
    return _one(staff, batch_id)


@blueprint.get("/<uuid:batch_id>/file.<ending>")
@staff_required(Permission.EXPORT_TALENT)
def take_file(staff: Staff, batch_id: UUID, ending: str) -> Response:
    """Whole numbers stand in it: that is what the platform wants."""
    with house().database.reading() as rows:
        own = see_batch(rows, staff, batch_id, Permission.EXPORT_TALENT)
        return list_file(ending, f"供需对接平台 {own.number}", COLUMNS_OF_FILE, file_of(rows, own))


@blueprint.post("/<uuid:batch_id>/enter")
@staff_required(Permission.EXPORT_TALENT)
def enter(staff: Staff, batch_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        own = see_batch(rows, staff, batch_id, Permission.EXPORT_TALENT)
        said = EntrySaid(_day(), request.form.get("failures", ""), request.form.get("note", ""))
        note_entry(rows, staff, own, said, now=now())

    return answer_form(staff, act, url_for(".one", batch_id=batch_id), partial(_one, staff, batch_id))


@blueprint.post("/<uuid:batch_id>/drop")
@staff_required(Permission.EXPORT_TALENT)
def drop(staff: Staff, batch_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        own = see_batch(rows, staff, batch_id, Permission.EXPORT_TALENT)
        drop_batch(rows, staff, own, request.form.get("reason", ""), now=now())

    return answer_form(staff, act, url_for(".one", batch_id=batch_id), partial(_one, staff, batch_id))


@blueprint.post("/<uuid:batch_id>/removal")
@staff_required(Permission.EXPORT_TALENT)
def take_out(staff: Staff, batch_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        own = see_batch(rows, staff, batch_id, Permission.EXPORT_TALENT)
        note_removal(rows, staff, own, request.form.get("note", ""), seen_on_page(), now=now())

    return answer_form(staff, act, url_for(".one", batch_id=batch_id), partial(_one, staff, batch_id))


def _prepare(staff: Staff, error: str = "") -> str:
    if staff.district_id is None:
        raise NotFound("可以由您导出的合格人员")
    with house().database.reading() as rows:
        found = to_export(rows, staff.district_id)
    lines = announced(found)
    return render_template(
        "talent_prepare.html",
        many=len(lines),
        lines=lines[:MOST_SHOWN],
        restricted=found.restricted,
        error=error,
    )


def _one(staff: Staff, batch_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_batch(rows, staff, batch_id, Permission.SEE_TALENT)
        ceased = ceased_in(rows, own)
        return render_template(
            "talent_batch.html",
            own=own,
            lines=handed_lines(staff, own, ceased),
            ceased=len(ceased),
            kept_until=short_day(shanghai_day(own.made_at + FILE_KEPT), today=shanghai_day(at)),
            state=state_of(own),
            when=partial(short_moment, now=at),
            day=partial(short_day, today=shanghai_day(at)),
            made_on=shanghai_day(own.made_at),
            today=shanghai_day(at),
            typed=request.form,
            error=error,
        )


def _address(made: UUID | None) -> str:
    return url_for(".one", batch_id=made) if made else url_for(".index")


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("entered_on", ""))
    except ValueError:
        raise EntryDayMissing from None


def _lines(rows: Session, staff: Staff, found: Sequence[TalentBatch]) -> list[Line]:
    keys = [each.id for each in found]
    lost = Lost(failed_in(rows, keys), count_ceased(rows, keys))
    addresses = [url_for("talent.one", batch_id=each.public_id) for each in found]
    return batch_lines(found, lost, addresses, now())


BATCHES = Table(
    "talent.index",
    "供需对接平台导出",
    "批",
    "批次号",
    "点批次号下载文件、登记录入完成。",
    ("还没有导出过", "合格人员名单通过以后，旗县区在这里导出，录入平台后登记；每次只导出新增和有变化的人。"),
    HEADINGS,
    offered_batches,
    listed_batches,
    order_of_batches,
    _lines,
)
