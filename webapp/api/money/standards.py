"""For programs of staff: standards of subsidies in versions, and which lists are compared with (R19, R47)."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from training.claims.terms import Payee
from training.eligibility.terms import ComparedKind
from training.eligibility.views.compared_lists import Listed, list_compared
from training.eligibility.views.standard_sets import list_sets, see_set
from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.notice.terms import ClassKind, Fund
from training.records.staff.staff import Staff
from training.records.subsidies.standards import StandardSet, SubsidyStandard
from webapp.api.classes import STAFF
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token

blueprint = ProblemBlueprint(
    "standards_api", __name__, url_prefix="/api/v1", description="工作人员：补贴标准、比对名单"
)
SAME = ("kind", "trade", "level", "amount_fen", "mixed_percent", "payee", "fund")


class VersionLine(Schema):
    id = fields.UUID(required=True)
    district = fields.String(required=True, metadata={"description": "全市的为空"})
    version = fields.Integer(required=True)
    effective_from = fields.Date(required=True, metadata={"description": "这天起开班的班用"})
    document_number = fields.String(required=True)
    in_force_at = fields.AwareDateTime(
        required=True, allow_none=True, format="iso", metadata={"description": "第二人同意的时刻"}
    )


class Versions(Schema):
    items = fields.List(fields.Nested(VersionLine), required=True)


class StandardLine(Schema):
    kind = fields.Enum(ClassKind, by_value=True, required=True)
    trade = fields.String(required=True, metadata={"description": "空为没有单列的各工种"})
    level = fields.String(required=True, metadata={"description": "空为各等级"})
    hours_from = fields.Float(required=True, metadata={"description": "课时，两端都含"})
    hours_until = fields.Float(required=True)
    amount_fen = fields.Integer(required=True, metadata={"description": "每人，分"})
    mixed_percent = fields.Integer(required=True, metadata={"description": "有线上课的班按百分之几"})
    payee = fields.Enum(Payee, by_value=True, required=True)
    fund = fields.Enum(Fund, by_value=True, required=True)


class Version(VersionLine):
    standards = fields.List(fields.Nested(StandardLine), required=True)


class ComparedLine(Schema):
    id = fields.UUID(required=True)
    kind = fields.Enum(ComparedKind, by_value=True, required=True)
    district = fields.String(required=True, metadata={"description": "全市的为空"})
    as_of = fields.Date(required=True, metadata={"description": "数据截止日期"})
    source = fields.String(required=True)
    people = fields.Integer(required=True)
    state = fields.String(required=True)


class ComparedLists(Schema):
    items = fields.List(fields.Nested(ComparedLine), required=True)


@blueprint.get("/subsidy-standards")
@blueprint.doc(**STAFF)
@blueprint.response(200, Versions)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="不在您的范围。")
@staff_token
def versions(session: Session, staff: Staff) -> dict[str, Any]:
    """补贴标准的各版，全市的在前，新的在前，最多 100 版"""
    if not may(staff.role, Permission.SEE_STANDARDS):
        raise NotFound("补贴标准")
    return {"items": [_version(each) for each in list_sets(session, staff)]}


@blueprint.get("/subsidy-standards/<uuid:set_id>")
@blueprint.doc(**STAFF)
@blueprint.response(200, Version)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="不在您的范围。")
@staff_token
def version(session: Session, staff: Staff, set_id: UUID) -> dict[str, Any]:
    """一版补贴标准的各项，金额以分计"""
    if not may(staff.role, Permission.SEE_STANDARDS):
        raise NotFound("补贴标准")
    own = see_set(session, staff, set_id)
    return _version(own) | {"standards": [_standard(each) for each in own.standards]}


@blueprint.get("/compared-lists")
@blueprint.doc(**STAFF)
@blueprint.response(200, ComparedLists)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="不在您的范围。")
@staff_token
def compared_lists(session: Session, staff: Staff) -> dict[str, Any]:
    """比对名单，新的在前，最多 200 份；只有人数，没有人员"""
    if not may(staff.role, Permission.SEE_COMPARED):
        raise NotFound("比对名单")
    return {"items": [_listed(each) for each in list_compared(session, staff)]}


def _version(own: StandardSet) -> dict[str, Any]:
    told = {
        name: getattr(own, name) for name in ("version", "effective_from", "document_number", "in_force_at")
    }
    return told | {"id": own.public_id, "district": own.district.name if own.district else ""}


def _standard(own: SubsidyStandard) -> dict[str, Any]:
    told = {name: getattr(own, name) for name in SAME}
    return told | {"hours_from": own.halves_from / 2, "hours_until": own.halves_until / 2}


def _listed(listed: Listed) -> dict[str, Any]:
    own = listed.own
    return {
        "id": own.public_id,
        "kind": own.kind,
        "district": own.district.name if own.district else "",
        "as_of": own.as_of,
        "source": own.source,
        "people": own.people,
        "state": listed.state.value,
    }
