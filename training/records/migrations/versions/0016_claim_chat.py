"""Cards of the chat that show a check or a claim; short links of messages in a table of their own."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
OF_CARD = ("check_id", "public_id", "staff_id", "is_due", "leased_until", "delivered_at", "shown")
LINK = sa.table("short_link", *map(sa.column, ("digest", "message_id", "expires_at")))
REMINDER = sa.table(
    "reminder", *map(sa.column, ("id", "message_id", "written_at", "link_digest", "link_expires_at"))
)


def upgrade() -> None:
    _create_cards()
    _create_links()
    op.create_index("ix_claim_paper_sha256", "claim_paper", ["sha256"])


def downgrade() -> None:
    op.drop_index("ix_claim_paper_sha256", "claim_paper")
    _put_links_back()
    _put_cards_back()


def _create_cards() -> None:
    op.create_table(
        "chat_card",
        *_of_card(),
        sa.Column("check_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["check_id"], ["spot_check.id"], name="fk_chat_card_check_id"),
        sa.ForeignKeyConstraint(["event_id"], ["claim_event.id"], name="fk_chat_card_event_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_chat_card_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_chat_card"),
        sa.UniqueConstraint("public_id", name="uq_chat_card_public_id"),
        sa.UniqueConstraint("check_id", "staff_id", name="uq_chat_card_check_id_staff_id"),
        sa.UniqueConstraint("event_id", "staff_id", name="uq_chat_card_event_id_staff_id"),
        sa.CheckConstraint(
            "(check_id IS NULL) <> (event_id IS NULL)", name="ck_chat_card_a_card_shows_one_thing"
        ),
    )
    op.create_index("ix_chat_card_staff_id", "chat_card", ["staff_id"])
    op.create_index("ix_chat_card_is_due_leased_until", "chat_card", ["is_due", "leased_until"])
    _move_cards("check_card", "chat_card")


def _put_cards_back() -> None:
    """Cards of claims go: the older code knows none."""
    op.create_table(
        "check_card",
        *_of_card(),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["spot_check.id"], name="fk_check_card_check_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_check_card_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_check_card"),
        sa.UniqueConstraint("public_id", name="uq_check_card_public_id"),
        sa.UniqueConstraint("check_id", "staff_id", name="uq_check_card_check_id_staff_id"),
    )
    op.create_index("ix_check_card_staff_id", "check_card", ["staff_id"])
    op.create_index("ix_check_card_is_due_leased_until", "check_card", ["is_due", "leased_until"])
    _move_cards("chat_card", "check_card")


def _move_cards(source: str, target: str) -> None:
    """Those of checks; nothing refers to a card, so they are numbered anew."""
    old, new = (sa.table(name, *map(sa.column, OF_CARD)) for name in (source, target))
    op.execute(new.insert().from_select(OF_CARD, sa.select(old).where(old.c.check_id.is_not(None))))
    op.drop_table(source)


def _of_card() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("is_due", sa.Boolean(), nullable=False),
        sa.Column("leased_until", Time, nullable=False),
        sa.Column("delivered_at", Time, nullable=True),
        sa.Column("shown", sa.String(64), nullable=False),
    )


def _create_links() -> None:
    op.create_table(
        "short_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("expires_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["outgoing_message.id"], name="fk_short_link_message_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_short_link_enrolment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_short_link"),
        sa.UniqueConstraint("digest", name="uq_short_link_digest"),
        sa.UniqueConstraint("message_id", name="uq_short_link_message_id"),
    )
    op.create_index("ix_short_link_expires_at", "short_link", ["expires_at"])
    op.execute(
        "INSERT INTO short_link (digest, message_id, enrolment_id, held_on, expires_at) "
        "SELECT link_digest, message_id, enrolment_id, held_on, link_expires_at FROM reminder"
    )
    # Nothing refers to reminders, so SQLite may copy the table.
    with op.batch_alter_table("reminder") as reminder:
        reminder.drop_constraint("uq_reminder_link_digest", type_="unique")
        reminder.drop_column("link_digest")
        reminder.drop_column("link_expires_at")


def _put_links_back() -> None:
    """A link that was forgotten meanwhile comes back as one that is over and that no token opens."""
    with op.batch_alter_table("reminder") as reminder:
        reminder.add_column(sa.Column("link_digest", sa.LargeBinary(), nullable=True))
        reminder.add_column(sa.Column("link_expires_at", Time, nullable=True))
    for name, lost in (("digest", None), ("expires_at", REMINDER.c.written_at)):
        known = sa.select(LINK.c[name]).where(LINK.c.message_id == REMINDER.c.message_id).scalar_subquery()
        filled = known if lost is None else sa.func.coalesce(known, lost)
        op.execute(REMINDER.update().values({f"link_{name}": filled}))
    _fill_lost_digests()
    with op.batch_alter_table("reminder") as reminder:
        reminder.alter_column("link_digest", existing_type=sa.LargeBinary(), nullable=False)
        reminder.alter_column("link_expires_at", existing_type=Time, nullable=False)
        reminder.create_unique_constraint("uq_reminder_link_digest", ["link_digest"])
    op.drop_table("short_link")


def _fill_lost_digests() -> None:
    connection = op.get_bind()
    lost = connection.scalars(sa.select(REMINDER.c.id).where(REMINDER.c.link_digest.is_(None))).all()
    for key in lost:
        digest = sa.bindparam("digest", key.to_bytes(8), type_=sa.LargeBinary())
        connection.execute(REMINDER.update().where(REMINDER.c.id == key).values(link_digest=digest))
