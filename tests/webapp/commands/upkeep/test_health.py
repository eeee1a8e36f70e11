"""`chaban health`: the same as the page and the monitor, with an exit code for scripts."""

from tests.webapp.commands.conftest import lines, rows


def test_what_is_to_be_done_is_said_and_the_exit_code_is_one(chaban):
    said = chaban("health")

    assert said.exit_code == 1
    states = {name: state for name, state, _ in rows(said.stdout)}
    assert (states["数据库"], states["后台"], states["备份"]) == ("正常", "要处理", "要处理")
    assert lines(said.stdout)[-1] == "总的状况：要处理。"


def test_a_damaged_database_is_a_failure_and_the_exit_code_is_two(chaban):
    chaban.database.close()
    (chaban.folder / "instance" / "chaban.db").write_bytes(b"not a database at all " * 1000)

    said = chaban("health")

    assert said.exit_code == 2
    assert "chaban restore" in said.stdout.replace("\n", "")
    assert lines(said.stdout)[-1] == "总的状况：故障。"
