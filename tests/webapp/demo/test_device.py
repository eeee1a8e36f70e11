"""The stand-in of a machine speaks to the real server from a process of its own, as machines do (R43)."""

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from socket import create_connection
from threading import Thread

import pytest
from click.testing import Result
from requests import post
from sqlalchemy import func, select
from werkzeug.serving import make_server

from bot.settings import BotSettings
from tests.browser.installation import wait_for
from tests.checkout import CHECKOUT
from tests.factories import at
from tests.patience import PATIENCE
from tests.webapp.commands.conftest import DAY, Chaban, lines, rows
from tests.webapp.demo.test_demo import free_ports
from training.attendance.acts.devices.ask_again import ask_again
from training.attendance.acts.devices.ask_count import ask_count
from training.attendance.terms import Signal
from training.attendance.views.find_device import find_device
from training.attendance.views.list_devices import list_devices, signals_of_class
from training.attendance.views.unread_pushes import unread_pushes
from training.classes.views.find_class import find_class
from training.notice.clock import SHANGHAI
from training.records.attendance.punches import Punch
from training.records.classes.districts import RuleSet
from training.records.outbox.alerts import Alert
from webapp.app import create_app
from webapp.commands.context import now
from webapp.demo.machine import Machine, memory_of

__all__ = ["free_ports"]
CHABAN = (sys.executable, "-m", "webapp.cli")
DAY_AND = f"{DAY} "


@dataclass(frozen=True)
class Served:
    """The real server with BT-1's machine CJDE1, which the class names by its number."""

    chaban: Chaban
    web: str

    def machine(self, *arguments: str, serial: str = "CJDE1") -> Result:
        return self.chaban("demo", "device", serial, "--server", self.web, *arguments)

    def punches(self, device: str = "CJDE1") -> list[str]:
        with self.chaban.database.reading() as session:
            own = select(Punch.number).where(Punch.device == device).order_by(Punch.punched_at, Punch.number)
            return list(session.scalars(own))


def registered(chaban: Chaban, serial: str, room: str, *more: str) -> str:
    """The secret of its address, as the office reads it off."""
    said = chaban("device", "add", serial, "--institution", "第一", "--class-room", room, *more).stdout
    return said.partition("填：http://127.0.0.1:")[2].splitlines()[0].partition("/")[2]


@pytest.fixture
def school(bt_1: Chaban) -> Chaban:
    """Its rules take a punch however late it comes: its day is long past."""
    secret = registered(bt_1, "CJDE1", "实训室1", "--number", "6012")
    Machine("CJDE1", "", memory_of(bt_1.folder / "instance", "CJDE1")).learn(secret)
    with bt_1.database.writing() as session:
        find_class(session, "BT-1").attendance_device = "6012"
        for rules in session.scalars(select(RuleSet)):
            rules.numbers = rules.numbers | {"late_punch_days": 10_000}
    return bt_1


@pytest.fixture
def served(school: Chaban) -> Iterator[Served]:
    """The pages' own app, in a thread: it is there at once."""
    server = make_server("127.0.0.1", 0, create_app(BotSettings.from_environ(os.environ)), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Served(school, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


@pytest.fixture
def started(school: Chaban, free_ports: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The server as it really runs, in processes of its own."""
    monkeypatch.setenv("CHABAN_PORT", str(free_ports))
    surroundings = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    process = subprocess.Popen([*CHABAN, "web"], cwd=school.folder, env=surroundings)
    try:
        wait_for(f"http://127.0.0.1:{free_ports}/healthz")
        yield Served(school, f"http://127.0.0.1:{free_ports}")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def test_a_class_punches_from_another_process_and_its_hours_follow(started):
    command = [*CHABAN, "demo", "device", "CJDE1", "--class", "BT-1", "--except", "2"]
    clocks = ("08:20", "11:40", "13:50", "17:10")

    done = subprocess.run(
        [*command, *(word for clock in clocks for word in ("--at", DAY_AND + clock))],
        cwd=started.chaban.folder,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert lines(done.stdout) == ["已上传 4 条打卡。"], done.stderr
    credited = {row[1]: row[3] for row in rows(started.chaban("hours", "BT-1").stdout)}
    assert credited == {"王芳": "8", "李强": "0"}


def secret_of(served: Served) -> str:
    return Machine("CJDE1", "", memory_of(served.chaban.folder / "instance", "CJDE1")).memory.secret


def said_to(served: Served, *lines: str, end: str = "\r\n", body: bytes = b"") -> bytes:
    """What the server answers to exactly these bytes: its status line and its body."""
    address = served.web.removeprefix("http://").split(":")
    head = end.join((*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""))
    with create_connection((address[0], int(address[1])), timeout=PATIENCE) as line:
        line.sendall(head.encode() + body)
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    status, _, rest = answer.partition(b"\r\n")
    return status.split(b" ")[1] + b" " + rest.partition(b"\r\n\r\n")[2]


def punch_at(clock: str) -> bytes:
    return f"1\t{DAY} {clock}\t0\t15\n".encode()


def test_requests_as_machines_really_send_them_are_answered_over_real_sockets(started):
    own = f"/iclock/{secret_of(started)}"
    to = f"{own}/cdata?SN=CJDE1&table="
    packed, event = gzip.compress(punch_at("08:21:00")), f"time={DAY} 08:22:00\tpin=1\tevent=3\tverifytype=15"
    sent = [
        ((f"POST {to}ATTLOG HTTP/1.1", "Host: x"), "\r\n", punch_at("08:20:00")),
        ((f"POST {to}ATTLOG HTTP/1.1", "Host: x", "Content-Encoding: gzip"), "\r\n", packed),
        ((f"POST {own}/cdata?sn=CJDE1&table=rtlog HTTP/1.1", "Host: x"), "\r\n", event.encode()),
        ((f"POST {to}ATTLOG HTTP/1.1", "Host: x"), "\n", punch_at("08:23:00")),
        ((f"POST {to}ATTLOG HTTP/1.0",), "\n", punch_at("08:24:00").replace(b"\t", b" ")),
        ((f"POST {own}/getrequest?SN=CJDE1 HTTP/1.1", "Host: x"), "\n", b""),
        ((f"GET {own}/ping?SN=CJDE1 HTTP/1.1", "Host: x"), "\n", b""),
        ((f"POST {to}nonsense HTTP/1.1", "Host: x"), "\r\n", b"x"),
    ]

    answers = [said_to(started, *lines, end=end, body=body) for lines, end, body in sent]

    assert answers == [*[b"200 OK:1"] * 5, b"200 OK", b"200 OK", b"501 UNSUPPORTED TABLE"]
    assert started.punches() == ["1"] * 5


def test_bare_line_feeds_are_read_only_of_machines_and_never_mixed(started):
    mixed = f"POST /iclock/{secret_of(started)}/cdata?SN=CJDE1&table=ATTLOG HTTP/1.1\r\nHost: x"

    assert said_to(started, "GET /healthz HTTP/1.1", "Host: x", end="\n").startswith(b"400")
    assert said_to(started, mixed, end="\n", body=punch_at("08:20:00")).startswith(b"400")
    assert started.punches() == []


@pytest.mark.parametrize("form", ["tabs", "pairs", "form"])
def test_every_form_of_firmware_arrives_and_a_replay_adds_nothing(served, form):
    said = served.machine(
        "--number", "1", "--number", "2", "--at", DAY_AND + "08:20", "--form", form, "--replay"
    )

    assert lines(said.stdout) == ["已上传 2 条打卡。", "最后一批又传了一次。"], said.stderr
    assert served.punches() == ["1", "2"]


def test_a_terminal_of_the_second_brand_pushes_its_events(served):
    word = registered(served.chaban, "DSK1T9", "实训室2")
    options = ("--secret", word, "--form", "isapi")

    said = served.machine(
        "--number", "1", "--number", "2", "--at", DAY_AND + "08:20", *options, serial="DSK1T9"
    )

    assert lines(said.stdout) == ["已上传 2 条打卡。"], said.stderr
    assert served.punches("DSK1T9") == ["1", "2"]


def test_what_was_punched_without_a_network_comes_later(served):
    said = served.machine("--class", "BT-1", "--at", DAY_AND + "08:20", "--offline")
    assert "2 条打卡留在考勤机里" in said.stdout
    assert served.punches() == []

    said = served.machine("--number", "1", "--at", DAY_AND + "11:40")

    assert lines(said.stdout) == ["已上传 3 条打卡。"]
    assert served.punches() == ["1", "2", "1"]


def ask(served: Served, *questions) -> None:
    with served.chaban.database.writing() as session:
        for question in questions:
            question(session, find_device(session, "CJDE1"), (DAY, DAY), asked_by="张会计", now=now())


def test_a_machine_learns_the_names_of_a_roster(served):
    served.chaban("device", "push-roster", "BT-1")

    said = lines(served.machine().stdout)

    assert said[1:] == [
        "执行命令：DATA UPDATE USERINFO PIN=1 Name=王芳 Pri=0",
        "执行命令：DATA UPDATE USERINFO PIN=2 Name=李强 Pri=0",
    ]
    served.machine()
    with served.chaban.database.reading() as session:
        (standing,) = list_devices(session)
        assert (standing.waiting_commands, standing.device.user_count) == (0, 2)
        assert standing.device.firmware.startswith("Ver 8")


def test_a_day_that_got_lost_is_noticed_by_its_count_and_sent_again(served):
    memory = memory_of(served.chaban.folder / "instance", "CJDE1")
    Machine("CJDE1", "", memory).remember([("1", at(DAY, "08:20")), ("2", at(DAY, "23:59"))])
    ask(served, ask_count)
    served.machine()
    with served.chaban.database.reading() as session:
        told = {each.text.partition("请")[0] for each in session.scalars(select(Alert))}
    assert told == {f"考勤机 CJDE1（实训室1）{DAY} 至 {DAY} 机内有 2 条打卡，系统收到 0 条。"}

    ask(served, ask_again, ask_count)
    said = lines(served.machine().stdout)

    assert [each.split()[0] for each in said[1:]] == ["执行命令：DATA", "执行命令：VERIFY"]
    assert served.punches() == ["1", "2"]
    assert served.chaban.counts()["alert"] == 2


def test_garbage_is_taken_and_fraud_is_seen(served):
    served.machine(
        "--garbage", "--set-clock", "--class", "BT-1", "--number", "3", "--apart", "0", "--verify", "1"
    )

    with served.chaban.database.writing() as session:
        assert [each.line for each in session.scalars(unread_pushes(None))] == [2, 1]
        find_class(session, "BT-1").ends_on = now().astimezone(SHANGHAI).date()
        kinds = {each.kind for each in signals_of_class(session, find_class(session, "BT-1"))}
    assert {Signal.CLOCK_SET, Signal.SAME_MOMENT} <= kinds


def test_a_stranger_is_told_what_to_do_and_its_punches_wait_in_it(served):
    said = served.machine("--number", "1", "--at", DAY_AND + "08:20", serial="STRANGER1")
    assert (said.exit_code, lines(said.stderr)) == (
        1, ["服务器不认这台考勤机：请先 chaban device add STRANGER1 …（或检查密钥）"],
    )  # fmt: skip
    assert "STRANGER1" in served.chaban("device", "list").stdout

    word = registered(served.chaban, "STRANGER1", "实训室2")

    assert lines(served.machine("--secret", word, serial="STRANGER1").stdout) == ["已上传 1 条打卡。"]
    assert served.punches("STRANGER1") == ["1"]


def test_the_same_batch_over_eight_connections_at_once_is_stored_once(started):
    body = "".join(f"{number}\t{DAY} 08:{minute:02}:00\t0\t15\n" for number in (1, 2) for minute in range(50))
    address = f"{started.web}/iclock/{secret_of(started)}/cdata?SN=CJDE1&table=ATTLOG&Stamp=9999"

    with ThreadPoolExecutor(8) as connections:
        said = list(connections.map(lambda _: post(address, data=body, timeout=PATIENCE).text, range(24)))

    assert said == ["OK:100"] * 24
    assert len(started.punches()) == 100
    with started.chaban.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Punch)) == 100


@pytest.mark.parametrize("clock", ["8点", "25:00", "2024-13-01 08:00"])
def test_a_time_that_cannot_be_read_is_one_line(chaban, clock):
    said = chaban("demo", "device", "CJDE1", "--number", "1", "--at", clock)

    assert said.exit_code == 1
    assert "应写成 08:20" in said.stderr


def test_a_server_that_is_not_there_loses_nothing(chaban, free_ports):
    said = chaban("demo", "device", "CJDE1", "--number", "1", "--server", f"http://127.0.0.1:{free_ports}")

    assert (said.exit_code, "下次再传" in said.stderr) == (1, True)
    assert "1 条打卡留在考勤机里" in chaban("demo", "device", "CJDE1", "--offline").stdout
