"""Face detections, and the pictures by the time they came."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "face_detection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("begun_at", Time, nullable=False),
        sa.Column("ended_at", Time),
        sa.Column("took_ms", sa.Integer()),
        sa.Column("faces", sa.Integer()),
        sa.Column("boxes", sa.JSON(), nullable=False),
        sa.Column("detector", sa.String(64), nullable=False),
        sa.Column("fault", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_face_detection_evidence_id"),
        sa.PrimaryKeyConstraint("id", name="pk_face_detection"),
        sa.UniqueConstraint("evidence_id", "attempt", name="uq_face_detection_evidence_id_attempt"),
    )
    # The worker asks every few seconds whether a new picture came.
    op.create_index("ix_evidence_received_at", "evidence", ["received_at"])


def downgrade() -> None:
    op.drop_index("ix_evidence_received_at", "evidence")
    op.drop_table("face_detection")
