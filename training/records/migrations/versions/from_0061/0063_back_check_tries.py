"""A back-check is tried on several days, and of a link only the digest is kept (R14, R56)."""

from hashlib import pbkdf2_hmac

import sqlalchemy as sa
from alembic import op

revision = "0063_back_check_tries"
down_revision = "0062_voucher_tries"
branch_labels = None
depends_on = None

STEPS = sa.table("follow_up", sa.column("id", sa.Integer), sa.column("token_digest", sa.String))
# SQLite would copy the table to drop a unique column, and others refer to it; a name is changed in place.
RENAMED = "ALTER TABLE follow_up RENAME COLUMN {} TO {}"


def upgrade() -> None:
    op.create_table(
        "back_check_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(255), nullable=False),
        sa.Column("tried_by_id", sa.Integer(), nullable=False),
        sa.Column("tried_by", sa.String(64), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_back_check_try")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["follow_up_answer.id"], name=op.f("fk_back_check_try_answer_id")
        ),
        sa.ForeignKeyConstraint(["tried_by_id"], ["staff.id"], name=op.f("fk_back_check_try_tried_by_id")),
        sa.UniqueConstraint("answer_id", "tried_on", name=op.f("uq_back_check_try_answer_id_tried_on")),
    )
    op.execute(RENAMED.format("token", "token_digest"))
    _digest()


def downgrade() -> None:
    """Links that were sent are good no longer: nobody makes a token of its digest."""
    op.execute("UPDATE follow_up SET token_digest = NULL")
    op.execute(RENAMED.format("token_digest", "token"))
    op.drop_table("back_check_try")


def _digest() -> None:
    """Links that were sent go on working."""
    rows = op.get_bind()
    sent = sa.select(STEPS.c.id, STEPS.c.token_digest).where(STEPS.c.token_digest.is_not(None))
    for key, token in rows.execute(sent).all():
        kept = pbkdf2_hmac("sha256", token.encode(), b"follow_up", 20_000, 16).hex()
        rows.execute(sa.update(STEPS).where(STEPS.c.id == key).values(token_digest=kept))
