"""What a test finds is what the migrations left, whatever the one before it wrote."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

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


def test_what_many_tests_begin_with_is_written_once_and_is_there_each_time(kept: Kept):
    written: list[int] = []

    def two_classes(session: Session) -> UUID:
        written.append(1)
        a_class(session, "BT-1")
        return a_class(session, "BT-2").public_id

    first = kept.begin("two_classes", two_classes)
    before = _preloaded(kept)
    kept.restore()
    again = kept.begin("two_classes", two_classes)

    assert (first, before, written) == (again, _preloaded(kept), [1])
    with kept.database.writing() as session:
        a_class(session, "BT-3")


def test_where_something_was_written_before_it_is_written_anew(kept: Kept):
    kept.begin("a_class", lambda session: a_class(session, "BT-1").public_id)
    kept.restore()
    with kept.database.writing() as session:
        other = a_class(session, "BT-2").public_id

    own = kept.begin("a_class", lambda session: a_class(session, "BT-1").public_id)

    with kept.database.reading() as session:
        assert set(session.scalars(select(TrainingClass.public_id))) == {own, other}
