"""`chaban db …`, and what every command says when the database or the settings do not do."""

import os
import stat
import tempfile
from base64 import b64encode

import pytest

from notifications.schedule import open_huey
from tests.factories import MONDAY, at
from tests.webapp.commands.conftest import lines
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff

USES_THE_DATABASE = (
    ("hours", "BT-1"),
    ("staff", "list"),
    ("staff", "add", "--name", "王芳", "--role", "city"),
    ("token", "issue", "王芳"),
    ("token", "revoke", "王芳"),
    ("punches", "quarantine"),
    ("rules", "list"),
    ("rules", "add", "effective_from=2026-01-01", "--proposed-by", "甲", "--confirmed-by", "乙"),
    ("withdraw", "BT-1", "王芳", "--last-day", "2026-03-02", "--reason", "x"),
    ("import", "roster", "名册.csv"),
    ("web",),
    ("worker", "--once"),
    ("sms", "list"),
    ("sms", "show", "ffffffff"),
    ("sms", "retry", "ffffffff"),
    ("sms", "resume"),
    ("sms", "costs"),
    ("demo", "load"),
    ("demo", "run"),
)


def test_upgrade_makes_the_database_and_says_so(chaban, monkeypatch):
    monkeypatch.setenv("CHABAN_INSTANCE", str(chaban.folder / "new"))

    said = chaban("db", "upgrade")

    assert (said.exit_code, said.stdout) == (0, "数据库已是最新结构。\n")
    assert chaban("hours", "BT-1").stderr == "没有找到班号 BT-1。\n"


def test_a_quiet_upgrade_speaks_only_when_it_did_something(chaban, monkeypatch):
    assert chaban("db", "upgrade", "--quiet").output == ""
    assert chaban("db", "upgrade").stdout == "数据库已是最新结构。\n"

    monkeypatch.setenv("CHABAN_INSTANCE", str(chaban.folder / "new"))
    assert chaban("db", "upgrade", "--quiet").stdout == "数据库已是最新结构。\n"


@pytest.mark.parametrize("arguments", USES_THE_DATABASE, ids=" ".join)
def test_without_a_database_every_command_says_how_to_make_one(arguments, chaban, monkeypatch):
    monkeypatch.setenv("CHABAN_INSTANCE", str(chaban.folder))
    (chaban.folder / "名册.csv").write_text("姓名,身份证号,联系电话\n")

    said = chaban(*arguments)

    assert said.exit_code == 2
    assert said.stderr == "数据库还没有建立或版本较旧：请先运行 chaban db upgrade。\n"


def test_downgrade_asks_first_and_no_changes_nothing(bt_1):
    before = bt_1.counts()

    said = bt_1("db", "downgrade", "base", answer="n\n")

    assert said.exit_code == 1
    assert "退回会删除数据，确定吗？" in said.stdout
    assert bt_1.counts() == before


def test_downgrade_goes_back_and_upgrade_forward_again(bt_1):
    said = bt_1("db", "downgrade", "base", answer="y\n")

    assert said.exit_code == 0
    assert "数据库已退回到 base。" in said.stdout
    assert bt_1("hours", "BT-1").exit_code == 2
    assert bt_1("db", "upgrade").exit_code == 0
    assert bt_1("hours", "BT-1").stderr == "没有找到班号 BT-1。\n"


def test_a_version_that_does_not_exist_is_one_line_and_changes_nothing(bt_1):
    before = bt_1.counts()

    said = bt_1("db", "downgrade", "9999", "--yes")

    assert said.exit_code == 1
    assert lines(said.stderr) == ["没有版本 9999，数据库没有变化；版本写成 0001 这样的编号，或 base。"]
    assert bt_1.counts() == before


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://chaban:geheim@host/chaban", "postgresql://chaban:geheim@host:port/chaban"]
)
def test_a_wrong_database_address_is_one_line_without_the_password(url, chaban, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)

    said = chaban("db", "upgrade")

    assert said.exit_code == 2
    assert len(lines(said.output)) == 1
    assert "设置有误：DATABASE_URL 应写成 postgresql://" in said.stderr
    assert "geheim" not in said.output


@pytest.mark.parametrize(
    "url", ["postgresql://chaban:geheim@127.0.0.1:1/chaban", "sqlite:////no/such/folder/chaban.db"]
)
def test_a_database_out_of_reach_is_one_line_without_the_password(url, chaban, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)

    said = chaban("staff", "list")

    assert said.exit_code == 2
    assert len(lines(said.output)) == 1
    assert said.stderr.startswith("数据库不可用：")
    assert "geheim" not in said.output


def test_a_fault_is_one_line_that_names_the_file_for_the_maintainer(chaban, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(chaban.folder))
    with chaban.database.writing() as session:
        add_staff(session, "王芳", Role.CITY, None, None, now=at(MONDAY, "09:00"))
        session.connection().exec_driver_sql("UPDATE staff SET role = 'king'")

    said = chaban("staff", "list")

    (kept,) = chaban.folder.glob("chaban-fault-*.txt")
    assert said.exit_code == 2
    assert said.output == f"程序出错，没有写入数据。请把这个文件交给维护人员：{kept}\n"
    assert "king" in kept.read_text()


@pytest.mark.parametrize(
    "arguments", [*USES_THE_DATABASE, ("db", "upgrade"), ("backup", "backups")], ids=" ".join
)
def test_a_damaged_database_is_named_by_every_command_with_what_to_do(arguments, chaban):
    (chaban.folder / "instance" / "chaban.db").write_bytes(b"not a database at all " * 1000)
    (chaban.folder / "名册.csv").write_text("姓名,身份证号,联系电话\n")

    said = chaban(*arguments)

    assert said.exit_code == 2
    assert said.stderr.startswith("数据库文件已损坏，不能再用：")
    assert "chaban restore" in said.stderr
    assert len(lines(said.output)) == 1


@pytest.mark.parametrize("arguments", [("web",), ("worker",), ("demo", "run")], ids=" ".join)
def test_what_runs_for_long_reads_all_of_the_file_before_it_starts(arguments, chaban):
    """A page in the middle, which no start would have asked for."""
    path = chaban.folder / "instance" / "chaban.db"
    content = bytearray(path.read_bytes())
    content[-4096 * 3 :] = b"\x5a" * (4096 * 3)
    path.write_bytes(content)

    said = chaban(*arguments)

    assert said.exit_code == 2
    assert said.stderr.startswith("数据库文件已损坏，不能再用：")


@pytest.mark.parametrize("was_open", [False, True])
def test_the_files_of_the_database_are_for_their_owner_alone(was_open, chaban, monkeypatch):
    """Names and hours stand in them as they are; those that an earlier version left open are closed."""
    if not was_open:
        monkeypatch.setenv("CHABAN_INSTANCE", str(chaban.folder / "new"))
    folder = chaban.folder / ("instance" if was_open else "new")
    (chaban.folder / "instance" / "chaban.db").chmod(0o644)
    previous = os.umask(0o022)
    try:
        chaban("db", "upgrade")
        open_huey("", folder)
    finally:
        os.umask(previous)

    found = {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.glob("*.db*")}
    assert {"chaban.db", "huey.db"} <= found.keys()
    assert set(found.values()) == {0o600}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHABAN_ENV", "nonsense"),
        ("CHABAN_PORT", "many"),
        ("CHABAN_DATA_KEY", "short"),
        ("CHABAN_INDEX_KEY", b64encode(b"i" * 31).decode()),
        ("SMS_SENDER", "pigeon"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(name, value, chaban, monkeypatch):
    monkeypatch.setenv(name, value)

    said = chaban("staff", "list")

    assert said.exit_code == 2
    assert len(lines(said.output)) == 1
    assert said.stderr.startswith("设置有误：")
    assert name in said.stderr


@pytest.mark.parametrize("secrets", ["kept in the folder", "set"])
def test_a_folder_that_cannot_be_written_is_one_line_that_names_it(secrets, chaban, monkeypatch):
    in_the_way = chaban.folder / "file"
    in_the_way.write_text("where a folder should be")
    monkeypatch.setenv("CHABAN_INSTANCE", str(in_the_way))
    if secrets != "set":
        monkeypatch.delenv("CHABAN_DATA_KEY")

    said = chaban("db", "upgrade")

    assert said.exit_code == 2
    assert len(lines(said.output)) == 1
    assert "CHABAN_INSTANCE" in said.stderr
    assert str(in_the_way) in said.stderr
