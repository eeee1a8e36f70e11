"""What the API says of payments."""

from marshmallow import Schema, fields

from training.claims.terms import Payee
from training.notice.terms import Fund


class PaymentSummary(Schema):
    id = fields.UUID(required=True)
    district = fields.String(required=True)
    application = fields.String(required=True, metadata={"description": "申请文号"})
    fund = fields.Enum(Fund, by_value=True, required=True)
    payee = fields.Enum(Payee, by_value=True, required=True)
    institution = fields.String(
        required=True, allow_none=True, metadata={"description": "Null: the people themselves were paid"}
    )
    people = fields.Integer(required=True)
    amount_fen = fields.Integer(required=True)
    paid_on = fields.Date(required=True)
    voucher = fields.String(required=True)
    is_reversed = fields.Boolean(
        required=True, metadata={"description": "冲正: its line of the ledger was taken back"}
    )
    is_undone = fields.Boolean(
        required=True,
        metadata={"description": "撤销登记: it was recorded wrongly, and its number may pay anew"},
    )


class PaymentPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(PaymentSummary), required=True)
