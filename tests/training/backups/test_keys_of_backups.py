"""A backup names every key that opens some of it, and is good wherever all of these can be read."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import a_trainee
from tests.training.backups.conftest import Installation, an_empty_place
from tests.training.records.keys.changing import (
    DATA,
    INDEX,
    NEXT,
    NOW,
    change_data_key,
    change_index_key,
    next_keys,
    old_keys,
)
from training.backups.checking import BackupForOtherKeys, check_backup, refuse_unreadable
from training.backups.restoring import restore_backup
from training.backups.rules.manifest import NAME, Manifest, OtherKeys
from training.database import Database
from training.ports.files import FoundFile
from training.records.classes.trainees import Trainee
from training.records.keys.resealing import use_data_key
from training.vault import KeysBefore, Vault
from webapp.web.stores.folder import FolderStore

BOTH_WAYS = (next_keys(), Vault(DATA, INDEX, before=KeysBefore((NEXT,), (NEXT,))))


@pytest.fixture
def own(copied_database_url: str, tools: None, tmp_path: Path) -> Iterator[Installation]:
    """王芳 by the old keys; its process knows the next ones too."""
    before = Database(copied_database_url, old_keys())
    with before.writing() as session:
        a_trainee(session, "王芳", "13800000001")
    before.close()
    database, files = Database(copied_database_url, next_keys()), tmp_path / "evidence"
    yield Installation(database, FolderStore(files), files, tmp_path / "shelf")
    database.close()


@pytest.fixture
def elsewhere(own: Installation, tmp_path: Path, worker: str) -> Iterator[Installation]:
    with an_empty_place(own.database, tmp_path / "elsewhere", worker) as found:
        yield found


@dataclass
class TurningStore(FolderStore):
    """Where the network begins: while it is listed, another process takes the next data key into use."""

    database: Database

    def __init__(self, folder: Path, database: Database):
        super().__init__(folder)
        self.database = database

    def files(self, folders: Sequence[str]) -> Iterator[FoundFile]:
        use_data_key(self.database, now=NOW)
        yield from super().files(folders)


def test_a_backup_amid_a_change_names_both_keys_and_each_is_needed(own):
    use_data_key(own.database, now=NOW)
    made = own.back_up()

    needed = {**made.manifest.keys}

    assert needed == {
        "data": (old_keys().wanted.data, next_keys().wanted.data),
        "index": (old_keys().wanted.index,),
    }
    for each in BOTH_WAYS:
        refuse_unreadable(made.manifest, each)
    for one in (Vault(DATA, INDEX), Vault(NEXT, INDEX)):
        with pytest.raises(BackupForOtherKeys, match=r"^CHABAN_DATA_KEY 不是"):
            refuse_unreadable(made.manifest, one)


def test_a_backup_from_before_a_change_is_restored_by_who_still_has_its_keys(own, elsewhere):
    """The settings want the next keys already; these keys are still those of the backup's day."""
    made = own.back_up()

    restore_backup(made.folder, elsewhere.database, elsewhere.store)

    with elsewhere.database.reading() as session:
        assert session.scalars(select(Trainee.phone)).one() == "13800000001"


def test_a_backup_from_after_a_change_needs_the_new_keys_alone(own):
    change_data_key(own.database)
    change_index_key(own.database)
    made = own.back_up()

    refuse_unreadable(made.manifest, Vault(NEXT, NEXT))

    with pytest.raises(BackupForOtherKeys, match=r"^CHABAN_DATA_KEY、CHABAN_INDEX_KEY 不是"):
        refuse_unreadable(made.manifest, old_keys())


def test_a_key_that_comes_into_use_while_files_are_copied_is_named_too(own):
    own.store = TurningStore(own.files, own.database)

    made = own.back_up()

    assert made.manifest.keys["data"] == (old_keys().wanted.data, next_keys().wanted.data)


def test_verifying_does_not_speak_of_restoring(own):
    made = own.back_up()

    with pytest.raises(BackupForOtherKeys) as verified:
        refuse_unreadable(check_backup(made.folder), Vault(NEXT, NEXT))

    assert "没有恢复" not in str(verified.value)
    assert "这份备份现在还不能用" in str(verified.value)
    assert old_keys().wanted.data in str(verified.value)


def test_a_manifest_of_an_older_version_is_read_and_its_keys_are_looked_for(own, elsewhere):
    made = own.back_up()
    told = json.loads((made.folder / NAME).read_text())
    older = told | {"format": 1, "keys": {kind: each[0] for kind, each in told["keys"].items()}}
    (made.folder / NAME).write_text(json.dumps(older))

    read = check_backup(made.folder)

    assert read.keys == made.manifest.keys
    assert Manifest.read(read.written()) == read
    elsewhere.database.vault = Vault(NEXT, NEXT)
    with pytest.raises(OtherKeys, match="没有恢复"):
        restore_backup(made.folder, elsewhere.database, elsewhere.store)
