"""Whoever has a name is found by it, however the name came in; and by none that was before."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, update

from tests.factories import a_class, a_trainee, an_id_number, an_institution
from training.database import Database, insert_new
from training.listing.terms import Kind
from training.notice.terms import Role, Sex
from training.records import schema
from training.records.classes.classes import Institution, Instructor
from training.records.classes.trainees import Trainee
from training.records.search.keeping import NameWrittenAside
from training.records.search.keys import SearchKey
from training.records.staff.staff import Staff

BEFORE = "0022_alternatives"
ONE_BY_ONE, IN_BULK, WHERE_NEW = "one by one", "in bulk", "where new"


def a_row(name: str, place: int = 1) -> dict[str, object]:
    number, phone = an_id_number(place), f"1380000{place:04}"
    numbers = {"id_number": number, "id_number_index": number, "phone": phone, "phone_index": phone}
    return {"public_id": uuid4(), "name": name, "sex": Sex.FEMALE, "category": "", "education": "", **numbers}


def bring(session, way: str, rows: list[dict[str, object]]) -> None:
    if way == ONE_BY_ONE:
        session.add_all([Trainee(**row) for row in rows])
    elif way == IN_BULK:
        session.connection().execute(insert(Trainee).returning(Trainee.id), rows)
    else:
        insert_new(session, Trainee, rows)


def found(database: Database, key: str, kind: Kind = Kind.TRAINEE) -> list[int]:
    with database.reading() as session:
        own = select(SearchKey.owner_id).where(SearchKey.kind == kind, SearchKey.key == key)
        return sorted(session.scalars(own))


@pytest.mark.parametrize("way", [ONE_BY_ONE, IN_BULK, WHERE_NEW])
def test_a_person_is_found_whichever_way_the_row_came_in(database, way):
    with database.writing() as session:
        bring(session, way, [a_row("王芳", 1), a_row("单雄信", 2)])

    with database.reading() as session:
        ids = dict(session.execute(select(Trainee.name, Trainee.id)).all())
    assert found(database, "wf") == found(database, "芳") == [ids["王芳"]]
    assert found(database, "sxx") == [ids["单雄信"]]


@pytest.mark.parametrize("way", [ONE_BY_ONE, IN_BULK, WHERE_NEW])
def test_a_person_is_found_by_the_tails_of_phone_and_number(database, way):
    with database.writing() as session:
        bring(session, way, [a_row("王芳", 12), a_row("李娜", 13)])

    with database.reading() as session:
        by_phone = session.scalars(select(Trainee.name).where(Trainee.phone_tail_index == "0012")).all()
        own = Trainee.id_tail_index == an_id_number(13)[-4:]
        by_number = session.scalars(select(Trainee.name).where(own)).all()
    assert (by_phone, by_number) == (["王芳"], ["李娜"])


def test_more_people_than_are_written_at_once_are_all_found(database):
    with database.writing() as session:
        bring(session, IN_BULK, [a_row("王芳", place) for place in range(1, 1000)])
        bring(session, IN_BULK, [a_row("王芳", 1) | unlike(place) for place in range(3)])

    assert len(found(database, "wf")) == 1002


def unlike(place: int) -> dict[str, object]:
    return {"public_id": uuid4(), "id_number_index": f"number {place}"}


def test_classes_schools_teachers_and_staff_are_found_too(database):
    with database.writing() as session:
        own = a_class(session, "BT2026-DG-003", institution="启明职业培训学校", name="保育师班")
        session.add(Instructor(institution_id=own.institution_id, name="曾国藩"))
        session.add(Staff(name="李敏", role=Role.CITY, added_at=datetime(2026, 3, 2, tzinfo=UTC)))
        class_id, institution_id = own.id, own.institution_id

    assert found(database, "dg003", Kind.CLASS) == found(database, "bysb", Kind.CLASS) == [class_id]
    assert found(database, "qmzypxxx", Kind.INSTITUTION) == [institution_id]
    assert len(found(database, "cgf", Kind.INSTRUCTOR)) == len(found(database, "lm", Kind.STAFF)) == 1


def test_whoever_is_renamed_is_found_by_the_new_name_alone(database):
    with database.writing() as session:
        own = an_institution(session, "鹿城学校").id
    with database.writing() as session:
        session.get_one(Institution, own).name = "启明学校"

    assert found(database, "qmxx", Kind.INSTITUTION) == [own]
    assert found(database, "lcxx", Kind.INSTITUTION) == []


def test_a_new_phone_is_found_by_its_own_tail_alone(database):
    with database.writing() as session:
        own = a_trainee(session, phone="13800000001").id
    with database.writing() as session:
        session.get_one(Trainee, own).phone = "13800004321"

    with database.reading() as session:
        tails = [
            session.scalar(select(Trainee.id).where(Trainee.phone_tail_index == tail))
            for tail in ("0001", "4321")
        ]
    assert tails == [None, own]


def test_names_are_not_changed_by_a_statement_that_does_not_say_whose(database):
    with database.writing() as session:
        own = an_institution(session, "鹿城学校").id

    with database.writing() as session:
        change = update(Institution).values(name="启明学校").where(Institution.id > own)
        with pytest.raises(NameWrittenAside):
            session.execute(change)


def test_what_is_no_name_may_be_changed_for_all_at_once(database):
    with database.writing() as session:
        a_trainee(session, "王芳")
    with database.writing() as session:
        session.execute(update(Trainee).values(category="残疾人"))

    assert found(database, "wf")


def test_nobody_is_found_of_what_was_taken_back(database):
    with database.writing() as session:
        a_trainee(session, "王芳")
        session.rollback()
    with database.writing() as session:
        own = a_trainee(session, "李娜").id

    assert found(database, "wf") == []
    assert found(database, "ln") == [own]


def test_the_migration_finds_everybody_who_was_there_before(copied_database_url, vault):
    database = Database(copied_database_url, vault)
    with database.writing() as session:
        a_class(session, "BT2026-DG-003", institution="启明职业培训学校")
        own = a_trainee(session, "单雄信", "13800004321").id

    schema.downgrade(database, BEFORE)
    schema.upgrade(database)

    assert found(database, "sxx") == [own]
    assert found(database, "dg003", Kind.CLASS)
    assert found(database, "qmzypxxx", Kind.INSTITUTION)
    with database.reading() as session:
        assert session.scalars(select(Trainee.id).where(Trainee.phone_tail_index == "4321")).all() == [own]
    database.close()
