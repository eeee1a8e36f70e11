"""Changes of a roster are asked for and decided; since when each person is in the class (R25)."""

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0025_roster_changes"
down_revision = "0024_class_amendments"
branch_labels = None
depends_on = None

FIRST_DAYS = (
    "UPDATE enrolment SET joined_on ="
    " (SELECT starts_on FROM training_class WHERE training_class.id = enrolment.class_id)"
)
# A signal of no machine cannot be kept where every signal has one.
WITHOUT_MACHINE = "DELETE FROM fraud_signal WHERE device_id IS NULL"


def upgrade() -> None:
    op.add_column("enrolment", Column("joined_on", Date(), nullable=False, server_default="1970-01-01"))
    op.execute(FIRST_DAYS)
    with op.batch_alter_table("fraud_signal") as signal:
        signal.alter_column("device_id", existing_type=Integer(), nullable=True)
    _roster_change()
    _roster_change_decision()


def downgrade() -> None:
    op.drop_table("roster_change_decision")
    op.drop_table("roster_change")
    op.execute(WITHOUT_MACHINE)
    with op.batch_alter_table("fraud_signal") as signal:
        signal.alter_column("device_id", existing_type=Integer(), nullable=False)
    op.drop_column("enrolment", "joined_on")


def _roster_change() -> None:
    table = "roster_change"
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("class_id", Integer(), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("enrolment_id", Integer()),
        Column("name", String(64), nullable=False),
        Column("sex", String(16)),
        Column("id_number", LargeBinary()),
        Column("id_number_index", LargeBinary()),
        Column("phone", LargeBinary()),
        Column("phone_index", LargeBinary()),
        Column("bank_card", LargeBinary()),
        Column("attendance_number", String(64), nullable=False),
        Column("category", String(64), nullable=False),
        Column("education", String(64), nullable=False),
        Column("effective_on", Date(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("is_at_once", Boolean(), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("line", Integer(), nullable=False),
        Column("asked_by", String(64), nullable=False),
        Column("asked_by_id", Integer()),
        Column("asked_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_roster_change")),
        ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_roster_change_class_id")),
        ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_roster_change_enrolment_id")),
        ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_roster_change_batch_id")),
        ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_roster_change_asked_by_id")),
        UniqueConstraint("public_id", name=op.f("uq_roster_change_public_id")),
    )
    for columns in (["class_id", "id_number_index"], ["enrolment_id"], ["batch_id"]):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def _roster_change_decision() -> None:
    op.create_table(
        "roster_change_decision",
        Column("id", Integer(), nullable=False),
        Column("change_id", Integer(), nullable=False),
        Column("is_approved", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("decided_by_id", Integer(), nullable=False),
        Column("decided_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_roster_change_decision")),
        ForeignKeyConstraint(
            ["change_id"], ["roster_change.id"], name=op.f("fk_roster_change_decision_change_id")
        ),
        ForeignKeyConstraint(
            ["decided_by_id"], ["staff.id"], name=op.f("fk_roster_change_decision_decided_by_id")
        ),
        UniqueConstraint("change_id", name=op.f("uq_roster_change_decision_change_id")),
    )
