"""What the API says of results: the verdict of a class and the list of its people."""

from marshmallow import Schema, fields

from training.results.terms import ListState, Result, VerdictState


class ResultSummary(Schema):
    state = fields.Enum(VerdictState, by_value=True, required=True)
    verdict = fields.Enum(
        Result, by_value=True, required=True, allow_none=True, metadata={"description": "Null: none counts"}
    )
    signed_at = fields.AwareDateTime(required=True, allow_none=True)
    proposed = fields.Enum(
        Result,
        by_value=True,
        required=True,
        allow_none=True,
        metadata={"description": "By today's facts; null: nothing can be proposed, or not yours to see"},
    )
    list_state = fields.Enum(ListState, by_value=True, required=True)
    list_version = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Of the list that counts"}
    )
    list_sha256 = fields.String(required=True, allow_none=True)


class ListedPerson(Schema):
    enrolment = fields.UUID(required=True, metadata={"description": "Of which enrolment"})
    name = fields.String(required=True)
    decision = fields.Enum(Result, by_value=True, required=True)
    credited_hours = fields.Float(required=True)
    needed_hours = fields.Float(required=True)


class ListedPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(ListedPerson), required=True)
