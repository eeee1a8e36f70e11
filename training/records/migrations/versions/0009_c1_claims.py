"""C1 claims: approved schools, claims, acts, papers, publicity; what trainees do with their own data."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
BigKey = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    *("school_approval", "school_revocation", "publicity", "c1_claim", "claim_event", "claim_payment"),
    *("claim_paper", "paper_review", "paper_opening", "phone_request", "problem_report"),
)


def upgrade() -> None:
    _create_schools()
    _create_claims()
    _create_acts()
    _create_papers()
    _create_reviews()
    _create_personal_data()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create(table: str, *parts: Any, key: Any = None) -> None:
    first = sa.Column("id", key or sa.Integer(), nullable=False)
    op.create_table(table, first, *parts, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"))


def _column(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _create_schools() -> None:
    _create(
        "school_approval",
        _column("institution_id", sa.Integer()),
        _column("licence_number", sa.String(64)),
        _column("valid_from", sa.Date()),
        _column("valid_until", sa.Date()),
        _column("filed_on", sa.Date()),
        _column("recorded_by", sa.String(64)),
        _column("recorded_at", Time),
        _refers("school_approval", "institution_id", "institution"),
    )
    _index("school_approval", "institution_id")
    _create(
        "school_revocation",
        _column("approval_id", sa.Integer()),
        _column("revoked_on", sa.Date()),
        _column("reason", sa.String(255)),
        _column("recorded_by", sa.String(64)),
        _column("recorded_at", Time),
        _refers("school_revocation", "approval_id", "school_approval"),
        _unique("school_revocation", "approval_id"),
    )


def _create_claims() -> None:
    _create(
        "publicity",
        _column("public_id", sa.Uuid()),
        _column("district_id", sa.Integer()),
        _column("meeting_number", sa.String(64)),
        _column("meeting_on", sa.Date()),
        _column("begins_on", sa.Date()),
        _column("ends_on", sa.Date()),
        _column("made_by", sa.String(64)),
        _column("made_at", Time),
        _refers("publicity", "district_id", "district"),
        _unique("publicity", "public_id"),
    )
    _index("publicity", "district_id")
    _create(
        "c1_claim",
        _column("public_id", sa.Uuid()),
        _column("enrolment_id", sa.Integer()),
        sa.Column("live_enrolment_id", sa.Integer(), nullable=True),
        _column("district_id", sa.Integer()),
        sa.Column("filed_by_id", sa.Integer(), nullable=True),
        _column("state", sa.String(16)),
        _column("since", Time),
        _column("second_reviewer_is_due", sa.Boolean()),
        sa.Column("seed", sa.LargeBinary(), nullable=True),
        _column("look_is_due", sa.Boolean()),
        sa.Column("approved_at", Time, nullable=True),
        sa.Column("publicity_id", sa.Integer(), nullable=True),
        _column("has_objection", sa.Boolean()),
        sa.Column("purged_at", Time, nullable=True),
        _refers("c1_claim", "enrolment_id", "enrolment"),
        _refers("c1_claim", "live_enrolment_id", "enrolment"),
        _refers("c1_claim", "district_id", "district"),
        _refers("c1_claim", "filed_by_id", "staff"),
        _refers("c1_claim", "publicity_id", "publicity"),
        _unique("c1_claim", "public_id"),
        _unique("c1_claim", "live_enrolment_id"),
    )
    _index("c1_claim", "enrolment_id")
    _index("c1_claim", "publicity_id")
    _index("c1_claim", "district_id", "state", "since", "id")
    _index("c1_claim", "state", "since", "id")
    _index("c1_claim", "look_is_due", "since", "id")


def _create_acts() -> None:
    _create(
        "claim_event",
        _column("claim_id", sa.Integer()),
        _column("ordinal", sa.Integer()),
        _column("act", sa.String(16)),
        _column("state", sa.String(16)),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        _column("acted_by", sa.String(64)),
        _column("acted_at", Time),
        _column("reason", sa.String(255)),
        _column("consent_version", sa.String(64)),
        _refers("claim_event", "claim_id", "c1_claim"),
        _refers("claim_event", "staff_id", "staff"),
        _unique("claim_event", "claim_id", "ordinal"),
    )
    _create(
        "claim_payment",
        _column("claim_id", sa.Integer()),
        _column("amount_fen", sa.Integer()),
        _column("paid_on", sa.Date()),
        _column("voucher", sa.String(64)),
        _column("recorded_by", sa.String(64)),
        _column("recorded_at", Time),
        _refers("claim_payment", "claim_id", "c1_claim"),
        _unique("claim_payment", "claim_id"),
    )


def _create_papers() -> None:
    _create(
        "claim_paper",
        _column("public_id", sa.Uuid()),
        _column("claim_id", sa.Integer()),
        _column("kind", sa.String(16)),
        _column("place", sa.Integer()),
        _column("version", sa.Integer()),
        _column("for_submission", sa.Integer()),
        _column("sha256", sa.String(64)),
        _column("media_type", sa.String(64)),
        _column("size", sa.Integer()),
        _column("width", sa.Integer()),
        _column("height", sa.Integer()),
        _column("store_key", sa.String(255)),
        _column("thumbnail_key", sa.String(255)),
        _column("received_by", sa.String(64)),
        _column("received_at", Time),
        sa.Column("client_key", sa.String(64), nullable=True),
        sa.Column("purged_at", Time, nullable=True),
        _refers("claim_paper", "claim_id", "c1_claim"),
        _unique("claim_paper", "public_id"),
        _unique("claim_paper", "claim_id", "kind", "place", "version"),
        _unique("claim_paper", "claim_id", "client_key"),
    )


def _create_reviews() -> None:
    _create(
        "paper_review",
        _column("paper_id", sa.Integer()),
        _column("ordinal", sa.Integer()),
        sa.Column("facts", sa.JSON(), nullable=True),
        _column("reason", sa.String(255)),
        _column("staff_id", sa.Integer()),
        _column("reviewed_at", Time),
        _refers("paper_review", "paper_id", "claim_paper"),
        _refers("paper_review", "staff_id", "staff"),
        _unique("paper_review", "paper_id", "ordinal"),
    )
    _create(
        "paper_opening",
        _column("paper_id", sa.Integer()),
        _column("staff_id", sa.Integer()),
        _column("opened_at", Time),
        _refers("paper_opening", "paper_id", "claim_paper"),
        _refers("paper_opening", "staff_id", "staff"),
        key=BigKey,
    )
    _index("paper_opening", "opened_at")
    _index("paper_opening", "paper_id")


def _create_personal_data() -> None:
    _create(
        "phone_request",
        _column("trainee_id", sa.Integer()),
        _column("ordinal", sa.Integer()),
        _column("old_phone", sa.LargeBinary()),
        _column("new_phone", sa.LargeBinary()),
        _column("old_digest", sa.LargeBinary()),
        _column("new_digest", sa.LargeBinary()),
        _column("tries", sa.Integer()),
        _column("requested_at", Time),
        _column("expires_at", Time),
        sa.Column("done_at", Time, nullable=True),
        _refers("phone_request", "trainee_id", "trainee"),
        _unique("phone_request", "trainee_id", "ordinal"),
    )
    _create(
        "problem_report",
        _column("public_id", sa.Uuid()),
        _column("trainee_id", sa.Integer()),
        sa.Column("district_id", sa.Integer(), nullable=True),
        _column("about", sa.String(64)),
        _column("text", sa.String(255)),
        _column("reported_at", Time),
        _refers("problem_report", "trainee_id", "trainee"),
        _refers("problem_report", "district_id", "district"),
        _unique("problem_report", "public_id"),
    )
    _index("problem_report", "district_id")
    _index("problem_report", "trainee_id", "reported_at")
