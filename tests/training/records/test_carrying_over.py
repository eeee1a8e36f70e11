"""A database of version 0.1, dumped at its last migration with rows of its own acts, goes on in this one."""

import shutil
import sqlite3
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Inspector, inspect, literal_column, select, table, text

from tests.conftest import DATABASES
from tests.databases.kept import migrate
from tests.databases.postgresql import in_postgresql, of_database
from tests.databases.shared import first_in
from tests.factories import MONDAY, at
from training.chat.acts.count_usage import Plan, count_usage
from training.chat.terms import UsageKind
from training.checks.terms import StatisticsSource
from training.database import Base, Database
from training.meetings.acts.apply_events import apply_events
from training.meetings.terms import InviteWay
from training.records import schema
from training.records.carrying_over import TooOld
from training.records.checks.video_checks import LiveStatistics
from training.records.classes.districts import RuleSet
from training.records.meetings.meetings import MeetingInvitation
from training.records.meetings.members import ChatAccount, MeetingPresence
from training.records.outbox.alerts import Alert
from training.records.staff.chat_sign_in import ChatSignIn
from training.records.staff.staff import Staff
from training.staff.acts.note_attempt import note_attempt
from training.staff.rules.staff_sign_in import WayUsedUp
from training.vault import Vault

DUMPS = Path(__file__).parent / "old_head"
NOON = at(MONDAY, "12:00")
RENAMED = {"dingtalk_account": "chat_account", "dingtalk_sign_in": "chat_sign_in"}
COLUMNS = {
    "dingtalk_id": "chat_id",
    "userid": "chat_id",
    "union_id": "account_id",
    "union_index": "account_index",
}
RESEALED = {"chat_account": {"chat_id", "account_id"}, "meeting_event": {"said"}}
"""Their bytes differ after they were sealed anew; what they say is asked for by tests of their own."""
WORDS = {"钉钉": "账号", "钉钉接口": "直播接口", "dingtalk_quota": "chat_quota"}


of_empty = pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)


@pytest.fixture
def old_head(empty_database_url: str, vault: Vault) -> Iterator[Database]:
    """At the last migration of version 0.1, with the rows of one video check."""
    load(empty_database_url)
    database = Database(empty_database_url, vault)
    yield database
    database.close()


def load(empty_url: str) -> None:
    if empty_url.startswith("sqlite"):
        connection = sqlite3.connect(empty_url.removeprefix("sqlite:///"))
        connection.executescript((DUMPS / "sqlite.sql").read_text("utf-8"))
        connection.close()
    else:
        with psycopg.connect(empty_url) as loading:
            loading.execute((DUMPS / "postgresql.sql").read_bytes())


@pytest.fixture(scope="session")
def carried_sqlite(run_folder: Path, vault: Vault) -> Path:
    """A file to copy: that database at the head of today."""
    path = run_folder / "carried.db"
    with first_in(run_folder, "carried_sqlite") as is_first:
        if is_first:
            load(f"sqlite:///{path}")
            migrate(f"sqlite:///{path}", vault)
    return path


@pytest.fixture(scope="session")
def carried_postgresql(run_folder: Path, postgresql_url: str, vault: Vault) -> str:
    """The server, with a template of the same."""
    with first_in(run_folder, "carried_postgresql") as is_first:
        if is_first:
            in_postgresql(postgresql_url, "CREATE DATABASE carried")
            load(of_database(postgresql_url, "carried"))
            migrate(of_database(postgresql_url, "carried"), vault)
    return postgresql_url


@pytest.fixture(params=DATABASES)
def carried(request: pytest.FixtureRequest, worker: str, tmp_path: Path, vault: Vault) -> Iterator[Database]:
    """What `old_head` becomes: a copy of this test's own."""
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(request.getfixturevalue('carried_sqlite'), tmp_path / 'own.db')}"
    else:
        server, name = request.getfixturevalue("carried_postgresql"), f"carried_{worker}"
        with first_in(request.getfixturevalue("run_folder"), "copies"):
            drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
            in_postgresql(server, drop, f"CREATE DATABASE {name} TEMPLATE carried")
        url = of_database(server, name)
    database = Database(url, vault)
    yield database
    database.close()


@of_empty
def test_a_database_of_version_0_1_is_not_current_until_it_is_carried_over(old_head):
    before = schema.is_current(old_head)

    schema.upgrade(old_head)

    assert (before, schema.is_current(old_head)) == (False, True)


def test_the_tables_are_those_of_the_records(carried):
    with carried.reading() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, Base.metadata) == []


def test_a_database_that_was_carried_over_has_the_tables_of_a_new_one(carried):
    before = _described(inspect(carried.engine))

    schema.downgrade(carried, "base")
    schema.upgrade(carried)

    assert before == _described(inspect(carried.engine))


def test_downgrading_what_was_carried_over_leaves_no_table(carried):
    schema.downgrade(carried, "base")

    assert inspect(carried.engine).get_table_names() == ["alembic_version"]


@of_empty
def test_every_row_of_every_table_is_kept_under_the_words_of_today(old_head):
    before = _rows(old_head)

    schema.upgrade(old_head, schema.BASELINE)

    assert _without_resealed(_rows(old_head)) == _without_resealed(_in_words_of_today(before))
    assert len(before["dingtalk_account"]) == 3
    assert len(before["dingtalk_sign_in"]) == 2


def test_what_was_sealed_to_a_column_of_another_name_can_be_read(carried):
    with carried.reading() as session:
        accounts = session.scalars(select(ChatAccount).order_by(ChatAccount.id)).all()
        assert [(each.chat_id, each.account_id) for each in accounts] == [
            (None, None),
            ("t1", "union-t1"),
            (None, None),
        ]
        known = select(Staff).where(Staff.account_id == "union-limin")
        assert session.scalars(known).one().chat_id == "limin"
        ways = session.scalars(select(MeetingInvitation.way).order_by(MeetingInvitation.id)).all()
        assert ways == [InviteWay.ACCOUNT, InviteWay.NONE, InviteWay.NONE]
        assert session.scalars(select(LiveStatistics.source)).all() == [StatisticsSource.INTERFACE]


def test_a_district_keeps_the_number_that_it_chose(carried):
    with carried.reading() as session:
        own = session.scalars(select(RuleSet).where(RuleSet.district_id.is_not(None))).one()
        assert own.policy.account_lookup_days == 3


def test_an_event_that_waited_is_applied_afterwards(carried):
    with carried.writing() as session:
        apply_events(session, now=NOON)
        known = session.scalars(select(MeetingPresence.nick).order_by(MeetingPresence.id)).all()
        last = session.scalars(select(MeetingPresence).order_by(MeetingPresence.id.desc())).first()
        by_account = select(ChatAccount).where(ChatAccount.account_index == "union-t1")
        assert session.scalars(by_account).one().account_id == "union-t1"
        assert last.account_index is not None
    assert known == ["学员1", "路人", "学员2"]


def test_new_rows_are_numbered_on_and_a_word_that_was_brought_stays_used(carried):
    with carried.writing() as session:
        note_attempt(session, "state-3", "10.0.0.3", now=NOON)
        assert session.scalars(select(ChatSignIn.id).order_by(ChatSignIn.id)).all() == [1, 2, 3]
        with pytest.raises(WayUsedUp):
            note_attempt(session, "state-1", "10.0.0.1", now=NOON)


def test_a_quota_that_was_told_this_month_is_not_told_again(carried):
    with carried.writing() as session:
        before = len(session.scalars(select(Alert)).all())
        plan = Plan("钉钉", {UsageKind.CALLS: 100, UsageKind.MESSAGES: 100})
        count_usage(session, {UsageKind.CALLS: 1}, plan, now=NOON)
        assert len(session.scalars(select(Alert)).all()) == before


@of_empty
@pytest.mark.parametrize("revision", ["0001", "0018"])
def test_what_stopped_before_the_last_migration_is_refused_and_left_as_it_is(old_head, revision):
    with old_head.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    before = _rows(old_head)

    with pytest.raises(TooOld, match=f"第 {revision} 号.*先用 0.1 版程序运行一次 chaban db upgrade"):
        schema.upgrade(old_head)

    assert _rows(old_head) == before
    assert not schema.is_current(old_head)


Rows = list[dict[str, Any]]


def _rows(database: Database) -> dict[str, Rows]:
    """What stands in every table, as the database itself hands it out."""
    names = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    with database.reading() as session:
        everything = {name: select(literal_column("*")).select_from(table(name)) for name in names}
        found = {name: session.execute(each).mappings() for name, each in everything.items()}
        return {name: sorted(map(dict, rows), key=_key) for name, rows in found.items()}


def _key(row: dict[str, Any]) -> str:
    return str(row.get("id", row))


def _in_words_of_today(tables: dict[str, Rows]) -> dict[str, Rows]:
    return {
        RENAMED.get(name, name): [
            {COLUMNS.get(place, place): _word(value) for place, value in row.items()} for row in rows
        ]
        for name, rows in tables.items()
    }


def _word(value: Any) -> Any:
    if isinstance(value, str):
        renamed = value.replace("dingtalk_lookup_days", "account_lookup_days")
        return WORDS.get(value, renamed.replace("dingtalk-quota:", "chat-quota:"))
    if isinstance(value, dict):
        return {_word(name): each for name, each in value.items()}
    return value


def _without_resealed(tables: dict[str, Rows]) -> dict[str, Rows]:
    """Only whether something stands there, where the bytes were made anew."""
    return {
        name: [
            {
                place: value is not None if place in RESEALED.get(name, ()) else value
                for place, value in row.items()
            }
            for row in rows
        ]
        for name, rows in tables.items()
    }


def _described(inspector: Inspector) -> dict[str, Any]:
    """Columns, constraints and indexes by name; in which order columns were added says nothing."""
    name_of = _check_of_sqlite if inspector.dialect.name == "sqlite" else itemgetter("name")
    looks = (
        *(inspector.get_columns, inspector.get_unique_constraints, inspector.get_foreign_keys),
        lambda name: [inspector.get_pk_constraint(name)],
        lambda name: [(name_of(each), each["sqltext"]) for each in inspector.get_check_constraints(name)],
        lambda name: map(_index, inspector.get_indexes(name)),
    )
    return {name: [sorted(map(str, look(name))) for look in looks] for name in inspector.get_table_names()}


def _check_of_sqlite(found: Any) -> str:
    """Version 0.1 gave the name its prefix twice, which only PostgreSQL can mend."""
    *_, last = str(found["name"]).removeprefix("ck_").split("_ck_")
    return f"ck_{last}"


def _index(found: Any) -> Any:
    options = {name: str(option) for name, option in found.get("dialect_options", {}).items()}
    return found["name"], found["column_names"], bool(found["unique"]), options
