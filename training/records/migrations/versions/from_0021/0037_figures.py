"""Figures for charts; what was found of key groups outlives the word of it; problems told are done with."""

from alembic import op
from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, String, UniqueConstraint

revision = "0037_figures"
down_revision = "0036_deputies"
branch_labels = None
depends_on = None

Time = DateTime(timezone=True)
DAY, MONTH, MADE, FINDING = "class_day", "month_figure", "figures_made", "key_group_finding"
HANDLING = "problem_handling"


def upgrade() -> None:
    _days()
    _months()
    op.create_table(
        MADE,
        Column("id", Integer, primary_key=True),
        Column("made_at", Time, nullable=False, index=True),
        Column("classes", Integer, nullable=False),
    )
    _findings()
    op.create_table(
        HANDLING,
        Column("id", Integer, primary_key=True),
        Column("report_id", Integer, ForeignKey("problem_report.id"), nullable=False, unique=True),
        Column("staff_id", Integer, ForeignKey("staff.id"), nullable=False),
        Column("note", String(255), nullable=False),
        Column("handled_by", String(64), nullable=False),
        Column("handled_at", Time, nullable=False),
    )


def downgrade() -> None:
    for table in (HANDLING, FINDING, MADE, MONTH, DAY):
        op.drop_table(table)


def _days() -> None:
    op.create_table(
        DAY,
        Column("id", Integer, primary_key=True),
        Column("class_id", Integer, ForeignKey("training_class.id"), nullable=False),
        Column("held_on", Date, nullable=False),
        Column("expected", Integer, nullable=False),
        Column("present", Integer, nullable=False),
        UniqueConstraint("class_id", "held_on", name=op.f("uq_class_day_class_id_held_on")),
    )
    op.create_index(op.f("ix_class_day_held_on"), DAY, ["held_on"])


def _months() -> None:
    place = "district_id", "institution_id", "month"
    op.create_table(
        MONTH,
        Column("id", Integer, primary_key=True),
        Column("district_id", Integer, ForeignKey("district.id"), nullable=False),
        Column("institution_id", Integer, ForeignKey("institution.id"), nullable=False),
        Column("month", Date, nullable=False),
        *(Column(each, Integer, nullable=False) for each in ("classes", "people", "checks")),
        UniqueConstraint(*place, name=op.f("uq_month_figure_district_id_institution_id_month")),
    )
    op.create_index(op.f("ix_month_figure_month"), MONTH, ["month"])


def _findings() -> None:
    op.create_table(
        FINDING,
        Column("id", Integer, primary_key=True),
        Column("class_id", Integer, ForeignKey("training_class.id"), nullable=False, unique=True),
        Column("found", String(255), nullable=False),
        Column("found_at", Time, nullable=False),
    )
    # Until now the alert alone said that an ended class is to be asked about.
    op.execute(
        "INSERT INTO key_group_finding (class_id, found, found_at) "
        "SELECT class_id, SUBSTR(MIN(text), 1, 255), MIN(raised_at) FROM alert "
        "WHERE kind = 'kind_key_group' AND class_id IS NOT NULL GROUP BY class_id"
    )
