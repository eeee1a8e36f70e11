"""R23: what files of the region's of before say of a first day is found by it."""

from datetime import date

from sqlalchemy import select, text

from tests.training.region.mirroring import (
    NINE,
    NUMBER,
    OTHER_NUMBER,
    bring_classes,
    bring_people,
    class_line,
    person_line,
    two_people,
)
from training.database import Database
from training.records import schema
from training.records.exchange.region import RegionRow
from training.region.acts.note_number import NumberSaid, note_number

BEFORE = "0048_former_certificates"


def test_first_days_that_were_only_text_are_carried_and_of_people_there_is_none(copied_database_url, vault):
    database = Database(copied_database_url, vault)
    with database.writing() as session:
        two_people(session)
        bring_classes(session, class_line(), class_line("NM-9", 3, STARTS="", CLASS_NAME="没有写开班日期"))
        bring_people(session, person_line(2, "王芳"))

    schema.downgrade(database, BEFORE)
    schema.upgrade(database)

    with database.reading() as session:
        rows = session.execute(select(RegionRow.region_number, RegionRow.starts_on).order_by(RegionRow.id))
        assert [tuple(each) for each in rows] == [(NUMBER, date(2026, 3, 2)), ("NM-9", None), (NUMBER, None)]
    database.close()


def test_what_ended_by_a_corrected_number_is_readable_for_the_code_of_before(copied_database_url, vault):
    database = Database(copied_database_url, vault)
    with database.writing() as session:
        own = two_people(session)
        note_number(session, own, NumberSaid(OTHER_NUMBER, "刘志刚"), now=NINE)
        bring_classes(session, class_line(OTHER_NUMBER, HOURS="80"))
        note_number(session, own, NumberSaid(NUMBER, "刘志刚", seen=OTHER_NUMBER), now=NINE)

    schema.downgrade(database, BEFORE)

    with database.reading() as session:
        assert session.scalars(text("SELECT how FROM region_difference_settling")).all() == ["数值已变"]
    database.close()
