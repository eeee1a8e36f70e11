"""What the API says of rates: numbers of people, never a score."""

from marshmallow import Schema, fields, validate

from training.notice.terms import ClassKind
from webapp.api.schemas import Pages

GROUPINGS = ("institution", "district", "trade", "kind", "class")


class OutcomesWanted(Pages):
    year = fields.Integer(required=True, validate=validate.Range(2023, 2099), metadata={"example": 2026})
    quarter = fields.Integer(
        load_default=0, validate=validate.Range(0, 4), metadata={"description": "0: the whole year"}
    )
    by = fields.String(load_default=GROUPINGS[0], validate=validate.OneOf(GROUPINGS))
    kind = fields.Enum(ClassKind, by_value=True, load_default=None)


class OutcomeSummary(Schema):
    name = fields.String(required=True)
    after_days = fields.Integer(
        required=True, metadata={"description": "The step: days after the list was approved"}
    )
    people = fields.Integer(required=True, metadata={"description": "应跟踪: whose step is due"})
    employed = fields.Integer(required=True)
    employed_proved = fields.Integer(required=True)
    started = fields.Integer(required=True)
    started_proved = fields.Integer(required=True)
    flexible = fields.Integer(required=True)
    out_of_work = fields.Integer(required=True)
    elsewhere = fields.Integer(required=True, metadata={"description": "升学参军"})
    unreachable = fields.Integer(required=True)
    unasked = fields.Integer(required=True)
    disproved = fields.Integer(required=True, metadata={"description": "复核不符"})
    unconfirmed = fields.Integer(
        required=True,
        metadata={"description": "复核未联系上: drawn to be asked again, and not reached; counted above too"},
    )
    employed_permille = fields.Integer(
        required=True, allow_none=True, metadata={"description": "就业率, rounded down; null: nobody"}
    )
    started_permille = fields.Integer(required=True, allow_none=True)


class OutcomePage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(OutcomeSummary), required=True)
    note = fields.String(required=True, metadata={"description": "Whose figures count (R23)"})
