"""Reminders, leave, verified phones, opting out, corrections of punches."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
TABLES = (
    *("correction_decision", "correction_photo", "punch_correction"),
    *("sms_opt_in", "sms_opt_out", "phone_verification", "leave_of_absence", "reminder"),
)


def upgrade() -> None:
    creations: tuple[Callable[[], None], ...] = (
        *(_create_reminders, _create_leave, _create_verifications, _create_opting_out),
        *(_create_corrections, _create_photos, _create_decisions),
    )
    for create in creations:
        create()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _create_reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("link_digest", sa.LargeBinary(), nullable=False),
        sa.Column("link_expires_at", Time, nullable=False),
        sa.Column("written_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_reminder_enrolment_id"),
        sa.ForeignKeyConstraint(["message_id"], ["outgoing_message.id"], name="fk_reminder_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint(
            *("enrolment_id", "held_on", "part", "occasion"),
            name="uq_reminder_enrolment_id_held_on_part_occasion",
        ),
        sa.UniqueConstraint("message_id", name="uq_reminder_message_id"),
        sa.UniqueConstraint("link_digest", name="uq_reminder_link_digest"),
    )
    op.create_index("ix_reminder_held_on", "reminder", ["held_on"])


def _create_leave() -> None:
    op.create_table(
        "leave_of_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("approved_by", sa.String(64), nullable=False),
        sa.Column("approved_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_leave_of_absence_enrolment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave_of_absence"),
        sa.UniqueConstraint(
            "enrolment_id", "held_on", "part", name="uq_leave_of_absence_enrolment_id_held_on_part"
        ),
    )
    op.create_index("ix_leave_of_absence_held_on", "leave_of_absence", ["held_on"])


def _create_verifications() -> None:
    op.create_table(
        "phone_verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("verified_by", sa.String(64), nullable=False),
        sa.Column("verified_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["trainee_id"], ["trainee.id"], name="fk_phone_verification_trainee_id"),
        sa.PrimaryKeyConstraint("id", name="pk_phone_verification"),
    )
    op.create_index(
        "ix_phone_verification_trainee_id_phone_index", "phone_verification", ["trainee_id", "phone_index"]
    )


def _create_opting_out() -> None:
    op.create_table(
        "sms_opt_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("asked_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["trainee_id"], ["trainee.id"], name="fk_sms_opt_out_trainee_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sms_opt_out"),
    )
    op.create_index("ix_sms_opt_out_trainee_id", "sms_opt_out", ["trainee_id"])
    op.create_table(
        "sms_opt_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opt_out_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("asked_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["opt_out_id"], ["sms_opt_out.id"], name="fk_sms_opt_in_opt_out_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sms_opt_in"),
        sa.UniqueConstraint("opt_out_id", name="uq_sms_opt_in_opt_out_id"),
    )


def _create_corrections() -> None:
    op.create_table(
        "punch_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("punch", sa.String(16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("asked_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_punch_correction_enrolment_id"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_punch_correction_lesson_id"),
        sa.PrimaryKeyConstraint("id", name="pk_punch_correction"),
        sa.UniqueConstraint("public_id", name="uq_punch_correction_public_id"),
        sa.UniqueConstraint(
            *("enrolment_id", "lesson_id", "punch", "ordinal"),
            name="uq_punch_correction_enrolment_id_lesson_id_punch_ordinal",
        ),
    )
    op.create_index("ix_punch_correction_lesson_id", "punch_correction", ["lesson_id"])


def _create_photos() -> None:
    op.create_table(
        "correction_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["punch_correction.id"], name="fk_correction_photo_correction_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_correction_photo"),
        sa.UniqueConstraint("correction_id", name="uq_correction_photo_correction_id"),
    )


def _create_decisions() -> None:
    op.create_table(
        "correction_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", Time, nullable=False),
        sa.Column("note", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["punch_correction.id"], name="fk_correction_decision_correction_id"
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name="fk_correction_decision_decided_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_correction_decision"),
        sa.UniqueConstraint("correction_id", name="uq_correction_decision_correction_id"),
    )
