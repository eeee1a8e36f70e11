"""What the API says of teachers."""

from marshmallow import Schema, fields

from training.teachers.terms import MatchVerdict, TeacherFlag


class TeacherCertificate(Schema):
    kind = fields.String(required=True)
    trade = fields.String(required=True)
    level = fields.String(required=True)
    number = fields.String(required=True)
    issued_on = fields.Date(required=True, allow_none=True)
    expires_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The last good day; null: it does not expire"},
    )


class TeacherSummary(Schema):
    name = fields.String(required=True)
    half_days = fields.Integer(required=True)
    verdict = fields.Enum(MatchVerdict, by_value=True, required=True, allow_none=True)
    certificates = fields.List(fields.Nested(TeacherCertificate), required=True)


class TeacherFlagged(Schema):
    flag = fields.Enum(TeacherFlag, by_value=True, required=True)
    teacher = fields.String(required=True)
    half_days = fields.Integer(required=True)
    first_on = fields.Date(required=True)


class TeacherList(Schema):
    items = fields.List(fields.Nested(TeacherSummary), required=True)
    flags = fields.List(fields.Nested(TeacherFlagged), required=True)
