"""R43: face terminals of a second brand push to the same server; OK means that it is stored."""

import json
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories import a_device
from tests.webapp.conftest import World
from training.attendance.views.list_devices import list_devices, list_unknown
from training.records.attendance.devices import DeviceUpload
from training.records.attendance.punches import Punch

SECRET = "kX3-secret-path"
ADDRESS = f"/hikvision/{SECRET}/DSK1T9"
PICTURE = (b"\xff\xd8 a face \xff\xd9", "Picture.jpg", "image/jpeg")


@pytest.fixture
def terminal(world: World) -> FlaskClient:
    with world.database.writing() as session:
        a_device(session, "DSK1T9", "9", secret=SECRET)
    return world.client()


def event(number: str = "1", clock: str = "09:59:30", posts: int = 1) -> str:
    told = {"majorEventType": 5, "subEventType": 75, "employeeNoString": number}
    return json.dumps(
        {
            "dateTime": f"2026-03-03T{clock}+08:00",
            "eventType": "AccessControllerEvent",
            "activePostCount": posts,
            "AccessControllerEvent": told,
        }
    )


def punches(world: World) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).where(Punch.device == "DSK1T9")) or 0


@pytest.mark.parametrize(
    "sent",
    [
        {"data": event(), "content_type": "application/json"},
        {"data": {"event_log": event()}, "content_type": "multipart/form-data"},
    ],
    ids=["alone", "as a field"],
)
def test_an_event_is_stored_before_it_is_acknowledged(world, terminal, sent):
    answer = terminal.post(ADDRESS, **sent)

    assert (answer.status_code, answer.data, punches(world)) == (200, b"OK", 1)


def test_the_picture_beside_an_event_is_not_kept(world, terminal):
    content, name, kind = PICTURE
    parts = {
        "Picture": (BytesIO(content), name, kind),
        "event_log": (BytesIO(event().encode()), "event.json", "application/json"),
    }

    assert terminal.post(ADDRESS, data=parts, content_type="multipart/form-data").data == b"OK"

    with world.database.reading() as session:
        assert session.scalars(select(DeviceUpload.body)).all() == [event().encode()]
    assert punches(world) == 1


def test_an_event_that_is_sent_again_is_one_punch(world, terminal):
    for posts in (1, 1, 2):
        assert terminal.post(ADDRESS, data=event(posts=posts), content_type="application/json").data == b"OK"

    assert punches(world) == 1


def test_a_heartbeat_says_that_it_is_there_and_stores_nothing(world, terminal):
    beat = json.dumps({"eventType": "heartBeat", "eventState": "active"})

    assert terminal.post(ADDRESS, data=beat, content_type="application/json").data == b"OK"

    with world.database.reading() as session:
        (standing,) = list_devices(session)
        assert standing.device.last_seen_at == world.now
        assert session.scalars(select(DeviceUpload)).all() == []


@pytest.mark.parametrize(
    "address", ["/hikvision/DSK1T9", "/hikvision/wrong/DSK1T9", f"/hikvision/{SECRET}/DSK1T8"]
)
def test_whoever_does_not_know_the_secret_is_turned_away_and_listed(world, terminal, address):
    answer = terminal.post(address, data=event(), content_type="application/json")

    assert (answer.status_code, answer.data, punches(world)) == (403, b"UNKNOWN DEVICE", 0)
    with world.database.reading() as session:
        assert [each.serial for each in list_unknown(session)] == [address.rpartition("/")[2]]


def test_a_machine_that_was_registered_without_a_secret_is_not_believed_for_its_serial(world, terminal):
    with world.database.writing() as session:
        a_device(session, "DSK1T7", "7")

    assert (
        terminal.post("/hikvision/DSK1T7", data=event(), content_type="application/json").status_code == 403
    )


@pytest.mark.parametrize("body", [b"", b"\xff\x00", b"{", b"<xml/>", b"x" * 100_000])
def test_whatever_comes_is_kept_and_acknowledged_or_it_would_come_for_ever(terminal, body):
    assert terminal.post(ADDRESS, data=body, content_type="application/json").data == b"OK"


def test_a_wrong_method_and_a_body_without_end_are_told_in_a_word(terminal):
    assert terminal.get(ADDRESS).status_code == 405
    assert terminal.post(ADDRESS, data=b"x" * (9 * 1024 * 1024)).status_code == 413
