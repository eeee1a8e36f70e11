"""What the API says of 职业培训券."""

from marshmallow import Schema, fields

from training.notice.terms import Fund
from training.vouchers.terms import VoucherState
from webapp.api.schemas import Pages


class VouchersWanted(Pages):
    state = fields.Enum(VoucherState, by_value=True)


class VoucherSummary(Schema):
    id = fields.UUID(required=True)
    number = fields.String(required=True, metadata={"example": "Q20260010000153"})
    name = fields.String(required=True)
    state = fields.Enum(VoucherState, by_value=True, required=True)
    trade = fields.String(required=True, metadata={"description": "Empty: any"})
    level = fields.String(required=True, metadata={"description": "Empty: any"})
    face_fen = fields.Integer(required=True, allow_none=True, metadata={"description": "Null: 定向券"})
    fund = fields.Enum(Fund, by_value=True, required=True)
    valid_from = fields.Date(required=True)
    valid_until = fields.Date(required=True, metadata={"description": "The last day on which it is good"})
    batch = fields.String(required=True)
    district = fields.String(required=True, metadata={"description": "Empty: nobody said"})
    enrolment = fields.UUID(required=True, allow_none=True, metadata={"description": "Null: not used"})
    class_number = fields.String(required=True, metadata={"description": "Empty: not used"})


class VoucherPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(VoucherSummary), required=True)
