"""`make run`: the samples come once, everything starts together, and stops together whoever says so."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from requests import ConnectionError as NoConnection
from requests import get

from tests.browser.installation import Installation, wait_for_all
from tests.checkout import CHECKOUT
from tests.patience import PATIENCE
from tests.ports import three_free_ports
from tests.webapp.commands.conftest import lines, rows
from webapp.demo.machine import Memory, memory_of

finds_processes = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="finds the processes in /proc"
)


@pytest.fixture
def product(chaban, free_ports) -> Installation:
    return Installation(chaban.folder / "instance", free_ports)


@pytest.fixture
def free_ports() -> int:
    return three_free_ports()


@contextmanager
def started(product: Installation):
    """`chaban demo run`, once both addresses answer; its words are in the file `said`."""
    said = product.folder / "said"
    with said.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "webapp.cli", "demo", "run"],
            cwd=product.folder,
            env=os.environ | {"CHABAN_PORT": str(product.port), "PYTHONPATH": str(CHECKOUT)},
            stdout=output,
            stderr=output,
            # As from a terminal, also where the tests themselves were started under nohup.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )
        try:
            wait_for_all(product.addresses, said)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def answers(address: str) -> bool:
    try:
        return get(address, timeout=PATIENCE).ok
    except NoConnection:
        return False


@finds_processes
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda each: each.name)
def test_every_way_to_stop_stops_every_process(product, number):
    with started(product) as process:
        children = children_of(process)
        process.send_signal(number)
        assert process.wait(timeout=PATIENCE) == 0

    assert len(children) == 5
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []
    assert not answers(product.web)
    assert not answers(product.phones)
    assert not answers(product.chat)
    assert lines((product.folder / "said").read_text(encoding="utf-8"))[-1] == "已停止。"


@finds_processes
def test_the_end_of_one_process_is_the_end_of_all(product):
    with started(product) as process:
        phone, *_ = children_of(process)
        os.kill(phone, signal.SIGKILL)
        assert process.wait(timeout=PATIENCE) == 1

    assert not answers(product.web)
    assert "有一个进程意外结束，已全部停止" in (product.folder / "said").read_text(encoding="utf-8")


@pytest.mark.parametrize("neighbour", [0, 1, 2], ids=["pages", "phones", "chat"])
def test_a_taken_port_is_one_line(chaban, free_ports, monkeypatch, neighbour):
    monkeypatch.setenv("CHABAN_PORT", str(free_ports))
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_ports + neighbour))
        other.listen()
        said = chaban("demo", "run")

    assert said.exit_code == 1
    assert lines(said.stderr) == [
        f"127.0.0.1 的端口 {free_ports + neighbour} 不能用（已被占用）：换一个，如 CHABAN_PORT=8100"
    ]


def test_the_samples_are_loaded_once_and_stay_as_they_were(chaban):
    assert chaban("demo", "load", "--if-empty").exit_code == 0
    before = chaban.counts()

    again = chaban("demo", "load", "--if-empty")

    assert (again.exit_code, again.stdout) == (0, "")
    assert chaban.counts() == before
    assert (before["training_class"], before["enrolment"]) == (3, 52)


def test_the_sample_classes_have_hours_from_their_files(chaban):
    chaban("demo", "load")

    states = {row[2] for row in rows(chaban("hours", "BT2026-DG-003").stdout)}
    assert states == {"可以合格", "已无法合格"}


def test_the_machines_of_the_sample_classes_are_registered_and_remember_what_they_exported(chaban):
    chaban("demo", "load")

    listed = rows(chaban("device", "list").stdout)
    assert [row[:2] for row in listed] == [["6012", "CJDE20266012"], ["6013", "CJDE20266013"]]
    remembered = Memory.read(memory_of(chaban.folder / "instance", "CJDE20266012"))
    assert len(remembered.log) == int(listed[0][6]) > 0
    assert all(each.is_sent for each in remembered.log)


def test_a_sample_machine_that_was_taken_away_stays_away(chaban):
    chaban("demo", "load")
    chaban("device", "remove", "CJDE20266013")

    chaban("demo", "load", "--if-empty")

    assert [row[0] for row in rows(chaban("device", "list").stdout)] == ["6012"]


@pytest.mark.parametrize("command", [("load",), ("run",), ("phone",), ("chat",), ("device", "CJDE1")])
def test_production_has_no_samples_and_no_stand_ins(chaban, monkeypatch, command):
    for name, value in {
        "CHABAN_ENV": "production",
        "CHABAN_PUBLIC_URL": "https://chaban.example",
        "SMS_SENDER": "twilio",
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "t" * 32,
        "TWILIO_FROM": "+15005550006",
    }.items():
        monkeypatch.setenv(name, value)

    said = chaban("demo", *command)

    assert said.exit_code == 2
    assert "正式环境" in said.stderr
