"""The real Twilio library, talking to the stand-in over HTTP."""

import socket
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from flask import Flask, Response

from notifications.sandbox.phones import Order
from notifications.senders.provider_codes import TWILIO_ANSWERS, TWILIO_RECEIPTS
from notifications.senders.twilio import TwilioReceipts, TwilioSms
from tests.notifications.conftest import an_sms, served, twilio_settings, until
from training.outbox.terms import SmsFate, SmsTrouble
from training.ports.sms import BadSignature, SmsFailed

RECEIPTS_AT = "http://127.0.0.1:8000/sms/twilio"


def trouble_of(sender: TwilioSms, **fields: str) -> SmsTrouble:
    with pytest.raises(SmsFailed) as failure:
        sender.send(an_sms(**fields))
    assert "13800000001" not in str(failure.value)
    return failure.value.trouble


def test_a_message_arrives_on_the_phone_with_its_code_and_what_it_costs(twilio, sandbox, stand_in):
    taken = twilio.send(an_sms("【查班】验证码 123456，5 分钟内有效。"))

    page = sandbox.test_client().get("/phones/13800000001").get_data(as_text=True)
    assert (taken.reference, taken.segments) == (stand_in.phones.messages[0].sid, 1)
    assert '<p class="code">123456</p>' in page
    assert "计费 1 条" in page
    assert "本地替身" in page


def test_a_long_message_is_billed_as_the_provider_says(twilio):
    assert twilio.send(an_sms("字" * 71)).segments == 2


def test_receipts_are_asked_for_under_our_own_reference_and_validity_is_what_is_left(twilio, stand_in):
    sms = an_sms(valid_for=timedelta(seconds=90))

    twilio.send(sms)

    assert stand_in.phones.messages[0].callback == f"{RECEIPTS_AT}/{sms.public_id}"


class _Listening(BaseHTTPRequestHandler):
    """Remembers the fields of what it was sent, and refuses it."""

    heard: list[str] = []

    def do_POST(self) -> None:
        self.heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(400)
        self.end_headers()
        self.wfile.write(b'{"code": 21211, "message": "no", "status": 400}')

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.mark.parametrize(
    ("left", "asked"),
    [(timedelta(seconds=1), 5), (timedelta(seconds=90), 90), (timedelta(hours=11), 36000)],
)
def test_the_provider_is_told_how_long_the_message_is_of_use(tmp_path, left, asked):
    handler = type("Listening", (_Listening,), {"heard": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        settings = twilio_settings(
            f"http://127.0.0.1:{server.server_port}", tmp_path, TWILIO_MESSAGING_SERVICE_SID="MG1"
        )
        trouble_of(TwilioSms(settings), valid_for=left)
        thread.join()

    (heard,) = handler.heard
    assert f"ValidityPeriod={asked}" in heard
    assert "MessagingServiceSid=MG1" in heard
    assert "From=%2B15005550006" in heard


def test_twilio_itself_is_not_asked_to_find_this_very_machine(tmp_path):
    own = TwilioSms(twilio_settings("https://api.twilio.com", tmp_path))
    public = TwilioSms(
        twilio_settings("https://api.twilio.com", tmp_path, CHABAN_PUBLIC_URL="https://chaban.example")
    )
    sms = an_sms()

    assert own._callback(sms) == {}
    assert public._callback(sms) == {"status_callback": f"https://chaban.example/sms/twilio/{sms.public_id}"}


def test_wrong_credentials_are_our_own_mistake(sandbox_address, tmp_path):
    sender = TwilioSms(twilio_settings(sandbox_address, tmp_path, TWILIO_AUTH_TOKEN="wrong"))

    assert trouble_of(sender) is SmsTrouble.MISCONFIGURED


def test_an_empty_text_is_refused(twilio):
    assert trouble_of(twilio, text="") is SmsTrouble.REJECTED


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


@pytest.mark.parametrize(
    ("number", "trouble"), [("0001", "misconfigured"), ("0007", "misconfigured"), ("0008", "back_off")]
)
def test_the_documented_senders_fail_with_their_codes(sandbox_address, tmp_path, number, trouble):
    settings = twilio_settings(sandbox_address, tmp_path, TWILIO_FROM=f"+1500555{number}")

    assert trouble_of(TwilioSms(settings)) == trouble


@pytest.mark.parametrize(
    ("failure", "trouble", "arrives"),
    [
        ("429", "back_off", False),
        ("503", "back_off", False),
        ("500", "unclear", False),
        ("20003", "misconfigured", False),
        ("21610", "opted_out", False),
        ("63038", "pause", False),
        ("cut-before", "unclear", False),
        ("cut-after", "unclear", True),
        ("hang-before", "unclear", False),
        ("hang-after", "unclear", True),
    ],
)
def test_every_trouble_is_told_apart(twilio, impatient, stand_in, failure, trouble, arrives):
    stand_in.orders.add(Order(failure, 1))

    assert trouble_of(impatient if failure.startswith("hang") else twilio) == trouble
    if arrives:
        until(lambda: stand_in.phones.messages)
    assert bool(stand_in.phones.messages) is arrives


def test_a_provider_that_cannot_be_reached_has_certainly_not_taken_the_message(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    assert trouble_of(TwilioSms(twilio_settings(f"http://127.0.0.1:{port}", tmp_path))) is SmsTrouble.BACK_OFF


def test_a_code_that_no_table_lists_is_marked(twilio, stand_in, monkeypatch):
    stand_in.orders.add(Order("21610", 1))
    monkeypatch.delitem(TWILIO_ANSWERS, 21610)

    with pytest.raises(SmsFailed) as failure:
        twilio.send(an_sms())

    assert (failure.value.trouble, failure.value.is_known) == (SmsTrouble.REJECTED, False)


def test_what_was_taken_before_the_line_broke_is_found_by_number_words_and_time(twilio, stand_in):
    stand_in.orders.add(Order("cut-after", 1))
    sms = an_sms()
    trouble_of(twilio)
    stand_in.callbacks.wait()

    report = twilio.look_up(sms)

    assert report is not None
    assert (report.fate, report.segments) == (SmsFate.DELIVERED, 1)
    assert report.reference == stand_in.phones.messages[0].sid


@pytest.mark.parametrize(
    "other",
    [
        lambda: an_sms("【查班】电工3班下午未签到。"),
        lambda: an_sms(phone="13800000002"),
        lambda: an_sms(attempted_at=datetime.now(UTC) + timedelta(minutes=5)),
    ],
)
def test_other_words_another_phone_or_an_older_message_is_not_it(twilio, other):
    twilio.send(an_sms())

    assert twilio.look_up(other()) is None


def test_a_message_of_an_earlier_attempt_is_not_this_one(twilio):
    first = twilio.send(an_sms())

    assert twilio.look_up(an_sms(earlier=frozenset({first.reference}))) is None


def test_a_message_whose_number_we_know_is_looked_up_by_it(twilio, stand_in):
    stand_in.orders.add(Order("30003", 1))
    taken = twilio.send(an_sms())
    stand_in.callbacks.wait()

    found = twilio.look_up(an_sms(reference=taken.reference))

    assert found is not None
    assert (found.fate, found.code) == (SmsFate.FAILED_FOR_NOW, "30003")
    assert twilio.look_up(an_sms(reference="SM" + "0" * 32)) is None


def test_a_look_up_that_fails_says_nothing_of_the_message(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    sender = TwilioSms(twilio_settings(f"http://127.0.0.1:{port}", tmp_path))

    for sms in (an_sms(), an_sms(reference="SM1")):
        with pytest.raises(SmsFailed):
            sender.look_up(sms)


def receipt(status: str, code: str = "") -> dict[str, list[str]]:
    fields = {"MessageSid": ["SM1"], "MessageStatus": [status], "To": ["+8613800000001"], "New": ["field"]}
    return fields | ({"ErrorCode": [code]} if code else {})


@pytest.mark.parametrize(
    ("status", "code", "fate", "is_known"),
    [
        ("queued", "", "taken", True),
        ("accepted", "", "taken", True),
        ("sending", "", "taken", True),
        ("sent", "", "taken", True),
        ("delivered", "", "delivered", True),
        ("read", "", "delivered", True),
        ("canceled", "", "failed", True),
        ("undelivered", "30003", "failed_for_now", True),
        ("undelivered", "30005", "failed", True),
        ("failed", "30007", "failed", True),
        ("failed", "", "failed", True),
        ("failed", "39999", "failed", False),
        ("beamed", "", "failed", False),
    ],
)
def test_a_signed_receipt_is_read(status, code, fate, is_known):
    receipts, fields, address = TwilioReceipts("token"), receipt(status, code), f"{RECEIPTS_AT}/1"
    signature = receipts._validator.compute_signature(address, {k: v[0] for k, v in fields.items()})

    report = receipts.read(address, fields, signature)

    assert (report.fate, report.code, report.is_known) == (fate, code, is_known)
    assert report.reference == "SM1"


@pytest.mark.parametrize("wrong", ["field", "address", "token", "nothing"])
def test_a_receipt_that_was_changed_on_its_way_is_refused(wrong):
    fields, address = receipt("sent"), f"{RECEIPTS_AT}/1"
    signer = TwilioReceipts("another" if wrong == "token" else "token")
    signature = signer._validator.compute_signature(address, {k: v[0] for k, v in fields.items()})
    if wrong == "field":
        fields["MessageStatus"] = ["delivered"]

    with pytest.raises(BadSignature):
        TwilioReceipts("token").read(
            address + "0" if wrong == "address" else address, fields, "" if wrong == "nothing" else signature
        )


def test_the_tables_know_what_pauses_the_channel():
    assert TWILIO_ANSWERS[63038] is SmsTrouble.PAUSE
    assert {code for code, told in TWILIO_RECEIPTS.items() if told.channel} == {30002, 63038}


def test_the_tables_know_which_code_tells_of_opting_out():
    assert {code for code, trouble in TWILIO_ANSWERS.items() if trouble is SmsTrouble.OPTED_OUT} == {21610}
    assert {code for code, told in TWILIO_RECEIPTS.items() if told.has_opted_out} == {21610}


def test_the_first_page_lists_every_phone_with_its_newest_message(twilio, sandbox):
    twilio.send(an_sms("第一条"))
    twilio.send(an_sms("第二条"))
    twilio.send(an_sms("别人的", "13800000002"))

    page = sandbox.test_client().get("/").get_data(as_text=True)

    assert "第二条" in page
    assert "别人的" in page
    assert "第一条" not in page


def test_an_empty_stand_in_says_what_to_do(sandbox):
    assert "还没有短信" in sandbox.test_client().get("/").get_data(as_text=True)
    assert sandbox.test_client().get("/phones/13800000001").status_code == 404


def test_text_from_a_message_is_shown_as_text_and_not_as_html(twilio, sandbox):
    twilio.send(an_sms("<script>alert(1)</script>"))

    assert "<script>alert" not in sandbox.test_client().get("/").get_data(as_text=True)


def test_a_failure_is_ordered_for_one_phone_so_many_times_and_taken_back(sandbox, twilio, stand_in):
    client = sandbox.test_client()
    order = {"failure": "21610", "times": "2", "phone": "13800000001"}
    assert client.post("/control", data=order).status_code == 303
    assert "对方已退订（21610），2 次，只对 13800000001" in client.get("/control").get_data(as_text=True)

    twilio.send(an_sms(phone="13800000002"))
    assert trouble_of(twilio) is SmsTrouble.OPTED_OUT
    client.post("/control")

    twilio.send(an_sms())
    assert stand_in.orders.waiting == []
    assert client.post("/control", data={"failure": "nonsense"}).status_code == 422


NO_ANSWERS = (
    *("<html>captive</html>", "", "[]", "null", '"text"', "{}", '{"sid": null}', '{"sid": 7, "status": 3}'),
    *('{"messages": null}', '{"messages": [null]}', '{"sid": "SM1", "num_segments": "x", "status": "sent"}'),
)


@pytest.mark.parametrize("body", NO_ANSWERS)
def test_an_answer_without_sense_leaves_a_message_in_doubt_and_never_settles_it(tmp_path, body):
    app = Flask("odd")
    app.add_url_rule("/<path:asked>", "any", lambda asked: Response(body), methods=["GET", "POST"])
    with served(app) as address:
        sender = TwilioSms(twilio_settings(address, tmp_path))

        assert trouble_of(sender) is SmsTrouble.UNCLEAR
        for reference in ("", "SM1"):
            with pytest.raises(SmsFailed):
                sender.look_up(an_sms(reference=reference))
