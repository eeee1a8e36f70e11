"""Alembic's entry: runs the migrations on the connection that training.records.schema hands over."""

from alembic import context

import training.records.tables  # noqa: F401  (registers the tables)
from training.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter most things in place; Alembic then copies the table.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
