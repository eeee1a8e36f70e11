"""Spot checks: draws, calls, counts, evidence, verdicts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
TABLES = (
    *("spot_check", "draw", "drawn_trainee", "substitution", "phone_showing", "evidence", "panorama_mark"),
    *("spot_call", "field_comparison", "mismatch_resolution", "head_count", "check_conclusion"),
    "check_voiding",
)


def upgrade() -> None:
    _create_checks()
    _create_draws()
    _create_substitutions()
    _create_showings()
    _create_evidence()
    _create_calls()
    _create_comparisons()
    _create_head_counts()
    _create_ends()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create(table: str, *parts: Any) -> None:
    key = sa.Column("id", sa.Integer(), nullable=False)
    op.create_table(table, key, *parts, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"))


def _column(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _create_checks() -> None:
    _create(
        "spot_check",
        _column("public_id", sa.Uuid()),
        _column("number", sa.String(255)),
        _column("class_id", sa.Integer()),
        _column("level", sa.String(16)),
        _column("ordinal", sa.Integer()),
        _column("method", sa.String(16)),
        _column("rule_set_id", sa.Integer()),
        _column("started_by", sa.String(64)),
        _column("started_at", Time),
        sa.Column("ended_at", Time, nullable=True),
        _refers("spot_check", "class_id", "training_class"),
        _refers("spot_check", "rule_set_id", "rule_set"),
        _unique("spot_check", "public_id"),
        _unique("spot_check", "number"),
        _unique("spot_check", "class_id", "level", "ordinal"),
    )
    op.create_index("ix_spot_check_started_at", "spot_check", ["started_at"])
    op.create_index(
        "ix_spot_check_running",
        "spot_check",
        ["class_id", "level"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _create_draws() -> None:
    _create(
        "draw",
        _column("check_id", sa.Integer()),
        _column("algorithm", sa.String(64)),
        _column("seed", sa.LargeBinary()),
        _column("roster_hash", sa.String(64)),
        _column("roster_size", sa.Integer()),
        _column("sample_size", sa.Integer()),
        _column("one_in", sa.Integer()),
        _column("drawn_at", Time),
        _refers("draw", "check_id", "spot_check"),
        _unique("draw", "check_id"),
    )
    _create(
        "drawn_trainee",
        _column("check_id", sa.Integer()),
        _column("position", sa.Integer()),
        _column("enrolment_id", sa.Integer()),
        _column("was_drawn_before", sa.Boolean()),
        _refers("drawn_trainee", "check_id", "spot_check"),
        _refers("drawn_trainee", "enrolment_id", "enrolment"),
        _unique("drawn_trainee", "check_id", "position"),
        _unique("drawn_trainee", "check_id", "enrolment_id"),
    )
    op.create_index("ix_drawn_trainee_enrolment_id", "drawn_trainee", ["enrolment_id"])


def _create_substitutions() -> None:
    _create(
        "substitution",
        _column("check_id", sa.Integer()),
        _column("old_id", sa.Integer()),
        _column("new_id", sa.Integer()),
        _column("reason", sa.String(16)),
        _column("made_by", sa.String(64)),
        _column("made_at", Time),
        _refers("substitution", "check_id", "spot_check"),
        _refers("substitution", "old_id", "drawn_trainee"),
        _refers("substitution", "new_id", "drawn_trainee"),
        _unique("substitution", "old_id"),
        _unique("substitution", "new_id"),
    )
    op.create_index("ix_substitution_check_id", "substitution", ["check_id"])


def _create_showings() -> None:
    _create(
        "phone_showing",
        _column("check_id", sa.Integer()),
        _column("drawn_id", sa.Integer()),
        _column("shown_to", sa.String(64)),
        _column("shown_at", Time),
        _refers("phone_showing", "check_id", "spot_check"),
        _refers("phone_showing", "drawn_id", "drawn_trainee"),
    )
    op.create_index("ix_phone_showing_check_id", "phone_showing", ["check_id"])


def _create_evidence() -> None:
    _create(
        "evidence",
        _column("public_id", sa.Uuid()),
        _column("check_id", sa.Integer()),
        _column("sha256", sa.String(64)),
        _column("media_type", sa.String(64)),
        _column("size", sa.Integer()),
        _column("width", sa.Integer()),
        _column("height", sa.Integer()),
        sa.Column("taken_at", Time, nullable=True),
        _column("taken_place", sa.String(64)),
        _column("original_key", sa.String(255)),
        _column("served_key", sa.String(255)),
        _column("source", sa.String(64)),
        _column("received_by", sa.String(64)),
        _column("received_at", Time),
        _refers("evidence", "check_id", "spot_check"),
        _unique("evidence", "public_id"),
        _unique("evidence", "check_id", "sha256"),
    )
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"])
    _create(
        "panorama_mark",
        _column("evidence_id", sa.Integer()),
        _column("is_panorama", sa.Boolean()),
        _column("everybody_in", sa.Boolean()),
        _column("marked_by", sa.String(64)),
        _column("marked_at", Time),
        _refers("panorama_mark", "evidence_id", "evidence"),
    )
    op.create_index("ix_panorama_mark_evidence_id", "panorama_mark", ["evidence_id"])


def _create_calls() -> None:
    _create(
        "spot_call",
        _column("check_id", sa.Integer()),
        _column("drawn_id", sa.Integer()),
        _column("outcome", sa.String(16)),
        _column("started_at", Time),
        _column("ended_at", Time),
        _column("note", sa.String(255)),
        _column("called_by", sa.String(64)),
        _column("recorded_at", Time),
        sa.Column("client_key", sa.String(64), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        _refers("spot_call", "check_id", "spot_check"),
        _refers("spot_call", "drawn_id", "drawn_trainee"),
        _refers("spot_call", "corrects_id", "spot_call"),
        _unique("spot_call", "check_id", "client_key"),
        _unique("spot_call", "corrects_id"),
    )
    op.create_index("ix_spot_call_drawn_id", "spot_call", ["drawn_id"])


def _create_comparisons() -> None:
    _create(
        "field_comparison",
        _column("call_id", sa.Integer()),
        _column("item", sa.String(16)),
        _column("comparison", sa.String(16)),
        _refers("field_comparison", "call_id", "spot_call"),
        _unique("field_comparison", "call_id", "item"),
    )
    _create(
        "mismatch_resolution",
        _column("call_id", sa.Integer()),
        _column("evidence_id", sa.Integer()),
        _column("reason", sa.String(255)),
        _column("resolved_by", sa.String(64)),
        _column("resolved_at", Time),
        _refers("mismatch_resolution", "call_id", "spot_call"),
        _refers("mismatch_resolution", "evidence_id", "evidence"),
        _unique("mismatch_resolution", "call_id"),
    )


def _create_head_counts() -> None:
    _create(
        "head_count",
        _column("check_id", sa.Integer()),
        _column("heads", sa.Integer()),
        _column("counted_by", sa.String(64)),
        _column("counted_at", Time),
        sa.Column("client_key", sa.String(64), nullable=True),
        _refers("head_count", "check_id", "spot_check"),
        _unique("head_count", "check_id", "client_key"),
    )


def _create_ends() -> None:
    _create(
        "check_conclusion",
        _column("check_id", sa.Integer()),
        _column("verdict", sa.String(16)),
        _column("conditions", sa.JSON()),
        _column("concluded_by", sa.String(64)),
        _column("concluded_at", Time),
        _refers("check_conclusion", "check_id", "spot_check"),
        _unique("check_conclusion", "check_id"),
    )
    _create(
        "check_voiding",
        _column("check_id", sa.Integer()),
        _column("reason", sa.String(255)),
        _column("voided_by", sa.String(64)),
        _column("voided_at", Time),
        _refers("check_voiding", "check_id", "spot_check"),
        _unique("check_voiding", "check_id"),
    )
