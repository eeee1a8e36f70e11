"""Leads and their acts, flags of a verdict, and reviews of corrections that an institution approved itself.

What older calls tell becomes leads too, for until now it was folded into 一致 and nobody had to follow it.
"""

from uuid import uuid4

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    Uuid,
    column,
    false,
    or_,
    select,
    table,
    text,
)

revision = "0004_leads"
down_revision = "0003_confirmations"
branch_labels = None
depends_on = None

Time = DateTime(timezone=True)
CALLS = table(
    "spot_call",
    *(column("id", Integer), column("check_id", Integer), column("drawn_id", Integer)),
    *(column("outcome", String), column("called_by", String), column("recorded_at", Time)),
)
COMPARISONS = table(
    "field_comparison", column("call_id", Integer), column("item", String), column("comparison", String)
)
LEADS = table(
    "lead",
    *(column("public_id", Uuid), column("check_id", Integer), column("drawn_id", Integer)),
    *(column("call_id", Integer), column("kind", String)),
    *(column("raised_by", String), column("raised_at", Time)),
)


def upgrade() -> None:
    op.create_table(
        "lead",
        Column("id", Integer, primary_key=True),
        Column("public_id", Uuid, nullable=False, unique=True),
        Column("check_id", Integer, ForeignKey("spot_check.id"), nullable=False, index=True),
        Column("drawn_id", Integer, ForeignKey("drawn_trainee.id"), nullable=False),
        Column("call_id", Integer, ForeignKey("spot_call.id"), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("raised_by", String(64), nullable=False),
        Column("raised_at", Time, nullable=False, index=True),
        UniqueConstraint("drawn_id", "kind"),
    )
    op.create_table(
        "lead_act",
        Column("id", Integer, primary_key=True),
        Column("lead_id", Integer, ForeignKey("lead.id"), nullable=False),
        Column("state", String(16)),
        Column("note", String(255), nullable=False),
        Column("acted_by", String(64), nullable=False),
        Column("acted_at", Time, nullable=False),
        UniqueConstraint("lead_id", "state"),
    )
    op.add_column("correction_decision", Column("seed", LargeBinary))
    op.add_column(
        "correction_decision", Column("is_sampled", Boolean, nullable=False, server_default=false())
    )
    op.create_table(
        "correction_review",
        Column("id", Integer, primary_key=True),
        Column("decision_id", Integer, ForeignKey("correction_decision.id"), nullable=False, unique=True),
        Column("is_confirmed", Boolean, nullable=False),
        Column("reason", String(255), nullable=False),
        Column("reviewed_by_id", Integer, ForeignKey("staff.id"), nullable=False),
        Column("reviewed_at", Time, nullable=False),
    )
    op.add_column("check_conclusion", Column("flags", JSON, nullable=False, server_default=text("'[]'")))
    _raise_older_leads()


def downgrade() -> None:
    op.drop_column("check_conclusion", "flags")
    op.drop_table("correction_review")
    op.drop_column("correction_decision", "is_sampled")
    op.drop_column("correction_decision", "seed")
    op.drop_table("lead_act")
    op.drop_table("lead")


def _raise_older_leads() -> None:
    charged = (COMPARISONS.c.item == "没有交费") & (COMPARISONS.c.comparison == "不一致")
    told = (
        select(CALLS, COMPARISONS.c.item)
        .outerjoin(COMPARISONS, (COMPARISONS.c.call_id == CALLS.c.id) & charged)
        .where(or_(CALLS.c.outcome == "称未参训", COMPARISONS.c.item.is_not(None)))
        .order_by(CALLS.c.id)
    )
    leads: dict[tuple[int, str], dict[str, object]] = {}
    for call in op.get_bind().execute(told):
        kind = "称被收费" if call.item else "称未参训"
        lead = {
            "public_id": uuid4(),
            "check_id": call.check_id,
            "drawn_id": call.drawn_id,
            "call_id": call.id,
            "kind": kind,
            "raised_by": call.called_by,
            "raised_at": call.recorded_at,
        }
        leads.setdefault((call.drawn_id, kind), lead)
    if leads:
        op.bulk_insert(LEADS, list(leads.values()))
