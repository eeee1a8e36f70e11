"""A missing punch, from the machine to the phone and back: only the one who can still mend it is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from notifications.delivery import deliver_waiting
from notifications.post import Post, Wording
from notifications.reminders import remind_all
from notifications.sandbox.server import STAND_IN, StandIn, create_sandbox
from notifications.senders.twilio import TwilioSms
from tests.factories import MONDAY, a_class, a_device, at
from tests.notifications.conftest import Clock, served
from tests.training.attendance.reminding import a_reachable
from tests.webapp.conftest import web_settings
from tests.webapp.trainees.test_trainee import text
from training.database import Database
from training.privacy.rules.purposes import NOTICE_VERSION
from webapp.app import create_app
from webapp.demo.machine import Machine
from webapp.web.house import KEY

NAMES = ("王芳", "李强", "赵敏", "孙丽", "周杰")
LATE_NUMBER, LATE_PHONE = "3", "13800000003"
SECRET = "kX3-secret-path"
EVERYBODY = tuple(str(place) for place in range(1, len(NAMES) + 1))


@dataclass
class City:
    """The product in one process: web over HTTP, delivery by the real Twilio library, a machine, a clock."""

    database: Database
    clock: Clock
    machine: Machine
    post: Post
    phones: StandIn
    browser: FlaskClient

    def punch(self, clock: str, *numbers: str) -> None:
        """These people stand before the machine, and it pushes."""
        for place, number in enumerate(numbers):
            self.machine.punch(number, at(MONDAY, f"{clock}:{place:02}"))
        self.machine.send_waiting()

    def work(self, clock: str) -> None:
        """What the worker's minute does at that time."""
        self.clock.now = at(MONDAY, clock)
        remind_all(self.database, self.post.public_url, self.clock())
        deliver_waiting(self.post)

    def received(self) -> list[tuple[str, str]]:
        return [(each.phone, each.text) for each in reversed(self.phones.phones.messages)]


@pytest.fixture
def city(database: Database, database_url: str, tmp_path: Path) -> Iterator[City]:
    clock, sandbox = Clock(at(MONDAY, "08:00")), create_sandbox("AC1", "token")
    with database.writing() as session:
        own = a_class(session, name="电工（五级）3班", attendance_device="6012")
        a_device(session, "CJDE1", "6012", secret=SECRET)
        for number, name in zip(EVERYBODY, NAMES, strict=True):
            a_reachable(session, own, name, number)
    with served(sandbox) as provider:
        twilio = {
            "SMS_SENDER": "twilio",
            "TWILIO_ACCOUNT_SID": "AC1",
            "TWILIO_AUTH_TOKEN": "token",
            "TWILIO_FROM": "+15005550006",
            "TWILIO_API_BASE": provider,
        }
        chosen = web_settings(database_url, tmp_path, **twilio)
        app = create_app(chosen, clock=clock)
        app.config["WTF_CSRF_ENABLED"] = False
        with served(app) as address:
            machine = Machine("CJDE1", address, tmp_path / "machine.json")
            machine.learn(SECRET)
            wording = Wording("查班", with_link=True)
            post = Post(database, TwilioSms(chosen), clock, lambda: 0, wording, 100, public_url=address)
            yield City(database, clock, machine, post, sandbox.extensions[STAND_IN], app.test_client())
        app.extensions[KEY].database.close()


def test_the_one_who_was_not_seen_is_told_opens_the_day_punches_and_has_the_hours(city):
    city.clock.now = at(MONDAY, "08:30")
    city.punch("08:20", *(number for number in EVERYBODY if number != LATE_NUMBER))

    for clock in ("08:34", "08:36", "08:37", "08:40"):
        city.work(clock)

    ((phone, sms),) = city.received()
    assert phone == LATE_PHONE
    assert sms.startswith("【查班】电工3班上午未签到，请在08:45前到考勤机刷脸。http://")

    day = _follow(city, sms)
    assert "上午签到 现在可打，08:45 截止" in day

    city.clock.now = at(MONDAY, "08:43")
    city.punch("08:42", LATE_NUMBER)
    assert "上午签到 08:42 已打" in text(city.browser.get(_path(sms), follow_redirects=True))

    city.clock.now = at(MONDAY, "12:31")
    city.punch("11:40", *EVERYBODY)
    city.work("12:31")
    assert "08:42 签到、11:40 签退，都在规定时段，记 4 课时" in text(
        city.browser.get(_path(sms), follow_redirects=True)
    )
    assert len([each for each in city.received() if "验证码" not in each[1]]) == 1


def test_a_late_batch_that_comes_before_the_sending_cancels_the_message(city):
    city.clock.now = at(MONDAY, "08:36")
    city.punch("08:20", "1")
    remind_all(city.database, city.post.public_url, city.clock())

    city.punch("08:25", *EVERYBODY[1:])
    deliver_waiting(city.post)

    assert city.received() == []


def test_while_the_machine_is_offline_nobody_is_told_and_afterwards_nobody_has_lost_anything(city):
    for place, number in enumerate(EVERYBODY):
        city.machine.punch(number, at(MONDAY, f"08:20:{place:02}"))

    city.work("08:36")
    assert city.received() == []

    city.clock.now = at(MONDAY, "09:30")
    city.machine.send_waiting()
    city.punch("11:40", *EVERYBODY)
    city.work("12:15")
    assert city.received() == []


def _follow(city: City, sms: str) -> str:
    """Open the link on the phone, sign in with the code that comes there, and read the page."""
    assert city.browser.get(_path(sms)).location == "/sign-in"
    city.browser.post("/sign-in", data={"phone": LATE_PHONE})
    deliver_waiting(city.post)
    code = re.search(r"\d{6}", city.received()[-1][1]).group()
    entered = city.browser.post("/sign-in/code", data={"code": code})
    assert "知道了" in text(city.browser.get(entered.location, follow_redirects=True))
    told = {"version": NOTICE_VERSION}
    return text(city.browser.post("/privacy", data=told, follow_redirects=True))


def _path(sms: str) -> str:
    return re.search(r"/t/\S+", sms).group()
