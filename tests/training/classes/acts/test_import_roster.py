"""R25, R26: a roster is stored whole or not at all, and every person once."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.factories import (
    MONDAY,
    a_class,
    a_trainee,
    a_withdrawal,
    an_enrolment,
    an_id_number,
    at,
    hand,
    hand_early,
)
from tests.training.builders import a_wrong_row, at_once, roster_row
from training.classes.acts.enrol_rows import CHUNK
from training.classes.acts.import_roster import import_roster
from training.classes.views.find_class import find_class
from training.database import Database
from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import Enrolment, PhoneChange, Trainee
from training.sheets.hand_in import ImportRefused, ImportReport

BEFORE = date(2026, 2, 26)


def enrol(
    database: Database, *rows, number: str = "BT-1", file=None, accept_good_rows: bool = False
) -> ImportReport:
    with database.writing() as session:
        only = find_class(session, number) if number else None
        return import_roster(session, rows, file or hand_early(), only, accept_good_rows=accept_good_rows)


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def messages(report: ImportReport) -> list[str]:
    return [finding.message for finding in report.findings]


@pytest.fixture
def filed(database: Database) -> Database:
    with database.writing() as session:
        a_class(session, "BT-1")
    return database


def test_everybody_of_a_good_roster_is_enrolled(filed):
    report = enrol(filed, *(roster_row(place) for place in range(1, 4)))

    assert (report.read, report.stored, report.known, report.refused) == (3, 3, 0, 0)
    assert (count(filed, Trainee), count(filed, Enrolment), count(filed, ImportBatch)) == (3, 3, 1)


def test_a_national_id_is_nowhere_in_the_file_of_the_database(filed, tmp_path):
    enrol(filed, roster_row(1))

    with filed.reading() as session:
        trainee = session.scalars(select(Trainee)).one()
        raw = session.connection().exec_driver_sql("SELECT id_number, phone FROM trainee").one()
    assert (trainee.id_number, trainee.phone) == (an_id_number(1), "13800000001")
    assert an_id_number(1).encode() not in bytes(raw[0])
    assert b"13800000001" not in bytes(raw[1])


def test_one_wrong_row_refuses_the_whole_file(filed):
    with pytest.raises(ImportRefused) as refusal:
        enrol(filed, roster_row(1), a_wrong_row(2))

    assert refusal.value.report.refused == 1
    assert (count(filed, Trainee), count(filed, ImportBatch)) == (0, 0)


def test_the_good_rows_alone_are_stored_when_asked_for(filed):
    report = enrol(filed, roster_row(1), a_wrong_row(2), accept_good_rows=True)

    assert (report.read, report.stored, report.refused) == (2, 1, 1)
    with filed.reading() as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.rows_read, batch.rows_stored, batch.rows_refused) == (2, 1, 1)


def test_the_same_file_twice_changes_nothing_and_says_so(filed):
    file = hand("a.xlsx", "a" * 64, at(BEFORE, "09:30"))
    enrol(filed, roster_row(1), file=file)

    report = enrol(filed, roster_row(1), file=file)

    assert report.notices == ["这个文件已于 2026-02-26 09:30 导入过，没有变化。"]
    assert (report.read, report.imported_before) == (0, at(BEFORE, "09:30"))
    assert (count(filed, Enrolment), count(filed, ImportBatch)) == (1, 1)


def test_the_same_file_is_another_import_for_another_class(filed):
    with filed.writing() as session:
        a_class(session, "BT-2", starts_on=date(2026, 3, 9))
    file = hand_early()
    enrol(filed, roster_row(1), file=file)

    assert enrol(filed, roster_row(1), number="BT-2", file=file).stored == 1


def test_everything_that_is_wrong_is_told_at_once(filed):
    rows = [
        a_wrong_row(1),
        roster_row(2, class_number="BT-9"),
        roster_row(3),
        roster_row(4, attendance_number="3"),
    ]

    with pytest.raises(ImportRefused, match="有 3 行不能导入") as refusal:
        enrol(filed, *rows)

    assert [finding.row for finding in refusal.value.report.findings] == [2, 3, 5]


def test_a_batch_keeps_whose_file_it_was(filed):
    enrol(filed, roster_row(1), file=hand_early("名册.xlsx", sha256="a" * 64))

    with filed.reading() as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.kind, batch.scope, batch.file_name) == ("roster", "BT-1", "名册.xlsx")
        assert (batch.sha256, batch.imported_by) == ("a" * 64, "张会计")
        assert batch.imported_at == hand_early().handed_at
        assert session.scalars(select(Enrolment)).one().batch_id == batch.id


def test_a_file_of_which_rows_were_refused_deserves_another_try(filed):
    file = hand_early(sha256="a" * 64)
    enrol(filed, roster_row(1), a_wrong_row(2), file=file, accept_good_rows=True)

    report = enrol(filed, roster_row(1), roster_row(2), file=file)

    assert (report.known, report.stored) == (1, 1)


def test_who_is_enrolled_already_is_known(filed):
    enrol(filed, roster_row(1))

    report = enrol(filed, roster_row(1), roster_row(2))

    assert (report.stored, report.known) == (1, 1)


def test_a_row_of_a_class_that_is_not_filed_is_refused(filed):
    with pytest.raises(ImportRefused) as refusal:
        enrol(filed, roster_row(1, class_number="BT-9"), number="")

    assert "还没有备案" in messages(refusal.value.report)[0]


def test_a_row_that_names_no_class_is_refused(filed):
    with pytest.raises(ImportRefused) as refusal:
        enrol(filed, roster_row(1), number="")

    assert "没有班号" in messages(refusal.value.report)[0]


def test_several_classes_stand_in_one_file(filed):
    with filed.writing() as session:
        a_class(session, "BT-2")

    report = enrol(filed, roster_row(1, class_number="BT-1"), roster_row(2, class_number="BT-2"), number="")

    assert report.stored == 2


@pytest.mark.parametrize(("gap", "is_refused"), [(-1, True), (0, True), (1, False)])
def test_nobody_is_in_two_classes_on_the_same_day(filed, gap, is_refused):
    # BT-1 ends on Friday; the next class begins `gap` days later.
    with filed.writing() as session:
        a_class(session, "BT-2", starts_on=date(2026, 3, 6) + timedelta(days=gap))
    enrol(filed, roster_row(1))

    if is_refused:
        with pytest.raises(ImportRefused) as refusal:
            enrol(filed, roster_row(1), number="BT-2")
        assert "同一时间已在班级 BT-1" in messages(refusal.value.report)[0]
    else:
        assert enrol(filed, roster_row(1), number="BT-2").stored == 1
        assert count(filed, Trainee) == 1


@pytest.mark.parametrize(("last_day", "is_refused"), [(date(2026, 3, 4), True), (date(2026, 3, 3), False)])
def test_who_withdrew_before_a_class_began_may_join_it(filed, last_day, is_refused):
    with filed.writing() as session:
        first = find_class(session, "BT-1")
        trainee = a_trainee(session, "学员1", "13800000001", place=1)
        a_withdrawal(session, an_enrolment(session, first, trainee), last_day)
        a_class(session, "BT-2", starts_on=date(2026, 3, 4))

    if is_refused:
        with pytest.raises(ImportRefused):
            enrol(filed, roster_row(1, attendance_number=None), number="BT-2")
    else:
        assert enrol(filed, roster_row(1, attendance_number=None), number="BT-2").stored == 1


@pytest.mark.parametrize(("last_day", "is_refused"), [(date(2026, 3, 2), True), (date(2026, 3, 1), False)])
def test_who_withdrew_before_the_first_day_was_in_the_way_of_no_class(filed, last_day, is_refused):
    # BT-2 runs since Friday of the week before, and on through all the days of BT-1.
    with filed.writing() as session:
        trainee = a_trainee(session, "学员1", "13800000001", place=1)
        a_withdrawal(session, an_enrolment(session, find_class(session, "BT-1"), trainee, None), last_day)
        a_class(session, "BT-2", starts_on=date(2026, 2, 27), days=8)

    if is_refused:
        with pytest.raises(ImportRefused):
            enrol(filed, roster_row(1), number="BT-2")
    else:
        assert enrol(filed, roster_row(1), number="BT-2").stored == 1


def test_one_person_in_two_overlapping_classes_of_one_file_is_refused(filed):
    with filed.writing() as session:
        a_class(session, "BT-2")

    with pytest.raises(ImportRefused):
        enrol(filed, roster_row(1, class_number="BT-1"), roster_row(1, class_number="BT-2"), number="")


@pytest.fixture
def in_sequence(filed: Database) -> Database:
    with filed.writing() as session:
        a_class(session, "BT-2", starts_on=date(2026, 3, 9))
    return filed


def test_one_person_in_two_classes_in_sequence_of_one_file_is_one_person(in_sequence):
    report = enrol(
        in_sequence, roster_row(1, class_number="BT-1"), roster_row(1, class_number="BT-2"), number=""
    )

    assert (report.stored, report.findings) == (2, [])
    assert (count(in_sequence, Trainee), count(in_sequence, Enrolment)) == (1, 2)


def test_one_id_number_under_two_names_in_one_file_is_refused(in_sequence):
    rows = [roster_row(1, "王芳", class_number="BT-1"), roster_row(1, "王方", class_number="BT-2")]

    with pytest.raises(ImportRefused) as refusal:
        enrol(in_sequence, *rows, number="")

    told = messages(refusal.value.report)[0]
    assert ("王*" in told, "王芳" in told) == (True, False)


@pytest.mark.parametrize("is_known", [False, True])
def test_a_second_phone_in_one_file_is_taken_over_and_leaves_one_trace(in_sequence, is_known):
    if is_known:
        enrol(in_sequence, roster_row(1))
    second = roster_row(1, class_number="BT-2", phone="13900000009")
    third = roster_row(2, class_number="BT-2")

    enrol(in_sequence, roster_row(1, class_number="BT-1"), second, third, number="")

    with in_sequence.reading() as session:
        change = session.scalars(select(PhoneChange)).one()
        assert (change.old_phone, change.new_phone) == ("13800000001", "13900000009")


def test_a_new_phone_that_stands_in_two_lines_of_one_file_changes_once(in_sequence):
    enrol(in_sequence, roster_row(1))

    lines = [roster_row(1, class_number=number, phone="13900000009") for number in ("BT-1", "BT-2")]
    enrol(in_sequence, *lines, number="")

    assert count(in_sequence, PhoneChange) == 1


def test_one_person_twice_in_one_class_of_one_file_is_refused(filed):
    with pytest.raises(ImportRefused):
        enrol(filed, roster_row(1), roster_row(1, attendance_number="9"))


def test_an_id_number_known_under_another_name_is_refused(filed):
    enrol(filed, roster_row(1, name="王芳"))

    with pytest.raises(ImportRefused) as refusal:
        enrol(filed, roster_row(1, name="王方"))

    told = messages(refusal.value.report)[0]
    assert ("王*" in told, "王芳" in told) == (True, False)


def test_a_new_phone_is_taken_over_and_leaves_a_trace(filed):
    enrol(filed, roster_row(1))

    report = enrol(filed, roster_row(1, phone="13900000009"))

    assert (report.known, report.has_errors) == (1, False)
    with filed.reading() as session:
        change = session.scalars(select(PhoneChange)).one()
        assert (change.old_phone, change.new_phone) == ("13800000001", "13900000009")
        assert change.changed_at == hand_early().handed_at
        assert session.scalars(select(Trainee)).one().phone == "13900000009"
        assert session.scalars(select(Trainee).where(Trainee.phone_index == "13900000009")).one()


def test_a_later_roster_brings_the_attendance_number_that_was_missing(filed):
    first = enrol(filed, roster_row(1, attendance_number=None))

    second = enrol(filed, roster_row(1, attendance_number="7"))

    assert "1 名学员没有考勤号" in first.notices[0]
    assert (second.stored, second.known) == (1, 0)
    with filed.reading() as session:
        assert session.scalars(select(Enrolment.attendance_number)).one() == "7"


@pytest.mark.parametrize(("day", "is_refused"), [(date(2026, 3, 6), False), (date(2026, 3, 7), True)])
def test_after_the_last_day_nobody_gets_the_number_that_was_missing(filed, day, is_refused):
    """R43: it would say when all punches are there whose they were."""
    enrol(filed, roster_row(1, attendance_number=None))
    file = hand(when=at(day, "23:59"))

    if is_refused:
        with pytest.raises(ImportRefused) as refusal:
            enrol(filed, roster_row(1, attendance_number="7"), file=file)
        assert "考勤号不能再补" in messages(refusal.value.report)[0]
    else:
        enrol(filed, roster_row(1, attendance_number="7"), file=file)

    with filed.reading() as session:
        assert session.scalars(select(Enrolment.attendance_number)).one() == (None if is_refused else "7")


def test_once_punches_would_be_late_a_file_brings_no_missing_number(database):
    """R43: it is given by a match, at which somebody looks."""
    with database.writing() as session:
        a_class(session, "BT-1", days=12)
    enrol(database, roster_row(1, attendance_number=None), roster_row(2, attendance_number=None))
    enrol(database, roster_row(1, attendance_number="7"), file=hand(when=at(date(2026, 3, 9), "23:59")))

    with pytest.raises(ImportRefused) as refusal:
        enrol(database, roster_row(2, attendance_number="8"), file=hand(when=at(date(2026, 3, 10), "00:00")))

    assert "最晚到 2026-03-09" in messages(refusal.value.report)[0]
    with database.reading() as session:
        numbers = select(Enrolment.attendance_number).order_by(Enrolment.id)
        assert session.scalars(numbers).all() == ["7", None]


def test_another_attendance_number_than_the_registered_one_is_refused(filed):
    enrol(filed, roster_row(1, attendance_number="7"))

    with pytest.raises(ImportRefused):
        enrol(filed, roster_row(1, attendance_number="8"))


@pytest.mark.parametrize(
    ("starts_on", "device", "is_refused"),
    [
        (date(2026, 3, 6), "", True),
        (date(2026, 3, 7), "", False),
        (MONDAY, "6013", True),
    ],
)
def test_an_attendance_number_is_one_persons_at_a_time(filed, starts_on, device, is_refused):
    with filed.writing() as session:
        a_class(session, "BT-2", starts_on=starts_on, attendance_device=device)
    enrol(filed, roster_row(1, attendance_number="7"))

    if is_refused:
        with pytest.raises(ImportRefused):
            enrol(filed, roster_row(2, attendance_number="7"), number="BT-2")
    else:
        assert enrol(filed, roster_row(2, attendance_number="7"), number="BT-2").stored == 1


def test_two_machines_may_use_the_same_numbers(database):
    with database.writing() as session:
        a_class(session, "BT-1", attendance_device="6012")
        a_class(session, "BT-2", attendance_device="6013")
    enrol(database, roster_row(1, attendance_number="7"))

    assert enrol(database, roster_row(2, attendance_number="7"), number="BT-2").stored == 1


def test_a_number_in_use_is_found_however_far_apart_the_lines_stand(filed):
    between = [a_wrong_row(2)] * CHUNK

    with pytest.raises(ImportRefused) as refusal:
        enrol(filed, roster_row(1), *between, roster_row(3, attendance_number="1"))

    assert "考勤号已由班级 BT-1 的学员使用" in messages(refusal.value.report)[-1]


@given(kinds=st.lists(st.sampled_from(["good", "wrong", "again"]), max_size=12))
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_accounted_for(filed, kinds):
    with filed.writing() as session:
        session.execute(Enrolment.__table__.delete())
        session.execute(Trainee.__table__.delete())
    rows = []
    for place, kind in enumerate(kinds, 1):
        rows.append(a_wrong_row(place) if kind == "wrong" else roster_row(1 if kind == "again" else place))

    report = enrol(filed, *rows, accept_good_rows=True)

    assert report.read == len(kinds)
    assert report.stored == count(filed, Enrolment)
    assert report.stored + report.known + report.quarantined + report.refused == len(kinds)


def test_two_clerks_who_import_the_same_roster_at_once_enrol_everybody_once(filed):
    file = hand_early()

    def work() -> int:
        return enrol(filed, *(roster_row(place) for place in range(1, 30)), file=file).stored

    assert sorted(at_once(work, work)) == [0, 29]
    assert count(filed, Enrolment) == count(filed, Trainee) == 29
    assert count(filed, ImportBatch) == 1


def test_two_clerks_at_once_do_not_put_one_person_into_two_classes(filed):
    with filed.writing() as session:
        a_class(session, "BT-2", attendance_device="6013")
        a_trainee(session, "学员1", "13800000001", place=1)

    def into(number: str) -> int:
        return enrol(filed, roster_row(1, attendance_number=None), number=number).stored

    results = at_once(lambda: into("BT-1"), lambda: into("BT-2"))

    assert set(results) == {1, ImportRefused}
    assert count(filed, Enrolment) == 1


def test_two_clerks_at_once_do_not_give_one_attendance_number_to_two_people(filed):
    with filed.writing() as session:
        a_class(session, "BT-2")

    def enrol_in(number: str, place: int) -> int:
        return enrol(filed, roster_row(place, attendance_number="7"), number=number).stored

    results = at_once(lambda: enrol_in("BT-1", 1), lambda: enrol_in("BT-2", 2))

    assert set(results) == {1, ImportRefused}
