"""A camera is asked over HTTP as ISAPI and ONVIF have it; every failure has its own words."""

import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from queue import Queue

import pytest

from tests.factories import MONDAY, at
from tests.patience import PATIENCE
from tests.ports import three_free_ports
from tests.webapp.cameras.camera_server import CameraServer, a_camera_at_a_wire, give, talk
from tests.webapp.checks.inspecting import a_photo
from tests.webapp.conftest import web_settings
from training.cameras.terms import CameraTrouble
from training.ports.cameras import CameraAccess, CameraFailed
from webapp.cameras.http import MOST_BYTES, HttpCameras

NINE = at(MONDAY, "09:00")
PHOTO = a_photo()
MUCH = 64 * 1024 * 1024
HERE = "127.0.0.1/32"


@pytest.fixture
def camera():
    with a_camera_at_a_wire(CameraServer(PHOTO)) as served:
        yield served


def asking(tmp_path, networks=HERE, clock=lambda: NINE, **more):
    settings = web_settings("sqlite://", tmp_path, CAMERA_SOURCE="http", CAMERA_NETWORKS=networks)
    return HttpCameras(settings, clock, **more)


def access(camera, **other):
    return replace(CameraAccess(camera.address, camera.account, camera.password), **other)


def trouble(cameras, camera, **other):
    with pytest.raises(CameraFailed) as failed:
        cameras.still(access(camera, **other))
    return failed.value.trouble


def test_by_digest_the_password_never_crosses_the_wire(tmp_path, camera):
    still = asking(tmp_path).still(access(camera))

    assert still == PHOTO
    assert camera.asked == ["/ISAPI/Streaming/channels/101/picture"]
    assert camera.said[0] == ""
    assert camera.said[1].startswith("Digest ")
    assert "hunter2" not in camera.said[1]


def test_by_basic_only_where_the_camera_knows_nothing_else(tmp_path, camera):
    camera.scheme = "basic"

    assert asking(tmp_path).still(access(camera)) == PHOTO
    assert [each.partition(" ")[0] for each in camera.said] == ["", "Basic"]


def test_a_camera_that_asks_for_nobody_is_told_nobody(tmp_path, camera):
    camera.scheme = "none"

    assert asking(tmp_path).still(access(camera)) == PHOTO
    assert asking(tmp_path).still(CameraAccess(camera.address)) == PHOTO
    assert camera.said == ["", ""]


@pytest.mark.parametrize("scheme", ["digest", "basic"])
@pytest.mark.parametrize(
    "other", [{"password": "wrong"}, {"account": "nobody"}, {"account": "", "password": ""}]
)
def test_a_wrong_password_is_said_as_such(tmp_path, camera, scheme, other):
    camera.scheme = scheme

    assert trouble(asking(tmp_path), camera, **other) is CameraTrouble.ACCOUNT
    assert camera.asked == []


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (301, CameraTrouble.REDIRECTED),
        (302, CameraTrouble.REDIRECTED),
        (399, CameraTrouble.REDIRECTED),
        (400, CameraTrouble.REFUSED),
        (403, CameraTrouble.ACCOUNT),
        (404, CameraTrouble.REFUSED),
        (500, CameraTrouble.REFUSED),
        (503, CameraTrouble.REFUSED),
    ],
)
def test_nobody_is_followed_elsewhere_and_no_error_is_a_picture(tmp_path, camera, status, why):
    camera.answer = give(b"", status, Location=camera.address + "/elsewhere")

    assert trouble(asking(tmp_path), camera) is why
    assert camera.asked == ["/ISAPI/Streaming/channels/101/picture"]


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_still_has_at_most_eight_megabytes(tmp_path, camera, more):
    camera.picture = bytes(MOST_BYTES + more)

    if more > 0:
        assert trouble(asking(tmp_path), camera) is CameraTrouble.TOO_LARGE
    else:
        assert len(asking(tmp_path).still(access(camera))) == MOST_BYTES + more


def test_a_camera_that_asks_who_it_is_at_endless_length_is_not_listened_to(tmp_path, camera):
    camera.talks_for = 2**40

    assert asking(tmp_path).still(access(camera)) == PHOTO


def test_a_camera_that_sends_elsewhere_at_endless_length_is_not_listened_to(tmp_path, camera):
    told: Queue[int] = Queue()

    def answer(handler):
        handler.send_response(302)
        handler.send_header("Location", "/elsewhere")
        handler.send_header("Content-Length", str(MUCH))
        handler.end_headers()
        told.put(talk(handler, MUCH))

    camera.answer = answer

    assert trouble(asking(tmp_path), camera) is CameraTrouble.REDIRECTED
    assert told.get(timeout=PATIENCE) < MUCH


@pytest.mark.parametrize("place", ["http://[", "http://\xff.example/", "//"])
def test_a_camera_that_sends_to_no_address_at_all_is_told_as_such(tmp_path, camera, place):
    camera.answer = give(b"", 302, Location=place)

    assert trouble(asking(tmp_path), camera) is CameraTrouble.REDIRECTED


def test_a_camera_that_tells_its_head_a_byte_at_a_time_is_given_up(tmp_path, camera):
    def answer(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        with suppress(OSError):
            while not camera.over.wait(0.01) and camera.crumbs > 0:
                camera.crumbs -= 1
                handler.wfile.write(b"x")
            handler.wfile.write(b"\r\n\r\n" + PHOTO)

    camera.answer, camera.crumbs = answer, 1000

    assert trouble(asking(tmp_path, within=0.2), camera) is CameraTrouble.SLOW


@pytest.mark.parametrize("asks", ['Digest qop="auth"', 'Digest realm="C1234"', "Digest", "Digest ,=,"])
def test_a_camera_that_asks_who_it_is_in_halves_gives_no_still(tmp_path, camera, asks):
    camera.asks = asks

    assert trouble(asking(tmp_path), camera) in (CameraTrouble.REFUSED, CameraTrouble.ACCOUNT)


def test_an_account_in_chinese_is_told_by_basic_and_refused_by_digest_without_a_fault(tmp_path, camera):
    camera.account, camera.password, camera.scheme = "查看", "密码", "basic"

    assert asking(tmp_path).still(access(camera)) == PHOTO
    camera.scheme = "digest"
    assert trouble(asking(tmp_path), camera) is CameraTrouble.REFUSED


@pytest.mark.parametrize("networks", ["10.20.0.0/16", "127.0.0.2/32", "0.0.0.0/0"])
def test_outside_the_networks_that_were_opened_nothing_is_asked_for(tmp_path, camera, networks):
    assert trouble(asking(tmp_path, networks), camera) is CameraTrouble.NOT_ALLOWED
    assert camera.said == []


def test_what_does_not_answer_is_not_waited_for(tmp_path, camera):
    camera.answer = lambda handler: camera.over.wait()

    assert trouble(asking(tmp_path, waits=(2.0, 0.1)), camera) is CameraTrouble.SLOW


def test_what_answers_a_little_at_a_time_is_given_up(tmp_path, camera):
    hours = iter(range(1000))

    cameras = asking(tmp_path, clock=lambda: NINE + timedelta(hours=next(hours)))

    assert trouble(cameras, camera) is CameraTrouble.SLOW


def test_where_nobody_listens_the_camera_is_not_there(tmp_path, camera):
    nobody = f"http://127.0.0.1:{three_free_ports()}/"

    assert trouble(asking(tmp_path), camera, address=nobody) is CameraTrouble.UNREACHABLE


def test_neither_an_address_nor_a_password_is_told_by_what_failed_or_by_a_log(tmp_path, camera, caplog):
    camera.answer = give(b"", 500)
    caplog.set_level(logging.DEBUG)

    with pytest.raises(CameraFailed) as failed:
        asking(tmp_path).still(access(camera))

    told = caplog.text + str(failed.value) + repr(failed.value) + repr(failed.value.__cause__)
    assert "hunter2" not in told
    assert "ISAPI" not in str(failed.value)


def test_neither_a_proxy_nor_a_netrc_of_the_machine_has_a_say(tmp_path, camera, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")

    assert asking(tmp_path).still(access(camera)) == PHOTO
