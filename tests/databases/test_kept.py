"""What a test finds is what the migrations left, whatever the one before it wrote."""

from sqlalchemy import delete, select, update

from tests.databases.kept import Kept
from tests.factories import a_class
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District, RuleSet


def _preloaded(kept: Kept) -> list[list[tuple[object, ...]]]:
    with kept.database.reading() as session:
        tables = (District.__table__, RuleSet.__table__, TrainingClass.__table__)
        return [sorted((tuple(row) for row in session.execute(select(table))), key=str) for table in tables]


def test_rows_that_were_added_changed_or_deleted_are_as_before(kept: Kept):
    before = _preloaded(kept)
    with kept.database.writing() as session:
        session.execute(delete(RuleSet))
        session.execute(update(District).values(name=District.name + "区"))
        session.add(District(name="新区"))

    kept.restore()

    assert _preloaded(kept) == before


def test_numbers_begin_anew(kept: Kept):
    with kept.database.writing() as session:
        first = a_class(session, "BT-1").id

    kept.restore()

    with kept.database.writing() as session:
        assert a_class(session, "BT-1").id == first
