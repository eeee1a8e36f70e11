"""/desk/region: where ours and the region's system differ, and how each of it was settled (R05)."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.notice.permissions import Permission
from training.records.exchange.region import Difference
from training.records.staff.staff import Staff
from training.region.acts.settle_difference import SettlingSaid, settle_difference
from training.region.rules.difference_list import HEADINGS
from training.region.terms import Settling
from training.region.views.see_differences import (
    count_differences,
    listed_differences,
    may_settle,
    offered_differences,
    order_of_differences,
    said_before,
    see_difference,
    see_difference_to_settle,
)
from training.region.views.see_region import region_standing
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.showing import asked
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.desk.region.pages.region import (
    difference_lines,
    person_of,
    settled_words,
    state_of,
    value_shown,
)
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("region", __name__, url_prefix="/desk/region")
BY_HAND = tuple(each for each in Settling if each.is_by_hand)


@blueprint.get("")
@staff_required(Permission.SEE_REGION)
def index(staff: Staff) -> Any:
    with house().database.reading() as rows:
        listing = asked(offered_differences(rows, staff))
        counts, standing = count_differences(rows, staff, listing), region_standing(rows, staff)
    more = {"counts": counts, "standing": standing, "when": partial(short_moment, now=now())}
    return show_table(staff, DIFFERENCES, "region_differences.html", **more)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_REGION)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, DIFFERENCES, ending)


@blueprint.get("/<uuid:difference_id>")
@staff_required(Permission.SEE_REGION)
def one(staff: Staff, difference_id: UUID) -> str:
    return _one(staff, difference_id)


@blueprint.post("/<uuid:difference_id>/settle")
@staff_required(Permission.SETTLE_REGION)
def settle(staff: Staff, difference_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        own = see_difference_to_settle(rows, staff, difference_id)
        said = SettlingSaid(request.form.get("how", ""), request.form.get("note", ""))
        settle_difference(rows, staff, own, said, now=now())

    address = url_for(".one", difference_id=difference_id)
    return answer_form(staff, act, address, partial(_one, staff, difference_id))


def _one(staff: Staff, difference_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_difference(rows, staff, difference_id)
        before = said_before(rows, own)
        return render_template(
            "region_difference.html",
            own=own,
            person=person_of(staff, own),
            state=state_of(own),
            shown=partial(value_shown, staff, own.field),
            steps=[(each, state_of(each), settled_words(each, at)) for each in (own, *before)],
            when=partial(short_moment, now=at),
            ways=BY_HAND if own.settling is None and may_settle(staff, own) else (),
            typed=request.form,
            error=error,
        )


def _lines(rows: Session, staff: Staff, found: Sequence[Difference]) -> list[Line]:
    addresses = [url_for("region.one", difference_id=each.public_id) for each in found]
    return difference_lines(staff, found, addresses, now())


DIFFERENCES = Table(
    "region.index",
    "与自治区系统不一致",
    "处",
    "班号、班级、机构、自治区编号",
    "先发现的在前；点项目核对两边的数。",
    (
        "没有不一致",
        "导入自治区班级、自治区学员以后，两边不同的地方逐项列在这里；再次导入已一致的会自己结束。",
    ),
    HEADINGS,
    offered_differences,
    listed_differences,
    order_of_differences,
    _lines,
)
