"""What was done about whom of the staff, where an institution belongs, whom to call there, old rule sets."""

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    false,
)

revision = "0028_desk_staff"
down_revision = "0027_uploads"
branch_labels = None
depends_on = None

# Where all classes of an institution lie in one district, that is its own; else the city says it.
HOMES = (
    "UPDATE institution SET district_id = (SELECT MIN(district_id) FROM training_class"
    " WHERE training_class.institution_id = institution.id HAVING COUNT(DISTINCT district_id) = 1)"
)
# Where the old program would take them for rules of today.
WITHOUT_OLD_RULES = (
    "DELETE FROM rule_set WHERE is_historical AND id NOT IN (SELECT rule_set_id FROM training_class)"
)
# In one statement that both databases take: others refer to the table, so SQLite must not make it anew.
WITH_HOME = (
    "ALTER TABLE institution ADD COLUMN district_id INTEGER"
    " CONSTRAINT fk_institution_district_id REFERENCES district (id)"
)


def upgrade() -> None:
    op.execute(WITH_HOME)
    op.execute(HOMES)
    op.add_column("rule_set", Column("is_historical", Boolean(), nullable=False, server_default=false()))
    _institution_contact()
    _staff_act()


def downgrade() -> None:
    op.drop_table("staff_act")
    op.drop_table("institution_contact")
    op.execute(WITHOUT_OLD_RULES)
    op.drop_column("rule_set", "is_historical")
    op.drop_column("institution", "district_id")


def _institution_contact() -> None:
    table = "institution_contact"
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column("institution_id", Integer(), nullable=False),
        Column("person", String(64), nullable=False),
        Column("phone", LargeBinary(), nullable=False),
        Column("noted_by", String(64), nullable=False),
        Column("noted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_institution_contact")),
        ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_institution_contact_institution_id")
        ),
    )
    op.create_index(op.f(f"ix_{table}_institution_id"), table, ["institution_id"])


def _staff_act() -> None:
    table = "staff_act"
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column("staff_id", Integer(), nullable=False),
        Column("act", String(16), nullable=False),
        Column("role", String(16), nullable=False),
        Column("district_id", Integer()),
        Column("institution_id", Integer()),
        Column("note", String(255), nullable=False),
        Column("done_by", String(64), nullable=False),
        Column("done_by_id", Integer()),
        Column("done_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_staff_act")),
        *(
            ForeignKeyConstraint([each], [f"{of}.id"], name=op.f(f"fk_staff_act_{each}"))
            for each, of in (
                ("staff_id", "staff"),
                ("district_id", "district"),
                ("institution_id", "institution"),
                ("done_by_id", "staff"),
            )
        ),
    )
    op.create_index(op.f(f"ix_{table}_staff_id"), table, ["staff_id"])
