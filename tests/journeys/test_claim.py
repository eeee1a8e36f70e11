"""A C1 claim between two phones: the trainee's with pages and SMS, the reviewer's with the chat (R59)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.answers.replies import SEND
from bot.sandbox.chats import Entry, chat_of
from bot.sandbox.organisation import Organisation
from notifications.delivery import deliver_waiting
from notifications.post import Post, Wording
from notifications.sandbox.server import STAND_IN, StandIn, create_sandbox
from notifications.senders.twilio import TwilioSms
from tests.bot.conftest import (
    WANGQIANG,
    Clock,
    World,
    house_for,
    listening,
    settings_for,
)
from tests.notifications.conftest import served
from tests.patience import PATIENCE
from tests.training.claims.claiming import NOW, a_c1_enrolment, a_reviewer, an_approval
from tests.webapp.conftest import PHONE, web_settings
from tests.webapp.filling import fill_in
from tests.webapp.trainees.test_claims import send
from tests.webapp.trainees.test_trainee import text
from training.claims.rules.consent import CONSENT_VERSION
from training.claims.terms import ClaimState
from training.database import Database
from training.privacy.rules.purposes import NOTICE_VERSION
from training.records.claims.claims import C1Claim
from training.staff.acts.know_in_chat import know_in_chat
from webapp.app import create_app
from webapp.web.house import KEY

PASSED = {"is_own": "1", "has_no_post": "1"}
LICENCE = PASSED | {"vehicle_class": "C1", "issued_on": "2026-05-01"}
TAXI = PASSED | {"valid_from": "2026-05-10"}


@dataclass
class City:
    """The product in one process: pages, delivery by the real Twilio library, the bot by DingTalk's own."""

    app: Flask
    post: Post
    phones: StandIn
    chat: World

    @property
    def database(self) -> Database:
        return self.chat.house.database

    def sms(self) -> str:
        """Deliver what waits, and read the newest on the trainee's phone."""
        deliver_waiting(self.post)
        newest = self.phones.phones.messages[0]
        assert newest.phone == PHONE
        return str(newest.text)

    def sign_in(self, phone: FlaskClient) -> str:
        """With the code that comes by SMS; gives where it led."""
        # A phone gets one code a minute.
        self.chat.clock.pass_by(minutes=1)
        phone.post("/sign-in", data={"phone": PHONE})
        code = re.search(r"\d{6}", self.sms()).group()
        entered = str(phone.post("/sign-in/code", data={"code": code}).location)
        phone.get("/privacy/first")
        phone.post("/privacy", data={"version": NOTICE_VERSION})
        return entered

    def submit(self, phone: FlaskClient, own: str, *fields: str) -> None:
        for field in fields:
            assert send(phone, own, field).status_code == 303
        assert phone.post(f"{own}/submit", data={"consent": CONSENT_VERSION}).status_code == 303

    def card(self, shows: str) -> Entry:
        found = self.chat.organisation.chats.wait_for(
            chat_of(WANGQIANG),
            lambda each: each.kind == "card" and shows in str(each.content["values"]),
            PATIENCE,
        )
        assert found is not None, f"no card shows {shows}"
        return found

    def claim(self) -> C1Claim:
        with self.database.reading() as session:
            return session.scalars(select(C1Claim)).one()

    def desk(self, answer: str) -> FlaskClient:
        """A browser that entered by the one-time link in that answer, at the claim."""
        desk = self.app.test_client()
        (link,) = re.findall(r"/desk/enter/[\w-]+", answer)
        assert "进入" in text(desk.get(link))
        entered = desk.post(link)
        assert entered.location == f"/desk/claims/{self.claim().public_id}"
        assert "备案信息" in text(desk.get(entered.location))
        assert self.app.test_client().post(link).status_code == 410
        return desk

    def review(self, desk: FlaskClient) -> None:
        """Look at every paper on the page, and find it in order."""
        page = desk.get(f"/desk/claims/{self.claim().public_id}").get_data(as_text=True)
        for paper, facts in zip(
            re.findall(r"/desk/papers/([0-9a-f-]+)/pass", page), (LICENCE, TAXI), strict=True
        ):
            assert desk.get(f"/desk/papers/{paper}").status_code == 200
            shown = f"/desk/claims/{self.claim().public_id}"
            assert fill_in(desk, shown, f"/desk/papers/{paper}/pass", **facts).status_code == 303


@pytest.fixture
def city(database: Database, database_url: str, organisation: Organisation, tmp_path: Path) -> Iterator[City]:
    clock, sandbox = Clock(NOW), create_sandbox("AC1", "token")
    organisation.meetings.clock = lambda: clock.now.timestamp()
    with database.writing() as session:
        an_approval(session)
        rules = a_c1_enrolment(session).training_class.rule_set
        rules.numbers = rules.numbers | {"second_look_percent": 0}
        know_in_chat(session, a_reviewer(session, "王强"), WANGQIANG)
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
        house = house_for(settings_for(organisation, tmp_path), database, clock)
        post = Post(database, TwilioSms(chosen), clock, lambda: 0, Wording("查班", with_link=True), 100)
        with listening(house):
            yield City(app, post, sandbox.extensions[STAND_IN], World(organisation, house, clock))
        app.extensions[KEY].database.close()


@pytest.fixture
def handed_in(city: City) -> tuple[FlaskClient, str]:
    """王芳 signs in and hands her claim in; her phone, and the claim's page."""
    phone = city.app.test_client()
    city.sign_in(phone)
    own = re.search(r"/classes/[0-9a-f-]+/claim", phone.get("/").get_data(as_text=True)).group()
    assert phone.post(own).status_code == 303
    city.submit(phone, own, "licence/1", "taxi/1")
    return phone, own


def taps(markdown: str) -> list[str]:
    return [unquote(each) for each in re.findall(re.escape(SEND) + r"([^)]*)", markdown)]


def press(city: City, card: Entry, name: str) -> None:
    own = json.loads(card.content["values"]["sys_full_json_obj"])["msgButtons"]
    (address,) = [each["url"] for each in own if each["text"] == name]
    city.chat.organisation.say(WANGQIANG, unquote(address.split("content=")[1]))


def test_from_the_submission_to_the_approval_in_the_chat(city, handed_in):
    city.card("C1 申领待审")
    (tap,) = [each for each in taps(city.chat.ask(WANGQIANG, "待审")) if each != "待查"]

    city.review(city.desk(city.chat.ask(WANGQIANG, tap)))
    press(city, city.card("C1 申领待审"), "通过")

    assert "王强" in city.card("C1 申领：审核通过").content["values"]["markdown"]
    sms = city.sms()
    assert sms.startswith("【查班】您的C1申领：通过。请登录查班看下一步。https://chaban.example/t/")
    other_phone = city.app.test_client()
    path = re.search(r"/t/\S+", sms).group()
    assert other_phone.get(path).location == "/sign-in"
    assert city.sign_in(other_phone) == path
    assert "通过" in text(other_phone.get(path, follow_redirects=True))


def test_back_through_a_return_in_the_chat_with_the_better_photo(city, handed_in):
    phone, own = handed_in
    first = city.card("C1 申领待审")

    press(city, first, "退回")
    which = city.chat.answer_after(chat_of(WANGQIANG), first.key)
    why = city.chat.ask(WANGQIANG, next(each for each in taps(which) if each.endswith("驾驶证")))
    city.chat.ask(WANGQIANG, next(each for each in taps(why) if "看不清" in each))

    assert "看不清" in city.card("C1 申领：退回补正").content["values"]["markdown"]
    sms = city.sms()
    assert "您的C1申领有材料退回" in sms
    mending = text(phone.get(re.search(r"/t/\S+", sms).group(), follow_redirects=True))
    assert "退回原因：照片看不清，请在光线好的地方对正、拍全、重拍。" in mending
    city.submit(phone, own, "licence/1")

    again = city.card("C1 申领补正后待审")
    assert again.key != first.key
    number = next(each for each in taps(city.chat.ask(WANGQIANG, "待审")) if each != "待查")
    city.review(city.desk(city.chat.ask(WANGQIANG, number)))
    press(city, again, "通过")

    city.card("C1 申领：审核通过")
    assert city.claim().state is ClaimState.APPROVED
    assert "您的C1申领：通过" in city.sms()
    assert "通过" in text(phone.get(own))
