"""What the API says of one person's subsidy."""

from marshmallow import Schema, fields, validate

from training.claims.terms import Payee
from training.eligibility.terms import Exclusion, LineState, Scheme
from training.notice.terms import Fund
from webapp.api.schemas import Pages


class LinesWanted(Pages):
    state = fields.Enum(LineState, by_value=True, metadata={"description": "Without it all but 已失效"})
    class_number = fields.String(validate=validate.Length(1, 64))


class PaidPart(Schema):
    amount_fen = fields.Integer(required=True)
    paid_on = fields.Date(required=True)
    voucher = fields.String(required=True)
    demanded_fen = fields.Integer(required=True, metadata={"description": "要求退回"})
    returned_fen = fields.Integer(required=True, metadata={"description": "已退回"})


class LineSummary(Schema):
    id = fields.UUID(required=True)
    enrolment = fields.UUID(required=True)
    name = fields.String(required=True, metadata={"description": "Masked for auditors"})
    class_number = fields.String(required=True)
    institution = fields.String(required=True)
    district = fields.String(required=True)
    scheme = fields.Enum(Scheme, by_value=True, required=True)
    state = fields.Enum(LineState, by_value=True, required=True)
    exclusions = fields.List(
        fields.Enum(Exclusion, by_value=True),
        required=True,
        allow_none=True,
        metadata={"description": "What speaks against it; null for schools, who are told of no list"},
    )
    standard_fen = fields.Integer(
        required=True, allow_none=True, metadata={"description": "At most; null: not paid for"}
    )
    granted_fen = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Null before a meeting granted it"}
    )
    fund = fields.Enum(Fund, by_value=True, required=True, allow_none=True)
    payee = fields.Enum(Payee, by_value=True, required=True, allow_none=True)
    paid = fields.Nested(PaidPart, required=True, allow_none=True)


class LinePage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(LineSummary), required=True)
