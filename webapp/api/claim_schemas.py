"""What the API gives of C1 claims."""

from typing import Any

from marshmallow import Schema, ValidationError, fields

from training.claims.terms import Actor, ClaimState, PaperKind, PaperState
from training.claims.views.lists.list_claims import Place
from webapp.desk.claims.pages.claim_places import BETWEEN, read_place


class StepSummary(Schema):
    title = fields.String(required=True)
    is_met = fields.Boolean(required=True)
    lacking = fields.String(required=True, metadata={"description": "Empty where the step is met"})


class PaperSummary(Schema):
    kind = fields.Enum(PaperKind, by_value=True, required=True)
    place = fields.Integer(required=True, metadata={"description": "Of several photos of one kind, from 1"})
    state = fields.Enum(PaperState, by_value=True, required=True)
    reason = fields.String(required=True, metadata={"description": "Why it was returned"})
    received_at = fields.AwareDateTime(required=True, format="iso")


class EventSummary(Schema):
    act = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "Where the claim stood after it"})
    at = fields.AwareDateTime(required=True, format="iso")
    reason = fields.String(required=True)


class ClaimStanding(Schema):
    id = fields.UUID(required=True)
    state = fields.Enum(ClaimState, by_value=True, required=True)
    since = fields.AwareDateTime(required=True, format="iso")
    acts_next = fields.Enum(Actor, by_value=True, required=True)
    reason = fields.String(required=True, metadata={"description": "Of the last act"})
    may_submit = fields.Boolean(required=True)
    may_withdraw = fields.Boolean(required=True)
    lacking = fields.List(fields.String(), required=True)
    steps = fields.List(fields.Nested(StepSummary), required=True)
    papers = fields.List(fields.Nested(PaperSummary), required=True)
    events = fields.List(fields.Nested(EventSummary), required=True)


class OfficeClaim(ClaimStanding):
    name = fields.String(required=True)
    id_number = fields.String(required=True, metadata={"description": "Masked"})
    phone = fields.String(required=True, metadata={"description": "Masked"})
    class_number = fields.String(required=True)
    school = fields.String(required=True)
    district = fields.String(required=True)
    look_is_due = fields.Boolean(required=True, metadata={"description": "Drawn for the city's second look"})
    has_objection = fields.Boolean(required=True)
    filed_at_counter_by = fields.List(fields.String(), required=True)


class ClaimLineSummary(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    class_name = fields.String(required=True)
    school = fields.String(required=True)
    district = fields.String(required=True)
    state = fields.Enum(ClaimState, by_value=True, required=True)
    since = fields.AwareDateTime(required=True, format="iso")
    days = fields.Integer(required=True, metadata={"description": "How long it has stood there"})
    acts_next = fields.String(required=True)


class QueuePlace(fields.Field[Place]):
    """`next` of the page before, read back."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Place:
        since, _, claim = str(value).partition(BETWEEN)
        place = read_place(since, claim)
        if place is None:
            raise ValidationError("请原样填写上一页的 next。")
        return place


class QueueQuery(Schema):
    state = fields.Enum(ClaimState, by_value=True)
    after = QueuePlace(metadata={"type": "string", "description": "`next` of the page before"})


class ClaimQueue(Schema):
    items = fields.List(fields.Nested(ClaimLineSummary), required=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": "Null on the last page"})
