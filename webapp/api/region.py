"""For programs of staff: where the region's system differs, and files for the talent platform (R05, R18)."""

from typing import Any

from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from training.listing.rules.listing import read_listing
from training.listing.views.page_of import page_of
from training.records.exchange.region import Difference
from training.records.exchange.talent import TalentBatch
from training.records.staff.staff import Staff
from training.region.terms import Field
from training.region.views.see_differences import (
    listed_differences,
    offered_differences,
    order_of_differences,
)
from training.talent.views.see_batches import listed_batches, offered_batches, order_of_batches
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token
from webapp.desk.region.pages.region import person_of, state_of, value_shown
from webapp.desk.talent.pages.talent import state_of as state_of_batch
from webapp.web.house import now

blueprint = ProblemBlueprint(
    "region_api", __name__, url_prefix="/api/v1", description="自治区系统对照、供需对接平台导出批次"
)
A_PAGE = 100


class PageQuery(Schema):
    after = fields.String(load_default="", metadata={"description": "`next` of the page before"})


class DifferenceLine(Schema):
    id = fields.UUID(required=True)
    field = fields.Enum(Field, by_value=True, required=True)
    theirs = fields.String(required=True, metadata={"description": "自治区系统，以此为准"})
    ours = fields.String(required=True)
    name = fields.String(required=True, metadata={"description": "学员；班级的差异为空"})
    class_number = fields.String(required=True)
    region_number = fields.String(required=True)
    district = fields.String(required=True)
    imported_at = fields.AwareDateTime(required=True, format="iso")
    found_at = fields.AwareDateTime(required=True, format="iso")
    state = fields.String(required=True)


class Differences(Schema):
    items = fields.List(fields.Nested(DifferenceLine), required=True)
    next = fields.String(required=True, metadata={"description": "Empty on the last page"})


class BatchLine(Schema):
    id = fields.UUID(required=True)
    number = fields.String(required=True)
    district = fields.String(required=True)
    rows = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True, format="iso")
    entered_on = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True, metadata={"description": "待录入、已录入、已作废"})


class Batches(Schema):
    items = fields.List(fields.Nested(BatchLine), required=True)
    next = fields.String(required=True, metadata={"description": "Empty on the last page"})


@blueprint.get("/region/differences")
@blueprint.doc(security=[{"staff": []}])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, Differences)
@blueprint.alt_response(401, description="令牌无效。")
@staff_token
def differences(wanted: dict[str, Any], session: Session, staff: Staff) -> dict[str, Any]:
    """待处理的不一致，先发现的在前；无权的为空"""
    listing = read_listing(offered_differences(session, staff), {})
    rows, order = listed_differences(staff, listing, now()), order_of_differences(listing)
    page = page_of(session, rows, order, size=A_PAGE, place=wanted["after"])
    return {"items": [_difference(staff, each) for each in page.rows], "next": page.older}


@blueprint.get("/talent/batches")
@blueprint.doc(security=[{"staff": []}])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, Batches)
@blueprint.alt_response(401, description="令牌无效。")
@staff_token
def batches(wanted: dict[str, Any], session: Session, staff: Staff) -> dict[str, Any]:
    """供需对接平台的导出批次，最近的在前；不含人员；无权的为空"""
    listing = read_listing(offered_batches(session, staff), {})
    rows, order = listed_batches(staff, listing, now()), order_of_batches(listing)
    page = page_of(session, rows, order, size=A_PAGE, place=wanted["after"])
    return {"items": [_batch(each) for each in page.rows], "next": page.older}


def _difference(staff: Staff, own: Difference) -> dict[str, Any]:
    return {
        "id": own.public_id,
        "field": own.field,
        "theirs": value_shown(staff, own.field, own.theirs),
        "ours": value_shown(staff, own.field, own.ours),
        "name": person_of(staff, own),
        "class_number": own.training_class.class_number if own.training_class else "",
        "region_number": own.region_number,
        "district": own.district.name if own.district else "",
        "imported_at": own.batch.imported_at,
        "found_at": own.found_at,
        "state": state_of(own).words,
    }


def _batch(own: TalentBatch) -> dict[str, Any]:
    return {
        "id": own.public_id,
        "number": own.number,
        "district": own.district.name,
        "rows": own.rows,
        "sha256": own.sha256,
        "made_at": own.made_at,
        "entered_on": own.entry.entered_on if own.entry else None,
        "state": state_of_batch(own).words,
    }
