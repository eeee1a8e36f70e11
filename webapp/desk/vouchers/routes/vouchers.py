"""/desk/vouchers: all vouchers, their batches, and how far they reach (R10)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.listing.views.page_of import Order, page_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherBatch
from training.vouchers.rules.voucher_list import HEADINGS as COLUMNS
from training.vouchers.sheets.handout import HEADINGS, handout_rows
from training.vouchers.views.list_vouchers import (
    find_batch,
    listed_batches,
    listed_vouchers,
    offered_vouchers,
    order_of_vouchers,
    vouchers_of_batch,
)
from training.vouchers.views.reach import reach_by_district, reach_by_trade, reach_in_all
from webapp.desk.lists.files import list_file
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.desk.vouchers.pages.vouchers import bars, batch_lines, percent, voucher_lines
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("vouchers", __name__, url_prefix="/desk/vouchers")
A_PAGE = 50


@blueprint.get("")
@staff_required(Permission.SEE_VOUCHERS)
def index(staff: Staff) -> Any:
    with house().database.reading() as rows:
        whole = reach_in_all(rows, staff, shanghai_day(now()))
    return show_table(staff, VOUCHERS, "vouchers.html", acts=_acts(staff), whole=whole)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_VOUCHERS)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, VOUCHERS, ending)


@blueprint.get("/batches")
@staff_required(Permission.SEE_VOUCHERS)
def batches(staff: Staff) -> str:
    at = now()
    with house().database.reading() as rows:
        order = Order((VoucherBatch.id,), is_descending=True)
        page = page_of(rows, listed_batches(staff), order, size=A_PAGE, place=request.args.get("at", ""))
        return render_template("voucher_batches.html", page=page, lines=batch_lines(page.rows, at))


@blueprint.get("/batches/<uuid:batch_id>/handout.<ending>")
@staff_required(Permission.ISSUE_VOUCHERS)
def handout(staff: Staff, batch_id: UUID, ending: str) -> Response:
    """培训券发放表."""
    with house().database.reading() as rows:
        own = find_batch(rows, staff, batch_id)
        lines = list(handout_rows(vouchers_of_batch(rows, own)))
        return list_file(ending, f"{own.number} 培训券发放表", HEADINGS, lines)


@blueprint.get("/reach")
@staff_required(Permission.SEE_VOUCHERS)
def reach(staff: Staff) -> str:
    today = shanghai_day(now())
    with house().database.reading() as rows:
        whole = reach_in_all(rows, staff, today)
        parts = (
            ("旗县区", "district", bars(reach_by_district(rows, staff, today))),
            ("培训工种", "trade", bars(reach_by_trade(rows, staff, today))),
        )
    return render_template("voucher_reach.html", whole=whole, parts=parts, percent=percent, today=today)


def _acts(staff: Staff) -> list[tuple[str, str]]:
    acts = [
        ("发放和使用", url_for(".reach")),
        ("批次", url_for(".batches")),
        ("按班登记", url_for("class_vouchers.index")),
    ]
    if may(staff.role, Permission.ISSUE_VOUCHERS):
        acts.append(("导入发放", url_for("imports.index")))
    return acts


def _lines(rows: Session, staff: Staff, found: Sequence[Voucher]) -> list[Line]:
    return voucher_lines(staff, found, now())


NOTHING = (
    "还没有培训券",
    "市级下载“培训券发放”模板，一行一人填好导入，券号自动编排；旗县区和培训机构在“按班登记”里登记使用。",
)
VOUCHERS = Table(
    "vouchers.index",
    "培训券",
    "张",
    "券号、姓名、批次、工种",
    "一张券只能本人用一次；最后一天仍可用，第二天起自动过期。",
    NOTHING,
    COLUMNS,
    offered_vouchers,
    listed_vouchers,
    order_of_vouchers,
    _lines,
)
