"""A camera is asked over HTTP as ISAPI and ONVIF have it; every failure has its own words."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from tests.ports import three_free_ports
from tests.webapp.cameras.camera_server import CameraServer, a_camera_at_a_wire, give
from tests.webapp.checks.inspecting import a_photo
from tests.webapp.conftest import web_settings
from training.cameras.terms import CameraTrouble
from training.ports.cameras import CameraAccess, CameraFailed
from webapp.cameras.http import MOST_BYTES, HttpCameras

NINE = at(MONDAY, "09:00")
PHOTO = a_photo()
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
