"""A session for reading cannot write, on both databases: what a view would write by mistake fails loudly."""

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError

from tests.training.checks.checking import register_staff
from training.database import Database
from training.records.classes.classes import Institution


def test_an_act_under_a_reading_session_fails(database: Database) -> None:
    with database.reading() as session, pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        register_staff(session)


def test_a_statement_that_writes_fails_too(database: Database) -> None:
    with database.reading() as session, pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        session.execute(insert(Institution).values(name="鹿城培训"))


def test_whoever_writes_after_a_reader_may_write(database: Database) -> None:
    """The pool hands the reader's connection on."""
    with database.reading() as session:
        session.scalar(select(func.count(Institution.id)))

    with database.writing() as session:
        session.add(Institution(name="鹿城培训"))

    with database.reading() as session:
        assert session.scalar(select(Institution.name)) == "鹿城培训"
