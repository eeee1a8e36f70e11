"""DingTalk's interfaces by our thin client: counted, patient for seconds only, every failure named."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

import bot.line.downloads
from bot.line.api_answers import ApiUnclear
from bot.line.meter import Meter
from bot.line.openapi import ApiRefused, ApiThrottled, ApiUnavailable, OpenApi, Person, QuotaEmpty
from bot.sandbox.chats import GROUP_ID
from tests.bot.conftest import LIMIN, WANGQIANG, Clock, settings_for
from training.chat.terms import UsageKind


@pytest.fixture
def meter() -> Meter:
    return Meter()


@pytest.fixture
def api(organisation, tmp_path, meter, clock) -> OpenApi:
    return OpenApi(settings_for(organisation, tmp_path), meter, clock)


def texts(organisation, place: str) -> list[str]:
    return [each.content["text"] for each in organisation.chats.after(place, 0)]


def test_a_message_reaches_a_person_and_whom_dingtalk_does_not_know_keeps_it_from_nobody(api, organisation):
    assert api.send_to_people([LIMIN, "nobody"], "标题", "**你好**") == []
    assert texts(organisation, "cid-limin") == ["**你好**"]


def test_whom_flow_control_keeps_it_from_is_named_and_where_these_are_all_it_is_tried_again(
    api, organisation
):
    organisation.kept_back += [WANGQIANG, WANGQIANG]

    assert api.send_to_people([LIMIN, WANGQIANG], "标题", "你好") == [WANGQIANG]
    with pytest.raises(ApiThrottled):
        api.send_to_people([WANGQIANG], "标题", "你好")
    assert (texts(organisation, "cid-limin"), texts(organisation, "cid-wangqiang")) == (["你好"], [])


def test_who_is_named_in_a_group_is_named_in_the_text_too_or_dingtalk_shows_nobody(api, organisation):
    api.answer_by_webhook(organisation.webhook_for(GROUP_ID), "标题", "到课 5 人", at=LIMIN)
    api.answer_by_webhook(organisation.webhook_for("cid-limin"), "标题", "到课 5 人")

    assert texts(organisation, GROUP_ID) == [f"到课 5 人  \n  @{LIMIN}"]
    assert texts(organisation, "cid-limin") == ["到课 5 人"]


def test_a_message_reaches_a_group(api, organisation):
    api.send_to_group(GROUP_ID, "标题", "大家好")

    assert texts(organisation, GROUP_ID) == ["大家好"]


def test_a_picture_is_downloaded_by_its_code(api, organisation):
    organisation.show(LIMIN, b"\x89PNG picture")
    (code,) = organisation.files

    assert api.download(code) == b"\x89PNG picture"
    with pytest.raises(ApiRefused):
        api.download("unknown")


def test_a_picture_too_large_is_refused(api, organisation, monkeypatch):
    monkeypatch.setattr(bot.line.downloads, "LARGEST_FILE", 10)
    organisation.show(LIMIN, b"x" * 11)

    with pytest.raises(ApiRefused, match="图片太大"):
        api.download(next(iter(organisation.files)))


def test_a_person_is_looked_up_at_the_older_host_and_not_counted(api, meter):
    assert api.look_up(LIMIN) == Person("李敏", "union-limin")
    assert meter.is_empty
    with pytest.raises(ApiRefused):
        api.look_up("nobody")


def test_the_token_is_fetched_once_and_renewed_before_it_ends(api, organisation, clock):
    for _ in range(3):
        api.send_to_people([LIMIN], "标题", "你好")
    first = len(organisation.tokens)
    clock.now += timedelta(seconds=7200) - timedelta(minutes=5)
    api.send_to_people([LIMIN], "标题", "你好")

    assert (first, len(organisation.tokens)) == (1, 2)


def test_a_token_that_dingtalk_dropped_is_fetched_anew(api, organisation):
    api.send_to_people([LIMIN], "标题", "你好")
    organisation.tokens.clear()

    api.send_to_people([LIMIN], "标题", "再见")

    assert texts(organisation, "cid-limin") == ["你好", "再见"]


def test_calls_that_dingtalk_counts_are_counted(api, organisation, meter):
    api.send_to_people([LIMIN], "标题", "你好")
    api.answer_by_webhook(organisation.webhook_for("cid-limin"), "标题", "你好")

    assert dict(meter.drain()) == {UsageKind.CALLS: 1, UsageKind.MESSAGES: 1}
    assert dict(meter.drain()) == {}


def test_wrong_secrets_are_named_and_not_repeated(organisation, tmp_path, meter, clock):
    settings = settings_for(organisation, tmp_path, DINGTALK_CLIENT_SECRET="wrong-secret")

    with pytest.raises(ApiRefused) as refusal:
        OpenApi(settings, meter, clock).send_to_people([LIMIN], "标题", "你好")
    assert "wrong-secret" not in str(refusal.value)


@pytest.mark.parametrize("call", ["send", "look_up"])
def test_an_empty_quota_is_known_by_the_newer_and_the_older_code(api, organisation, call):
    organisation.gateway.faults.quota = "calls"

    with pytest.raises(QuotaEmpty):
        api.send_to_people([LIMIN], "标题", "你好") if call == "send" else api.look_up(LIMIN)


def test_an_address_that_ended_is_a_refusal(api, organisation):
    organisation.gateway.faults.webhooks_end = True

    with pytest.raises(ApiRefused):
        api.answer_by_webhook(organisation.webhook_for("cid-limin"), "标题", "你好")


def test_a_card_that_no_space_took_is_a_refusal_although_dingtalk_says_200(api):
    with pytest.raises(ApiRefused, match="没有送达卡片"):
        api.deliver_card({"outTrackId": "c", "openSpaceId": "dtv1.card//IM_ROBOT.nobody"})


@pytest.fixture
def odd_server():
    """Answers whatever the test says: (status, body)."""
    said = [503, b"<html>punish</html>"]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(said[0])
            self.end_headers()
            self.wfile.write(said[1])

        def do_GET(self) -> None:
            """A line that breaks off before all is there."""
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"\x89PNG")

        def log_message(self, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield said, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (503, b"<html>punish</html>", ApiUnavailable),
        (500, b"", ApiUnavailable),
        (403, b'{"code": "Forbidden.AccessDenied.QpsLimitForApi"}', ApiUnavailable),
        (403, b'{"code": "Forbidden.AccessDenied.ApiCountLimitForOrg"}', QuotaEmpty),
        (400, b'{"code": "invalidParameter"}', ApiRefused),
        (400, b"[1, 2]", ApiRefused),
        (200, b"<html>punish</html>", ApiUnclear),
        (200, b"[1, 2]", ApiUnclear),
        (200, b'{"status": 1111, "wait": 5, "punish": "deny"}', ApiUnavailable),
    ],
)
def test_every_kind_of_failure_is_told_apart(odd_server, organisation, tmp_path, meter, status, body, kind):
    said, address = odd_server
    said[:] = [status, body]
    settings = settings_for(organisation, tmp_path, DINGTALK_OPENAPI_ENDPOINT=address)

    with pytest.raises(kind):
        OpenApi(settings, meter, Clock()).open_connection({})


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_an_answer_without_a_word_is_no_failure(odd_server, organisation, tmp_path, meter, body):
    said, address = odd_server
    said[:] = [200, body]
    settings = settings_for(organisation, tmp_path, DINGTALK_OPENAPI_ENDPOINT=address)

    assert OpenApi(settings, meter, Clock()).open_connection({}) == {}


def test_a_picture_whose_download_breaks_off_is_asked_for_again(odd_server, organisation, tmp_path, meter):
    said, address = odd_server
    answer = {"accessToken": "t", "expireIn": 7200, "downloadUrl": f"{address}/picture"}
    said[:] = [200, json.dumps(answer).encode()]
    settings = settings_for(organisation, tmp_path, DINGTALK_OPENAPI_ENDPOINT=address)

    with pytest.raises(ApiUnavailable, match="没有下载完"):
        OpenApi(settings, meter, Clock()).download("code")


@pytest.mark.parametrize("result", [None, [], "ok", {"deliverResults": None}, {"deliverResults": ["ok"]}])
def test_a_card_of_which_nobody_says_that_it_was_refused_was_taken(
    odd_server, organisation, tmp_path, meter, result
):
    said, address = odd_server
    said[:] = [200, json.dumps({"accessToken": "t", "expireIn": None, "result": result}).encode()]
    settings = settings_for(organisation, tmp_path, DINGTALK_OPENAPI_ENDPOINT=address)

    OpenApi(settings, meter, Clock()).deliver_card({"outTrackId": "c"})

    assert meter.drain() == {UsageKind.CALLS: 1}


def test_a_person_of_whom_nothing_is_told_has_no_name_and_no_number(
    odd_server, organisation, tmp_path, meter
):
    said, address = odd_server
    answer = {"accessToken": "t", "errcode": 0, "result": {"name": None, "unionid": None}}
    said[:] = [200, json.dumps(answer).encode()]
    own = {"DINGTALK_OPENAPI_ENDPOINT": address, "DINGTALK_OAPI_ENDPOINT": address}

    found = OpenApi(settings_for(organisation, tmp_path, **own), meter, Clock()).look_up(LIMIN)

    assert found == Person("", "")


def test_nobody_at_the_address_is_named_without_the_address(organisation, tmp_path, meter):
    settings = settings_for(organisation, tmp_path, DINGTALK_OPENAPI_ENDPOINT="http://127.0.0.1:9")

    with pytest.raises(ApiUnavailable) as failure:
        OpenApi(settings, meter, Clock()).open_connection({})
    assert "127.0.0.1" not in str(failure.value)
