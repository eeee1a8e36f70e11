"""A backup is whole or not there, and what is restored from it is compared to the last row and byte."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, table

from bot.line.journal import Kind, Receipt, journal_beside
from tests.training.backups.conftest import NIGHT
from training.backups.checking import BackupDamaged, check_backup
from training.backups.making import Shelf, make_backup
from training.backups.postgresql import NoTool
from training.backups.restoring import NewerBackup, NotEmpty, OtherDatabase, restore_backup
from training.backups.rules.manifest import NAME, Manifest, NotABackup, OtherKeys
from training.backups.shelf import AnotherBackupRuns, NoPlace, drafting, last_made_at, manifest_of
from training.backups.snapshots import SQLITE
from training.database import Database
from training.ports.files import FoundFile, StoreUnavailable
from training.records import schema
from training.records.classes.districts import District
from training.records.opening import RECEIVED
from training.records.soundness import DatabaseDamaged
from training.vault import Vault
from webapp.web.stores.folder import FolderStore

DAY = timedelta(days=1)


class Unreachable(FolderStore):
    """Where the network begins: the store does not answer."""

    def files(self, folders: Sequence[str]) -> Iterator[FoundFile]:
        raise StoreUnavailable("cannot list the store: timeout")


class Unreadable(FolderStore):
    """Where the network begins: the store lists what it has, and gives none of it."""

    def get(self, key: str) -> bytes:
        raise StoreUnavailable(f"cannot read evidence {key}: timeout")


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        connection = session.connection()
        names = inspect(connection).get_table_names()
        return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def files(folder: Path) -> dict[str, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def a_file(database: Database) -> Path:
    return Path(str(database.engine.url.database))


def test_what_is_restored_is_what_was_there(own, elsewhere):
    made = own.back_up()

    told = restore_backup(made.folder, elsewhere.database, elsewhere.store)

    assert rows(elsewhere.database) == rows(own.database) == told.counts
    assert files(elsewhere.files) == files(own.files)
    assert schema.is_current(elsewhere.database)


def test_the_manifest_tells_what_is_in_it_and_no_key(own, vault):
    made = own.back_up()
    written = (made.folder / NAME).read_text()

    told = check_backup(made.folder)

    assert told == made.manifest == Manifest.read(written)
    assert told.made_at == NIGHT
    assert told.revision == schema.head()
    assert told.keys == {kind: (each,) for kind, each in vault.fingerprints().items()}
    assert (told.missing, told.chain) == ((), None)
    assert ("dddd" in written, "iiii" in written) == (False, False)


def test_everything_in_a_backup_is_for_its_owner_alone(own):
    own.back_up()

    modes = {stat.S_IMODE(each.stat().st_mode) for each in own.shelf.rglob("*") if each.is_file()}
    assert modes == {0o600}
    assert stat.S_IMODE(own.shelf.stat().st_mode) == 0o700


def test_what_is_written_after_a_backup_is_not_in_it(own, elsewhere):
    made = own.back_up()
    with own.database.writing() as session:
        session.add(District(name="以后才有的区"))

    restore_backup(made.folder, elsewhere.database, elsewhere.store)

    assert rows(own.database)["district"] == rows(elsewhere.database)["district"] + 1


def test_files_of_an_earlier_backup_are_linked_and_changed_ones_are_not(own):
    first = own.back_up()
    original, served = sorted(each for each in own.files.rglob("*") if each.is_file())
    later = served.stat().st_mtime + 60
    os.utime(served, (later, later))

    second = own.back_up(NIGHT + DAY)

    assert (first.linked, second.linked) == (0, 1)
    link = Path("files") / original.relative_to(own.files)
    assert os.path.samefile(first.folder / link, second.folder / link)
    again = Path("files") / served.relative_to(own.files)
    assert not os.path.samefile(first.folder / again, second.folder / again)
    check_backup(second.folder)


def test_a_file_that_rotted_in_the_earlier_backup_is_copied_anew(own):
    first = own.back_up()
    for each in (first.folder / "files").rglob("*.*"):
        each.write_bytes(b"rotten")

    second = own.back_up(NIGHT + DAY)

    assert second.linked == 0
    check_backup(second.folder)


@pytest.mark.parametrize(("most", "left"), [(1, [2]), (2, [1, 2]), (3, [0, 1, 2]), (4, [0, 1, 2])])
def test_the_oldest_go_when_a_new_one_is_whole(own, most, left):
    made = [own.back_up(NIGHT + number * DAY, most) for number in range(3)]

    assert own.backups == [made[number].folder.name for number in left]
    assert last_made_at(own.shelf, NIGHT + 2 * DAY) == NIGHT + 2 * DAY


def test_one_that_a_clock_ahead_has_named_stands_in_no_others_way(own):
    ahead = own.back_up(NIGHT + 200 * DAY)
    made = [own.back_up(NIGHT + number * DAY, kept=1) for number in range(2)]

    assert own.backups == [made[1].folder.name, ahead.folder.name]
    assert last_made_at(own.shelf, NIGHT + DAY) == NIGHT + DAY
    assert made[1].linked == 2


def test_a_lost_file_is_told_and_then_no_earlier_backup_goes(own):
    own.back_up(kept=1)
    lost, *_ = sorted(each for each in own.files.rglob("*") if each.is_file())
    lost.unlink()

    made = own.back_up(NIGHT + DAY, kept=1)

    assert made.manifest.missing == (lost.relative_to(own.files).as_posix(),)
    assert len(own.backups) == 2


def test_a_backup_that_breaks_off_leaves_nothing_and_takes_nothing(own):
    own.back_up(kept=1)

    with pytest.raises(StoreUnavailable):
        make_backup(own.database, Unreachable(own.files), Shelf(own.shelf, 1), now=NIGHT + DAY)

    assert sorted(each.name for each in own.shelf.iterdir()) == [".lock", *own.backups]
    assert len(own.backups) == 1


def test_a_store_that_lists_and_does_not_read_makes_no_backup(own):
    own.back_up(kept=1)
    for each in own.files.rglob("*.*"):
        each.touch()

    with pytest.raises(StoreUnavailable):
        make_backup(own.database, Unreadable(own.files), Shelf(own.shelf, 1), now=NIGHT + DAY)

    assert len(own.backups) == 1


def test_what_a_killed_backup_left_is_no_backup_and_goes_with_the_next(own):
    left = own.shelf / ".draft-chaban-20260301T183000Z"
    left.mkdir(parents=True)
    (left / SQLITE).write_text("half")
    before = last_made_at(own.shelf, NIGHT)

    own.back_up()

    assert before is None
    assert not left.exists()


def test_two_backups_at_once_are_one(own):
    with drafting(own.shelf, NIGHT - DAY), pytest.raises(AnotherBackupRuns):
        own.back_up()


def test_a_place_that_cannot_be_written_is_named(own, tmp_path):
    (tmp_path / "shelf").write_text("a file where a folder should be")

    with pytest.raises(NoPlace, match="备份写不进"):
        own.back_up()


def test_a_byte_that_changed_is_found_and_nothing_is_restored(own, elsewhere):
    made = own.back_up()
    changed = next(each for each in (made.folder / "files").rglob("*") if each.is_file())
    content = changed.read_bytes()
    changed.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    for act in (check_backup, lambda folder: restore_backup(folder, elsewhere.database, elsewhere.store)):
        with pytest.raises(BackupDamaged, match="1 个文件"):
            act(made.folder)
    assert files(elsewhere.files) == {}


@pytest.mark.parametrize("gone", ["a file", "the manifest", "the database"])
def test_a_backup_that_lacks_something_is_none(own, gone):
    made = own.back_up()
    paths = {
        "a file": next(each for each in (made.folder / "files").rglob("*") if each.is_file()),
        "the manifest": made.folder / NAME,
        "the database": next(made.folder.glob("database.*")),
    }
    paths[gone].unlink()

    with pytest.raises((BackupDamaged, NotABackup)):
        check_backup(made.folder)


@pytest.mark.parametrize("path", ["/etc/passwd", "files/../../../etc/passwd"])
def test_a_manifest_that_points_out_of_its_backup_is_refused(own, path):
    made = own.back_up()
    text = (made.folder / NAME).read_text()
    first = made.manifest.files[-1].path
    (made.folder / NAME).write_text(text.replace(first, path))

    with pytest.raises(NotABackup):
        check_backup(made.folder)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (Vault(b"x" * 32, b"i" * 32), "^CHABAN_DATA_KEY 不是"),
        (Vault(b"d" * 32, b"x" * 32), "^CHABAN_INDEX_KEY 不是"),
        (Vault(b"x" * 32, b"x" * 32), "^CHABAN_DATA_KEY、CHABAN_INDEX_KEY 不是"),
    ],
)
def test_other_keys_are_named_and_nothing_is_restored(sqlite, tmp_path, keys, told):
    shelf = Shelf(tmp_path / "shelf", 1)
    made = make_backup(sqlite.database, FolderStore(tmp_path / "evidence"), shelf, now=NIGHT)
    other = Database(f"sqlite:///{tmp_path / 'new' / 'chaban.db'}", keys)

    with pytest.raises(OtherKeys, match=told):
        restore_backup(made.folder, other, FolderStore(tmp_path / "new" / "evidence"))

    assert not (tmp_path / "new" / "chaban.db").exists()


def test_a_place_that_is_not_empty_stays_as_it_is(own, elsewhere):
    made = own.back_up()
    before = rows(own.database)

    with pytest.raises(NotEmpty):
        restore_backup(made.folder, own.database, elsewhere.store)
    elsewhere.store.put("original/ab/stranger.jpg", b"of somebody else", "image/jpeg")
    with pytest.raises(NotEmpty, match="材料库"):
        restore_backup(made.folder, elsewhere.database, elsewhere.store)

    assert rows(own.database) == before
    assert files(elsewhere.files) == {"original/ab/stranger.jpg": b"of somebody else"}


def test_a_restore_that_broke_off_is_begun_again(own, elsewhere):
    """The files first, the database last: without one it is as if nothing had been restored."""
    made = own.back_up()
    kept = next(each for each in (made.folder / "files").rglob("*") if each.is_file())
    key = kept.relative_to(made.folder / "files").as_posix()
    elsewhere.store.put(key, kept.read_bytes(), "image/jpeg")
    (elsewhere.files / key).with_name(f".{kept.name}.1234").write_bytes(b"half")

    restore_backup(made.folder, elsewhere.database, elsewhere.store)

    assert rows(elsewhere.database) == rows(own.database)


def test_counts_that_differ_from_the_manifest_leave_nothing_usable(own, elsewhere):
    made = own.back_up()
    text = (made.folder / NAME).read_text()
    (made.folder / NAME).write_text(text.replace('"evidence": 1', '"evidence": 2'))

    with pytest.raises(BackupDamaged, match="表 evidence"):
        restore_backup(made.folder, elsewhere.database, elsewhere.store)

    assert rows(elsewhere.database) == {}


def test_a_backup_of_a_later_version_asks_for_that_version(own, elsewhere):
    made = own.back_up()
    text = (made.folder / NAME).read_text()
    (made.folder / NAME).write_text(text.replace(schema.head(), "9999_from_tomorrow"))

    with pytest.raises(NewerBackup):
        restore_backup(made.folder, elsewhere.database, elsewhere.store)


def test_a_backup_of_the_other_kind_of_database_is_refused(sqlite, tmp_path, vault):
    shelf = Shelf(tmp_path / "shelf", 1)
    made = make_backup(sqlite.database, FolderStore(tmp_path / "evidence"), shelf, now=NIGHT)
    server = Database("postgresql://127.0.0.1/chaban", vault)

    with pytest.raises(OtherDatabase, match="这是 SQLite 的备份，现在设置的是 PostgreSQL"):
        restore_backup(made.folder, server, FolderStore(tmp_path / "new"))


def test_what_the_chat_acknowledged_and_nobody_moved_yet_is_in_it(sqlite, tmp_path, vault):
    journal = journal_beside(sqlite.database)
    assert journal is not None
    receipt = Receipt(Kind.MESSAGE, "m1", "liming", "记 1 无误")
    journal.keep(receipt, now=NIGHT)
    shelf = Shelf(tmp_path / "shelf", 1)
    made = make_backup(sqlite.database, FolderStore(tmp_path / "evidence"), shelf, now=NIGHT)
    journal.forget(receipt)
    journal.close()
    new = Database(f"sqlite:///{tmp_path / 'new' / 'chaban.db'}", vault)

    restore_backup(made.folder, new, FolderStore(tmp_path / "new" / "evidence"))

    restored = journal_beside(new)
    assert restored is not None
    assert restored.take_left(now=NIGHT, at_once=True) == [receipt]
    restored.close()
    assert stat.S_IMODE(Path(f"{a_file(new)}{RECEIVED}").stat().st_mode) == 0o600


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(sqlite, vault, tmp_path):
    damaged = tmp_path / "damaged.db"
    with sqlite3.connect(damaged) as copy:
        sqlite3.connect(a_file(sqlite.database)).backup(copy)
    content = bytearray(damaged.read_bytes())
    content[8192 : 8192 + 40_000] = b"\x5a" * 40_000
    damaged.write_bytes(content)
    shelf = Shelf(tmp_path / "shelf", 1)

    with pytest.raises(DatabaseDamaged):
        make_backup(Database(f"sqlite:///{damaged}", vault), FolderStore(tmp_path / "e"), shelf, now=NIGHT)

    assert last_made_at(shelf.folder, NIGHT) is None


def test_without_pg_dump_it_is_said_what_to_install(own, monkeypatch):
    if own.database.engine.dialect.name == "sqlite":
        own.back_up()
        return
    monkeypatch.setenv("PATH", "")

    with pytest.raises(NoTool, match="postgresql-client-"):
        own.back_up()

    assert own.backups == []


def test_a_pg_dump_older_than_the_server_is_not_used(own, tmp_path, monkeypatch):
    old = tmp_path / "old" / "pg_dump"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{old.parent}{os.pathsep}{os.environ['PATH']}")
    if own.database.engine.dialect.name == "sqlite":
        own.back_up()
        return

    with pytest.raises(NoTool, match="这里的是 9 版，比服务器的"):
        own.back_up()


def test_a_backup_may_be_moved_to_another_disk_before_it_is_restored(own, elsewhere, tmp_path):
    made = own.back_up()
    moved = shutil.copytree(made.folder, tmp_path / "usb" / "backup")

    restore_backup(moved, elsewhere.database, elsewhere.store)

    assert rows(elsewhere.database) == dict(manifest_of(moved).counts)
