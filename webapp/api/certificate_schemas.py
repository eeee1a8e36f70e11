"""What the API says of certificates."""

from marshmallow import Schema, fields

from training.certificates.terms import CertificateState


class CertificateSummary(Schema):
    id = fields.UUID(required=True)
    number = fields.String(required=True, metadata={"example": "1502002026P00000160"})
    name = fields.String(required=True)
    enrolment = fields.UUID(required=True, metadata={"description": "Of which enrolment"})
    state = fields.Enum(CertificateState, by_value=True, required=True)
    issued_on = fields.Date(required=True)
    list_sha256 = fields.String(
        required=True, metadata={"description": "名单指纹 of the approved list it was issued against"}
    )
    handed_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "Null: nobody has it yet"}
    )


class CertificatePage(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(CertificateSummary), required=True)
