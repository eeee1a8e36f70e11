"""What the API says of filings and their review."""

from marshmallow import Schema, fields, validate

from training.notice.terms import ClassKind
from training.reviews.terms import FilingState, ReviewVerdict

LONGEST_PLACE = 200


class FilingsWanted(Schema):
    state = fields.Enum(FilingState, by_value=True, metadata={"description": "Without it: all of them"})
    after = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_PLACE),
        metadata={"description": "`next` of the page before"},
    )


class FilingReviewSummary(Schema):
    verdict = fields.Enum(ReviewVerdict, by_value=True, required=True)
    opinion = fields.String(required=True)
    prescribed_hours = fields.Float(required=True, metadata={"description": "As they were looked at"})
    is_key_group = fields.Boolean(required=True, metadata={"description": "As it was looked at"})
    reviewed_by = fields.String(required=True)
    reviewed_at = fields.AwareDateTime(required=True, format="iso")
    reply = fields.String(required=True, allow_none=True, metadata={"description": "Null: none yet"})
    replied_by = fields.String(required=True, allow_none=True)
    replied_at = fields.AwareDateTime(required=True, allow_none=True, format="iso")


class FilingSummary(Schema):
    class_id = fields.UUID(required=True)
    class_number = fields.String(required=True)
    name = fields.String(required=True)
    institution = fields.String(required=True)
    district = fields.String(required=True)
    kind = fields.Enum(ClassKind, by_value=True, required=True)
    prescribed_hours = fields.Float(required=True)
    is_key_group = fields.Boolean(required=True)
    filed_on = fields.Date(required=True)
    filed_by = fields.String(required=True)
    state = fields.Enum(FilingState, by_value=True, required=True)
    reviews = fields.List(fields.Nested(FilingReviewSummary), required=True)


class FilingPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(FilingSummary), required=True)
    next = fields.String(required=True, metadata={"description": "Empty on the last page"})
