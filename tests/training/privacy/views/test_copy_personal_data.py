"""The copy of one's own data is whole, and holds nothing of anybody else (个人信息保护法第四十五条)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table, select
from sqlalchemy.sql import visitors

from tests.factories import MONDAY, WHOLE_DAY, a_class, a_trainee, an_enrolment, at, punches
from tests.house.counting import counted
from training.database import Base, Database
from training.people.acts.opt_in import opt_in
from training.people.acts.opt_out import opt_out
from training.people.acts.report_problem import SUBJECTS, report_problem
from training.privacy.rules.left_out import LEFT_OUT
from training.privacy.rules.own_copy import FIELDS, PARTS
from training.privacy.views.copy_personal_data import copy_personal_data
from training.privacy.views.own_rows import own_rows
from training.records import tables
from training.records.attendance.punches import WatchRecord
from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import Enrolment, Trainee

TUESDAY_MORNING = at(MONDAY + timedelta(days=1), "09:00")
OWN, OTHER = "13800000001", "13800000002"
BY_A_RULE = {"punch", "watch_record", "meeting_presence", "enrolment", "trainee"}
"""Found without a key of the person: by number, phone, account or name."""
INDEXES = {"phone_index", "account_index"}


@pytest.fixture
def people(database: Database) -> tuple[Database, int, int]:
    """王芳 and 李强 of one class; each was there and told something."""
    with database.writing() as session:
        own_class = a_class(session)
        wang, li = a_trainee(session, "王芳", OWN), a_trainee(session, "李小强", OTHER)
        an_enrolment(session, own_class, wang, "7")
        an_enrolment(session, own_class, li, "8")
        punches(session, own_class, MONDAY, WHOLE_DAY, number="7")
        punches(session, own_class, MONDAY, ["08:01:01", "17:59:59"], number="8")
        report_problem(session, wang.id, SUBJECTS[0], "我的手机号不对", now=TUESDAY_MORNING)
        report_problem(session, li.id, SUBJECTS[0], "李强说的话", now=TUESDAY_MORNING)
        return database, wang.id, li.id


def copied(database: Database, trainee_id: int) -> dict[str, Any]:
    with database.reading() as session:
        made = copy_personal_data(session, trainee_id, now=TUESDAY_MORNING)
    whole: dict[str, Any] = json.loads(json.dumps(made, ensure_ascii=False))
    return whole


def test_what_is_stored_stands_in_it_unmasked_with_where_it_came_from(people):
    database, wang, _ = people
    with database.reading() as session:
        id_number = session.get_one(Trainee, wang).id_number

    data = copied(database, wang)["data"]

    (person,) = data["person"]
    assert (person["name"], person["id_number"], person["phone"]) == ("王芳", id_number, OWN)
    assert [each["punched_at"][:16] for each in data["punches"]] == [
        f"{MONDAY}T{each[:5]}" for each in WHOLE_DAY
    ]
    assert all(each["device"] and each["imported_at"] and each["line"] for each in data["punches"])
    assert [(each["credited_class_hours"], each["state"]) for each in data["hours"]] == [(8, "可以合格")]
    assert [each["text"] for each in data["problems"]] == ["我的手机号不对"]


def test_a_punch_that_does_not_count_is_told_and_says_so(people):
    database, wang, _ = people
    with database.writing() as session:
        own_class = session.query(Enrolment).filter_by(trainee_id=wang).one().training_class
        punches(session, own_class, MONDAY, ["12:34:56"], number="7", clock_is_wrong=True)

    told = {each["punched_at"][11:19]: each["counts"] for each in copied(database, wang)["data"]["punches"]}

    assert (told.pop("12:34:56"), set(told.values())) == (False, {True})


def test_the_number_was_anothers_before_the_class_and_after_it(people):
    database, wang, _ = people
    with database.writing() as session:
        own_class = session.query(Enrolment).filter_by(trainee_id=wang).one().training_class
        first, last = own_class.starts_on, own_class.ends_on
        for day in (first - timedelta(days=1), last + timedelta(days=1)):
            punches(session, own_class, day, ["23:59:59", "00:00:00"], number="7")
        punches(session, own_class, last, ["23:59:59"], number="7")

    days = {each["punched_at"][:10] for each in copied(database, wang)["data"]["punches"]}

    assert days == {str(first), str(last)}


def test_nothing_of_another_trainee_is_in_it(people):
    database, wang, li = people
    with database.reading() as session:
        other = session.get_one(Trainee, li)
        enrolled = session.query(Enrolment).filter_by(trainee_id=li).one()
        theirs = (other.name, other.id_number, OTHER, str(other.public_id), str(enrolled.public_id))

    said = json.dumps(copied(database, wang), ensure_ascii=False)

    assert [each for each in (*theirs, "李强说的话", "08:01:01", "17:59:59") if each in said] == []


def test_who_watched_is_told_by_the_phone_and_never_by_a_name_that_two_have(people):
    database, wang, _ = people
    with database.writing() as session:
        own_class = session.query(Enrolment).filter_by(trainee_id=wang).one().training_class
        an_enrolment(session, own_class, a_trainee(session, "王芳", "13800000009"), "9")
        batch = session.query(Enrolment).filter_by(trainee_id=wang).one().batch_id
        for line, phone in enumerate((OWN, "13800000009", "")):
            begins = at(MONDAY, f"0{line + 1}:00")
            session.add(
                WatchRecord(
                    class_id=own_class.id,
                    name="王芳",
                    phone=phone,
                    phone_index=phone,
                    entered_at=begins,
                    left_at=begins,
                    batch_id=batch,
                    line=line,
                )
            )

    watching = copied(database, wang)["data"]["watching"]

    assert [each["entered_at"] for each in watching] == [at(MONDAY, "01:00").isoformat()]


def test_a_member_of_staff_is_a_third_person_and_oneself_is_not(people):
    database, wang, _ = people
    with database.writing() as session:
        own = session.get_one(Trainee, wang)
        opt_out(session, own, asked_by="王芳", now=TUESDAY_MORNING)
        opt_in(session, own, asked_by="王芳", now=TUESDAY_MORNING)
        opt_out(session, own, asked_by="张会计", now=TUESDAY_MORNING)

    choices = copied(database, wang)["data"]["sms_choices"]

    assert [each["asked_by"] for each in choices] == ["王芳", "张*计"]


def test_what_a_school_called_its_file_may_name_others_and_is_not_told(people):
    database, wang, _ = people
    with database.writing() as session:
        for batch in session.scalars(select(ImportBatch)):
            batch.file_name = "孙小梅补打卡.dat"

    assert "孙小梅" not in json.dumps(copied(database, wang), ensure_ascii=False)


@pytest.mark.parametrize("who", ["本人", "学员本人", "系统"])
def test_words_for_nobody_else_are_not_masked(people, who):
    database, wang, _ = people
    with database.writing() as session:
        opt_out(session, session.get_one(Trainee, wang), asked_by=who, now=TUESDAY_MORNING)

    assert [each["asked_by"] for each in copied(database, wang)["data"]["sms_choices"]] == [who]


def test_every_part_and_every_field_is_explained_in_chinese(people):
    database, wang, _ = people
    columns = {each.key for rows in own_rows(wang).values() for each in rows.selected_columns}

    whole = copied(database, wang)

    assert list(whole["data"]) == list(PARTS) == list(whole["legend"]["parts"])
    assert set(own_rows(wang)) < set(PARTS)
    assert columns - set(FIELDS) == set()
    assert {field for rows in whole["data"].values() for row in rows for field in row} <= set(FIELDS)


def test_every_table_about_a_person_is_copied_or_left_out_for_a_reason():
    told = {each.name for rows in own_rows(1).values() for each in tables_of(rows)} | BY_A_RULE
    about = about_a_person()

    assert {"claim_event", "sign_in", "spot_call", "paper_opening", "upload_reading"} <= about
    assert about - told - set(LEFT_OUT) == set()
    assert set(LEFT_OUT) & told == set()
    assert set(LEFT_OUT) <= set(Base.metadata.tables)
    assert all(LEFT_OUT.values())


def test_a_table_that_is_forgotten_would_be_noticed():
    assert about_a_person() - {"sign_out"} != about_a_person()
    assert "sms_channel" not in about_a_person()


def test_it_costs_as_many_statements_however_much_there_is(people):
    database, wang, _ = people
    with counted(database) as little, database.reading() as session:
        copy_personal_data(session, wang, now=TUESDAY_MORNING)
    with database.writing() as session:
        own_class = session.query(Enrolment).filter_by(trainee_id=wang).one().training_class
        for day in range(1, 5):
            punches(session, own_class, MONDAY + timedelta(days=day), WHOLE_DAY, number="7")
        for place in range(20):
            an_enrolment(
                session,
                own_class,
                a_trainee(session, f"学员{place}", f"139000000{place:02}"),
                f"{place + 20}",
            )
        for hour in range(3):
            report_problem(session, wang, SUBJECTS[0], f"第 {hour} 次", now=TUESDAY_MORNING)

    with counted(database) as much, database.reading() as session:
        copy_personal_data(session, wang, now=TUESDAY_MORNING)

    assert much.statements == little.statements < 70


def tables_of(rows: Any) -> set[Table]:
    """Whose columns are shown."""
    shown = (column for each in rows.selected_columns for column in visitors.iterate(each))
    return {each.table for each in shown if isinstance(getattr(each, "table", None), Table)}


def about_a_person() -> set[str]:
    """Rows of a trainee, rows of those rows, and rows that a person's phone or account finds."""
    assert tables
    # The text of a reading names people though it is no row of theirs, and a document may be of anybody.
    about = {"trainee", "upload_reading", "attachment"}
    while True:
        more = {
            table.name
            for table in Base.metadata.sorted_tables
            if INDEXES & {*table.columns.keys()}
            or about & {key.column.table.name for key in table.foreign_keys}
        }
        if more <= about:
            return about
        about |= more
