"""Who is paid for, what a meeting granted, how it was shown, what was applied for (R19 to R21)."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0055_lines"
down_revision = "0054_ledger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subsidy_meeting",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("number", String(64), nullable=False),
        Column("held_on", Date(), nullable=False),
        Column("noted_by_id", Integer(), nullable=False),
        Column("noted_by", String(64), nullable=False),
        Column("noted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_subsidy_meeting")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_subsidy_meeting_district_id")),
        ForeignKeyConstraint(["noted_by_id"], ["staff.id"], name=op.f("fk_subsidy_meeting_noted_by_id")),
        UniqueConstraint("district_id", "number", name=op.f("uq_subsidy_meeting_district_id_number")),
        UniqueConstraint("public_id", name=op.f("uq_subsidy_meeting_public_id")),
    )
    op.create_table(
        "meeting_minutes",
        Column("id", Integer(), nullable=False),
        Column("meeting_id", Integer(), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("media_type", String(64), nullable=False),
        Column("size", Integer(), nullable=False),
        Column("store_key", String(255), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_meeting_minutes")),
        ForeignKeyConstraint(
            ["meeting_id"], ["subsidy_meeting.id"], name=op.f("fk_meeting_minutes_meeting_id")
        ),
        UniqueConstraint("meeting_id", name=op.f("uq_meeting_minutes_meeting_id")),
    )
    op.create_table(
        "meeting_grant",
        Column("id", Integer(), nullable=False),
        Column("meeting_id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("people", Integer(), nullable=False),
        Column("amount_fen", BigInteger(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_meeting_grant")),
        CheckConstraint("people > 0 AND amount_fen > 0", name=op.f("ck_meeting_grant_positive")),
        ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_meeting_grant_class_id")),
        ForeignKeyConstraint(
            ["meeting_id"], ["subsidy_meeting.id"], name=op.f("fk_meeting_grant_meeting_id")
        ),
        UniqueConstraint("meeting_id", "class_id", name=op.f("uq_meeting_grant_meeting_id_class_id")),
    )
    op.create_index(op.f("ix_meeting_grant_class_id"), "meeting_grant", ["class_id"])
    op.create_table(
        "subsidy_publicity",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("meeting_id", Integer(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("phone", String(64), nullable=False),
        Column("working_days", Integer(), nullable=False),
        Column("begins_on", Date(), nullable=False),
        Column("ends_on", Date(), nullable=False),
        Column("latest_on", Date()),
        Column("made_by_id", Integer(), nullable=False),
        Column("made_by", String(64), nullable=False),
        Column("made_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_subsidy_publicity")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_subsidy_publicity_district_id")),
        ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_subsidy_publicity_made_by_id")),
        ForeignKeyConstraint(
            ["meeting_id"], ["subsidy_meeting.id"], name=op.f("fk_subsidy_publicity_meeting_id")
        ),
        UniqueConstraint("meeting_id", name=op.f("uq_subsidy_publicity_meeting_id")),
        UniqueConstraint("public_id", name=op.f("uq_subsidy_publicity_public_id")),
    )
    op.create_index(op.f("ix_subsidy_publicity_district_id"), "subsidy_publicity", ["district_id"])
    op.create_table(
        "finance_application",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("publicity_id", Integer(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("number", String(64), nullable=False),
        Column("fund", String(16), nullable=False),
        Column("people", Integer(), nullable=False),
        Column("amount_fen", BigInteger(), nullable=False),
        Column("applied_on", Date(), nullable=False),
        Column("made_by_id", Integer(), nullable=False),
        Column("made_by", String(64), nullable=False),
        Column("made_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_finance_application")),
        CheckConstraint("amount_fen > 0 AND people > 0", name=op.f("ck_finance_application_positive")),
        ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_finance_application_district_id")
        ),
        ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_finance_application_made_by_id")),
        ForeignKeyConstraint(
            ["publicity_id"], ["subsidy_publicity.id"], name=op.f("fk_finance_application_publicity_id")
        ),
        UniqueConstraint("district_id", "number", name=op.f("uq_finance_application_district_id_number")),
        UniqueConstraint("public_id", name=op.f("uq_finance_application_public_id")),
    )
    op.create_index(op.f("ix_finance_application_publicity_id"), "finance_application", ["publicity_id"])
    op.create_table(
        "subsidy_judgement",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("list_id", Integer(), nullable=False),
        Column("list_sha256", String(64), nullable=False),
        Column("planned_halves", Integer(), nullable=False),
        Column("delivered_halves", Integer(), nullable=False),
        Column("fingerprint", String(64), nullable=False),
        Column("needs_second", Boolean(), nullable=False),
        Column("signed_by_id", Integer(), nullable=False),
        Column("signed_by", String(64), nullable=False),
        Column("signed_at", DateTime(timezone=True), nullable=False),
        Column("in_force_at", DateTime(timezone=True)),
        PrimaryKeyConstraint("id", name=op.f("pk_subsidy_judgement")),
        ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_subsidy_judgement_class_id")),
        ForeignKeyConstraint(["list_id"], ["qualified_list.id"], name=op.f("fk_subsidy_judgement_list_id")),
        ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_subsidy_judgement_signed_by_id")),
        UniqueConstraint("class_id", "ordinal", name=op.f("uq_subsidy_judgement_class_id_ordinal")),
        UniqueConstraint("public_id", name=op.f("uq_subsidy_judgement_public_id")),
    )
    op.create_index(op.f("ix_subsidy_judgement_list_id"), "subsidy_judgement", ["list_id"])
    op.create_table(
        "judgement_second",
        Column("id", Integer(), nullable=False),
        Column("judgement_id", Integer(), nullable=False),
        Column("is_agreed", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("signed_by_id", Integer(), nullable=False),
        Column("signed_by", String(64), nullable=False),
        Column("signed_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_judgement_second")),
        ForeignKeyConstraint(
            ["judgement_id"], ["subsidy_judgement.id"], name=op.f("fk_judgement_second_judgement_id")
        ),
        ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_judgement_second_signed_by_id")),
        UniqueConstraint("judgement_id", name=op.f("uq_judgement_second_judgement_id")),
    )
    op.create_table(
        "subsidy_line",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("judgement_id", Integer(), nullable=False),
        Column("enrolment_id", Integer(), nullable=False),
        Column("live_enrolment_id", Integer()),
        Column("district_id", Integer(), nullable=False),
        Column("scheme", String(16), nullable=False),
        Column("state", String(16), nullable=False),
        Column("since", DateTime(timezone=True), nullable=False),
        Column("standard_id", Integer()),
        Column("amount_fen", Integer()),
        Column("fund", String(16)),
        Column("payee", String(16)),
        Column("reasons", JSON(), nullable=False),
        Column("override_reason", String(255), nullable=False),
        Column("meeting_id", Integer()),
        Column("granted_fen", Integer()),
        Column("publicity_id", Integer()),
        Column("has_objection", Boolean(), nullable=False),
        Column("application_id", Integer()),
        PrimaryKeyConstraint("id", name=op.f("pk_subsidy_line")),
        CheckConstraint("amount_fen > 0", name=op.f("ck_subsidy_line_amount")),
        ForeignKeyConstraint(
            ["application_id"], ["finance_application.id"], name=op.f("fk_subsidy_line_application_id")
        ),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_subsidy_line_district_id")),
        ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_subsidy_line_enrolment_id")),
        ForeignKeyConstraint(
            ["judgement_id"], ["subsidy_judgement.id"], name=op.f("fk_subsidy_line_judgement_id")
        ),
        ForeignKeyConstraint(
            ["live_enrolment_id"], ["enrolment.id"], name=op.f("fk_subsidy_line_live_enrolment_id")
        ),
        ForeignKeyConstraint(["meeting_id"], ["subsidy_meeting.id"], name=op.f("fk_subsidy_line_meeting_id")),
        ForeignKeyConstraint(
            ["publicity_id"], ["subsidy_publicity.id"], name=op.f("fk_subsidy_line_publicity_id")
        ),
        ForeignKeyConstraint(
            ["standard_id"], ["subsidy_standard.id"], name=op.f("fk_subsidy_line_standard_id")
        ),
        UniqueConstraint("live_enrolment_id", name=op.f("uq_subsidy_line_live_enrolment_id")),
        UniqueConstraint("public_id", name=op.f("uq_subsidy_line_public_id")),
    )
    op.create_index(op.f("ix_subsidy_line_application_id"), "subsidy_line", ["application_id"])
    op.create_index(
        op.f("ix_subsidy_line_district_id_state_since_id"),
        "subsidy_line",
        ["district_id", "state", "since", "id"],
    )
    op.create_index(op.f("ix_subsidy_line_enrolment_id"), "subsidy_line", ["enrolment_id"])
    op.create_index(op.f("ix_subsidy_line_judgement_id"), "subsidy_line", ["judgement_id"])
    op.create_index(op.f("ix_subsidy_line_meeting_id"), "subsidy_line", ["meeting_id"])
    op.create_index(op.f("ix_subsidy_line_publicity_id"), "subsidy_line", ["publicity_id"])
    op.create_table(
        "line_event",
        Column("id", Integer(), nullable=False),
        Column("line_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("act", String(16), nullable=False),
        Column("state", String(16), nullable=False),
        Column("staff_id", Integer()),
        Column("acted_by", String(64), nullable=False),
        Column("acted_at", DateTime(timezone=True), nullable=False),
        Column("reason", String(255), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_line_event")),
        ForeignKeyConstraint(["line_id"], ["subsidy_line.id"], name=op.f("fk_line_event_line_id")),
        ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_line_event_staff_id")),
        UniqueConstraint("line_id", "ordinal", name=op.f("uq_line_event_line_id_ordinal")),
    )
    op.create_index(op.f("ix_line_event_acted_at"), "line_event", ["acted_at"])


def downgrade() -> None:
    for table in (
        "line_event",
        "subsidy_line",
        "judgement_second",
        "subsidy_judgement",
        "finance_application",
        "subsidy_publicity",
        "meeting_grant",
        "meeting_minutes",
        "subsidy_meeting",
    ):
        op.drop_table(table)
