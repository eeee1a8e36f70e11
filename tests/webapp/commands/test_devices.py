"""`chaban device …`: an office registers machines, sees how they are, asks them for things."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import SCHOOL, at
from tests.webapp.commands.conftest import DAY, Chaban, lines, rows
from training.attendance.acts.devices.hand_commands import hand_commands
from training.attendance.acts.devices.note_contact import note_contact
from training.attendance.acts.devices.note_counts import note_counts
from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.devices.take_answers import take_answers
from training.attendance.views.admit_device import Caller, admit_device
from training.attendance.views.find_device import find_device
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import Sent, read_upload
from training.records.attendance.devices import Device, DeviceCommand

NOON = at(DAY, "12:00")


@pytest.fixture
def machine(bt_1: Chaban) -> Chaban:
    added = bt_1(
        "device", "add", "CJDE1", "--institution", "第一", "--class-room", "实训室1", "--number", "6012"
    )
    assert added.exit_code == 0
    return bt_1


def unfolded(cell: str) -> str:
    """Without the spaces, of which a folded cell loses some."""
    return "".join(cell.split())


def push(chaban: Chaban, table: str, body: str) -> None:
    with chaban.database.writing() as session:
        device = find_device(session, "CJDE1")
        receive_push(session, device.id, read_upload(device, Sent(table, body.encode()), NOON))


def test_a_machine_is_registered_and_listed(machine):
    said = machine("device", "list")

    ((number, serial, place, seen, *_),) = rows(said.stdout)
    assert (number, serial, unfolded(place), seen) == ("6012", "CJDE1", f"{SCHOOL}实训室1", "从未")
    assert lines(said.stdout)[-1] == "共 1 台，被拒绝的序列号 0 个。"
    with machine.database.reading() as session:
        assert session.scalars(select(Device.registered_by)).one() == "张会计"


def test_the_address_says_what_to_type_at_the_machine_and_its_secret_only_once(bt_1):
    said = bt_1("device", "add", "CJDE1", "--institution", "第一", "--class-room", "一", "--with-secret")

    (secret,) = re.findall(r"http://127\.0\.0\.1:8000/([0-9a-f]{24})$", said.stdout, re.MULTILINE)
    with bt_1.database.reading() as session:
        assert admit_device(session, Caller("CJDE1", secret, "")) is not None
        assert admit_device(session, Caller("CJDE1", "", "")) is None
    assert secret not in bt_1("device", "list").stdout


def test_the_list_shows_contact_clock_firmware_backlog_and_who_was_turned_away(machine):
    push(machine, "ATTLOG", f"1\t{DAY} 12:02:05\t0\t15")
    with machine.database.writing() as session:
        device = find_device(session, "CJDE1")
        note_contact(device, policy_for_devices(session, NOON), now=NOON)
        note_counts(device, "Ver 8.0.4,30,0,7")
        note_unknown(session, Caller("STRANGER1", "", "10.0.0.9"), now=NOON)

    said = machine("device", "list").stdout

    own, stranger = rows(said)
    assert [unfolded(each) for each in own[3:]] == ["03-0412:00", "快0:02:05", "Ver8.0.4", "1", "6", "0"]
    assert stranger[:3] == ["STRANGER1", "没有登记", "10.0.0.9"]
    assert "被拒绝的序列号 1 个" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("CJDE1", "--institution", "第一", "--class-room", "实训室2"), "已经登记"),
        (("X", "--institution", "第一", "--class-room", "实训室2"), "序列号"),
        (("CJDE2", "--institution", "没有的学校", "--class-room", "实训室2"), "没有找到"),
        (("CJDE2", "--institution", "第一", "--class-room", "实训室2", "--number", "6012"), "机器号 6012"),
    ],
)
def test_what_cannot_be_registered_is_one_line_that_says_why(machine, arguments, words):
    said = machine("device", "add", *arguments)

    assert said.exit_code == 1
    assert len(lines(said.stderr)) == 1
    assert words in said.stderr


def test_a_removed_machine_is_gone_from_the_list_and_may_come_back(machine):
    assert "已停用：CJDE1（实训室1）" in machine("device", "remove", "CJDE1").stdout
    assert lines(machine("device", "list").stdout) == ["共 0 台，被拒绝的序列号 0 个。"]
    assert machine("device", "remove", "CJDE1").exit_code == 1

    again = machine("device", "add", "CJDE1", "--institution", "第一", "--class-room", "实训室2")

    assert again.exit_code == 0


def test_a_roster_is_queued_for_the_machines_of_the_class(machine):
    said = machine("device", "push-roster", "BT-1")

    assert "已排队：2 人，下发到 CJDE1" in said.stdout
    assert rows(machine("device", "list").stdout)[0][-1] == "2"


def test_a_class_without_a_machine_is_told_what_to_do(bt_1):
    said = bt_1("device", "push-roster", "BT-1")

    assert said.exit_code == 1
    assert "chaban device add" in said.stderr


def test_days_are_asked_for_again_and_counted(machine):
    assert machine("device", "query", "CJDE1", "--from", str(DAY)).exit_code == 0
    assert machine("device", "verify", "6012", "--from", str(DAY), "--to", "2024-03-05").exit_code == 0
    backwards = machine("device", "query", "CJDE1", "--from", str(DAY), "--to", "2024-03-03")

    assert (backwards.exit_code, "--to" in backwards.stderr) == (1, True)
    with machine.database.writing() as session:
        first, second = session.scalars(select(DeviceCommand).order_by(DeviceCommand.id))
        assert first.ends_at - first.starts_at == timedelta(days=1, seconds=-1)
        assert second.ends_at - second.starts_at == timedelta(days=2, seconds=-1)
        device = find_device(session, "CJDE1")
        hand_commands(session, device, now=NOON)
        take_answers(session, device, [{"id": str(second.id), "return": "0", "attlogsum": "9"}], now=NOON)
    assert "机内有9条打卡，系统收到0条" in unfolded(rows(machine("alerts", "list").stdout)[0][-1])


def test_signals_of_a_class_are_listed_as_hints(machine):
    push(machine, "OPERLOG", f"OPLOG 21\t0\t{DAY} 08:00:00\t0\t0\t0\t0")
    push(machine, "ATTLOG", f"1\t{DAY} 08:20:00\t0\t4")

    said = machine("device", "signals", "BT-1").stdout

    assert [[unfolded(each) for each in row[1:3]] for row in rows(said)] == [
        ["调整时钟", "CJDE1（实训室1）"],
        ["非刷脸打卡", "CJDE1（实训室1）"],
    ]
    assert "请人工核实" in said


def test_what_could_not_be_read_is_listed_as_it_came(machine):
    assert "没有看不懂的内容" in machine("device", "unread").stdout
    push(machine, "ATTLOG", "[bold]hello\x1b[31m\t王芳")

    ((_, table, line, reason, content),) = rows(machine("device", "unread").stdout)

    assert (table, line, reason) == ("ATTLOG", "1", "看不懂时间")
    assert content.startswith("[bold]hello·[31m·")
