"""From an approved list to the money, and to what became of the person (R14, R19 to R22), office and phones.

The trainee sees on the phone that the money came, and answers by the link of an SMS what became of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from notifications.delivery import deliver_waiting
from notifications.post import Post, Wording
from notifications.sandbox.server import STAND_IN, StandIn, create_sandbox
from notifications.schedule import SCHEDULE
from notifications.senders.twilio import TwilioSms
from tests.factories import at
from tests.notifications.conftest import served
from tests.training.eligibility.judging import DISTRICT, FELLOW, NUMBER, judging
from tests.training.eligibility.pricing import a_list
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World, web_settings
from tests.webapp.desk.payments.test_meetings import boxes, note
from tests.webapp.filling import fill_in
from tests.webapp.trainees.test_trainee import text
from training.claims.terms import Payee
from training.classes.views.find_class import find_class
from training.database import Database
from training.eligibility.terms import ComparedKind
from training.privacy.rules.purposes import NOTICE_VERSION
from training.records.classes.trainees import Trainee
from training.records.subsidies.standards import SubsidyStandard
from webapp.app import create_app
from webapp.web.house import KEY

PHONE, OTHER = "13700000001", "学员2"
LINES = re.compile(r'name="(decision|reason)-([0-9a-f-]{36})"')
MORNING_JOBS = ("follow-ups", "follow-up messages")


@dataclass
class City:
    """The product in one process: pages, and delivery by the real Twilio library."""

    world: World
    post: Post
    phones: StandIn
    class_id: str

    def on(self, day: date, clock: str) -> None:
        self.world.now = at(day, clock)

    def office(self, who: str) -> FlaskClient:
        return staff_client(self.world, who)

    def sms(self, words: str) -> str:
        """Deliver what waits, and read the newest with these words on the trainee's phone."""
        deliver_waiting(self.post)
        own = [each.text for each in self.phones.phones.messages if each.phone == PHONE]
        return next(str(each) for each in own if words in each)

    def sign_in(self, phone: FlaskClient) -> None:
        phone.post("/sign-in", data={"phone": PHONE})
        code = re.search(r"\d{6}", self.sms("验证码")).group()
        phone.post("/sign-in/code", data={"code": code})
        phone.post("/privacy", data={"version": NOTICE_VERSION})

    def run_jobs(self) -> None:
        """What the worker does of a morning."""
        for job in SCHEDULE:
            if job.name in MORNING_JOBS:
                job.act(self.post)


@pytest.fixture
def city(database: Database, database_url: str, tmp_path: Path) -> Iterator[City]:
    """A class on whose list both are 合格; its money goes to the people, and one of them has a job."""
    one, sandbox = judging(database), create_sandbox("AC1", "token")
    with database.writing() as session:
        session.scalars(select(SubsidyStandard)).one().payee = Payee.TRAINEE
        other = session.scalars(select(Trainee).where(Trainee.name == OTHER)).one()
        a_list(session, ComparedKind.EMPLOYED, {other.id_number: (None, None)})
        class_id = str(find_class(session, NUMBER).public_id)
    with served(sandbox) as provider:
        twilio = {
            "SMS_SENDER": "twilio",
            "TWILIO_ACCOUNT_SID": "AC1",
            "TWILIO_AUTH_TOKEN": "token",
            "TWILIO_FROM": "+15005550006",
            "TWILIO_API_BASE": provider,
        }
        chosen = web_settings(database_url, tmp_path, **twilio)
        app = create_app(chosen, clock=lambda: world.now)
        app.config["WTF_CSRF_ENABLED"] = False
        world = World(app, database, one.now)
        wording, clock = Wording("查班", with_link=True), lambda: world.now
        post = Post(
            database, TwilioSms(chosen), clock, lambda: 0, wording, 100, public_url="https://chaban.example"
        )
        yield City(world, post, sandbox.extensions[STAND_IN], class_id)
        app.extensions[KEY].database.close()


def test_from_an_approved_list_to_the_money_and_to_what_became_of_the_person(city):
    _judge_by_two(city)
    page = _meet_and_publicise(city)
    _apply_and_pay(city, page)
    phone = city.world.client()
    _see_on_the_phone(city, phone)
    _answer_by_the_link(city)


def _judge_by_two(city: City) -> None:
    """The one with a job has ended it: the clerk says so, and a colleague agrees."""
    lines, clerk = f"/desk/classes/{city.class_id}/lines", city.office(DISTRICT)
    shown = clerk.get(lines).get_data(as_text=True)
    assert "待核定 1" in text(clerk.get("/desk/eligibility"))
    assert "比对名单命中" in shown
    *_, key = [found for name, found in LINES.findall(shown) if name == "decision"]
    otherwise = {f"decision-{key}": "yes", f"reason-{key}": "劳动合同已解除，见证明"}
    assert fill_in(clerk, lines, lines, **otherwise).status_code == 303
    assert boxes(clerk) == []

    fellow = city.office(FELLOW)
    assert fill_in(fellow, lines, f"{lines}/second", verdict="approve").status_code == 303
    assert "已核定" in text(fellow.get(lines))


def _meet_and_publicise(city: City) -> str:
    """Five working days after Monday the 9th of March end on the 16th."""
    clerk = city.office(DISTRICT)
    noted = note(clerk, boxes(clerk), held_on="2026-03-09")
    assert noted.status_code == 303
    page = str(noted.location)
    assert fill_in(clerk, page, f"{page}/publicity", phone="0472-5618000").status_code == 303

    anybody = city.world.client()
    address = re.search(r'href="(/publicity/[0-9a-f-]+)"', anybody.get("/publicity").get_data(as_text=True))
    assert "1,000.00" in text(anybody.get(address.group(1)))
    assert "公示到 2026-03-16 结束" in text(clerk.get(page))
    return urlsplit(page).path


def _apply_and_pay(city: City, page: str) -> None:
    city.on(date(2026, 3, 17), "09:00")
    clerk = city.office(DISTRICT)
    assert fill_in(clerk, page, f"{page}/applications", number="昆人社函 1 号").status_code == 303

    city.on(date(2026, 3, 18), "15:00")
    fellow = city.office(FELLOW)
    shown = fellow.get(page).get_data(as_text=True)
    (pay,) = set(re.findall(r'action="([^"]+/payments)"', shown))
    parts = dict.fromkeys(re.findall(r'name="(part-[^"]+)"', shown), "1,000.00")
    said = {"voucher": "昆财拨 7", "paid_on": "2026-03-18", "amount": "2,000.00"}
    assert fill_in(fellow, page, pay, **said, **parts).status_code == 303

    assert "2 人：已拨付 2" in text(fellow.get("/desk/meetings"))
    book = fellow.get("/desk/ledgers/book?district=昆都仑区&fund=就业补助资金&year=2026")
    assert "昆财拨7" in text(book)


def _see_on_the_phone(city: City, phone: FlaskClient) -> None:
    city.sign_in(phone)
    home = phone.get("/").get_data(as_text=True)
    result = re.search(r"/classes/[0-9a-f-]+/result", home).group()
    assert "补贴 已拨付" in text(phone.get(result))


def _answer_by_the_link(city: City) -> None:
    """Thirty days after the list of the 7th of March, on a morning after the holidays; signed in nowhere."""
    city.on(date(2026, 4, 7), "09:20")
    city.run_jobs()
    link = urlsplit(re.search(r"https://\S+/f/\S+", city.sms("结业回访")).group()).path
    phone = city.world.client()
    asked = str(phone.get(link).location)
    said = {"status": "就业", "employer": "鹿城机电", "since": "2026-03-20"}
    assert "在哪里？" in text(phone.post(asked, data={"status": "就业"}))
    sure = phone.post(asked, data=said).get_data(as_text=True).partition("</form>")[0]
    kept = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', sure))
    thanks = phone.post(asked, data=kept, follow_redirects=True)
    assert "收到了，谢谢" in text(thanks)

    clerk = city.office(DISTRICT)
    answered = text(clerk.get("/desk/follow-ups?state=answered"))
    assert ("学员1" in answered, OTHER in answered) == (True, False)
    assert "就业率 50.0%" in text(clerk.get("/desk/outcomes"))
