"""The real Twilio library, talking to the stand-in over HTTP."""

import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from notifications.twilio import TwilioSms
from tests.notifications.conftest import twilio_settings
from training.ports import SmsRefused, SmsUnavailable, SmsUnclear


def test_a_message_arrives_on_the_phone_with_its_code(twilio, sandbox):
    reference = twilio.send("13800000001", "【查班】验证码 123456，5 分钟内有效。")

    page = sandbox.test_client().get("/phones/13800000001").get_data(as_text=True)
    assert reference.startswith("SM")
    assert len(reference) == 34
    assert '<p class="code">123456</p>' in page
    assert "本地替身" in page


def test_the_first_page_lists_every_phone_with_its_newest_message(twilio, sandbox):
    twilio.send("13800000001", "第一条")
    twilio.send("13800000001", "第二条")
    twilio.send("13800000002", "别人的")

    page = sandbox.test_client().get("/").get_data(as_text=True)

    assert "第二条" in page
    assert "别人的" in page
    assert "第一条" not in page


def test_an_empty_stand_in_says_what_to_do(sandbox):
    assert "还没有短信" in sandbox.test_client().get("/").get_data(as_text=True)
    assert sandbox.test_client().get("/phones/13800000001").status_code == 404


def test_text_from_a_message_is_shown_as_text_and_not_as_html(twilio, sandbox):
    twilio.send("13800000001", "<script>alert(1)</script>")

    assert "<script>alert" not in sandbox.test_client().get("/").get_data(as_text=True)


def test_wrong_credentials_are_refused_without_naming_the_phone(sandbox_address, tmp_path):
    sender = TwilioSms(twilio_settings(sandbox_address, tmp_path, token="wrong"))

    with pytest.raises(SmsRefused, match="code 20003") as refusal:
        sender.send("13800000001", "你好")
    assert "13800000001" not in str(refusal.value)


def test_an_empty_text_is_refused(twilio):
    with pytest.raises(SmsRefused, match="code 21602"):
        twilio.send("13800000001", "")


@pytest.mark.parametrize(
    ("number", "code"), [("0001", 21211), ("0002", 21612), ("0003", 21408), ("0004", 21610), ("0009", 21614)]
)
def test_the_documented_test_numbers_fail_with_their_codes(sandbox, number, code):
    answer = sandbox.test_client().post(
        "/2010-04-01/Accounts/AC1/Messages.json",
        data={"To": f"+1500555{number}", "From": "+15005550006", "Body": "你好"},
        auth=("AC1", "token"),
    )

    assert (answer.status_code, answer.json["code"]) == (400, code)


class _Provider(BaseHTTPRequestHandler):
    status = 503

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.status == 0:
            self.connection.close()
            return
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"<html>down</html>")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "failure"), [(503, SmsUnavailable), (429, SmsUnavailable), (0, SmsUnclear)]
)
def test_a_provider_in_trouble_is_told_apart_from_one_that_says_no(tmp_path, status, failure):
    handler = type("Provider", (_Provider,), {"status": status})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.handle_request, daemon=True).start()
        sender = TwilioSms(twilio_settings(f"http://127.0.0.1:{server.server_port}", tmp_path))

        with pytest.raises(failure):
            sender.send("13800000001", "你好")


def test_a_provider_that_cannot_be_reached_has_certainly_not_taken_the_message(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    with pytest.raises(SmsUnavailable):
        TwilioSms(twilio_settings(f"http://127.0.0.1:{port}", tmp_path)).send("13800000001", "你好")
