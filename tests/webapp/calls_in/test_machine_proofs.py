"""R43: a serial stands on every label; whoever names one and proves nothing learns and changes nothing."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories import a_device, an_institution
from tests.webapp.conftest import World
from training.attendance.acts.devices.add_device import Registration, add_device
from training.attendance.acts.devices.push_roster import push_roster
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.acts.proofs.give_secret import give_secret
from training.attendance.views.find_device import find_device
from training.attendance.views.list_devices import list_unknown
from training.classes.views.find_class import find_class
from training.records.attendance.devices import Device, DeviceCommand, DeviceProof, DeviceUpload
from training.records.attendance.punches import Punch

SECRET, NEXT = "kX3-secret-path", "n3xt-secret-path"
HOST = "0f3c5a77be1d2944a6c8.machines.example.cn"
LINE = b"1\t2026-03-03 09:59:30\t0\t15\t0\t0\t0\n"
AT_SCHOOL, ELSEWHERE = "198.51.100.7", "203.0.113.9"
ASKED = {
    "handshake": "/iclock{}/cdata?SN={}&options=all&pushver=2.2.14",
    "handshake of old firmware": "/iclock{}/cdata.aspx?SN={}&options=all",
    "handshake at a door": "/iclock{}/cdata?SN={}&options=all&DeviceType=acc",
    "another question": "/iclock{}/cdata?SN={}&table=RemoteAtt",
    "commands": "/iclock{}/getrequest?SN={}",
    "commands with counts": "/iclock{}/getrequest?SN={}&INFO=v,1,2,3",
    "ping": "/iclock{}/ping?SN={}",
    "clock": "/iclock{}/rtdata?SN={}&type=time",
    "wrong method": "/iclock{}/devicecmd?SN={}",
}
SENT = {
    "punches": "/iclock{}/cdata?SN={}&table=ATTLOG&Stamp=9999",
    "a table of no use": "/iclock{}/cdata?SN={}&table=nonsense",
    "a photo": "/iclock{}/fdata?SN={}&table=ATTPHOTO",
    "old data": "/iclock{}/querydata?SN={}&type=tabledata&tablename=transaction",
    "answers": "/iclock{}/devicecmd?SN={}",
    "registration": "/iclock{}/registry?SN={}",
    "settings": "/iclock{}/push?SN={}",
    "an event": "/hikvision{}/{}",
}
REFUSED = {
    "unknown": ("", "CJDEX"),
    "removed": ("", "CJDE3"),
    "no secret": ("", "CJDE2"),
    "wrong secret": ("/wrong", "CJDE2"),
    "secret of another": (f"/{SECRET}", "CJDE4"),
    "wrong network": ("/pinned-secret", "CJDE5"),
    "wrong port": ("", "CJDE6"),
    "wrong host": ("", "CJDE7"),
}


@pytest.fixture
def door(world: World) -> FlaskClient:
    """CJDE1 is registered and proves nothing; the others by secret, network, port and host."""
    with world.database.writing() as session:
        a_device(session)
        a_device(session, "CJDE2", "6013", secret=SECRET)
        a_device(session, "CJDE3", "6014")
        remove_device(session, "CJDE3", removed_by="张会计", now=world.now)
        a_device(session, "CJDE4", "6015", secret="another-secret")
        a_device(session, "CJDE5", "6016", secret="pinned-secret", networks=("198.51.100.0/24",))
        for own in (
            Registration("CJDE6", "实训室6", port=8106),
            Registration("CJDE7", "实训室7", host=HOST),
        ):
            add_device(session, an_institution(session), own, added_by="张会计", now=world.now)
        find_class(session, "BT-1").attendance_device = "6013"
        push_roster(session, find_class(session, "BT-1"), asked_by="张会计", now=world.now)
    return world.client()


def answer(of: TestResponse, serial: str) -> tuple[int, str, list[tuple[str, str]]]:
    """Whatever could tell one from another, but for the serial that was asked about."""
    return of.status_code, of.text.replace(serial, "SN"), sorted(of.headers)


def changed(world: World) -> tuple[object, ...]:
    with world.database.reading() as session:
        seen = session.scalars(select(Device.last_seen_at).order_by(Device.id)).all()
        handed = session.scalars(select(DeviceCommand.handed_at)).all()
        return (*seen, *handed, session.scalar(select(func.count()).select_from(DeviceUpload)))


@pytest.mark.parametrize("path", ASKED.values(), ids=ASKED)
def test_a_question_is_answered_alike_for_every_serial_that_proves_nothing(world, door, path):
    before = changed(world)

    # The registry code is made of the serial alone, and the settings too.
    answers = {
        name: answer(door.get(path.format(*who)), who[1])
        for name, who in (REFUSED | {"proves nothing": ("", "CJDE1")}).items()
    }

    assert len({str(each) for each in answers.values()}) == 1, answers
    assert changed(world) == before


@pytest.mark.parametrize(
    "path", [path for name, path in SENT.items() if name not in ("registration", "settings")]
)
def test_what_is_sent_is_answered_alike_for_everybody_who_is_refused(world, door, path):
    before = changed(world)

    answers = [
        answer(door.post(path.format(*who), data=LINE, content_type="text/plain"), who[1])
        for who in REFUSED.values()
    ]

    assert len({str(each) for each in answers}) == 1, answers
    assert changed(world) == before


@pytest.mark.parametrize("name", ["registration", "settings"])
def test_what_a_machine_at_a_door_is_told_is_made_of_the_serial_it_named_alone(world, door, name):
    told = {who: door.post(SENT[name].format(*who), data=b"DeviceType=acc") for who in REFUSED.values()}

    assert {each.status_code for each in told.values()} == {200}
    with world.database.reading() as session:
        assert not any(session.scalars(select(Device.is_access_control)))


@pytest.mark.parametrize(
    ("path", "surroundings"),
    [
        (f"/iclock/{SECRET}/cdata?SN=CJDE2", {}),
        ("/iclock/pinned-secret/cdata?SN=CJDE5", {"REMOTE_ADDR": AT_SCHOOL}),
        ("/iclock/cdata?SN=CJDE6", {"SERVER_PORT": "8106"}),
        ("/iclock/cdata?SN=CJDE7", {"HTTP_HOST": f"{HOST.upper()}:8000"}),
    ],
    ids=["secret", "secret and network", "port", "host"],
)
def test_each_way_to_prove_itself_lets_a_machine_in(world, door, path, surroundings):
    taken = door.post(f"{path}&table=ATTLOG", data=LINE, environ_overrides=surroundings)

    assert taken.data == b"OK:1"
    serial = path.rpartition("=")[2]
    with world.database.reading() as session:
        assert find_device(session, serial).last_seen_at == world.now
        assert session.scalar(select(func.count()).where(Punch.device == serial)) == 1


@pytest.mark.parametrize(
    ("path", "surroundings"),
    [
        ("/iclock/cdata?SN=CJDE6", {"SERVER_PORT": "8105"}),
        ("/iclock/cdata?SN=CJDE6", {"HTTP_HOST": "chaban.example.cn:8106"}),
        ("/iclock/cdata?SN=CJDE6", {"HTTP_X_FORWARDED_PORT": "8106"}),
        ("/iclock/cdata?SN=CJDE7", {"HTTP_HOST": f"x{HOST[1:]}"}),
        ("/iclock/pinned-secret/cdata?SN=CJDE5", {"REMOTE_ADDR": ELSEWHERE}),
        (
            "/iclock/pinned-secret/cdata?SN=CJDE5",
            {"REMOTE_ADDR": ELSEWHERE, "HTTP_X_FORWARDED_FOR": AT_SCHOOL},
        ),
    ],
)
def test_what_a_client_merely_says_of_itself_proves_nothing(door, path, surroundings):
    sent = door.post(f"{path}&table=ATTLOG", data=LINE, environ_overrides=surroundings)

    assert sent.status_code == 403


def test_a_machine_that_has_no_proof_is_told_ok_and_is_no_contact(world, door):
    taken = door.post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=LINE)

    assert taken.data == b"OK:1"
    with world.database.reading() as session:
        own = find_device(session, "CJDE1")
        assert (own.last_seen_at, own.unproven_at) == (None, world.now)
        assert session.scalar(select(func.count()).select_from(DeviceUpload)) == 1


def test_names_are_handed_and_answers_taken_only_with_the_proof(world, door):
    assert door.get("/iclock/getrequest?SN=CJDE2").data == b"OK"
    said = door.get(f"/iclock/{SECRET}/getrequest?SN=CJDE2").data.decode("gb18030")
    replies = "\n".join(f"ID={line.split(':')[1]}&Return=0&CMD=DATA" for line in said.splitlines())

    assert "Name=王芳" in said
    for path, answered in (("/iclock", False), (f"/iclock/{SECRET}", True)):
        assert door.post(f"{path}/devicecmd?SN=CJDE2", data=replies).data == b"OK"
        with world.database.reading() as session:
            assert all(session.scalars(select(DeviceCommand.answered_at))) is answered


def test_the_address_before_is_served_until_the_machine_first_comes_at_the_new_one(world, door):
    def status(secret: str) -> int:
        to = f"/iclock/{secret}/cdata?SN=CJDE2&table=ATTLOG"
        return door.post(to, data=LINE).status_code

    with world.database.writing() as session:
        give_secret(session, "CJDE2", NEXT, given_by="李主任", now=world.now)

    assert [status(each) for each in (SECRET, "wrong", NEXT, NEXT, SECRET)] == [200, 403, 200, 200, 403]
    with world.database.reading() as session:
        given = session.scalars(select(DeviceProof).where(DeviceProof.given_by == "李主任")).one()
        assert (given.kind, given.detail, given.first_used_at) == ("密钥", "", world.now)


@pytest.mark.parametrize(("days", "counts"), [(-1, True), (0, True), (1, False)])
def test_a_machine_of_before_counts_until_its_last_day_but_is_handed_no_names(world, door, days, counts):
    with world.database.writing() as session:
        own = find_device(session, "CJDE1")
        own.proof_due_on = (world.now - timedelta(days=days)).date()
        own.number, own.secret_digest = "6012", None
        find_class(session, "BT-1").attendance_device = "6012"
        push_roster(session, find_class(session, "BT-1"), asked_by="张会计", now=world.now)

    assert door.post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=LINE).data == b"OK:1"
    assert door.get("/iclock/getrequest?SN=CJDE1&INFO=v,1,2,3").data == b"OK"

    with world.database.reading() as session:
        assert (find_device(session, "CJDE1").last_seen_at is not None) is counts


def test_whoever_names_a_known_serial_stays_on_the_list_although_the_machine_goes_on(world, door):
    door.post("/iclock/cdata?SN=CJDE2&table=ATTLOG", data=LINE, environ_base={"REMOTE_ADDR": ELSEWHERE})
    world.pass_by(minutes=5)
    door.post(f"/iclock/{SECRET}/cdata?SN=CJDE2&table=ATTLOG", data=LINE)

    with world.database.reading() as session:
        (listed,) = list_unknown(session)
    assert (listed.serial, listed.reason, listed.address) == ("CJDE2", "密钥不对", ELSEWHERE)
