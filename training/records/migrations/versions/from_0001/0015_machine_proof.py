"""A machine proves itself; those registered before without any proof go on counting for thirty days."""

from datetime import timedelta

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    column,
    func,
    select,
    table,
    true,
)

revision = "0015_machine_proof"
down_revision = "0014_pictures"
branch_labels = None
depends_on = None

GRACE = timedelta(days=30)
ADDED = (
    "next_secret_digest",
    "own_host_digest",
    "own_port",
    "pinned_networks",
    "proof_due_on",
    "unproven_at",
    "last_address",
    "last_address_at",
    "last_stamp",
    "last_stamp_at",
)


def upgrade() -> None:
    for each in (
        Column("next_secret_digest", LargeBinary()),
        Column("own_host_digest", LargeBinary()),
        Column("own_port", Integer()),
        Column("pinned_networks", String(255), nullable=False, server_default=""),
        Column("proof_due_on", Date()),
        Column("unproven_at", DateTime(timezone=True)),
        Column("last_address", String(64), nullable=False, server_default=""),
        Column("last_address_at", DateTime(timezone=True)),
        Column("last_stamp", BigInteger()),
        Column("last_stamp_at", DateTime(timezone=True)),
    ):
        op.add_column("device", each)
    op.add_column("device_upload", Column("is_proven", Boolean(), nullable=False, server_default=true()))
    op.create_table(
        "device_proof",
        Column("id", Integer(), primary_key=True),
        Column("device_id", Integer(), ForeignKey("device.id"), nullable=False, index=True),
        Column("kind", String(16), nullable=False),
        Column("detail", String(255), nullable=False),
        Column("given_at", DateTime(timezone=True), nullable=False),
        Column("given_by", String(64), nullable=False),
        Column("first_used_at", DateTime(timezone=True)),
    )
    device = table("device", column("secret_digest"), column("removed_at"), column("proof_due_on", Date()))
    unproven = device.c.secret_digest.is_(None) & device.c.removed_at.is_(None)
    today = op.get_bind().scalars(select(func.current_date())).one()
    op.execute(device.update().where(unproven).values(proof_due_on=today + GRACE))


def downgrade() -> None:
    op.drop_table("device_proof")
    op.drop_column("device_upload", "is_proven")
    for name in reversed(ADDED):
        op.drop_column("device", name)
