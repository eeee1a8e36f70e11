"""What the API says of plans of a quarter."""

from marshmallow import Schema, fields, validate

from training.notice.terms import ClassKind, Fund
from training.plans.terms import PlanState


class QuarterWanted(Schema):
    year = fields.Integer(required=True, validate=validate.Range(2023, 2099), metadata={"example": 2026})
    quarter = fields.Integer(required=True, validate=validate.Range(1, 4))


class PlanItemUse(Schema):
    classes = fields.Integer(required=True, metadata={"description": "Filed"})
    people = fields.Integer(required=True, metadata={"description": "In the roster of these classes"})
    hours = fields.Float(required=True, metadata={"description": "As filed, of all classes"})
    taught_hours = fields.Float(required=True)
    qualified = fields.Integer(required=True, metadata={"description": "People of the lists that count"})
    paid_fen = fields.Integer(
        required=True, metadata={"description": "Of every fund and scheme, less what came back"}
    )
    over = fields.List(fields.String(), required=True)


class PlanItemSummary(Schema):
    line = fields.UUID(required=True, metadata={"description": "The same in every version"})
    trade = fields.String(required=True)
    level = fields.String(required=True, metadata={"description": "Empty: any level"})
    kind = fields.Enum(ClassKind, by_value=True, required=True)
    is_new_occupation = fields.Boolean(required=True)
    industry = fields.String(required=True)
    classes = fields.Integer(required=True)
    people = fields.Integer(required=True)
    hours = fields.Float(required=True, metadata={"description": "Of one class"})
    fund = fields.Enum(Fund, by_value=True, required=True)
    amount_fen = fields.Integer(required=True)
    use = fields.Nested(
        PlanItemUse,
        required=True,
        allow_none=True,
        metadata={"description": "What became of it; null where its version is not in force"},
    )


class PlanSummary(Schema):
    id = fields.UUID(required=True)
    district = fields.String(required=True)
    year = fields.Integer(required=True)
    quarter = fields.Integer(required=True)
    version = fields.Integer(required=True)
    state = fields.Enum(PlanState, by_value=True, required=True)
    items = fields.List(fields.Nested(PlanItemSummary), required=True)


class PlanList(Schema):
    items = fields.List(fields.Nested(PlanSummary), required=True)
