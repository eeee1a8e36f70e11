"""R43: machines push over HTTP as they really speak; OK means that it is stored."""

import gzip
import logging
import zlib
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from werkzeug.http import http_date

from tests.factories import a_device, at
from tests.webapp.conftest import World
from training.attendance.acts.devices.ask_again import ask_again
from training.attendance.acts.devices.push_roster import push_roster
from training.attendance.acts.devices.queue_command import OtherProtocol
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.sheets.access_pushes import encode_clock
from training.attendance.terms import TurnedAway
from training.attendance.views.find_device import find_device
from training.attendance.views.list_devices import list_devices, list_unknown
from training.classes.views.find_class import find_class
from training.records.attendance.devices import DeviceUpload, UnknownDevice, UnreadLine
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.outbox.alerts import Alert

LINE = b"1\t2026-03-03 09:59:30\t0\t15\t0\t0\t0\n"
SECRET = "kX3-secret-path"


@pytest.fixture
def machine(world: World) -> FlaskClient:
    with world.database.writing() as session:
        a_device(session, networks=("127.0.0.1",))
        a_device(session, "CJDE2", "6013", secret=SECRET)
    return world.client()


def punches_of(world: World, device: str = "CJDE1") -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).where(Punch.device == device)) or 0


def test_a_handshake_tells_the_machine_how_to_push(machine):
    answer = machine.get("/iclock/cdata?SN=CJDE1&options=all&pushver=2.2.14&DeviceType=att&language=83")

    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0] == "GET OPTION FROM: CJDE1"
    assert {"TimeZone=8", "Realtime=1", "ATTLOGStamp=None", "Delay=10"} <= set(lines)
    assert "TransFlag=TransData AttLog\tOpLog\tEnrollUser\tChgUser" in lines


def test_old_firmware_is_answered_in_its_own_words(machine):
    said = machine.get("/iclock/cdata.aspx?SN=CJDE1&options=all").get_data(as_text=True).splitlines()

    assert {"Stamp=9999", "OpStamp=9999", "TransFlag=1100101000", "TimeZone=8"} <= set(said)


@pytest.mark.parametrize(
    "path", ["/iclock/cdata", "/iclock/cdata.aspx", f"/iclock/{SECRET}/cdata", f"/{SECRET}/iclock/cdata.aspx"]
)
def test_a_punch_is_stored_before_it_is_acknowledged(world, machine, path):
    serial = "CJDE2" if SECRET in path else "CJDE1"

    answer = machine.post(f"{path}?SN={serial}&table=ATTLOG&Stamp=9999", data=LINE)

    assert (answer.status_code, answer.mimetype, answer.get_data()) == (200, "text/plain", b"OK:1")
    assert punches_of(world, serial) == 1


def test_a_punch_stands_on_the_page_of_its_trainee(world, machine):
    world.pass_by(hours=1, minutes=40)
    machine.post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=b"1\t2026-03-03 11:35:10\t0\t15")

    assert "11:35" in world.signed_in().get("/").get_data(as_text=True)


def test_a_form_is_read_as_it_was_sent(world, machine):
    kind = "application/x-www-form-urlencoded"
    body = b"data=1%092026-03-03+09%3A59%3A30%090%0915%0A"

    assert machine.post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=body, content_type=kind).data == b"OK:1"
    assert punches_of(world) == 1


@pytest.mark.parametrize(
    "body", [b"", b"\xff\x00garbage", b"\n\n", b"x" * 100_000, b"1\t2026-03-03 25:00:00\t0\t15"]
)
@pytest.mark.parametrize("table", ["ATTLOG", "OPERLOG", "ATTPHOTO", "BIODATA", "rtlog", "options"])
def test_no_body_is_refused_or_the_machine_would_send_it_for_ever(machine, table, body):
    answer = machine.post(f"/iclock/cdata?SN=CJDE1&table={table}", data=body)

    assert (answer.status_code, answer.data[:3]) == (200, b"OK:")


pieces = st.sampled_from(
    [
        LINE,
        b"PIN=1\tTime=",
        b"OPLOG 21\t0\t2026-03-03 08:00:00\t0",
        b"USER PIN=1\tName=",
        b"\n",
        b"\0",
        b"\xff",
        b"data=",
    ]
)


@given(
    table=st.sampled_from(["ATTLOG", "OPERLOG", "ATTPHOTO", "BIODATA", "RTLOG"]),
    body=st.lists(st.one_of(pieces, st.binary(max_size=20)), max_size=10).map(b"".join),
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_bytes_are_taken_and_every_line_is_accounted_for(world, machine, table, body):
    taken = machine.post(f"/iclock/cdata?SN=CJDE1&table={table}", data=body)
    replied = machine.post("/iclock/devicecmd?SN=CJDE1", data=body)

    assert (taken.status_code, replied.status_code) == (200, 200)
    with world.database.reading() as session:
        kept = session.scalars(select(DeviceUpload).order_by(DeviceUpload.id.desc())).all()
        batches = session.scalars(select(ImportBatch).where(ImportBatch.kind == "push")).all()
        unread = session.scalar(select(func.count()).select_from(UnreadLine))
    (own,) = [each for each in kept if (each.table_name, each.sha256) == (table, sha256(body).hexdigest())]
    assert taken.text == f"OK:{own.lines}"
    assert unread == sum(each.unread for each in kept)
    assert sum(each.rows_read for each in batches) <= sum(each.lines for each in kept)


def test_a_photo_of_half_a_megabyte_is_taken_and_eight_megabytes_are_not(machine):
    def photo(size: int) -> bytes:
        return b"PIN=20260303095930-1.jpg\nSN=CJDE1\nsize=%d\nCMD=uploadphoto\0" % size + b"\xd8" * size

    address = "/iclock/cdata?SN=CJDE1&table=ATTPHOTO"
    assert machine.post(address, data=photo(512 * 1024)).data == b"OK:1"
    assert machine.post("/iclock/fdata?SN=CJDE1&table=ATTPHOTO", data=photo(10)).data == b"OK:1"
    assert machine.post(address, data=photo(9 * 1024 * 1024)).status_code == 413


def test_other_pages_still_take_no_large_body(world):
    assert world.client().post("/sign-in", data={"phone": "1" * 100_000}).status_code == 413


def test_a_command_is_fetched_and_answered(world, machine):
    with world.database.writing() as session:
        find_class(session, "BT-1").attendance_device = "6012"
        push_roster(session, find_class(session, "BT-1"), asked_by="张会计", now=world.now)

    said = machine.get("/iclock/getrequest?SN=CJDE1").get_data()

    lines = said.decode("gb18030").splitlines()
    assert lines[0].endswith("DATA UPDATE USERINFO PIN=1\tName=王芳\tPri=0")
    replies = "\n".join(f"ID={line.split(':')[1]}&Return=0&CMD=DATA" for line in lines)
    assert machine.post("/iclock/devicecmd?SN=CJDE1", data=replies).get_data() == b"OK"
    assert machine.get("/iclock/getrequest?SN=CJDE1").get_data() == b"OK"
    world.pass_by(hours=1)
    assert machine.get("/iclock/getrequest.aspx?SN=CJDE1").get_data() == b"OK"


def test_what_a_machine_tells_of_itself_is_listed(world, machine):
    machine.post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=LINE)
    machine.get("/iclock/getrequest?SN=CJDE1&INFO=Ver%208.0.4-20240101,30,0,7,192.168.1.5,10,7,15,30,111")

    with world.database.reading() as session:
        first, _ = list_devices(session)
        assert (first.device.firmware, first.device.user_count) == ("Ver 8.0.4-20240101", 30)
        # Five came by a file under the machine's number.
        assert (first.received, first.backlog) == (6, 1)
        assert first.device.last_seen_at == world.now


@pytest.mark.parametrize("info", ["", "x", ",,,,", "v,a,b,c", "v," + "9" * 400 + ",0,-1", "%00%0a\t,1,2,3"])
def test_nonsense_of_itself_is_borne(machine, info):
    assert machine.get("/iclock/getrequest", query_string={"SN": "CJDE1", "INFO": info}).status_code == 200


def test_a_ping_moves_on_when_the_machine_was_seen_once_a_minute(world, machine):
    def seen() -> object:
        machine.get("/iclock/ping?SN=CJDE1")
        with world.database.reading() as session:
            return find_device(session, "CJDE1").last_seen_at

    first = seen()
    world.pass_by(seconds=59)
    assert seen() == first
    world.pass_by(seconds=1)
    assert seen() == world.now


def test_the_clock_of_a_handshake_is_compared(world, machine):
    clock = http_date(world.now + timedelta(minutes=5))
    machine.get("/iclock/cdata?SN=CJDE1&options=all", headers={"Date": clock})

    with world.database.reading() as session:
        assert find_device(session, "CJDE1").clock_drift_seconds == 300


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/iclock/cdata?SN=NOBODY1", "没有登记"),
        ("/iclock/cdata?SN=CJDE2", "密钥不对"),
        ("/iclock/wrong/cdata?SN=CJDE2", "密钥不对"),
        (f"/iclock/{SECRET}/cdata?SN=CJDE1", "密钥不对"),
        ("/iclock/cdata?SN=CJDE3", "已停用"),
    ],
)
def test_who_is_not_registered_is_turned_away_and_listed(world, machine, path, reason):
    with world.database.writing() as session:
        a_device(session, "CJDE3", "6014")
        remove_device(session, "CJDE3", removed_by="张会计", now=world.now)

    answer = machine.post(f"{path}&table=ATTLOG", data=LINE, environ_base={"REMOTE_ADDR": "10.1.2.3"})

    assert (answer.status_code, answer.mimetype) == (403, "text/plain")
    with world.database.reading() as session:
        (listed,) = list_unknown(session)
        assert (listed.serial, listed.reason, listed.address) == (
            path.partition("SN=")[2],
            reason,
            "10.1.2.3",
        )
        assert session.scalar(select(func.count()).select_from(DeviceUpload)) == 0


def test_a_stranger_is_counted_once_a_minute_until_it_is_registered(world, machine):
    for seconds in (0, 30, 29, 1, 60):
        world.pass_by(seconds=seconds)
        assert machine.get("/iclock/getrequest?SN=NEW-1234").data == b"OK"

    with world.database.writing() as session:
        (listed,) = list_unknown(session)
        assert (listed.times, listed.last_seen_at - listed.first_seen_at) == (3, timedelta(minutes=2))
        a_device(session, "NEW-1234", "", networks=("127.0.0.1",))
    machine.get("/iclock/cdata?SN=NEW-1234&options=all")
    with world.database.reading() as session:
        assert list_unknown(session) == []


@pytest.mark.parametrize("serial", ["", "包头", "x" * 65, "a b", "\n"])
def test_what_cannot_be_a_serial_is_turned_away_and_not_even_listed(world, machine, serial):
    assert machine.get("/iclock/ping", query_string={"SN": serial}).status_code == 403

    with world.database.reading() as session:
        assert list_unknown(session) == []


def a_full_list(world: World, last_seen_at: datetime) -> None:
    row = {"reason": TurnedAway.UNKNOWN, "address": "", "times": 1, "first_seen_at": last_seen_at}
    with world.database.writing() as session:
        for place in range(1_000):
            seen_at = last_seen_at + timedelta(microseconds=place)
            session.add(UnknownDevice(serial=f"S{place}", last_seen_at=seen_at, **row))


def listed(world: World) -> list[str]:
    with world.database.reading() as session:
        return [each.serial for each in list_unknown(session)]


@pytest.mark.parametrize(
    ("ago", "is_listed"),
    [
        (timedelta(days=1), True),
        (timedelta(minutes=1), True),
        # So long it waits, so that a flood of made-up serials writes no more than a full list a minute.
        (timedelta(seconds=59), False),
        # A clock that ran ahead wrote all of them.
        (timedelta(days=-3650), True),
    ],
)
def test_on_a_list_full_of_made_up_serials_a_new_machine_takes_the_place_of_the_longest_unseen(
    world, machine, ago, is_listed
):
    a_full_list(world, world.now - ago)

    for serial in ("NEW-1234", "NEW-1234"):
        assert machine.post(f"/iclock/cdata?SN={serial}&table=ATTLOG", data=LINE).status_code == 403

    assert len(listed(world)) == 1_000
    assert ("NEW-1234" in listed(world)) is is_listed
    assert ("S0" in listed(world)) is not is_listed
    assert "S999" in listed(world)


def test_a_full_list_leaves_room_for_attempts_in_the_name_of_a_machine(world, machine):
    a_full_list(world, world.now)

    assert machine.post("/iclock/cdata?SN=CJDE2&table=ATTLOG", data=LINE).status_code == 403

    assert len(listed(world)) == 1_001
    assert "CJDE2" in listed(world)


def test_made_up_serials_never_push_an_attempt_in_the_name_of_a_machine_off_the_list(world, machine):
    machine.post("/iclock/cdata?SN=CJDE2&table=ATTLOG", data=LINE)
    a_full_list(world, world.now + timedelta(seconds=1))
    world.now += timedelta(hours=1)

    machine.post("/iclock/cdata?SN=NEW-1234&table=ATTLOG", data=LINE)

    assert len(listed(world)) == 1_001
    assert {"CJDE2", "NEW-1234"} < {*listed(world)}
    assert "S0" not in listed(world)


def test_a_fault_of_the_database_makes_the_machine_try_again_and_the_log_tells_no_secret(
    world, machine, caplog
):
    with world.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE device_upload RENAME TO gone"))

    with caplog.at_level(logging.ERROR):
        answer = machine.post(f"/iclock/{SECRET}/cdata?SN=CJDE2&table=ATTLOG", data=LINE)

    assert (answer.status_code, answer.data, answer.mimetype) == (503, b"ERROR", "text/plain")
    assert punches_of(world, "CJDE2") == 0
    assert "fault" in caplog.text
    assert SECRET not in caplog.text
    assert "09:59:30" not in caplog.text
    with world.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO device_upload"))
    assert machine.post(f"/iclock/{SECRET}/cdata?SN=CJDE2&table=ATTLOG", data=LINE).data == b"OK:1"


def test_a_wrong_method_is_told_in_the_machines_words(machine):
    answer = machine.post("/iclock/ping?SN=CJDE1")

    assert answer.status_code == 405


@pytest.mark.parametrize("name", ["SN", "sn", "Sn"])
def test_the_serial_is_known_in_small_letters_too(world, machine, name):
    assert machine.post(f"/iclock/cdata?{name}=CJDE1&table=ATTLOG", data=LINE).data == b"OK:1"
    assert punches_of(world) == 1


def test_commands_may_be_asked_for_by_post(machine):
    assert machine.post("/iclock/getrequest?SN=CJDE1").data == b"OK"


@pytest.mark.parametrize("table", ["nonsense", ""])
def test_a_table_that_is_not_served_gets_no_ok_and_is_told_with_the_setting_to_change(world, machine, table):
    answers = [machine.post(f"/iclock/cdata?SN=CJDE1&table={table}", data=b"x") for _ in range(2)]

    assert [(each.status_code, each.data) for each in answers] == [(501, b"UNSUPPORTED TABLE")] * 2
    with world.database.reading() as session:
        told = session.scalars(select(Alert.text).where(Alert.kind == "device unread")).all()
        assert session.scalars(select(DeviceUpload)).all() == []
    assert len(told) == 2
    assert all(f"上传的数据表 {table or '（没有名称）'} 系统不接收" in text for text in told)
    assert all("云服务器/上传设置" in text for text in told)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_body_is_read(world, machine, encoding):
    packed = gzip.compress(LINE) if encoding == "gzip" else zlib.compress(LINE)

    answer = machine.post(
        "/iclock/cdata?SN=CJDE1&table=ATTLOG", data=packed, headers={"Content-Encoding": encoding}
    )

    assert (answer.data, punches_of(world)) == (b"OK:1", 1)


EVENTS = b"".join(
    b"time=2026-03-03 09:5%d:01\tpin=1\tcardno=0\teventaddr=1\tevent=3\tinoutstatus=0\tverifytype=15\n"
    % minute
    for minute in range(5)
)


def test_a_machine_at_a_door_is_registered_told_how_to_push_and_its_events_count(world, machine):
    hello = "/iclock/cdata?SN=CJDE1&options=all&pushver=3.1.2&DeviceType=acc"

    assert machine.get(hello).data == b"OK"
    code = machine.post("/iclock/registry?SN=CJDE1", data=b"DeviceType=acc,~DeviceName=SpeedFace").text
    settings = machine.post("/iclock/push?SN=CJDE1").text.splitlines()
    again = machine.get(hello).text.splitlines()
    taken = machine.post("/iclock/cdata?SN=CJDE1&table=rtlog", data=EVENTS)

    assert code.startswith("RegistryCode=")
    assert {"Realtime=1", "TransTables=User\tTransaction", "PushVersion=3.1.2"} <= set(settings)
    assert again[:2] == ["registry=ok", code]
    assert (taken.data, punches_of(world)) == (b"OK:5", 5)


def test_a_machine_at_a_door_is_told_the_time(world, machine):
    said = machine.get("/iclock/rtdata?SN=CJDE1&type=time").text

    assert said == f"DateTime={encode_clock(world.now)},ServerTZ=+0800"
    assert machine.get("/iclock/rtdata?SN=CJDE1&type=other").status_code == 404


@pytest.mark.parametrize("path", ["cdata?table=tabledata", "querydata?type=tabledata"])
def test_what_passed_without_a_network_is_taken_in_bulk_and_counted_by_its_table(world, machine, path):
    moment = encode_clock(at(date(2026, 3, 3), "09:59").replace(tzinfo=UTC))
    line = f"transaction cardno=0\tpin=1\tverified=15\teventtype=0\ttime_second={moment}"

    answer = machine.post(f"/iclock/{path}&SN=CJDE1&tablename=transaction&count=1", data=line.encode())

    assert (answer.data, punches_of(world)) == (b"transaction=1", 1)


def test_a_machine_at_a_door_is_asked_nothing_that_it_does_not_understand(world, machine):
    machine.post("/iclock/registry?SN=CJDE1", data=b"DeviceType=acc")

    with world.database.writing() as session, pytest.raises(OtherProtocol, match="工作在门禁模式"):
        ask_again(
            session, find_device(session, "CJDE1"), (date(2026, 3, 3),) * 2, asked_by="x", now=world.now
        )


def test_a_machine_that_is_set_back_to_attendance_understands_commands_again(world, machine):
    machine.post("/iclock/registry?SN=CJDE1", data=b"DeviceType=acc")
    machine.get("/iclock/cdata?SN=CJDE1&options=all&pushver=2.2.14&DeviceType=att")

    with world.database.writing() as session:
        days = (date(2026, 3, 3),) * 2
        ask_again(session, find_device(session, "CJDE1"), days, asked_by="x", now=world.now)
    assert b"DATA QUERY ATTLOG" in machine.get("/iclock/getrequest?SN=CJDE1").data


def test_what_stranger_machines_at_doors_bring_is_not_taken(machine):
    for table in ("rtlog", "tabledata&tablename=transaction"):
        assert machine.post(f"/iclock/cdata?SN=STRANGER&table={table}", data=EVENTS).status_code == 403
    assert machine.post("/iclock/querydata?SN=STRANGER&type=tabledata", data=EVENTS).status_code == 403


def test_no_token_of_a_form_is_asked_of_a_machine_and_no_cookie_given(world, machine):
    world.app.config["WTF_CSRF_ENABLED"] = True

    answer = machine.post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=LINE)

    assert answer.data == b"OK:1"
    assert "Set-Cookie" not in answer.headers


def test_a_get_of_another_purpose_is_only_acknowledged(machine):
    assert machine.get("/iclock/cdata?SN=CJDE1&table=RemoteAtt&PIN=7").data == b"OK"
