"""Rounds in which the classes of a day are drawn, their orders, and why one was checked outside of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005_rounds"
down_revision = "0004_leads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rounds()
    _orders()
    _acts()
    _reasons()


def downgrade() -> None:
    for name in ("outside_round_reason", "check_order_act", "check_order", "check_round"):
        op.drop_table(name)


def _rounds() -> None:
    op.create_table(
        "check_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("district_id", sa.Integer()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("algorithm", sa.String(64), nullable=False),
        sa.Column("seed", sa.LargeBinary(), nullable=False),
        sa.Column("population", sa.JSON(), nullable=False),
        sa.Column("population_hash", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("drawn_by", sa.String(64), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(level = '旗县区') = (district_id IS NOT NULL)",
            name=op.f("ck_check_round_a_district_draws_its_own"),
        ),
        *_references("check_round", district_id="district", staff_id="staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_round")),
        sa.UniqueConstraint("public_id", name=op.f("uq_check_round_public_id")),
        sa.UniqueConstraint("number", name=op.f("uq_check_round_number")),
    )
    op.create_index(op.f("ix_check_round_day_district_id"), "check_round", ["day", "district_id"])


def _orders() -> None:
    op.create_table(
        "check_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("assigned_to_id", sa.Integer(), nullable=False),
        *_references(
            "check_order", round_id="check_round", class_id="training_class", assigned_to_id="staff"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_order")),
        sa.UniqueConstraint("public_id", name=op.f("uq_check_order_public_id")),
        sa.UniqueConstraint("round_id", "class_id", name=op.f("uq_check_order_round_id_class_id")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_check_order_round_id_position")),
    )
    op.create_index(op.f("ix_check_order_class_id"), "check_order", ["class_id"])


def _acts() -> None:
    op.create_table(
        "check_order_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("assigned_to_id", sa.Integer()),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("acted_by", sa.String(64), nullable=False),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(act = '改派') = (assigned_to_id IS NOT NULL)",
            name=op.f("ck_check_order_act_who_is_given_it_is_named"),
        ),
        *_references("check_order_act", order_id="check_order", assigned_to_id="staff", staff_id="staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_order_act")),
        sa.UniqueConstraint("order_id", "ordinal", name=op.f("uq_check_order_act_order_id_ordinal")),
    )


def _reasons() -> None:
    op.create_table(
        "outside_round_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.String(64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        *_references("outside_round_reason", check_id="spot_check", round_id="check_round", staff_id="staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_round_reason")),
        sa.UniqueConstraint("check_id", name=op.f("uq_outside_round_reason_check_id")),
    )
    op.create_index(op.f("ix_outside_round_reason_round_id"), "outside_round_reason", ["round_id"])


def _references(own: str, **others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{own}_{column}"))
        for column, other in others.items()
    ]
