"""`chaban backup` and `chaban restore`: out and in again, in words that a clerk can follow."""

import os
import shutil
from base64 import b64encode
from pathlib import Path

import pytest

from tests.webapp.commands.conftest import Chaban, lines


@pytest.fixture
def made(bt_1: Chaban) -> Path:
    evidence = bt_1.folder / "instance" / "evidence" / "original" / "ab"
    evidence.mkdir(parents=True)
    (evidence / "abcd.jpg").write_bytes(b"a picture")
    assert bt_1("backup", "shelf").exit_code == 0
    (found,) = (bt_1.folder / "shelf").glob("chaban-*")
    return found


def test_a_backup_says_where_it_is_and_that_no_key_is_in_it(bt_1):
    said = bt_1("backup", "shelf")

    (found,) = (bt_1.folder / "shelf").glob("chaban-*")
    assert said.exit_code == 0
    assert lines(said.stdout)[0] == f"备份已完成：{found}"
    assert "密钥不在备份里" in said.stdout


def test_the_folder_of_the_settings_is_taken_where_none_is_named(bt_1, monkeypatch):
    assert bt_1("backup").exit_code == 2
    monkeypatch.setenv("CHABAN_BACKUP_FOLDER", str(bt_1.folder / "shelf"))
    monkeypatch.setenv("CHABAN_BACKUPS_KEPT", "1")

    assert bt_1("backup").exit_code == 0
    assert lines(bt_1("backup", "list").stdout)[-1] == "共 1 份。"


def test_a_backup_is_verified(bt_1, made):
    said = bt_1("backup", "verify", made)
    (made / "files" / "original" / "ab" / "abcd.jpg").write_bytes(b"another one")
    damaged = bt_1("backup", "verify", made)

    assert (said.exit_code, damaged.exit_code) == (0, 1)
    assert "2 个文件都与清单一致" in said.stdout
    assert "1 个文件缺失或与清单不符（files/original/ab/abcd.jpg）" in damaged.stderr


def test_what_is_restored_is_in_use_at_once(bt_1, made, monkeypatch):
    monkeypatch.setenv("CHABAN_INSTANCE", str(bt_1.folder / "new"))

    said = bt_1("restore", made)

    assert said.exit_code == 0
    assert "每张表的行数和每个文件都与清单一致" in said.stdout
    assert "王芳" in bt_1("hours", "BT-1").stdout
    assert (bt_1.folder / "new" / "evidence" / "original" / "ab" / "abcd.jpg").read_bytes() == b"a picture"


def test_nothing_is_restored_over_what_is_there(bt_1, made):
    before = bt_1.counts()

    said = bt_1("restore", made)

    assert said.exit_code == 1
    assert "已经存在，没有恢复" in said.stderr
    assert bt_1.counts() == before


def test_nothing_is_restored_under_other_keys(bt_1, made, monkeypatch):
    monkeypatch.setenv("CHABAN_INSTANCE", str(bt_1.folder / "new"))
    for name in ("CHABAN_SECRET_KEY", "CHABAN_DATA_KEY", "CHABAN_INDEX_KEY"):
        monkeypatch.delenv(name)

    said = bt_1("restore", made)

    assert said.exit_code == 1
    assert said.stderr.startswith("CHABAN_DATA_KEY、CHABAN_INDEX_KEY 不是做这份备份时的密钥")


def test_under_other_keys_a_backup_is_whole_and_no_good(bt_1, made, monkeypatch):
    for name in ("CHABAN_DATA_KEY", "CHABAN_INDEX_KEY"):
        monkeypatch.setenv(name, b64encode(b"x" * 32).decode())

    said = bt_1("backup", "verify", made)

    assert said.exit_code == 1
    assert said.stderr.startswith("CHABAN_DATA_KEY、CHABAN_INDEX_KEY 不是做这份备份时的密钥")
    assert "这份备份现在还不能用" in said.stderr
    assert "没有恢复" not in said.output


def test_keys_that_are_only_for_reading_are_keys_of_a_backup_too(bt_1, made, monkeypatch):
    for kind in ("DATA", "INDEX"):
        monkeypatch.setenv(f"CHABAN_{kind}_KEYS_BEFORE", os.environ[f"CHABAN_{kind}_KEY"])
        monkeypatch.setenv(f"CHABAN_{kind}_KEY", b64encode(b"x" * 32).decode())

    assert bt_1("backup", "verify", made).exit_code == 0


@pytest.mark.parametrize("command", [("restore",), ("backup", "verify")], ids=" ".join)
def test_a_folder_that_is_no_backup_is_one_line(command, bt_1):
    said = bt_1(*command, bt_1.folder)

    assert said.exit_code == 1
    assert said.stderr.startswith("这不是一份完整的备份")
    assert len(lines(said.output)) == 1


def test_a_place_that_cannot_be_written_is_one_line(bt_1):
    (bt_1.folder / "shelf").write_text("a file where a folder should be")

    said = bt_1("backup", bt_1.folder / "shelf" / "deeper")

    assert said.exit_code == 1
    assert said.stderr.startswith("备份写不进")


def test_the_damaged_database_is_put_aside_and_the_backup_brought_in(bt_1, made):
    """As the words say that name the damage."""
    instance = bt_1.folder / "instance"
    bt_1.database.close()
    (instance / "chaban.db").write_bytes(b"not a database at all " * 1000)
    assert bt_1("hours", "BT-1").exit_code == 2
    for each in instance.glob("chaban.db*"):
        shutil.move(each, bt_1.folder / f"damaged-{each.name}")

    assert bt_1("restore", made).exit_code == 0
    assert "王芳" in bt_1("hours", "BT-1").stdout
