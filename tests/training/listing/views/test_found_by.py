"""What is typed finds whom it begins, by the index."""

import pytest
from sqlalchemy import select, text

from tests.factories import a_trainee
from training.listing.terms import Kind
from training.listing.views.found_by import found_by, is_any_of
from training.records.classes.trainees import Trainee


def names(database, *typed):
    with database.reading() as session:
        own = select(Trainee.name).where(
            is_any_of(Trainee.id, [found_by(Kind.TRAINEE, each) for each in typed])
        )
        return sorted(session.scalars(own))


@pytest.fixture
def people(database):
    with database.writing() as session:
        for name in ("王芳", "王方", "芳草", "单雄信", "Wf"):
            a_trainee(session, name)
    return database


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王", ["王方", "王芳"]),
        ("芳", ["王芳", "芳草"]),
        ("wf", ["Wf", "王方", "王芳"]),
        ("W F", ["Wf", "王方", "王芳"]),
        ("wangf", ["王方", "王芳"]),
        ("sxx", ["单雄信"]),
        ("wg", []),
        ("%", []),
        ("", []),
        ("\U0010ffff", []),
    ],
)
def test_whose_name_or_spelling_begins_so_is_found(people, typed, found):
    assert names(people, typed) == found


def test_one_of_several_ways_is_enough(people):
    assert names(people, "单", "草") == ["单雄信", "芳草"]


def test_a_search_reads_the_index_and_not_the_people(people):
    with people.reading() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan TO OFF"))
            session.execute(text("SET LOCAL enable_bitmapscan TO OFF"))
        own = found_by(Kind.TRAINEE, "wf").compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN" if session.get_bind().dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        plan = " ".join(str(each) for each in session.execute(text(f"{explain} {own}")))

    assert "ix_search_key_kind_key_owner_id" in plan
    assert "key<" in plan.replace(" ", "")
