"""What the API says of follow-ups."""

from marshmallow import Schema, fields

from training.follow_ups.terms import AnswerSource, WorkStatus
from training.follow_ups.views.list_follow_ups import FollowUpState


class FollowUpSummary(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    enrolment = fields.UUID(required=True, metadata={"description": "Of which enrolment"})
    after_days = fields.Integer(required=True, metadata={"description": "Days after the approved list"})
    due_on = fields.Date(required=True)
    state = fields.Enum(FollowUpState, by_value=True, required=True)
    status = fields.Enum(
        WorkStatus,
        by_value=True,
        required=True,
        allow_none=True,
        metadata={"description": "Of the last answer; null: nobody has answered"},
    )
    source = fields.Enum(AnswerSource, by_value=True, required=True, allow_none=True)
    asked_on = fields.Date(required=True, allow_none=True)
    has_proof = fields.Boolean(required=True)


class FollowUpPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(FollowUpSummary), required=True)
