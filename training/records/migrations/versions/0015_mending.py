"""Mending: reasons for online theory (R52), opting out that a provider tells of, leave that is taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_online_reasons()
    _tell_of_opting_out()
    _let_leave_be_taken_back()


def downgrade() -> None:
    _forget_taken_back_leave()
    op.drop_column("sms_opt_out", "phone_index")
    op.drop_column("sms_opt_out", "reason")
    op.drop_table("online_reason")


def _create_online_reasons() -> None:
    op.create_table(
        "online_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("given_by", sa.String(64), nullable=False),
        sa.Column("given_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name="fk_online_reason_class_id"),
        sa.PrimaryKeyConstraint("id", name="pk_online_reason"),
    )
    op.create_index("ix_online_reason_class_id", "online_reason", ["class_id"])


def _tell_of_opting_out() -> None:
    op.add_column("sms_opt_out", sa.Column("reason", sa.String(255), nullable=False, server_default=""))
    op.add_column("sms_opt_out", sa.Column("phone_index", sa.LargeBinary(), nullable=True))


def _let_leave_be_taken_back() -> None:
    # Nothing refers to leave yet, so SQLite may copy the table for the wider key.
    with op.batch_alter_table("leave_of_absence") as leave:
        leave.add_column(sa.Column("turn", sa.Integer(), nullable=False, server_default="1"))
        leave.drop_constraint("uq_leave_of_absence_enrolment_id_held_on_part", type_="unique")
        leave.create_unique_constraint(
            "uq_leave_of_absence_enrolment_id_held_on_part_turn", ["enrolment_id", "held_on", "part", "turn"]
        )
    op.create_table(
        "leave_revocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("leave_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("revoked_by", sa.String(64), nullable=False),
        sa.Column("revoked_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["leave_id"], ["leave_of_absence.id"], name="fk_leave_revocation_leave_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave_revocation"),
        sa.UniqueConstraint("leave_id", name="uq_leave_revocation_leave_id"),
    )


def _forget_taken_back_leave() -> None:
    """The older code knows no leave that does not hold."""
    taken_back = sa.text("SELECT leave_id FROM leave_revocation")
    ids = [row.leave_id for row in op.get_bind().execute(taken_back)]
    op.drop_table("leave_revocation")
    leave = sa.table("leave_of_absence", sa.column("id", sa.Integer()))
    op.execute(leave.delete().where(leave.c.id.in_(ids)))
    with op.batch_alter_table("leave_of_absence") as table:
        table.drop_constraint("uq_leave_of_absence_enrolment_id_held_on_part_turn", type_="unique")
        table.create_unique_constraint(
            "uq_leave_of_absence_enrolment_id_held_on_part", ["enrolment_id", "held_on", "part"]
        )
        table.drop_column("turn")
