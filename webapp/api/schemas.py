"""What the API takes and gives. Hours are class hours in steps of 0.5; times are ISO 8601 with a zone."""

from marshmallow import Schema, ValidationError, fields, validate

from training.attendance.rules.corrections import CorrectionState
from training.attendance.rules.progress import ProgressState
from training.attendance.terms import PunchKind
from training.notice.terms import ClassKind, HalfDay, Mode
from training.people.rules.login_codes import SIGN_IN_IDLE


def _is_phone_like(value: str) -> None:
    if not 11 <= len(value) <= 20:
        raise ValidationError("请填写 11 位手机号。")


class LoginCodeRequest(Schema):
    phone = fields.String(required=True, validate=_is_phone_like, metadata={"example": "13800000001"})


class SignInRequest(Schema):
    phone = fields.String(required=True, validate=_is_phone_like, metadata={"example": "13800000001"})
    code = fields.String(required=True, validate=validate.Length(6, 12), metadata={"example": "123456"})
    person = fields.UUID(
        metadata={"description": "Which trainee, where several share the phone; see the 409 answer."}
    )


class SignInToken(Schema):
    token = fields.String(required=True, metadata={"description": "Send it as Authorization: Bearer …"})
    expires_at = fields.AwareDateTime(
        required=True,
        format="iso",
        metadata={"description": f"At the latest; after {SIGN_IN_IDLE.days} days without use, before."},
    )


class Pages(Schema):
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    page_size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class OnlineTheorySummary(Schema):
    planned_hours = fields.Float(required=True)
    held_hours = fields.Float(required=True, metadata={"description": "Of them, up to today"})
    most_percent = fields.Integer(
        required=True, metadata={"description": "Of the prescribed hours, by the rules of the class"}
    )
    is_too_much = fields.Boolean(required=True, metadata={"description": "More is planned than that share"})
    lacks_reason = fields.Boolean(
        required=True, metadata={"description": "More is planned, and nobody has written why"}
    )
    reason = fields.String(required=True, metadata={"description": "Empty where none was written"})


class ClassSummary(Schema):
    id = fields.UUID(required=True)
    class_number = fields.String(required=True)
    name = fields.String(required=True)
    institution = fields.String(required=True)
    district = fields.String(required=True)
    trade = fields.String(required=True)
    kind = fields.Enum(ClassKind, by_value=True, required=True)
    prescribed_hours = fields.Float(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    online_theory = fields.Nested(OnlineTheorySummary, required=True)


class EnrolmentSummary(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True, metadata={"description": "Masked", "example": "138****0001"})
    attendance_number = fields.String(required=True, allow_none=True)
    withdrawn_after = fields.Date(required=True, allow_none=True)
    is_restricted = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "限制处理: for the statutory duty alone; null for who answers no requests"},
    )


class HoursSummary(Schema):
    id = fields.UUID(required=True, metadata={"description": "Of the enrolment"})
    name = fields.String(required=True)
    state = fields.Enum(ProgressState, by_value=True, required=True)
    credited_hours = fields.Float(required=True)
    prescribed_hours = fields.Float(required=True)
    needed_hours = fields.Float(
        required=True, allow_none=True, metadata={"description": "Null where hours do not decide (创业)"}
    )
    to_come_hours = fields.Float(required=True)
    may_miss_hours = fields.Float(
        required=True, allow_none=True, metadata={"description": "Null where hours do not decide (创业)"}
    )
    punches_waiting = fields.Integer(
        required=True, metadata={"description": "Punches that credit nothing until somebody accepts them"}
    )


class ProgressOfClass(HoursSummary):
    class_number = fields.String(required=True)
    class_name = fields.String(required=True)


class CorrectionSummary(Schema):
    punch = fields.Enum(PunchKind, by_value=True, required=True)
    state = fields.Enum(CorrectionState, by_value=True, required=True)
    asked_at = fields.AwareDateTime(required=True, format="iso")
    decided_by = fields.String(required=True, metadata={"description": "Empty while it waits"})
    note = fields.String(required=True)


class DayHalf(Schema):
    held_on = fields.Date(required=True)
    half_day = fields.Enum(HalfDay, by_value=True, required=True)
    mode = fields.Enum(Mode, by_value=True, required=True)
    prescribed_hours = fields.Float(required=True)
    credited_hours = fields.Float(required=True)
    is_open = fields.Boolean(required=True, metadata={"description": "Not over yet: may still change"})
    reason = fields.String(required=True)
    punches = fields.List(
        fields.AwareDateTime(format="iso"),
        required=True,
        metadata={"description": "The first and the last that a machine saw"},
    )
    punches_waiting = fields.Integer(
        required=True,
        metadata={"description": "Punches that credit nothing until somebody accepts their batch"},
    )
    punches_refused = fields.Integer(
        required=True, metadata={"description": "Punches whose batch was not accepted"}
    )
    corrections = fields.List(
        fields.Nested(CorrectionSummary),
        required=True,
        metadata={"description": "补卡 asked for; an approved one counts at the start or end of the lesson"},
    )


class ClassPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(ClassSummary), required=True)


class EnrolmentPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(EnrolmentSummary), required=True)


class DocumentSummary(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    media = fields.String(
        required=True, metadata={"description": "pdf, jpg, png, webp, heic, xlsx, docx, mp4"}
    )
    size = fields.Integer(required=True, metadata={"description": "Bytes"})
    sha256 = fields.String(required=True)
    valid_until = fields.Date(required=True, allow_none=True)
    handed_at = fields.AwareDateTime(required=True, format="iso")
    state = fields.String(required=True, metadata={"description": "有效, 将到期, 已过期, 已被替换, 已撤回"})


class DocumentPage(Schema):
    total = fields.Integer(required=True)
    missing = fields.List(
        fields.String(), required=True, metadata={"description": "必备 and not there, or expired"}
    )
    items = fields.List(fields.Nested(DocumentSummary), required=True)


class HoursPage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(HoursSummary), required=True)
