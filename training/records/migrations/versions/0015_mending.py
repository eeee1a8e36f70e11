"""Mending: reasons for online theory after the filing (R52); opting out that a provider tells of."""

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


def downgrade() -> None:
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
