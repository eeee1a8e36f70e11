"""The real library of Aliyun, talking to a stand-in of its two calls over HTTP."""

import json
import socket
from datetime import UTC, datetime, timedelta
from threading import Event
from types import SimpleNamespace
from uuid import uuid4

import pytest
from flask import Flask, jsonify, request

from notifications.messages import CATALOGUE
from notifications.senders import aliyun, provider_codes
from notifications.senders.provider_codes import ALIYUN_ANSWERS
from tests.notifications.conftest import served
from training.notice.clock import SHANGHAI
from training.outbox.rules.message_limits import ChannelHealth, after_failure
from training.outbox.terms import SmsFate, SmsTrouble
from training.ports.sms import Sms, SmsFailed
from training.settings import Settings, SettingsError

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CODES = ",".join(f"{key}=SMS_{place}" for place, key in enumerate(CATALOGUE))
SAID = {"class_short_name": "电工3班", "half_day": "上午", "until": "08:45", "link": "https://x.cn/t/1"}


class Provider:
    """Takes what it is sent, answers as it is told, and lists what it took."""

    def __init__(self) -> None:
        self.app = Flask("aliyun")
        self.taken: list[dict[str, str]] = []
        self.answer: tuple[dict[str, object], int] | None = None
        self.hangs = 0.0
        self.details = {"SendStatus": 1, "ErrCode": ""}
        self.app.post("/")(self._act)

    def _act(self):
        asked = {**request.args, **request.form}
        Event().wait(self.hangs)
        if self.answer is not None:
            body, status = self.answer
            return jsonify(body), status
        return self._send(asked) if request.headers["x-acs-action"] == "SendSms" else self._list(asked)

    def _send(self, asked: dict[str, str]):
        self.taken.append(asked)
        return jsonify(Code="OK", Message="OK", BizId=f"biz-{len(self.taken)}", RequestId="r")

    def _list(self, asked: dict[str, str]):
        now = datetime.now(SHANGHAI)
        rows = [
            {"PhoneNum": each["PhoneNumbers"], "OutId": each["OutId"], **self.details}
            | {"SendDate": f"{now:%Y-%m-%d %H:%M:%S}", "Content": "x", "TemplateCode": each["TemplateCode"]}
            for place, each in enumerate(self.taken, 1)
            if asked["PhoneNumber"] == each["PhoneNumbers"]
            and asked["SendDate"] == f"{now:%Y%m%d}"
            and asked.get("BizId", f"biz-{place}") == f"biz-{place}"
        ]
        return jsonify(Code="OK", SmsSendDetailDTOs={"SmsSendDetailDTO": rows}, TotalCount=len(rows))


@pytest.fixture
def house(tmp_path):
    provider = Provider()
    with served(provider.app) as address:
        own = settings(tmp_path, address)
        yield SimpleNamespace(
            provider=provider, sender=aliyun.AliyunSms(own), impatient=aliyun.AliyunSms(own, timeout=0.3)
        )


def settings(tmp_path, address: str, codes: str = CODES) -> Settings:
    return Settings.from_environ(
        {
            "CHABAN_INSTANCE": str(tmp_path),
            "SMS_SENDER": "aliyun",
            "SMS_SIGNATURE": "包头培训",
            "ALIYUN_ACCESS_KEY_ID": "id",
            "ALIYUN_ACCESS_KEY_SECRET": "secret",
            "ALIYUN_TEMPLATE_CODES": codes,
            "ALIYUN_API_BASE": address,
        }
    )


def an_sms(template: str = "missing_in", **fields: object) -> Sms:
    now = datetime.now(UTC)
    return Sms(uuid4(), "13800000001", template, SAID, "【查班】…", now, timedelta(minutes=5), **fields)


def trouble_of(house) -> SmsFailed:
    with pytest.raises(SmsFailed) as failure:
        house.sender.send(an_sms())
    assert "13800000001" not in str(failure.value)
    return failure.value


def test_a_message_is_an_approved_template_with_its_parameters_and_no_link(house):
    sms = an_sms()

    taken = house.sender.send(sms)

    (asked,) = house.provider.taken
    assert (taken.reference, taken.segments) == ("biz-1", 1)
    assert (asked["PhoneNumbers"], asked["SignName"], asked["TemplateCode"]) == (
        "13800000001",
        "包头培训",
        "SMS_1",
    )
    assert asked["OutId"] == str(sms.public_id)
    parameters = json.loads(asked["TemplateParam"])
    assert list(parameters.items()) == [
        ("class_short_name", "电工3班"),
        ("half_day", "上午"),
        ("until", "08:45"),
    ]


@pytest.mark.parametrize("lacking", CATALOGUE)
def test_a_template_without_a_code_stops_the_start_by_its_name(tmp_path, lacking):
    codes = ",".join(pair for pair in CODES.split(",") if not pair.startswith(lacking)) or "x=y"

    with pytest.raises(SettingsError, match=lacking):
        aliyun.AliyunSms(settings(tmp_path, "http://127.0.0.1:1", codes))


@pytest.mark.parametrize(("code", "trouble"), sorted(ALIYUN_ANSWERS.items()))
@pytest.mark.parametrize("status", [200, 400])
def test_every_code_of_the_table_means_what_it_says(house, code, trouble, status):
    house.provider.answer = ({"Code": code, "Message": "号码 13800000001 …", "RequestId": "r"}, status)

    failure = trouble_of(house)

    assert (failure.trouble, failure.is_known) == (trouble, True)
    assert code in failure.code


@pytest.mark.parametrize(
    "code", ["isv.SIGN_STATE_ILLEGAL", "isv.DENY_IP_RANGE", "isv.SECURITY_FROZEN_ACCOUNT"]
)
def test_what_says_no_to_every_message_is_of_the_channel_and_of_none_of_them(house, code):
    house.provider.answer = ({"Code": code, "Message": "", "RequestId": "r"}, 200)

    failure = trouble_of(house)

    assert not failure.trouble.is_of_message
    assert after_failure(ChannelHealth(), failure.trouble, NOW).rests(NOW)


def test_whoever_opted_out_is_known_as_such(house):
    house.provider.answer = ({"Code": "isv.CUSTOMER_REFUSED", "Message": "", "RequestId": "r"}, 200)

    assert trouble_of(house).trouble is SmsTrouble.OPTED_OUT


def test_every_table_of_codes_says_where_and_when_it_was_read():
    tables = {name for name in vars(provider_codes) if name.endswith(("_ANSWERS", "_RECEIPTS"))}

    assert tables == set(provider_codes.SOURCES)
    assert all(each.where.startswith("https://") for each in provider_codes.SOURCES.values())


def test_a_code_that_no_table_lists_is_marked_and_rejects_no_message(house):
    house.provider.answer = ({"Code": "isv.NEVER_HEARD", "Message": "", "RequestId": "r"}, 200)

    failure = trouble_of(house)

    assert (failure.trouble, failure.is_known) == (SmsTrouble.BACK_OFF, False)


def test_a_fault_of_the_provider_and_a_time_out_are_unclear(house):
    house.provider.answer = ({"Code": "InternalError", "Message": "", "RequestId": "r"}, 500)
    assert trouble_of(house).trouble is SmsTrouble.UNCLEAR

    house.provider.answer, house.provider.hangs = None, 1.0
    house.sender = house.impatient
    assert trouble_of(house).trouble is SmsTrouble.UNCLEAR


def test_a_provider_that_cannot_be_reached_has_certainly_not_taken_the_message(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"

    failure = trouble_of(SimpleNamespace(sender=aliyun.AliyunSms(settings(tmp_path, address))))

    assert failure.trouble is SmsTrouble.BACK_OFF


@pytest.mark.parametrize(
    ("details", "fate", "is_known"),
    [
        ({"SendStatus": 1}, SmsFate.TAKEN, True),
        ({"SendStatus": 3, "ErrCode": "DELIVERED"}, SmsFate.DELIVERED, True),
        ({"SendStatus": 2, "ErrCode": "MOBILE_NOT_ON_SERVICE"}, SmsFate.FAILED_FOR_NOW, True),
        ({"SendStatus": 2, "ErrCode": "MOBILE_IN_BLACK"}, SmsFate.FAILED, True),
        ({"SendStatus": 2, "ErrCode": "NEVER_HEARD"}, SmsFate.FAILED, False),
    ],
)
def test_what_became_of_a_message_is_looked_up(house, details, fate, is_known):
    house.provider.details = details
    taken = house.sender.send(an_sms())

    report = house.sender.look_up(an_sms(reference=taken.reference))

    assert (report.fate, report.reference, report.is_known) == (fate, taken.reference, is_known)


def test_a_message_in_doubt_is_found_by_our_own_number_and_no_other(house):
    sms = an_sms()
    house.sender.send(sms)

    assert house.sender.look_up(sms).fate is SmsFate.TAKEN
    assert house.sender.look_up(an_sms()) is None


def test_a_look_up_that_fails_says_nothing_of_the_message(house):
    house.provider.answer = ({"Code": "isp.SYSTEM_ERROR", "Message": "", "RequestId": "r"}, 200)

    with pytest.raises(SmsFailed):
        house.sender.look_up(an_sms())


ROWS = {"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": [{}]}}


@pytest.mark.parametrize("body", [None, "text", [], {}, {"Code": None}, {"Code": "OK"}, ROWS])
def test_an_answer_without_sense_leaves_a_message_in_doubt_and_never_settles_it(house, body):
    house.provider.answer = (body, 200)

    assert trouble_of(house).trouble is SmsTrouble.UNCLEAR
    with pytest.raises(SmsFailed):
        house.sender.look_up(an_sms())
