"""R43: punches are stored raw and once; what belongs to nobody waits in quarantine."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at, hand, hand_early
from tests.training.builders import at_once, roster_row
from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.views.list_quarantine import list_quarantine
from training.classes.acts.import_roster import import_roster
from training.classes.views.find_class import find_class
from training.database import Database
from training.notice.terms import Severity
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.sheets.findings import Finding
from training.sheets.hand_in import ImportRefused, ImportReport


def punch(
    clock: str = "08:20", number: str = "1", day: date = MONDAY, device: str = "6012", row: int = 1
) -> PunchRow:
    return PunchRow(row, number, at(day, clock), device, 0, 15)


def wrong(row: int = 9) -> PunchRow:
    return PunchRow(
        row, "", at(MONDAY, "00:00"), findings=(Finding(row, "整行", "x", "看不懂", Severity.ERROR),)
    )


def bring(database: Database, *rows: PunchRow, when: str = "18:00", file=None, **options) -> ImportReport:
    with database.writing() as session:
        file = file or hand("1_attlog.dat", when=at(MONDAY, when))
        return import_punches(session, rows, file, an_institution(session), **options)


def quarantine(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(each.number, each.reason) for each in list_quarantine(session)]


def stored(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Punch)) or 0


@pytest.fixture
def running(database: Database) -> Database:
    with database.writing() as session:
        running = a_class(session, "BT-1", attendance_device="6012")
        an_enrolment(session, running, a_trainee(session), "1")
    return database


def test_a_punch_of_a_known_number_is_stored_with_its_source(running):
    report = bring(running, punch(row=4))

    assert (report.stored, report.quarantined) == (1, 0)
    with running.reading() as session:
        kept = session.scalars(select(Punch)).one()
        assert (kept.number, kept.punched_at, kept.device, kept.status, kept.verify, kept.line) == (
            "1", at(MONDAY, "08:20"), "6012", 0, 15, 4,
        )  # fmt: skip


def test_the_same_punch_in_two_files_is_one_punch(running):
    bring(running, punch())

    report = bring(running, punch(), punch("11:40"))

    assert (report.known, report.stored, report.read) == (1, 1, 2)
    assert stored(running) == 2


def test_the_same_punch_twice_in_one_file_is_one_punch(running):
    report = bring(running, punch(), punch())

    assert (report.stored, report.known, stored(running)) == (1, 1, 1)


def test_the_same_file_twice_changes_nothing_and_says_so(running):
    file = hand(sha256="c" * 64, when=at(MONDAY, "18:00"))
    bring(running, punch(), file=file)

    report = bring(running, punch(), file=file)

    assert report.imported_before is not None
    assert stored(running) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (punch(number="77"), "考勤号没有登记"),
        (punch(device="6013"), "考勤号不在当天任何班级的名册"),
        (punch(day=date(2026, 3, 1)), "考勤号不在当天任何班级的名册"),
        (punch("18:11"), "考勤机时钟不对"),
        (punch(day=date(2000, 1, 1)), "考勤机时钟不对"),
    ],
)
def test_what_belongs_to_nobody_is_kept_in_quarantine_with_its_reason(running, row, reason):
    report = bring(running, row)

    assert (report.stored, report.quarantined, stored(running)) == (0, 1, 1)
    assert quarantine(running) == [(row.number, reason)]


def test_a_roster_that_brings_the_number_later_takes_the_punches_out_of_quarantine(running):
    bring(running, punch(number="2"))
    assert len(quarantine(running)) == 1

    with running.writing() as session:
        import_roster(
            session, [roster_row(2, attendance_number="2")], hand_early(), find_class(session, "BT-1")
        )

    assert quarantine(running) == []


def test_a_number_that_a_known_trainee_brings_later_takes_the_punches_out_as_well(running):
    with running.writing() as session:
        import_roster(
            session, [roster_row(2, attendance_number=None)], hand_early(), find_class(session, "BT-1")
        )
    bring(running, punch(number="2"))

    with running.writing() as session:
        import_roster(
            session, [roster_row(2, attendance_number="2")], hand_early(), find_class(session, "BT-1")
        )

    assert quarantine(running) == []
    assert bring(running, punch("11:40", number="2")).stored == 1


def test_an_unreadable_line_refuses_the_file_unless_the_good_ones_are_asked_for(running):
    with pytest.raises(ImportRefused):
        bring(running, punch(), wrong())
    assert stored(running) == 0

    report = bring(running, punch(), wrong(), accept_good_rows=True)

    assert (report.read, report.stored, report.refused) == (2, 1, 1)


def test_read_is_the_sum_of_what_became_of_the_rows(running):
    bring(running, punch())

    report = bring(running, punch(), punch("11:40"), punch(number="77"), wrong(), accept_good_rows=True)

    assert (report.read, report.stored, report.known, report.quarantined, report.refused) == (4, 1, 1, 1, 1)


def test_a_clock_may_run_ten_minutes_ahead_of_the_moment_the_file_is_handed_over(running):
    bring(running, *(punch(clock) for clock in ("18:09", "18:10", "18:11")), when="18:00")
    bring(running, *(punch(clock) for clock in ("18:12", "18:13")), when="18:02")

    assert quarantine(running) == [("1", "考勤机时钟不对")] * 2
    with running.reading() as session:
        wrong_ones = select(Punch.punched_at).where(Punch.clock_is_wrong).order_by(Punch.punched_at)
        assert list(session.scalars(wrong_ones)) == [at(MONDAY, "18:11"), at(MONDAY, "18:13")]


def test_a_punch_of_a_wrong_clock_leaves_quarantine_when_it_comes_again_once_its_time_is_possible(running):
    bring(running, punch("18:11"))
    assert quarantine(running) == [("1", "考勤机时钟不对")]

    report = bring(running, punch("18:11"), when="19:00")

    assert (report.known, report.stored) == (1, 0)
    assert quarantine(running) == []


def test_the_same_number_and_second_on_two_machines_or_at_two_schools_are_two_punches(running):
    bring(running, punch(device="6012"), punch(device="6013"))

    with running.writing() as session:
        other = an_institution(session, "包头市第二培训学校")
        report = import_punches(session, [punch()], hand(when=at(MONDAY, "18:00")), other)

    assert (report.quarantined, stored(running)) == (1, 3)


def test_a_machine_that_a_class_does_not_name_may_be_any(database):
    with database.writing() as session:
        an_enrolment(session, a_class(session, "BT-1"), a_trainee(session), "1")

    assert bring(database, punch(device="6012"), punch(device=""), punch(device="6013")).stored == 3


def test_a_number_is_somebodys_from_the_first_to_the_last_day_of_the_class(running):
    days = [date(2026, 3, 1), MONDAY, date(2026, 3, 6), date(2026, 3, 7)]

    file = hand(when=at(date(2026, 3, 20), "18:00"))
    report = bring(running, *(punch(day=day) for day in days), file=file)

    assert (report.stored, report.quarantined) == (2, 2)
    with running.reading() as session:
        strange = [each.punched_at for each in list_quarantine(session)]
    assert strange == [at(date(2026, 3, 1), "08:20"), at(date(2026, 3, 7), "08:20")]


KINDS = {
    "good": lambda place: punch(f"08:{place:02d}", row=place),
    "again": lambda place: punch("07:00", row=place),
    "stranger": lambda place: punch(f"09:{place:02d}", number="77", row=place),
    "wrong clock": lambda place: punch(f"20:{place:02d}", row=place),
    "unreadable": wrong,
}


@given(kinds=st.lists(st.sampled_from(sorted(KINDS)), max_size=15))
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_line_is_accounted_for(running, kinds):
    with running.writing() as session:
        session.execute(Punch.__table__.delete())
    bring(running, punch("07:00"))

    report = bring(running, *(KINDS[kind](place) for place, kind in enumerate(kinds)), accept_good_rows=True)

    assert report.stored == kinds.count("good")
    assert report.known == kinds.count("again")
    assert report.quarantined == kinds.count("stranger") + kinds.count("wrong clock")
    assert report.refused == kinds.count("unreadable")
    assert stored(running) == 1 + report.stored + report.quarantined


def test_two_clerks_who_import_the_same_file_at_once_store_it_once(running):
    file = hand(when=at(MONDAY, "18:00"))

    def work() -> int:
        return bring(running, *(punch(f"08:{minute:02d}") for minute in range(60)), file=file).stored

    assert sorted(at_once(work, work)) == [0, 60]
    with running.reading() as session:
        assert len(session.scalars(select(ImportBatch).where(ImportBatch.kind == "punches")).all()) == 1


def test_two_files_of_the_same_punches_at_once_in_any_order_store_each_punch_once(running):
    minutes = [punch(f"08:{minute:02d}") for minute in range(60)]

    results = at_once(
        lambda: bring(running, *minutes).stored, lambda: bring(running, *reversed(minutes)).stored
    )

    assert (sorted(results), stored(running)) == ([0, 60], 60)
