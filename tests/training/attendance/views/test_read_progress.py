"""R43 to R47: what is recorded becomes hours, for one trainee and for a class alike."""

from datetime import date, timedelta
from itertools import product

import pytest

from tests.factories import (
    MONDAY,
    WHOLE_DAY,
    a_batch,
    a_class,
    a_device,
    a_lesson,
    a_trainee,
    a_withdrawal,
    an_enrolment,
    at,
    punches,
)
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.rules.progress import ProgressState
from training.attendance.views.places import places_of
from training.attendance.views.progress_of import enrolments_of, progress_of, progress_of_class
from training.classes.views.find_class import find_class
from training.database import Database, blind
from training.notice.terms import HalfDay, Mode
from training.records.attendance.punches import WatchRecord

TUESDAY, FRIDAY = date(2026, 3, 3), date(2026, 3, 6)
AFTER = at(date(2026, 3, 20), "12:00")


def hours(database: Database, number: str = "BT-1") -> list[float]:
    with database.reading() as session:
        rows = progress_of_class(session, find_class(session, number), AFTER)
        alone = [progress_of(session, row.enrolment, AFTER).progress for row in rows]
        assert alone == [row.progress for row in rows], "one trainee and the class must agree"
        return [row.progress.credited_halves / 2 for row in rows]


def test_whole_days_add_up(database):
    with database.writing() as session:
        own = a_class(session)
        an_enrolment(session, own, a_trainee(session))
        for offset in range(3):
            punches(session, own, MONDAY + timedelta(days=offset), WHOLE_DAY)

    assert hours(database) == [24]


def test_everybody_has_the_punches_of_the_own_number_only(database):
    with database.writing() as session:
        own = a_class(session)
        an_enrolment(session, own, a_trainee(session, "王芳"), "1")
        an_enrolment(session, own, a_trainee(session, "李强", "13800000002"), "2")
        an_enrolment(session, own, a_trainee(session, "赵六", "13800000003"), None)
        punches(session, own, MONDAY, WHOLE_DAY, number="2")

    assert hours(database) == [0, 8, 0]


def test_the_next_class_in_sequence_takes_the_same_number_over(database):
    with database.writing() as session:
        first = a_class(session, "BT-1")
        second = a_class(session, "BT-2", starts_on=date(2026, 3, 7))
        an_enrolment(session, first, a_trainee(session), "1")
        an_enrolment(session, second, a_trainee(session, "李强", "13800000002"), "1")
        punches(session, first, FRIDAY, WHOLE_DAY)
        punches(session, second, date(2026, 3, 7), WHOLE_DAY[:2])

    assert (hours(database, "BT-1"), hours(database, "BT-2")) == ([8], [4])


def test_punches_on_the_machine_of_another_institution_do_not_count(database):
    with database.writing() as session:
        own, other = a_class(session), a_class(session, "BT-2", institution="别的学校")
        an_enrolment(session, own, a_trainee(session))
        punches(session, other, MONDAY, WHOLE_DAY)

    assert hours(database) == [0]


def test_a_punch_of_a_wrong_clock_never_counts(database):
    with database.writing() as session:
        own = a_class(session)
        an_enrolment(session, own, a_trainee(session))
        punches(session, own, MONDAY, WHOLE_DAY, clock_is_wrong=True)

    assert hours(database) == [0]


EDGES = ("2026-03-01 23:59", "2026-03-02 00:00", "2026-03-06 23:59", "2026-03-07 00:00")
NAMES = ("", "6012", "6013", "CJDE1", "CJDE2")


@pytest.mark.parametrize(
    ("class_device", "device", "clock"),
    [*product(["", "6012"], ["", "6012", "6013"], EDGES), *product(NAMES, NAMES, EDGES[1:2])],
)
def test_the_query_and_the_rule_agree_whose_punch_it_is(database, class_device, device, clock):
    day, time = date.fromisoformat(clock[:10]), clock[11:]
    with database.writing() as session:
        own = a_class(session, attendance_device=class_device)
        an_enrolment(session, own, a_trainee(session))
        a_device(session, "CJDE1", "6012")
        a_device(session, "CJDE2", "")
        a_device(session, "CJDE3", "6013", institution="别的学校")
        punches(session, own, day, [time], device=device)

    with database.reading() as session:
        (found,) = progress_of_class(session, find_class(session, "BT-1"), AFTER)
        (place,) = places_of(session, found.enrolment.training_class.institution_id)
        assert (len(found.presence.punches) == 1) is place.takes(device, day)
        assert progress_of(session, found.enrolment, AFTER).presence == found.presence


@pytest.mark.parametrize(
    ("class_device", "device"),
    [("6012", "6012"), ("6012", "CJDE1"), ("CJDE1", "CJDE1"), ("CJDE1", "6012"), ("", "CJDE1")],
)
def test_a_machine_counts_under_its_serial_and_under_the_number_of_its_files(database, class_device, device):
    with database.writing() as session:
        own = a_class(session, attendance_device=class_device)
        an_enrolment(session, own, a_trainee(session))
        a_device(session, "CJDE1", "6012")
        punches(session, own, MONDAY, WHOLE_DAY, device=device)

    assert hours(database) == [8]


def test_a_machine_that_was_taken_away_keeps_its_punches(database):
    with database.writing() as session:
        own = a_class(session, attendance_device="6012")
        an_enrolment(session, own, a_trainee(session))
        a_device(session, "CJDE1", "6012")
        punches(session, own, MONDAY, WHOLE_DAY, device="CJDE1")
        remove_device(session, "CJDE1", removed_by="张会计", now=AFTER)
        a_device(session, "CJDE2", "6012")
        punches(session, own, TUESDAY, WHOLE_DAY, device="CJDE2")

    assert hours(database) == [16]


def test_a_class_is_measured_by_the_rules_it_was_filed_under(database):
    with database.writing() as session:
        own = a_class(session)
        own.rule_set.numbers = own.rule_set.numbers | {"qualifying_percent": 20}
        an_enrolment(session, own, a_trainee(session))
        punches(session, own, MONDAY, WHOLE_DAY)

    with database.reading() as session:
        (found,) = progress_of_class(session, find_class(session, "BT-1"), AFTER)
        assert found.progress.state is ProgressState.QUALIFIED


def test_after_a_withdrawal_nothing_counts(database):
    with database.writing() as session:
        own = a_class(session)
        a_withdrawal(session, an_enrolment(session, own, a_trainee(session)), MONDAY)
        for offset in range(2):
            punches(session, own, MONDAY + timedelta(days=offset), WHOLE_DAY)

    assert hours(database) == [8]


def test_a_cancelled_lesson_counts_nothing(database):
    with database.writing() as session:
        own = a_class(session, lessons=False)
        a_lesson(session, own, MONDAY, HalfDay.MORNING, cancelled=True)
        a_lesson(session, own, MONDAY, HalfDay.AFTERNOON)
        an_enrolment(session, own, a_trainee(session))
        punches(session, own, MONDAY, WHOLE_DAY)

    assert hours(database) == [4]


def watch(session, own, name: str, phone: str, start: str, end: str) -> None:
    record = WatchRecord(
        class_id=own.id,
        name=name,
        phone=phone,
        phone_index=blind(session, "phone", phone),
        entered_at=at(MONDAY, start),
        left_at=at(MONDAY, end),
        batch_id=a_batch(session).id,
        line=1,
    )
    session.add(record)
    session.flush()


def test_online_lessons_are_credited_by_watching_matched_by_phone_then_name(database):
    with database.writing() as session:
        own = a_class(session, lessons=False)
        a_lesson(session, own, MONDAY, HalfDay.MORNING, mode=Mode.ONLINE)
        an_enrolment(session, own, a_trainee(session, "王芳", "13800000001"), "1")
        an_enrolment(session, own, a_trainee(session, "李强", "13800000002"), "2")
        an_enrolment(session, own, a_trainee(session, "李强", "13800000003"), "3")
        watch(session, own, "芳芳", "13800000001", "08:30", "11:30")
        watch(session, own, "李强", "", "08:30", "11:30")
        watch(session, own, "李强", "13800000003", "08:30", "10:00")

    # The nameless 李强 could be either of two, so he is credited to neither.
    assert hours(database) == [4, 0, 2]


def test_a_running_class_comes_first_then_the_latest(database):
    with database.writing() as session:
        trainee = a_trainee(session)
        for number, starts_on in (("BT-1", date(2026, 1, 5)), ("BT-2", MONDAY), ("BT-3", date(2026, 4, 6))):
            an_enrolment(session, a_class(session, number, starts_on=starts_on), trainee)
        trainee_id = trainee.id

    with database.reading() as session:
        during = [each.training_class.class_number for each in enrolments_of(session, trainee_id, MONDAY)]
        before = [
            each.training_class.class_number for each in enrolments_of(session, trainee_id, date(2026, 3, 1))
        ]
    assert during == ["BT-2", "BT-3", "BT-1"]
    assert before == ["BT-3", "BT-2", "BT-1"]
