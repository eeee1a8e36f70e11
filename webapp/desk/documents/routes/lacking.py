"""材料: whose documents are missing, and which expire; the same as a file (R27, R62, R68)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from training.documents.rules.checklist import lacks
from training.documents.terms import OwnerKind
from training.documents.views.attachments import standing
from training.documents.views.checklists import all_checklists
from training.documents.views.lacking import (
    count_lack,
    expiring,
    lacking_classes,
    lacking_institutions,
    named_owners,
    names_there,
)
from training.listing.views.page_of import Order, page_of, portions_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.classes.classes import Institution, TrainingClass
from training.records.documents import Attachment
from training.records.staff.staff import Staff
from webapp.desk.documents.pages.documents import TONES, name_of
from webapp.desk.documents.routes.documents import address_of
from webapp.desk.lists.files import list_file
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("lacking", __name__, url_prefix="/desk/documents")
A_PAGE, PORTION = 50, 500
VIEWS = {"classes": "缺材料的班", "schools": "缺材料的机构", "expiring": "将到期和已过期"}
HEADINGS = {
    "classes": ("班号", "班级", "旗县区", "培训机构", "备案日期", "缺什么"),
    "schools": ("培训机构", "旗县区", "缺什么"),
    "expiring": ("属于", "材料", "文件", "有效期至", "状态"),
}
# Whatever expires has a day; said so that its column may stand empty for others.
ORDERS = {
    "classes": Order((TrainingClass.filed_on, TrainingClass.id), is_descending=True),
    "schools": Order((Institution.name, Institution.id)),
    "expiring": Order((func.coalesce(Attachment.valid_until, Attachment.valid_until), Attachment.id)),
}


@dataclass(frozen=True)
class Line:
    """A row: where it leads, its cells, and the tone of the last one."""

    address: str
    cells: tuple[str, ...]
    tone: str = "bad"


@blueprint.get("")
@staff_required(Permission.SEE_DOCUMENTS)
def index(staff: Staff) -> str:
    view = _view()
    with house().database.reading() as rows:
        lack = count_lack(rows, staff, shanghai_day(now()))
        place = request.args.get("at", "")
        page = page_of(rows, _wanted(rows, staff, view), ORDERS[view], size=A_PAGE, place=place)
        lines = _lines(rows, staff, view, page.rows)
    counted = dict(zip(VIEWS, (lack.classes, lack.institutions, lack.expiring), strict=True))
    chips = [(VIEWS[each], url_for(".index", view=each), counted[each], each == view) for each in VIEWS]
    shown = {"view": view, "headings": HEADINGS[view], "lines": lines, "page": page, "chips": chips}
    return render_template("documents_lacking.html", title=VIEWS[view], **shown)


@blueprint.get("/list.<ending>")
@staff_required(Permission.SEE_DOCUMENTS)
def take_away(staff: Staff, ending: str) -> Response:
    view = _view()
    with house().database.reading() as rows:
        portions = portions_of(rows, _wanted(rows, staff, view), ORDERS[view], size=PORTION)
        return list_file(ending, VIEWS[view], HEADINGS[view], _cells(rows, staff, view, portions))


def _view() -> str:
    view = request.args.get("view", "classes")
    return view if view in VIEWS else abort(404)


def _wanted(rows: Session, staff: Staff, view: str) -> Select[Any]:
    today, lists = shanghai_day(now()), all_checklists(rows)
    if view == "classes":
        return lacking_classes(staff, lists[OwnerKind.CLASS], today)
    if view == "schools":
        return lacking_institutions(staff, lists[OwnerKind.INSTITUTION], today)
    return expiring(staff, today)


def _cells(
    rows: Session, staff: Staff, view: str, portions: Iterator[tuple[Any, ...]]
) -> Iterator[Sequence[str]]:
    for found in portions:
        yield from (each.cells for each in _lines(rows, staff, view, found))


def _lines(rows: Session, staff: Staff, view: str, found: Sequence[Any]) -> list[Line]:
    """As many statements for many rows as for one."""
    if view == "expiring":
        return _expiring(rows, staff, found)
    kind = OwnerKind.CLASS if view == "classes" else OwnerKind.INSTITUTION
    kinds, today = all_checklists(rows)[kind], shanghai_day(now())
    there = names_there(rows, kind, [each.id for each in found], today)
    if kind is OwnerKind.CLASS:
        return [_class(each, lacks(kinds, each.filed_on, there[each.id])) for each in found]
    return [_school(each, lacks(kinds, today, there[each.id])) for each in found]


def _class(own: TrainingClass, lacking: Sequence[str]) -> Line:
    named = (own.class_number, own.name, own.district.name, own.institution.name, own.filed_on.isoformat())
    return Line(address_of(OwnerKind.CLASS, str(own.public_id)), (*named, "、".join(lacking)))


def _school(own: Institution, lacking: Sequence[str]) -> Line:
    place = own.district.name if own.district else "市本级"
    return Line(address_of(OwnerKind.INSTITUTION, str(own.id)), (own.name, place, "、".join(lacking)))


def _expiring(rows: Session, staff: Staff, found: Sequence[Attachment]) -> list[Line]:
    owners, today = named_owners(rows, found), shanghai_day(now())
    return [_expires(staff, each, owners[each.owner_kind, each.owner_id], today) for each in found]


def _expires(staff: Staff, own: Attachment, owner: tuple[str, str], today: date) -> Line:
    (name, key), state = owner, standing(own, today)
    cells = (name, own.kind, name_of(staff, own), str(own.valid_until), state.value)
    return Line(address_of(own.owner_kind, key), cells, TONES[state])
