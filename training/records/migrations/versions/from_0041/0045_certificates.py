"""Certificates: series, numbers, voidings, papers handed over."""

from alembic import op
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0045_certificates"
down_revision = "0044_results"
branch_labels = None
depends_on = None

TABLES = (
    "certificate_handover",
    "voiding_decision",
    "certificate_voiding",
    "certificate",
    "certificate_issue",
    "certificate_series",
)


def upgrade() -> None:
    _numbers()
    _certificates()
    _voidings()
    _papers()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _numbers() -> None:
    op.create_table(
        "certificate_series",
        Column("id", Integer(), nullable=False),
        Column("scope", String(64), nullable=False),
        Column("year", Integer(), nullable=False),
        Column("last_serial", Integer(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_certificate_series")),
        UniqueConstraint("scope", "year", name=op.f("uq_certificate_series_scope_year")),
        CheckConstraint("last_serial BETWEEN 0 AND 999999", name=op.f("ck_certificate_series_serial_fits")),
    )
    op.create_table(
        "certificate_issue",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("list_id", Integer(), nullable=False),
        Column("list_sha256", String(64), nullable=False),
        Column("people", Integer(), nullable=False),
        *_by("issued"),
        PrimaryKeyConstraint("id", name=op.f("pk_certificate_issue")),
        UniqueConstraint("public_id", name=op.f("uq_certificate_issue_public_id")),
        _to("certificate_issue", "class_id", "training_class"),
        _to("certificate_issue", "list_id", "qualified_list"),
        _to("certificate_issue", "issued_by_id", "staff"),
    )
    _index("certificate_issue", "class_id")
    _index("certificate_issue", "list_id")


def _certificates() -> None:
    op.create_table(
        "certificate",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("issue_id", Integer(), nullable=False),
        Column("series_id", Integer(), nullable=False),
        Column("serial", Integer(), nullable=False),
        Column("number", String(32), nullable=False),
        Column("letter", String(16), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("enrolment_id", Integer(), nullable=False),
        Column("live_enrolment_id", Integer()),
        Column("token", String(32), nullable=False),
        *(Column(name, String(64), nullable=False) for name in ("name", "trade", "level")),
        Column("halves", Integer(), nullable=False),
        Column("starts_on", Date(), nullable=False),
        Column("ends_on", Date(), nullable=False),
        Column("institution", String(255), nullable=False),
        Column("office", String(64), nullable=False),
        Column("issued_on", Date(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        *_once("certificate", "public_id", "number", "token", "live_enrolment_id"),
        UniqueConstraint("series_id", "serial", name=op.f("uq_certificate_series_id_serial")),
        _to("certificate", "issue_id", "certificate_issue"),
        _to("certificate", "series_id", "certificate_series"),
        _to("certificate", "class_id", "training_class"),
        _to("certificate", "enrolment_id", "enrolment"),
        _to("certificate", "live_enrolment_id", "enrolment"),
    )
    for column in ("issue_id", "class_id", "enrolment_id"):
        _index("certificate", column)
    op.create_index(op.f("ix_certificate_issued_on_id"), "certificate", ["issued_on", "id"])


def _voidings() -> None:
    op.create_table(
        "certificate_voiding",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("certificate_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("is_replaced", Boolean(), nullable=False),
        *_by("asked"),
        PrimaryKeyConstraint("id", name=op.f("pk_certificate_voiding")),
        *_once("certificate_voiding", "public_id"),
        UniqueConstraint(
            "certificate_id", "ordinal", name=op.f("uq_certificate_voiding_certificate_id_ordinal")
        ),
        _to("certificate_voiding", "certificate_id", "certificate"),
        _to("certificate_voiding", "asked_by_id", "staff"),
    )
    op.create_table(
        "voiding_decision",
        Column("id", Integer(), nullable=False),
        Column("voiding_id", Integer(), nullable=False),
        Column("is_approved", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("replaced_by_id", Integer()),
        *_by("decided"),
        PrimaryKeyConstraint("id", name=op.f("pk_voiding_decision")),
        *_once("voiding_decision", "voiding_id", "replaced_by_id"),
        _to("voiding_decision", "voiding_id", "certificate_voiding"),
        _to("voiding_decision", "replaced_by_id", "certificate"),
        _to("voiding_decision", "decided_by_id", "staff"),
    )


def _papers() -> None:
    op.create_table(
        "certificate_handover",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("certificate_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("handed_on", Date(), nullable=False),
        Column("is_self", Boolean(), nullable=False),
        Column("receiver", String(64), nullable=False),
        Column("relation", String(255), nullable=False),
        Column("proof", String(16), nullable=False),
        Column("jpeg", LargeBinary(), nullable=False),
        Column("reason", String(255), nullable=False),
        *_by("recorded"),
        PrimaryKeyConstraint("id", name=op.f("pk_certificate_handover")),
        *_once("certificate_handover", "public_id"),
        UniqueConstraint(
            "certificate_id", "ordinal", name=op.f("uq_certificate_handover_certificate_id_ordinal")
        ),
        _to("certificate_handover", "certificate_id", "certificate"),
        _to("certificate_handover", "recorded_by_id", "staff"),
    )


def _by(what: str) -> tuple[Column[object], ...]:
    return (
        Column(f"{what}_by_id", Integer(), nullable=False),
        Column(f"{what}_by", String(64), nullable=False),
        Column(f"{what}_at", DateTime(timezone=True), nullable=False),
    )


def _once(table: str, *columns: str) -> tuple[UniqueConstraint, ...]:
    return tuple(UniqueConstraint(each, name=op.f(f"uq_{table}_{each}")) for each in columns)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
