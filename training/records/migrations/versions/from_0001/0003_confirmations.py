"""A second person for voids and explanations, draws that are carried over, evidence that is taken back."""

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, String, Uuid, false

revision = "0003_confirmations"
down_revision = "0002_machines"
branch_labels = None
depends_on = None

CARRIED_BEFORE = """
INSERT INTO carry_over (check_id, voided_id)
SELECT (
    SELECT min(later.id) FROM spot_check AS later
    WHERE later.class_id = own.class_id AND later.level = own.level AND later.ordinal > own.ordinal
), own.id
FROM spot_check AS own JOIN check_voiding ON check_voiding.check_id = own.id
WHERE EXISTS (
    SELECT 1 FROM spot_check AS later
    WHERE later.class_id = own.class_id AND later.level = own.level AND later.ordinal > own.ordinal
)
"""
"""What was voided and drawn anew before is done with: it is not carried into some check of today."""


def upgrade() -> None:
    _confirmations()
    _withdrawals()
    _carried()


def _confirmations() -> None:
    op.create_table(
        "confirmation",
        _key(),
        Column("public_id", Uuid(), nullable=False, unique=True),
        Column("check_id", Integer(), ForeignKey("spot_check.id"), nullable=False),
        Column("purpose", String(16), nullable=False),
        Column("call_id", Integer(), ForeignKey("spot_call.id")),
        Column("evidence_id", Integer(), ForeignKey("evidence.id"), unique=True),
        Column("reason", String(255), nullable=False),
        Column("level", String(16), nullable=False),
        Column("asked_by_id", Integer(), ForeignKey("staff.id"), nullable=False),
        Column("asked_by", String(64), nullable=False),
        Column("asked_at", DateTime(timezone=True), nullable=False),
        Column("lapses_at", DateTime(timezone=True), nullable=False),
        Index("ix_confirmation_check_id", "check_id"),
    )
    op.create_table(
        "confirmation_answer",
        _key(),
        Column("confirmation_id", Integer(), ForeignKey("confirmation.id"), nullable=False, unique=True),
        Column("is_confirmed", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("answered_by_id", Integer(), ForeignKey("staff.id"), nullable=False),
        Column("answered_by", String(64), nullable=False),
        Column("answered_at", DateTime(timezone=True), nullable=False),
    )


def _withdrawals() -> None:
    op.create_table(
        "evidence_withdrawal",
        _key(),
        Column("evidence_id", Integer(), ForeignKey("evidence.id"), nullable=False, unique=True),
        Column("reason", String(255), nullable=False),
        Column("withdrawn_by", String(64), nullable=False),
        Column("withdrawn_at", DateTime(timezone=True), nullable=False),
    )


def _carried() -> None:
    op.create_table(
        "carry_over",
        _key(),
        Column("check_id", Integer(), ForeignKey("spot_check.id"), nullable=False),
        Column("voided_id", Integer(), ForeignKey("spot_check.id"), nullable=False, unique=True),
        Index("ix_carry_over_check_id", "check_id"),
    )
    op.add_column("draw", Column("carried", Integer(), nullable=False, server_default="0"))
    op.add_column("draw", Column("override_reason", String(255), nullable=False, server_default=""))
    op.add_column("drawn_trainee", Column("is_carried", Boolean(), nullable=False, server_default=false()))
    op.add_column("check_voiding", Column("kind", String(16), nullable=False, server_default="作废"))
    op.add_column("check_voiding", Column("confirmed_by", String(64), nullable=False, server_default=""))
    op.add_column(
        "mismatch_resolution", Column("confirmed_by", String(64), nullable=False, server_default="")
    )
    op.execute(CARRIED_BEFORE)


def downgrade() -> None:
    op.drop_column("mismatch_resolution", "confirmed_by")
    for name in ("confirmed_by", "kind"):
        op.drop_column("check_voiding", name)
    op.drop_column("drawn_trainee", "is_carried")
    for name in ("override_reason", "carried"):
        op.drop_column("draw", name)
    for table in ("carry_over", "evidence_withdrawal", "confirmation_answer", "confirmation"):
        op.drop_table(table)


def _key() -> Column[int]:
    return Column("id", Integer(), primary_key=True)
