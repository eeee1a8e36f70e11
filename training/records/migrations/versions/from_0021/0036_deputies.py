"""Deputies (代理), who made a colleague's way in, and drafts of rules (规则草案)."""

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0036_deputies"
down_revision = "0035_teachers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deputyship",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("absent_id", Integer(), nullable=False),
        Column("deputy_id", Integer(), nullable=False),
        Column("first_day", Date(), nullable=False),
        Column("last_day", Date(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("named_by_id", Integer(), nullable=False),
        Column("named_by", String(64), nullable=False),
        Column("named_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_deputyship")),
        UniqueConstraint("public_id", name=op.f("uq_deputyship_public_id")),
        CheckConstraint("absent_id <> deputy_id", name=op.f("ck_deputyship_nobody_is_the_own_deputy")),
        CheckConstraint("first_day <= last_day", name=op.f("ck_deputyship_its_days_are_in_order")),
        _to("deputyship", "absent_id", "staff"),
        _to("deputyship", "deputy_id", "staff"),
        _to("deputyship", "named_by_id", "staff"),
    )
    op.create_index(op.f("ix_deputyship_absent_id"), "deputyship", ["absent_id"])
    op.create_index(op.f("ix_deputyship_deputy_id"), "deputyship", ["deputy_id"])
    op.create_table(
        "deputy_act",
        Column("id", Integer(), nullable=False),
        Column("deputyship_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("act", String(16), nullable=False),
        Column("acted_by_id", Integer(), nullable=False),
        Column("acted_by", String(64), nullable=False),
        Column("acted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_deputy_act")),
        UniqueConstraint("deputyship_id", "ordinal", name=op.f("uq_deputy_act_deputyship_id_ordinal")),
        _to("deputy_act", "deputyship_id", "deputyship"),
        _to("deputy_act", "acted_by_id", "staff"),
    )
    op.create_table(
        "rule_proposal",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("district_id", Integer()),
        Column("numbers", JSON(), nullable=False),
        Column("effective_from", Date(), nullable=False),
        Column("is_historical", Boolean(), nullable=False),
        Column("seen", String(64), nullable=False),
        Column("proposed_by_id", Integer(), nullable=False),
        Column("proposed_by", String(64), nullable=False),
        Column("proposed_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_rule_proposal")),
        UniqueConstraint("public_id", name=op.f("uq_rule_proposal_public_id")),
        _to("rule_proposal", "district_id", "district"),
        _to("rule_proposal", "proposed_by_id", "staff"),
    )
    op.create_index(op.f("ix_rule_proposal_district_id"), "rule_proposal", ["district_id"])
    op.create_table(
        "rule_decision",
        Column("id", Integer(), nullable=False),
        Column("proposal_id", Integer(), nullable=False),
        Column("state", String(16), nullable=False),
        Column("note", String(255), nullable=False),
        Column("rule_set_id", Integer()),
        Column("decided_by_id", Integer(), nullable=False),
        Column("decided_by", String(64), nullable=False),
        Column("decided_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_rule_decision")),
        UniqueConstraint("proposal_id", name=op.f("uq_rule_decision_proposal_id")),
        _to("rule_decision", "proposal_id", "rule_proposal"),
        _to("rule_decision", "rule_set_id", "rule_set"),
        _to("rule_decision", "decided_by_id", "staff"),
    )
    # Not as batches, which would make the tables anew: others refer to them.
    for table in ("sms_opt_out", "sms_opt_in"):
        op.add_column(table, Column("source", String(16)))
        op.add_column(table, Column("told_on", Date()))
    maker = ForeignKey("staff.id", name=op.f("fk_staff_link_made_by_id"))
    op.add_column("staff_link", Column("made_by_id", Integer(), maker), inline_references=True)


def downgrade() -> None:
    op.drop_column("staff_link", "made_by_id")
    for table in ("sms_opt_out", "sms_opt_in"):
        op.drop_column(table, "told_on")
        op.drop_column(table, "source")
    op.drop_table("rule_decision")
    op.drop_table("rule_proposal")
    op.drop_table("deputy_act")
    op.drop_table("deputyship")


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
