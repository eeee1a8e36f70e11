"""C1 is one scheme of the common chain: a line rests on a judgement or on an approved claim (R19 to R22).

What lies in `publicity` and `claim_payment` stays there as it is, and can be read: no fund was ever kept with
it, and none is invented here. What of it is not paid yet the office takes over, and says the fund once.
"""

from alembic import op
from sqlalchemy import Column, DateTime, text

revision = "0060_claim_lines"
down_revision = "0059_urgent_cards"
branch_labels = None
depends_on = None

TABLE, GROUND = "subsidy_line", "ck_subsidy_line_ground"
CLAIM = "claim_id INTEGER CONSTRAINT fk_subsidy_line_claim_id REFERENCES c1_claim (id)"
ONE_OF_BOTH = "(judgement_id IS NULL) <> (claim_id IS NULL)"
NEEDED, OPTIONAL = "judgement_id INTEGER NOT NULL", "judgement_id INTEGER"
LAST = "CONSTRAINT pk_subsidy_line"
CHECKED = f"CONSTRAINT {GROUND} CHECK ({ONE_OF_BOTH}), {LAST}"


class LinesOfClaims(Exception):
    """Code of before knows no line of a claim, and money may have gone by one."""


def upgrade() -> None:
    # Written in one piece, which both databases take; SQLite adds no constraint to a table that is there.
    op.execute(f"ALTER TABLE {TABLE} ADD COLUMN {CLAIM}")
    op.add_column(TABLE, Column("claim_approved_at", DateTime(timezone=True)))
    op.create_index(op.f("ix_subsidy_line_claim_id"), TABLE, ["claim_id"])
    if op.get_bind().dialect.name == "sqlite":
        _rewrite((NEEDED, OPTIONAL), (LAST, CHECKED))
    else:
        op.alter_column(TABLE, "judgement_id", nullable=True)
        op.create_check_constraint(op.f(GROUND), TABLE, ONE_OF_BOTH)


def downgrade() -> None:
    if op.get_bind().scalar(text("SELECT count(*) FROM subsidy_line WHERE claim_id IS NOT NULL")):
        raise LinesOfClaims("C1 补贴已经按新的流程上会，不能退回旧版本；请改用升级前的备份。")
    if op.get_bind().dialect.name == "sqlite":
        _rewrite((CHECKED, LAST), (OPTIONAL, NEEDED))
    else:
        op.drop_constraint(op.f(GROUND), TABLE, type_="check")
        op.alter_column(TABLE, "judgement_id", nullable=False)
    op.drop_index(op.f("ix_subsidy_line_claim_id"), TABLE)
    op.drop_column(TABLE, "claim_approved_at")
    op.drop_column(TABLE, "claim_id")


def _rewrite(*changes: tuple[str, str]) -> None:
    """What a column must not be changes no row, and other tables lean on these: SQLite's own advice is to
    change the words of the table in place, and not to make it anew.
    """
    bind = op.get_bind()
    words = bind.scalar(
        text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :own"), {"own": TABLE}
    )
    for before, after in changes:
        if words.count(before) != 1:
            raise ValueError(f"{TABLE} is not what 0055 made: {before}")
        words = words.replace(before, after)
    version = bind.scalar(text("PRAGMA schema_version"))
    op.execute("PRAGMA writable_schema = ON")
    put = text("UPDATE sqlite_master SET sql = :words WHERE type = 'table' AND name = :own")
    bind.execute(put, {"words": words, "own": TABLE})
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = RESET")
