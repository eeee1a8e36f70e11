"""Projects (项目制) in versions with their acts, the lists they choose from, and the class's project."""

from alembic import op
from sqlalchemy import (
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

revision = "0047_projects"
down_revision = "0046_region_and_talent"
branch_labels = None
depends_on = None

CHOICES = {
    "重点产业": ("稀土", "光伏风电", "新能源", "新材料", "高端装备制造"),
    "培训载体": ("企业培训中心", "职业院校", "公共实训基地"),
}


def upgrade() -> None:
    _projects()
    _acts()
    _choices()
    _choices_of_classes()
    # Not as a batch, which would make the table anew: enrolments refer to it.
    own = ForeignKey("project.id", name=op.f("fk_training_class_project_id"))
    op.add_column("training_class", Column("project_id", Integer(), own), inline_references=True)
    op.create_index(op.f("ix_training_class_project_id"), "training_class", ["project_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_training_class_project_id"), "training_class")
    op.drop_column("training_class", "project_id")
    for table in ("class_project_choice", "project_choice", "project_act", "project"):
        op.drop_table(table)


def _projects() -> None:
    op.create_table(
        "project",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("number", String(64), nullable=False),
        Column("version", Integer(), nullable=False),
        Column("name", String(255), nullable=False),
        Column("trade", String(64), nullable=False),
        Column("industry", String(64), nullable=False),
        Column("carrier", String(64), nullable=False),
        Column("implementer_id", Integer(), nullable=False),
        Column("mode", String(255), nullable=False),
        Column("process", String(255), nullable=False),
        Column("standard_fen", Integer(), nullable=False),
        Column("payee", String(255), nullable=False),
        Column("fund", String(16), nullable=False),
        Column("people", Integer(), nullable=False),
        Column("checks_city", Integer(), nullable=True),
        Column("checks_district", Integer(), nullable=True),
        Column("percent", Integer(), nullable=True),
        Column("starts_on", Date(), nullable=False),
        Column("ends_on", Date(), nullable=False),
        Column("finance_office", String(255), nullable=False),
        Column("document_number", String(255), nullable=False),
        Column("signed_on", Date(), nullable=False),
        Column("state", String(16), nullable=False),
        Column("moved_at", DateTime(timezone=True), nullable=False),
        Column("registered_by_id", Integer(), nullable=False),
        Column("registered_by", String(64), nullable=False),
        Column("registered_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_project")),
        UniqueConstraint("public_id", name=op.f("uq_project_public_id")),
        UniqueConstraint(
            "district_id", "number", "version", name=op.f("uq_project_district_id_number_version")
        ),
        CheckConstraint("people > 0 AND standard_fen > 0", name=op.f("ck_project_positive")),
        CheckConstraint("starts_on <= ends_on", name=op.f("ck_project_days")),
        _to("project", "district_id", "district"),
        _to("project", "implementer_id", "institution"),
        _to("project", "registered_by_id", "staff"),
    )
    op.create_index(op.f("ix_project_state_id"), "project", ["state", "id"])


def _acts() -> None:
    op.create_table(
        "project_act",
        Column("id", Integer(), nullable=False),
        Column("project_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("move", String(16), nullable=False),
        Column("state", String(16), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("acted_by_id", Integer(), nullable=False),
        Column("acted_by", String(64), nullable=False),
        Column("acted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_project_act")),
        UniqueConstraint("project_id", "ordinal", name=op.f("uq_project_act_project_id_ordinal")),
        _to("project_act", "project_id", "project"),
        _to("project_act", "acted_by_id", "staff"),
    )
    op.create_index(op.f("ix_project_act_acted_at"), "project_act", ["acted_at"])


def _choices() -> None:
    made = op.create_table(
        "project_choice",
        Column("id", Integer(), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("name", String(64), nullable=False),
        Column("added_by", String(64), nullable=False),
        Column("closed_by", String(64), nullable=True),
        Column("closed_at", DateTime(timezone=True), nullable=True),
        PrimaryKeyConstraint("id", name=op.f("pk_project_choice")),
        UniqueConstraint("kind", "name", name=op.f("uq_project_choice_kind_name")),
    )
    rows = [{"kind": kind, "name": name, "added_by": ""} for kind, own in CHOICES.items() for name in own]
    op.bulk_insert(made, rows)


def _choices_of_classes() -> None:
    op.create_table(
        "class_project_choice",
        Column("id", Integer(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("project_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("chosen_by_id", Integer(), nullable=False),
        Column("chosen_by", String(64), nullable=False),
        Column("chosen_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_class_project_choice")),
        UniqueConstraint("class_id", "ordinal", name=op.f("uq_class_project_choice_class_id_ordinal")),
        _to("class_project_choice", "class_id", "training_class"),
        _to("class_project_choice", "project_id", "project"),
        _to("class_project_choice", "chosen_by_id", "staff"),
    )


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
