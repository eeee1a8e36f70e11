"""`chaban device …`: an office registers machines, sees how they are, asks them for things."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import SCHOOL, a_trainee, an_enrolment, at
from tests.training.attendance.acts.test_alternatives import excuse
from tests.webapp.commands.conftest import DAY, Chaban, lines, rows
from training.attendance.acts.devices.hand_commands import hand_commands
from training.attendance.acts.devices.note_contact import note_contact
from training.attendance.acts.devices.note_counts import note_counts
from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.devices.take_answers import take_answers
from training.attendance.acts.proofs.take_up_secret import take_up_secret
from training.attendance.views.admit_device import Caller, admit_device
from training.attendance.views.find_device import find_device
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import Sent, read_upload
from training.classes.views.find_class import find_class
from training.records.attendance.devices import Device, DeviceCommand
from training.staff.rules.digest import digest

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
        sent = Sent(table, body.encode(), is_proven=True)
        receive_push(session, device.id, read_upload(device, sent, NOON))


def test_a_machine_is_registered_and_listed(machine):
    said = machine("device", "list")

    ((number, serial, place, seen, *_),) = rows(said.stdout)
    assert (number, serial, unfolded(place), seen) == ("6012", "CJDE1", f"{SCHOOL}实训室1", "从未")
    assert lines(said.stdout)[-1] == "共 1 台，被拒绝的序列号 0 个。"
    with machine.database.reading() as session:
        assert session.scalars(select(Device.registered_by)).one() == "张会计"


@pytest.mark.parametrize("asked", [(), ("--with-secret",)])
def test_the_address_says_what_to_type_at_the_machine_and_its_secret_only_once(bt_1, asked):
    said = bt_1("device", "add", "CJDE1", "--institution", "第一", "--class-room", "一", *asked)

    (secret,) = re.findall(r"http://127\.0\.0\.1:8000/([0-9a-f]{24})$", said.stdout, re.MULTILINE)
    with bt_1.database.reading() as session:
        assert admit_device(session, Caller("CJDE1", secret, ""), NOON).is_proven
        assert admit_device(session, Caller("CJDE1", "", ""), NOON).device is None
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
    assert [unfolded(each) for each in own[3:-1]] == ["03-0412:00", "快0:02:05", "Ver8.0.4", "1", "6", "0"]
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
    assert rows(machine("device", "list").stdout)[0][-2] == "2"


def test_a_class_without_a_machine_is_told_what_to_do(bt_1):
    said = bt_1("device", "push-roster", "BT-1")

    assert said.exit_code == 1
    assert "请先登记一台" in said.stderr


def test_days_are_asked_for_again_and_counted(machine):
    assert machine("device", "query", "CJDE1", "--from", str(DAY)).exit_code == 0
    assert machine("device", "verify", "6012", "--from", str(DAY), "--to", "2024-03-05").exit_code == 0
    backwards = machine("device", "query", "CJDE1", "--from", str(DAY), "--to", "2024-03-03")

    assert (backwards.exit_code, "最后一天不能早于第一天" in backwards.stderr) == (1, True)
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


def test_a_class_where_nobody_shows_a_face_is_listed_with_its_signals(machine):
    with machine.database.writing() as session:
        own = find_class(session, "BT-1")
        for number in range(3):
            another = a_trainee(session, f"学员{number}", f"1390000000{number}")
            an_enrolment(session, own, another, f"9{number}")
    excuse(machine.database, "BT-1", NOON)

    assert "人数偏多，请到场核实" in machine("device", "signals", "BT-1").stdout


def test_what_could_not_be_read_is_listed_as_it_came(machine):
    assert "没有看不懂的内容" in machine("device", "unread").stdout
    push(machine, "ATTLOG", "[bold]hello\x1b[31m\t王芳")

    ((_, table, line, reason, content),) = rows(machine("device", "unread").stdout)

    assert (table, line, reason) == ("ATTLOG", "1", "看不懂时间")
    assert content.startswith("[bold]hello·[31m·")


def test_firmware_without_a_path_gets_a_host_that_nobody_could_guess_or_a_port_or_its_networks(
    bt_1, monkeypatch
):
    monkeypatch.setenv("CHABAN_MACHINE_PORTS", "8102")

    def added(serial: str, *by: str) -> str:
        where = ("--institution", "第一", "--class-room", "一", "--without-secret")
        return bt_1("device", "add", serial, *where, *by).stdout

    by_host = added("CJDE1", "--host", "Machines.example.cn")
    by_port = added("CJDE2", "--port", "8102")
    by_network = added("CJDE3", "--network", "203.0.113.7", "--network", "198.51.100.77/24")

    (host,) = re.findall(r"填：http://([0-9a-f]{24}\.machines\.example\.cn)$", by_host, re.MULTILINE)
    assert "填：http://127.0.0.1:8102\n" in by_port
    with bt_1.database.reading() as session:
        for caller in (
            Caller("CJDE1", "", "", host),
            Caller("CJDE2", "", "", port=8102),
            Caller("CJDE3", "", "198.51.100.3"),
            Caller("CJDE3", "", "203.0.113.7"),
        ):
            assert admit_device(session, caller, NOON).is_proven
            assert admit_device(session, replace(caller, host="x", port=1, address=""), NOON).device is None
    listed = {row[1]: unfolded(row[-1]) for row in rows(bt_1("device", "list").stdout)}
    assert "固定网络203.0.113.7/32198.51.100.0/24" in listed["CJDE3"]
    assert listed["CJDE2"].startswith("专用端口8102")
    assert listed["CJDE2"].endswith("张会计")
    assert "不计入" not in by_host + by_port + by_network


def test_a_machine_that_is_registered_without_any_proof_is_said_to_count_nothing(bt_1):
    said = bt_1("device", "add", "CJDE1", "--institution", "第一", "--class-room", "一", "--without-secret")

    assert "打卡收下留存，但不计入" in said.stdout
    assert "chaban device secret CJDE1" in said.stdout
    (row,) = rows(bt_1("device", "list").stdout)
    assert unfolded(row[-1]) == "没有：打卡不计入"


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (("--port", "8000"), "是网页的，谁都能用"),
        (("--port", "0"), "应为 1 至 65535"),
        (("--port", "8102"), "请先把 8102 加进 CHABAN_MACHINE_PORTS 并重启 chaban web"),
        (("--port", "8104"), "CHABAN_MACHINE_PORTS 现有：8103"),
        (("--host", "school"), "应写成 machines.example.cn"),
        (("--network", "0.0.0.0/0"), "不能比 /8"),
        (("--network", "school"), "请写机构出口的网段或地址"),
    ],
)
def test_what_would_prove_nothing_is_refused(bt_1, monkeypatch, by, words):
    monkeypatch.setenv("CHABAN_MACHINE_PORTS", "8103")

    said = bt_1("device", "add", "CJDE1", "--institution", "第一", "--class-room", "一", *by)

    assert (said.exit_code, len(lines(said.stderr))) == (1, 1)
    assert words in said.stderr
    assert lines(bt_1("device", "list").stdout) == ["共 0 台，被拒绝的序列号 0 个。"]


def test_a_machine_gets_a_new_address_and_is_pinned_and_the_list_says_by_whom(machine):
    said = machine("device", "secret", "CJDE1").stdout
    pinned = machine("device", "pin", "CJDE1", "--network", "198.51.100.0/24").stdout

    (secret,) = re.findall(r"8000/([0-9a-f]{24})$", said, re.MULTILINE)
    assert "原来的网址（" in said
    assert "由 张会计 生成）作废" in said
    assert pinned == "CJDE1 只收来自 198.51.100.0/24 的。\n"
    with machine.database.reading() as session:
        assert admit_device(session, Caller("CJDE1", secret, "198.51.100.9"), NOON).is_proven
        assert admit_device(session, Caller("CJDE1", secret, "203.0.113.9"), NOON).device is None
    (row,) = rows(machine("device", "list").stdout)
    assert "张会计（待启用）" in unfolded(row[-1])
    assert "固定网络198.51.100.0/24" in unfolded(row[-1])
    assert machine("device", "pin", "CJDE1", "--anywhere").stdout == "CJDE1 不限定网段。\n"


def test_an_address_that_somebody_may_have_typed_in_is_not_voided_by_asking_twice(machine):
    first = machine("device", "secret", "CJDE1").stdout
    (typed,) = re.findall(r"8000/([0-9a-f]{24})$", first, re.MULTILINE)

    second = machine("device", "secret", "CJDE1")

    assert (second.exit_code, len(lines(second.stderr))) == (1, 1)
    assert "由 张会计 生成，机器还没有用过" in second.stderr
    assert "确实丢了再写明要重新生成" in second.stderr
    with machine.database.reading() as session:
        assert admit_device(session, Caller("CJDE1", typed, ""), NOON).is_proven

    assert machine("device", "secret", "CJDE1", "--again").exit_code == 0
    with machine.database.reading() as session:
        assert admit_device(session, Caller("CJDE1", typed, ""), NOON).device is None


def test_of_a_secret_in_use_it_is_said_since_when_and_that_it_holds_on(machine):
    first = machine("device", "secret", "CJDE1").stdout
    (typed,) = re.findall(r"8000/([0-9a-f]{24})$", first, re.MULTILINE)
    with machine.database.writing() as session:
        take_up_secret(session, find_device(session, "CJDE1"), digest(typed), now=NOON)

    said = machine("device", "secret", "CJDE1")

    assert said.exit_code == 0
    assert "由 张会计 生成，2024-03-04 12:00 启用）作废；在那以前照常使用" in said.stdout


def test_the_last_proof_of_a_machine_is_not_taken_away(bt_1):
    where = ("--institution", "第一", "--class-room", "一", "--without-secret", "--network", "10.1.0.0/16")
    bt_1("device", "add", "CJDE1", *where)

    said = bt_1("device", "pin", "CJDE1", "--anywhere")

    assert (said.exit_code, "请先给它一个带密钥的新网址" in said.stderr) == (1, True)
    assert bt_1("device", "pin", "CJDE1").exit_code == 1
