"""What a class's project was before; the lists that the city keeps are changed by acts."""

from alembic import op
from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0052_choices"
down_revision = "0051_teachers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    before = ForeignKey("project.id", name=op.f("fk_class_project_choice_before_id"))
    op.add_column("class_project_choice", Column("before_id", Integer(), before), inline_references=True)
    op.create_table(
        "project_choice_act",
        Column("id", Integer(), nullable=False),
        Column("choice_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("move", String(16), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("acted_by_id", Integer(), nullable=False),
        Column("acted_by", String(64), nullable=False),
        Column("acted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_project_choice_act")),
        UniqueConstraint("choice_id", "ordinal", name=op.f("uq_project_choice_act_choice_id_ordinal")),
        ForeignKeyConstraint(
            ["choice_id"], ["project_choice.id"], name=op.f("fk_project_choice_act_choice_id")
        ),
        ForeignKeyConstraint(["acted_by_id"], ["staff.id"], name=op.f("fk_project_choice_act_acted_by_id")),
    )
    op.create_index(op.f("ix_project_choice_act_acted_at"), "project_choice_act", ["acted_at"])


def downgrade() -> None:
    op.drop_table("project_choice_act")
    op.drop_column("class_project_choice", "before_id")
