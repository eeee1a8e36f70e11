"""The numbered migrations make exactly this code's records, and take all of it away again."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    func,
    insert,
    inspect,
    select,
)

from tests.conftest import DATABASES
from tests.factories import MONDAY, a_class, a_device, a_trainee, an_enrolment, at
from tests.training.attendance.late_batches import (
    WEEKS_LATER,
    a_class_with_machine,
    hear_all_day,
    moments_of,
    push,
)
from tests.training.attendance.reminding import staff_of
from tests.training.checks.checking import Checking, enrol, register_staff
from tests.training.teachers.teaching import ENDLESS, a_taught_class
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.acts.late.decide_batch import decide_batch
from training.attendance.acts.late.record_decision import BatchVerdict
from training.attendance.views.late.waiting_batches import waiting_batches
from training.checks.terms import CallOutcome, FiledItem, LeadKind, LeadState
from training.database import Base, Database
from training.deadlines.terms import DeadlineKind
from training.notice.policy import Policy
from training.notice.terms import Role
from training.records import schema
from training.records.attendance.devices import Device
from training.records.attendance.late import PunchRelease
from training.records.calendar import DeadlineMoved
from training.records.classes.districts import District, RuleSet
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.classes.trainees import Trainee
from training.records.subsidies.publicity import Publicity
from training.records.teachers import InstructorReview, TeacherChangeLesson
from training.rosters.acts.answer_phone_change import answer_phone_change
from training.rosters.acts.ask_for_phone import WishedPhone, ask_for_phone
from training.rosters.views.phone_changes import own_phone_changes
from training.teachers.terms import MatchVerdict

LONGEST_REVISION = 32
BEFORE_WITHDRAWALS = "0048_former_certificates"
BEFORE_PROOFS = "0011_calendar"
BEFORE_LEADS = "0003_confirmations"
BEFORE_RIGHTS = "0019_late_punches"
BEFORE_RESTRICTIONS = "0022_alternatives"
BEFORE_PHONES = "0032_city_notices"
BEFORE_CALENDAR = "0010_pages_of_alerts"
OLD_PUBLICITY = Table(
    "publicity",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("public_id", Uuid),
    Column("district_id", Integer),
    Column("meeting_number", String(64)),
    Column("meeting_on", Date),
    Column("begins_on", Date),
    Column("ends_on", Date),
    Column("made_by", String(64)),
    Column("made_at", DateTime(timezone=True)),
)
OF_EVERY_PUBLICITY = {
    "district_id": 1,
    "meeting_number": "6号",
    "meeting_on": date(2026, 12, 1),
    "begins_on": date(2026, 12, 25),
    "made_by": "甲",
    "made_at": datetime(2026, 12, 25, tzinfo=UTC),
}


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_every_migration_can_be_applied_and_taken_back(empty_database_url, vault):
    database = Database(empty_database_url, vault)

    schema.upgrade(database)
    tables = _tables(database)
    schema.downgrade(database, "base")

    assert set(Base.metadata.tables) <= tables
    assert _tables(database) == {"alembic_version"}
    database.close()


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_a_database_is_current_only_after_all_migrations(empty_database_url, vault):
    database = Database(empty_database_url, vault)
    before = schema.is_current(database)

    schema.upgrade(database)

    assert (before, schema.is_current(database)) == (False, True)
    database.close()


def test_the_migrations_make_exactly_the_tables_of_the_records(database):
    with database.reading() as session:
        context = MigrationContext.configure(session.connection())
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_migrations_are_numbered_in_order_without_a_gap():
    names = schema.names()

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_a_migration_lies_in_the_room_of_its_twenty():
    files = sorted((schema.MIGRATIONS / "versions").rglob("*.py"))

    assert [each.stem for each in files] == schema.names()
    assert all(each.parent.name == f"from_{(int(each.stem[:4]) - 1) // 20 * 20 + 1:04}" for each in files)


def test_no_migration_makes_a_table_anew_to_which_others_refer():
    """SQLite would have to drop it, and drops no table on which a row of another one leans."""
    referred = {
        f'"{each.column.table.name}"' for own in Base.metadata.tables.values() for each in own.foreign_keys
    }

    anew = {
        (file.stem, table)
        for file in (schema.MIGRATIONS / "versions").rglob("*.py")
        for table in re.findall(r"batch_alter_table\((.*?)[,)]", file.read_text("utf-8"))
    }

    assert [each for each in anew if not each[1].startswith('"') or each[1] in referred] == []


def test_a_migration_is_called_like_its_file_and_never_by_a_bare_number_of_version_0_1():
    scripts = list(schema.scripts().walk_revisions())

    assert [each.revision for each in scripts] == [Path(each.path).stem for each in scripts]
    assert all(len(each.revision) <= LONGEST_REVISION for each in scripts)
    assert (scripts[-1].revision, scripts[0].revision) == (schema.BASELINE, schema.head())


def test_the_ten_districts_of_baotou_are_preloaded(database):
    with database.reading() as session:
        names = set(session.scalars(select(District.name)))

    expected = "昆都仑区 青山区 东河区 九原区 石拐区 白云鄂博矿区 土默特右旗 固阳县 达尔罕茂明安联合旗"
    assert names == {*expected.split(), "稀土高新区"}


def test_the_city_default_carries_the_numbers_of_the_notice(database):
    with database.reading() as session:
        rule_set = session.scalars(select(RuleSet)).one()

    assert rule_set.district_id is None
    assert rule_set.effective_from.isoformat() == "2023-02-24"
    assert rule_set.policy == Policy()


def test_what_older_calls_tell_of_money_and_absence_becomes_leads_once_each(copied_database_url, vault):
    database = Database(copied_database_url, vault)
    with database.writing() as session:
        register_staff(session)
        checking = Checking(database, enrol(session, "BT-1", 4))
    checking.start()
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.NOT_CHARGED, FiledItem.TRADE)
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.NOT_CHARGED, is_correction=True, note="又问过")
    checking.record(2, CallOutcome.MISMATCHED, FiledItem.TRADE)
    checking.record(2, CallOutcome.NOT_ATTENDING, is_correction=True, note="又问过")
    checking.conclude(as_unable=True)
    made = [replace(each, lead_id=UUID(int=0), acts=()) for each in checking.see().leads]

    schema.downgrade(database, BEFORE_LEADS)
    schema.upgrade(database)

    view = checking.see()
    assert [replace(each, lead_id=UUID(int=0)) for each in view.leads] == made
    assert [(each.position, each.kind, each.state) for each in view.leads] == [
        (1, LeadKind.CHARGED, LeadState.OPEN),
        (2, LeadKind.NOT_ATTENDING, LeadState.OPEN),
    ]
    assert view.flags == ()
    database.close()


def test_a_machine_of_before_without_a_secret_counts_for_thirty_days_more(copied_database_url, vault):
    database = Database(copied_database_url, vault)
    with database.writing() as session:
        a_device(session, "CJDE1", "6012")
        a_device(session, "CJDE2", "6013", secret="of-before")
        a_device(session, "CJDE3", "6014")
        remove_device(session, "CJDE3", removed_by="张会计", now=at(MONDAY, "12:00"))

    schema.downgrade(database, BEFORE_PROOFS)
    days = [_today(database)]
    schema.upgrade(database)
    days.append(_today(database))

    with database.reading() as session:
        due = {serial: day for serial, day in session.execute(select(Device.serial, Device.proof_due_on))}
    assert due.pop("CJDE1") in {day + timedelta(days=30) for day in days}
    assert due == {"CJDE2": None, "CJDE3": None}
    database.close()


def test_a_change_of_teachers_of_before_keeps_what_it_moved_and_code_of_before_finds_no_unmatched(
    copied_database_url, vault
):
    database = Database(copied_database_url, vault)
    own = a_taught_class(database)
    own.write(ENDLESS)
    own.review(MatchVerdict.MATCHES)
    own.change()
    own.withdraw()
    own.decide()
    moved = _count(database, TeacherChangeLesson)

    schema.downgrade(database, BEFORE_WITHDRAWALS)
    schema.upgrade(database)

    assert (moved, _count(database, TeacherChangeLesson)) == (6, 6)
    with database.reading() as session:
        assert session.scalars(select(InstructorReview.verdict)).all() == [MatchVerdict.MATCHES]
    database.close()


def _today(database: Database) -> date:
    with database.reading() as session:
        return session.scalars(select(func.current_date())).one()


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_what_ends_in_a_year_that_was_guessed_says_so_after_the_migration(empty_database_url, vault):
    database = Database(empty_database_url, vault)
    schema.upgrade(database, BEFORE_CALENDAR)
    with database.writing() as session:
        for place, ends_on in enumerate((date(2026, 12, 31), date(2027, 1, 1)), 1):
            row = {"id": place, "public_id": uuid4(), "ends_on": ends_on}
            session.execute(insert(OLD_PUBLICITY).values(**row, **OF_EVERY_PUBLICITY))

    schema.upgrade(database)

    with database.reading() as session:
        found = session.scalars(select(Publicity).order_by(Publicity.id)).all()
        assert [each.latest_on for each in found] == [None, date(2027, 1, 1)]
    database.close()


@pytest.mark.parametrize(("is_accepted", "left"), [(None, 0), (False, 0), (True, 4)])
def test_what_waits_or_was_refused_counts_for_no_code_of_before(
    copied_database_url, vault, is_accepted, left
):
    """To which whatever stands there as released counts."""
    database = Database(copied_database_url, vault)
    a_class_with_machine(database)
    push(database, moments_of(MONDAY), at(MONDAY - timedelta(days=1), "19:00"))
    hear_all_day(database, MONDAY)
    push(database, moments_of(MONDAY), WEEKS_LATER)
    if is_accepted is not None:
        with database.writing() as session:
            city = staff_of(session, Role.CITY)
            (found,) = waiting_batches(session, city)
            verdict = BatchVerdict(is_accepted, "核对过签到表")
            decide_batch(session, city, found.number, verdict, now=WEEKS_LATER)
    before = _count(database, PunchRelease)

    schema.downgrade(database, BEFORE_RESTRICTIONS)

    assert (before, _count(database, PunchRelease)) == (4, left)
    database.close()


def test_of_deadlines_that_moved_code_of_before_finds_none_of_a_kind_that_it_does_not_know(
    copied_database_url, vault
):
    database = Database(copied_database_url, vault)
    days = {"was": date(2027, 1, 4), "becomes": date(2027, 1, 5), "moved_at": at(MONDAY, "12:00")}
    with database.writing() as session:
        for kind in DeadlineKind:
            own = {"kind": kind, "subject": uuid4(), "what": "第 1 号", "because": "放假", "is_moved": True}
            session.add(DeadlineMoved(district_id=1, **own, **days))

    schema.downgrade(database, BEFORE_RIGHTS)

    with database.reading() as session:
        kept = set(session.scalars(select(DeadlineMoved.kind)))
    assert kept == {DeadlineKind.PUBLICITY, DeadlineKind.CONFIRMATION, DeadlineKind.FEEDBACK}
    database.close()


def test_code_of_before_finds_no_phone_that_was_asked_for_and_the_phones_stay(copied_database_url, vault):
    database = Database(copied_database_url, vault)
    with database.writing() as session:
        own = an_enrolment(session, a_class(session), a_trainee(session))
        wish = WishedPhone(own.trainee_id, "13999999999", own.training_class, own.batch_id, 2, "冯老师", None)
        ask_for_phone(session, wish, now=at(MONDAY, "12:00"))
        (asked,) = own_phone_changes(session, own.trainee_id)
        answer_phone_change(session, own.trainee_id, asked.public_id, agrees=True, now=at(MONDAY, "12:00"))

    schema.downgrade(database, BEFORE_PHONES)
    of_before = _count(database, RosterChange), _count(database, RosterChangeDecision)
    schema.upgrade(database)

    assert of_before == (0, 0)
    with database.reading() as session:
        assert session.scalars(select(Trainee.phone)).all() == ["13999999999"]
    database.close()


def _count(database: Database, record: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0
