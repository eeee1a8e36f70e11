"""A school's other phone for a known person is asked for; who decides may be the person, who is no staff."""

from alembic import op
from sqlalchemy import Integer

revision = "0033_phone_changes"
down_revision = "0032_city_notices"
branch_labels = None
depends_on = None

# What the code of before does not know, nor who decided it; the phones that were moved stay.
WITHOUT_PHONES = (
    "DELETE FROM roster_change_decision WHERE change_id IN"
    " (SELECT id FROM roster_change WHERE kind = '更正手机号')",
    "DELETE FROM roster_change WHERE kind = '更正手机号'",
)
INDEX = "ix_roster_change_id_number_index"


def upgrade() -> None:
    with op.batch_alter_table("roster_change_decision") as decision:
        decision.alter_column("decided_by_id", existing_type=Integer(), nullable=True)
    op.create_index(INDEX, "roster_change", ["id_number_index"])


def downgrade() -> None:
    op.drop_index(INDEX, "roster_change")
    for each in WITHOUT_PHONES:
        op.execute(each)
    with op.batch_alter_table("roster_change_decision") as decision:
        decision.alter_column("decided_by_id", existing_type=Integer(), nullable=False)
