"""安全日志: one line of JSON each, in a file a day that stays for at least six months (等保 2.0)."""

import json
import logging
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from errno import ENOSPC
from io import StringIO
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from socket import AF_UNIX, SOCK_DGRAM, socket

import pytest

from notifications.old_logs import MOST_A_NIGHT, remove_old_logs
from tests.patience import PATIENCE
from tests.webapp.conftest import web_settings
from training.ports.security import PREFIX, SecurityEvent, log, tell_security
from training.settings import SettingsError
from webapp.web.security_log import MOST_A_MINUTE, keep_security_log

DAY = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before, level, propagates = list(log.handlers), log.level, log.propagate
    yield
    for each in set(log.handlers) - set(before):
        each.close()
    log.handlers[:], log.propagate = before, propagates
    log.setLevel(level)


def keep(folder, **more: str):
    chosen = web_settings("sqlite://", folder, **more)
    keep_security_log(chosen)
    return chosen


def lines(folder) -> list[dict[str, object]]:
    (path,) = (folder / "logs").glob(f"{PREFIX}*")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_event_is_a_line_with_its_facts_and_when(tmp_path):
    keep(tmp_path)

    tell_security(SecurityEvent.SIGN_IN_FAILED, door="学员验证码", status=422)

    (line,) = lines(tmp_path)
    assert (line["event"], line["door"], line["status"]) == ("sign_in_failed", "学员验证码", 422)
    assert datetime.fromisoformat(str(line["at"])).tzinfo is not None


def test_said_again_it_writes_each_event_once(tmp_path):
    keep(tmp_path)
    keep(tmp_path)

    tell_security(SecurityEvent.COMMAND, command="staff list")

    assert len(lines(tmp_path)) == 1


def test_only_its_owner_reads_it(tmp_path):
    keep(tmp_path)
    tell_security(SecurityEvent.REFUSED, status=401)

    (path,) = (tmp_path / "logs").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_may_go_to_the_collector_of_whoever_runs_it(tmp_path, capsys):
    keep(tmp_path, SECURITY_LOG="stderr")

    tell_security(SecurityEvent.REFUSED, status=401)

    assert json.loads(capsys.readouterr().err)["event"] == "refused"
    assert not (tmp_path / "logs").exists()


@pytest.mark.parametrize(("days", "is_kept"), [(180, True), (181, False)])
def test_a_day_goes_when_its_time_is_over(tmp_path, days, is_kept):
    path = tmp_path / f"{PREFIX}{DAY - timedelta(days=days):%Y-%m-%d}.jsonl"
    path.touch()
    (tmp_path / "another file").touch()

    removed = remove_old_logs(tmp_path, DAY - timedelta(days=180))

    assert (path.exists(), removed) == (is_kept, 0 if is_kept else 1)
    assert (tmp_path / "another file").exists()


def test_a_clock_that_ran_years_ahead_for_a_night_costs_a_month_of_the_oldest_and_no_more(tmp_path):
    for days in range(400):
        (tmp_path / f"{PREFIX}{DAY - timedelta(days=days):%Y-%m-%d}.jsonl").touch()

    removed = remove_old_logs(tmp_path, DAY + timedelta(days=3_000))

    kept = sorted(each.name for each in tmp_path.iterdir())
    assert (removed, len(kept)) == (MOST_A_NIGHT, 400 - MOST_A_NIGHT)
    assert kept[0] == f"{PREFIX}{DAY - timedelta(days=399 - MOST_A_NIGHT):%Y-%m-%d}.jsonl"


@pytest.mark.parametrize(("days", "is_taken"), [("179", False), ("180", True)])
def test_less_than_six_months_is_refused(tmp_path, days, is_taken):
    if is_taken:
        assert keep(tmp_path, SECURITY_LOG_DAYS=days).security_log_days == 180
        return
    with pytest.raises(SettingsError, match="SECURITY_LOG_DAYS"):
        keep(tmp_path, SECURITY_LOG_DAYS=days)


def test_what_no_folder_takes_is_seen_on_stderr_and_stops_nobody(tmp_path, capsys):
    (tmp_path / "logs").write_text("in the way", encoding="ascii")
    keep(tmp_path)

    tell_security(SecurityEvent.COMMAND, command="staff list")

    assert '"command": "staff list"' in capsys.readouterr().err
    assert (tmp_path / "logs").read_text(encoding="ascii") == "in the way"


class Full(StringIO):
    """The process's own words, redirected to a file of a disk that is full."""

    def write(self, said: str) -> int:
        raise OSError(ENOSPC, said)


def test_a_full_disk_stops_nobody_although_stderr_lies_on_it_too(tmp_path, monkeypatch):
    keep(tmp_path)
    (tmp_path / "logs").write_text("in the way", encoding="ascii")
    monkeypatch.setattr("sys.stderr", Full())

    tell_security(SecurityEvent.COMMAND, command="staff list")
    knock(MINUTE, "refused", MOST_A_MINUTE + 1)
    log.handlers[0].close()

    assert (tmp_path / "logs").read_text(encoding="ascii") == "in the way"


@pytest.fixture
def nearly_full() -> Iterator[None]:
    """No file takes more than a part of a line."""
    before = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (40, before[1]))
    yield
    setrlimit(RLIMIT_FSIZE, before)


def test_a_line_of_which_the_disk_takes_a_part_is_seen_whole_on_stderr(tmp_path, capsys, nearly_full):
    keep(tmp_path)

    tell_security(SecurityEvent.COMMAND, command="staff list")

    assert '"command": "staff list"}' in capsys.readouterr().err


def test_what_was_torn_spoils_no_line_after_it(tmp_path):
    keep(tmp_path)
    tell_security(SecurityEvent.COMMAND, command="staff list")
    (path,) = (tmp_path / "logs").iterdir()
    with path.open("a", encoding="ascii") as torn:
        torn.write('{"at": "20')

    tell_security(SecurityEvent.COMMAND, command="staff leave")
    tell_security(SecurityEvent.COMMAND, command="staff add")

    told = path.read_text(encoding="utf-8").splitlines()
    assert told.pop(1) == '{"at": "20'
    assert [json.loads(each)["command"] for each in told] == ["staff list", "staff leave", "staff add"]


@pytest.mark.parametrize("where", ["file", "stderr"])
def test_bytes_that_are_no_text_are_written_all_the_same(tmp_path, capsys, where):
    keep(tmp_path, SECURITY_LOG=where)

    tell_security(SecurityEvent.COMMAND, command="staff add", whom="\udcff")

    (line,) = lines(tmp_path) if where == "file" else map(json.loads, capsys.readouterr().err.splitlines())
    assert line["whom"] == "\udcff"


def knock(seconds: float, kind: str, times: int = 1) -> None:
    (handler,) = log.handlers
    for _ in range(times):
        record = log.makeRecord(log.name, logging.INFO, "", 0, kind, (), None)
        record.created = seconds
        handler.handle(record)


MINUTE = DAY.timestamp() // 60 * 60


def test_whoever_knocks_without_end_fills_no_disk_and_is_counted(tmp_path):
    keep(tmp_path)

    knock(MINUTE, "refused", MOST_A_MINUTE + 3)
    knock(MINUTE + 60, "refused")

    told = lines(tmp_path)
    assert [each["event"] for each in told] == ["refused"] * MOST_A_MINUTE + ["left_out", "refused"]
    assert (told[-2]["kind"], told[-2]["count"]) == ("refused", 3)


def test_a_flood_of_one_kind_hides_no_other(tmp_path):
    keep(tmp_path)

    knock(MINUTE, "refused", MOST_A_MINUTE + 1)
    knock(MINUTE, "sign_in_failed", 50)
    for kind in ("signed_in", "command"):
        knock(MINUTE, kind, MOST_A_MINUTE + 1)

    told = Counter(each["event"] for each in lines(tmp_path))
    assert told == {
        "refused": MOST_A_MINUTE,
        "sign_in_failed": 50,
        "signed_in": MOST_A_MINUTE + 1,
        "command": MOST_A_MINUTE + 1,
    }


def test_what_was_left_out_is_told_when_the_process_ends(tmp_path):
    keep(tmp_path)
    knock(MINUTE, "refused", MOST_A_MINUTE + 3)

    (handler,) = log.handlers
    handler.close()

    last = lines(tmp_path)[-1]
    assert (last["event"], last["count"]) == ("left_out", 3)


def test_a_collector_that_cannot_be_found_stops_nothing_and_its_events_are_seen(tmp_path, capsys):
    keep(tmp_path, SECURITY_LOG="syslog", SYSLOG_ADDRESS="nohost.invalid:514")

    tell_security(SecurityEvent.COMMAND, command="staff list")

    said = capsys.readouterr().err
    assert "SYSLOG_ADDRESS: nohost.invalid:514" in said
    assert '"command": "staff list"' in said


def test_it_may_go_to_a_syslog_socket(tmp_path):
    address = tmp_path / "syslog"
    with socket(AF_UNIX, SOCK_DGRAM) as collector:
        collector.bind(str(address))
        collector.settimeout(PATIENCE)
        keep(tmp_path, SECURITY_LOG="syslog", SYSLOG_ADDRESS=str(address))

        tell_security(SecurityEvent.COMMAND, command="staff list")

        assert '"command": "staff list"' in collector.recv(4096).decode()
