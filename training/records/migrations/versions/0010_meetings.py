"""Meetings of video checks: wishes, invitations, presence, looks, events, notices; accounts in DingTalk."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
BigKey = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOT_ENDED, NOT_SETTLED = sa.text("ended_at IS NULL"), sa.text("settled_at IS NULL")
TABLES = (
    *("meeting", "meeting_wish", "meeting_invitation", "meeting_presence", "meeting_look"),
    *("camera_sighting", "meeting_event", "meeting_notice", "dingtalk_account"),
)


def upgrade() -> None:
    op.add_column("staff", sa.Column("union_id", sa.String(64), nullable=True))
    _create_meetings()
    _create_wishes()
    _create_invitations()
    _create_presence()
    _create_looks()
    _create_events()
    _create_notices()
    _create_accounts()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("staff", "union_id")


def _create(table: str, *parts: Any, key: Any = None) -> None:
    first = sa.Column("id", key or sa.Integer(), nullable=False)
    op.create_table(table, first, *parts, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"))


def _column(name: str, kind: Any, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=nullable)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _create_meetings() -> None:
    _create(
        "meeting",
        _column("public_id", sa.Uuid()),
        _column("check_id", sa.Integer()),
        _column("ordinal", sa.Integer()),
        _column("state", sa.String(16)),
        _column("title", sa.String(64)),
        _column("host_id", sa.Integer()),
        _column("wanted_at", Time),
        _column("opened_at", Time, nullable=True),
        _column("ended_at", Time, nullable=True),
        _column("conference_id", sa.String(255), nullable=True),
        _column("join_address", sa.LargeBinary(), nullable=True),
        _column("room_code", sa.String(64)),
        _column("dial_in", sa.JSON()),
        _column("trouble", sa.String(16), nullable=True),
        _refers("meeting", "check_id", "spot_check"),
        _refers("meeting", "host_id", "staff"),
        _unique("meeting", "public_id"),
        _unique("meeting", "check_id", "ordinal"),
        _unique("meeting", "conference_id"),
    )
    op.create_index(
        "ix_meeting_running",
        "meeting",
        ["check_id"],
        unique=True,
        sqlite_where=NOT_ENDED,
        postgresql_where=NOT_ENDED,
    )


def _create_wishes() -> None:
    _create(
        "meeting_wish",
        _column("meeting_id", sa.Integer()),
        _column("kind", sa.String(16)),
        _column("staff_id", sa.Integer(), nullable=True),
        _column("asked_at", Time),
        _column("due_at", Time),
        _column("attempts", sa.Integer()),
        _column("is_unclear", sa.Boolean()),
        _column("settled_at", Time, nullable=True),
        _column("trouble", sa.String(16), nullable=True),
        _column("code", sa.String(255)),
        _refers("meeting_wish", "meeting_id", "meeting"),
        _refers("meeting_wish", "staff_id", "staff"),
    )
    _index("meeting_wish", "meeting_id")
    _index("meeting_wish", "settled_at", "due_at")
    op.create_index(
        "ix_meeting_wish_open",
        "meeting_wish",
        ["meeting_id", "kind"],
        unique=True,
        sqlite_where=NOT_SETTLED,
        postgresql_where=NOT_SETTLED,
    )


def _create_invitations() -> None:
    _create(
        "meeting_invitation",
        _column("meeting_id", sa.Integer()),
        _column("wish_id", sa.Integer()),
        _column("enrolment_id", sa.Integer()),
        _column("way", sa.String(16), nullable=True),
        _column("result", sa.String(16)),
        _column("invited_at", Time, nullable=True),
        _column("message_id", sa.Integer(), nullable=True),
        _refers("meeting_invitation", "meeting_id", "meeting"),
        _refers("meeting_invitation", "wish_id", "meeting_wish"),
        _refers("meeting_invitation", "enrolment_id", "enrolment"),
        _refers("meeting_invitation", "message_id", "outgoing_message"),
        _unique("meeting_invitation", "wish_id", "enrolment_id"),
        key=BigKey,
    )
    _index("meeting_invitation", "meeting_id")
    _index("meeting_invitation", "enrolment_id")
    _index("meeting_invitation", "message_id")


def _create_presence() -> None:
    _create(
        "meeting_presence",
        _column("meeting_id", sa.Integer()),
        _column("said_key", sa.String(64)),
        _column("source", sa.String(16)),
        _column("member_key", sa.String(64)),
        _column("union_index", sa.LargeBinary(), nullable=True),
        _column("phone_index", sa.LargeBinary(), nullable=True),
        _column("nick", sa.LargeBinary()),
        _column("is_in", sa.Boolean()),
        _column("joined_at", Time, nullable=True),
        _column("left_at", Time, nullable=True),
        _column("stayed_seconds", sa.Integer(), nullable=True),
        _column("sequence", sa.BigInteger()),
        _column("said_at", Time),
        _refers("meeting_presence", "meeting_id", "meeting"),
        _unique("meeting_presence", "meeting_id", "said_key"),
        key=BigKey,
    )


def _create_looks() -> None:
    _create(
        "meeting_look",
        _column("meeting_id", sa.Integer()),
        _column("looked_at", Time),
        _refers("meeting_look", "meeting_id", "meeting"),
    )
    _index("meeting_look", "meeting_id")
    _create(
        "camera_sighting",
        _column("look_id", sa.Integer()),
        _column("member_key", sa.String(64)),
        _column("union_index", sa.LargeBinary(), nullable=True),
        _column("phone_index", sa.LargeBinary(), nullable=True),
        _column("nick", sa.LargeBinary()),
        _column("is_in", sa.Boolean()),
        _column("camera_is_on", sa.Boolean(), nullable=True),
        _refers("camera_sighting", "look_id", "meeting_look"),
        _unique("camera_sighting", "look_id", "member_key"),
        key=BigKey,
    )


def _create_events() -> None:
    _create(
        "meeting_event",
        _column("event_id", sa.String(255)),
        _column("conference_id", sa.String(255)),
        _column("said", sa.LargeBinary(), nullable=True),
        _column("received_at", Time),
        _column("applied_at", Time, nullable=True),
        _unique("meeting_event", "event_id"),
        key=BigKey,
    )
    _index("meeting_event", "applied_at", "conference_id")


def _create_notices() -> None:
    _create(
        "meeting_notice",
        _column("wish_id", sa.Integer()),
        _column("staff_id", sa.Integer()),
        _column("written_at", Time),
        _column("leased_until", Time),
        _column("told_at", Time, nullable=True),
        _refers("meeting_notice", "wish_id", "meeting_wish"),
        _refers("meeting_notice", "staff_id", "staff"),
        _unique("meeting_notice", "wish_id"),
    )
    _index("meeting_notice", "staff_id")
    _index("meeting_notice", "told_at", "leased_until")


def _create_accounts() -> None:
    _create(
        "dingtalk_account",
        _column("trainee_id", sa.Integer()),
        _column("phone_index", sa.LargeBinary()),
        _column("userid", sa.LargeBinary(), nullable=True),
        _column("union_id", sa.LargeBinary(), nullable=True),
        _column("union_index", sa.LargeBinary(), nullable=True),
        _column("looked_up_at", Time),
        _refers("dingtalk_account", "trainee_id", "trainee"),
        key=BigKey,
    )
    _index("dingtalk_account", "trainee_id", "phone_index")
