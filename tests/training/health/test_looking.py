"""What is wrong is found, on both databases; looking leaves nothing behind."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import column, func, insert, select, table

from tests.databases.waiting import second_process
from tests.factories import MONDAY, at
from tests.notifications.conftest import Clock, write
from training.database import Database
from training.health.acts.beat import beat
from training.health.looking import Place, look
from training.health.terms import Part, State
from training.records.health import Heartbeat
from training.records.schema import head
from training.vault import Vault

NOW = at(MONDAY, "10:00")


def states(place: Place, now=NOW) -> dict[str, State]:
    return {each.about: each.state for each in look(place, now=now)}


def a_place(database: Database, backups: Path | None = None) -> Place:
    return Place(database, {}, backups)


def test_an_installation_at_work_is_well(database, tmp_path):
    (tmp_path / "chaban-20260301T183000Z").mkdir()
    (tmp_path / "chaban-20260301T183000Z" / "manifest.json").write_text("{}")
    with database.writing() as session:
        for part in Part:
            beat(session, part, now=NOW)

    assert set(states(a_place(database, tmp_path)).values()) == {State.OK}


def test_a_heartbeat_is_one_row_that_moves_on(database):
    for minutes in range(3):
        with database.jotting() as session:
            beat(session, Part.WORKER, now=NOW + timedelta(minutes=minutes))

    with database.reading() as session:
        rows = list(session.scalars(select(Heartbeat)))
    assert [(each.part, each.at) for each in rows] == [(Part.WORKER, NOW + timedelta(minutes=2))]


def test_looking_leaves_no_row_and_no_table(database):
    look(a_place(database), now=NOW)

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Heartbeat)) == 0
        if database.engine.dialect.name == "sqlite":
            found = session.connection().exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE name LIKE 'health%'"
            )
            assert found.all() == []


def test_a_message_that_waits_too_long_is_told(database):
    write(database, Clock(NOW), minutes=60)

    late = states(a_place(database), NOW + timedelta(minutes=11))

    assert late["短信"] is State.DEGRADED


def test_a_database_without_this_codes_schema_fails(database):
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM alembic_version")

    found = look(a_place(database), now=NOW)
    # The database is kept for the tests that follow.
    with database.writing() as session:
        session.execute(insert(table("alembic_version", column("version_num"))).values(version_num=head()))

    assert found[0].state is State.FAILING
    assert "chaban db upgrade" in found[0].says


@pytest.mark.parametrize(
    "url", ["sqlite:////no/such/folder/chaban.db", "postgresql://u:geheim@127.0.0.1:1/x"]
)
def test_a_database_out_of_reach_fails_and_nothing_is_raised(url, vault):
    found = look(a_place(Database(url, vault)), now=NOW)

    assert found[0].state is State.FAILING
    assert "geheim" not in found[0].says


def test_a_database_that_somebody_writes_for_long_is_busy_and_not_broken(sqlite):
    with second_process(sqlite.database) as (other, _), other.writing() as session:
        session.connection()
        found = look(a_place(sqlite.database), now=NOW)

    assert found[0].state is State.DEGRADED
    assert "占着" in found[0].says


def test_a_file_of_another_owner_that_cannot_be_written_fails(sqlite, vault, tmp_path):
    """Root may write whatever it likes, so the file is opened for reading as its owner would find it."""
    found = Database(f"sqlite:///file:{sqlite.database.engine.url.database}?mode=ro&uri=true", vault)

    assert look(a_place(found), now=NOW)[0].state is State.FAILING
    found.close()


@pytest.mark.parametrize("damage", ["random bytes", "truncated", "another file"])
def test_a_damaged_file_is_named_with_what_to_do(damage, migrated_sqlite, vault, tmp_path):
    database = Database(f"sqlite:///{a_damaged(migrated_sqlite, tmp_path, damage)}", vault)

    found = look(a_place(database), now=NOW)
    database.close()

    assert found[0].state is State.FAILING
    assert "chaban restore" in found[0].says


def a_damaged(whole: Path, folder: Path, damage: str) -> Path:
    path, content = folder / "chaban.db", bytearray(whole.read_bytes())
    if damage == "random bytes":
        content[8192 : 8192 + 40_000] = os.urandom(40_000)
    elif damage == "truncated":
        del content[len(content) // 2 :]
    else:
        content = bytearray(b"not a database at all " * 1000)
    path.write_bytes(content)
    return path


def test_a_folder_that_is_not_made_yet_has_the_room_of_where_it_will_be(sqlite, tmp_path):
    place = Place(sqlite.database, {"材料库": tmp_path / "not" / "yet"}, None)

    assert "材料库磁盘" in states(place)


def test_the_keys_of_the_vault_have_fingerprints_that_tell_them_apart():
    one, other = Vault(b"d" * 32, b"i" * 32).fingerprints(), Vault(b"d" * 32, b"x" * 32).fingerprints()

    assert one["data"] == other["data"]
    assert one["index"] != other["index"]
    assert [len(each) for each in one.values()] == [16, 16]


@pytest.mark.parametrize(("ahead", "state"), [(30, State.OK), (31, State.DEGRADED)])
def test_what_a_clock_that_ran_ahead_wrote_is_told(database, ahead, state):
    write(database, Clock(NOW + timedelta(seconds=ahead)))

    assert states(a_place(database))["时钟"] is state


def test_a_table_that_somebody_holds_for_good_is_told_and_not_waited_for(kept_postgresql):
    kept_postgresql.restore()
    with kept_postgresql.database.writing() as session:
        session.connection().exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")

        (found, *_) = look(a_place(kept_postgresql.database), now=NOW)

    assert (found.about, found.state) == ("数据库", State.FAILING)
