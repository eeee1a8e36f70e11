"""R43: punches are stored raw and once; what belongs to nobody waits in quarantine."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at, hand
from tests.services.builders import roster_row
from training.database import Database
from training.errors import NotFound
from training.files.findings import Finding
from training.files.punches import PunchRow
from training.records import Punch
from training.services.choose_institution import InstitutionNotNamed, choose_institution
from training.services.find_class import SeveralFound, find_class
from training.services.import_punches import import_punches
from training.services.import_roster import import_roster
from training.services.imports import ImportRefused, ImportReport
from training.services.list_quarantine import list_quarantine
from training.terms import Severity


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
        import_roster(session, [roster_row(2, attendance_number="2")], hand(), find_class(session, "BT-1"))

    assert quarantine(running) == []


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


def test_whose_machine_it_is_must_be_clear(running):
    with running.writing() as session:
        assert choose_institution(session, None, None).name == "包头市第一培训学校"
        an_institution(session, "包头市第二培训学校")

    with running.reading() as session:
        assert choose_institution(session, "第二", None).name == "包头市第二培训学校"
        assert choose_institution(session, None, "BT-1").name == "包头市第一培训学校"
        with pytest.raises(InstitutionNotNamed):
            choose_institution(session, None, None)
        with pytest.raises(SeveralFound):
            choose_institution(session, "包头市", None)
        with pytest.raises(NotFound):
            choose_institution(session, "第三", None)
