"""Numbers are shown to a person; a former file of statistics may come again; lists of members are purged."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
VIEWER = ("id", "statistics_id", "enrolment_id", "watched_seconds")
SHOWN_TO_WHOM = "UPDATE phone_showing SET staff_id = (SELECT id FROM staff WHERE name = shown_to)"
HIGHEST = """
    SELECT setval(pg_get_serial_sequence('statistics_viewer', 'id'), COALESCE(MAX(id), 0) + 1, false)
    FROM statistics_viewer"""


def upgrade() -> None:
    # Nothing refers to showings, so SQLite may copy the table for its new key.
    with op.batch_alter_table("phone_showing") as showing:
        showing.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        showing.create_foreign_key("fk_phone_showing_staff_id", "staff", ["staff_id"], ["id"])
    op.execute(SHOWN_TO_WHOM)
    op.add_column("meeting", sa.Column("purged_at", Time, nullable=True))
    _keep_viewers()
    with op.batch_alter_table("live_statistics") as statistics:
        statistics.drop_constraint("uq_live_statistics_check_id_sha256", type_="unique")
        statistics.add_column(sa.Column("client_key", sa.String(64), nullable=True))
        statistics.add_column(sa.Column("purged_at", Time, nullable=True))
        statistics.create_unique_constraint(
            "uq_live_statistics_check_id_client_key", ["check_id", "client_key"]
        )
    _bring_viewers_back()


def downgrade() -> None:
    _forget_earlier()
    _keep_viewers()
    with op.batch_alter_table("live_statistics") as statistics:
        statistics.drop_constraint("uq_live_statistics_check_id_client_key", type_="unique")
        statistics.drop_column("client_key")
        statistics.drop_column("purged_at")
        statistics.create_unique_constraint("uq_live_statistics_check_id_sha256", ["check_id", "sha256"])
    _bring_viewers_back()
    op.drop_column("meeting", "purged_at")
    with op.batch_alter_table("phone_showing") as showing:
        showing.drop_constraint("fk_phone_showing_staff_id", type_="foreignkey")
        showing.drop_column("staff_id")


def _forget_earlier() -> None:
    """The older code knows each file of a check once; where one came again, its last coming stays."""
    statistics = sa.table("live_statistics", *map(sa.column, ("id", "check_id", "sha256")))
    viewer = sa.table("statistics_viewer", *map(sa.column, VIEWER))
    latest = sa.select(sa.func.max(statistics.c.id)).group_by(statistics.c.check_id, statistics.c.sha256)
    op.execute(viewer.delete().where(viewer.c.statistics_id.not_in(latest)))
    op.execute(statistics.delete().where(statistics.c.id.not_in(latest)))


def _keep_viewers() -> None:
    """SQLite alters a constraint only by making the table anew, and not while another refers to it."""
    op.execute("CREATE TABLE kept_viewer AS SELECT * FROM statistics_viewer")
    op.drop_table("statistics_viewer")


def _bring_viewers_back() -> None:
    op.create_table(
        "statistics_viewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statistics_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("watched_seconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statistics_id"], ["live_statistics.id"], name="fk_statistics_viewer_statistics_id"
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_statistics_viewer_enrolment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statistics_viewer"),
        sa.UniqueConstraint(
            "statistics_id", "enrolment_id", name="uq_statistics_viewer_statistics_id_enrolment_id"
        ),
    )
    op.create_index("ix_statistics_viewer_enrolment_id", "statistics_viewer", ["enrolment_id"])
    kept, viewer = (sa.table(name, *map(sa.column, VIEWER)) for name in ("kept_viewer", "statistics_viewer"))
    op.execute(viewer.insert().from_select(VIEWER, sa.select(kept)))
    op.drop_table("kept_viewer")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(HIGHEST)
