"""What the API says of 收支台账 and of the use of planned money."""

from marshmallow import Schema, fields, validate

from training.ledgers.rules.entries import FIRST_YEAR, LAST_YEAR
from training.ledgers.terms import EntryKind
from training.notice.terms import Fund

LONGEST_NAME, LONGEST_PLACE = 64, 200


class LedgerYear(Schema):
    year = fields.Integer(
        required=True, validate=validate.Range(FIRST_YEAR, LAST_YEAR), metadata={"example": 2026}
    )


class LedgerWanted(LedgerYear):
    district = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_NAME),
        metadata={"description": "Without it: the own"},
    )
    fund = fields.Enum(Fund, by_value=True, required=True)
    after = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_PLACE),
        metadata={"description": "`next` of the page before"},
    )


class LedgerSummary(Schema):
    district = fields.String(required=True)
    fund = fields.Enum(Fund, by_value=True, required=True)
    year = fields.Integer(required=True)
    carried_in_fen = fields.Integer(required=True)
    income_fen = fields.Integer(required=True)
    expense_fen = fields.Integer(required=True, metadata={"description": "At most 0"})
    carried_out_fen = fields.Integer(required=True)
    balance_fen = fields.Integer(required=True, metadata={"description": "The sum of the four"})


class LedgerList(Schema):
    items = fields.List(fields.Nested(LedgerSummary), required=True)


class LedgerEntrySummary(Schema):
    id = fields.UUID(required=True)
    ordinal = fields.Integer(required=True, metadata={"description": "From 1 without a gap"})
    on_day = fields.Date(required=True)
    kind = fields.Enum(EntryKind, by_value=True, required=True)
    amount_fen = fields.Integer(required=True, metadata={"description": "Below 0: 支出"})
    balance_fen = fields.Integer(required=True, metadata={"description": "After it"})
    voucher = fields.String(required=True)
    summary = fields.String(required=True, metadata={"description": "Hidden from auditors"})
    counterpart = fields.String(required=True, metadata={"description": "Hidden from auditors"})
    class_number = fields.String(required=True, allow_none=True)
    reverses = fields.UUID(required=True, allow_none=True, metadata={"description": "What it takes back"})
    reversed_by = fields.UUID(required=True, allow_none=True)
    written_by = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True, format="iso")


class LedgerPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(LedgerEntrySummary), required=True)
    next = fields.String(required=True, metadata={"description": "Empty on the last page"})
