"""One message or one request asks the database so many times and no more, however large the classes are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.drawing import draw_cards
from bot.line.desk import receive, serve
from bot.line.heard import Heard
from bot.line.house import House
from bot.line.openapi import Meter
from tests.factories import MONDAY, WHOLE_DAY, a_trainee, an_enrolment, at, punches
from tests.house.counting import counted
from tests.training.checks.checking import enrol
from tests.training.claims.claiming import NOW as IN_JUNE
from tests.training.claims.claiming import (
    a_c1_enrolment,
    a_submitted_claim,
    an_approval,
    pass_all,
)
from tests.webapp.checks.inspecting import an_inspector, staff_client
from tests.webapp.conftest import World as Web
from tests.webapp.conftest import a_world, web_settings
from tests.webapp.filling import hidden_fields
from training.claims.rules.claim_numbers import number_of
from training.claims.views.events_of import events_of
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import Role
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment, Trainee
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_dingtalk import know_in_dingtalk
from training.staff.views.find_staff import find_staff
from training.vault import Vault

NINE = at(MONDAY, "09:00")
LIMIN, WANGQIANG = "李敏", "王强"
PHONE = "13900000001"


@dataclass(frozen=True)
class Size:
    """How large a place is."""

    trainees: int
    classes: int


SIZES = (Size(trainees=10, classes=3), Size(trainees=30, classes=12))

Figures = dict[str, tuple[int, int]]


class Platform:
    """Takes every answer and every card."""

    def __init__(self) -> None:
        self.answers: list[str] = []

    def answer_by_webhook(self, address: str, title: str, text: str, at: str = "") -> None:
        self.answers.append(text)

    def deliver_card(self, body: object) -> None:
        pass

    def update_card(self, body: object) -> None:
        pass


@dataclass
class Chat:
    """李敏 of the city and 王强 of 昆都仑区 write to the bot; what each message costs is counted."""

    house: House
    now: datetime = NINE
    figures: Figures = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    keys: Iterator[int] = field(default_factory=count)

    def say(self, who: str, text: str, name: str = "", answer: str = "") -> None:
        """Under `name` in the table, by default the command's own."""
        draw_cards(self.house)
        heard = Heard(str(next(self.keys)), who, text, webhook="somewhere", webhook_ends_ms=4 * 10**12)
        with counted(self.house.database) as tally:
            key = receive(self.house, heard)
            assert key is not None
            serve(self.house, key, heard)
        self.said.append(f"{text} -> {self.house.api.answers[-1][:60]!r}")
        self.figures[name or text.split(" ")[0]] = tally.figures


def a_place(session: Any, size: Size) -> None:
    """So many classes in session, and as many C1 claims whose papers were all passed."""
    an_approval(session)
    for name, role in ((LIMIN, Role.CITY), (WANGQIANG, Role.DISTRICT)):
        district = find_district(session, "昆都仑区") if role is Role.DISTRICT else None
        know_in_dingtalk(session, add_staff(session, name, role, district, None, now=NINE), name)
    for number in range(1, size.classes + 1):
        enrol(session, f"BT-{number}", size.trainees)
        phone = f"138000000{number:02}"
        enrolment = a_c1_enrolment(session, f"C1-{number}", name=f"驾驶员{number}", phone=phone)
        claim = a_submitted_claim(session, enrolment)
        pass_all(session, claim, find_staff(session, WANGQIANG), now=IN_JUNE)
    own = find_class(session, "BT-1")
    an_enrolment(session, own, a_trainee(session, "王芳", PHONE), "99")
    punches(session, own, MONDAY, WHOLE_DAY)


def a_database(template: Path, folder: Path, vault: Vault, size: Size) -> Database:
    copy(template, folder / "chaban.db")
    database = Database(f"sqlite:///{folder / 'chaban.db'}", vault)
    with database.writing() as session:
        a_place(session, size)
    return database


def a_conversation(database: Database, folder: Path) -> Figures:
    """A check from beginning to end, another that is voided, and a claim that is approved."""
    settings = web_settings(str(database.engine.url), folder)
    chat = Chat.__new__(Chat)
    meter, tokens = Meter(), count()
    house = House(
        settings=settings,
        database=database,
        clock=lambda: chat.now,
        make_token=lambda: f"token-{next(tokens)}",
        make_seed=lambda: bytes(32),
        files=None,  # type: ignore[arg-type]
        papers=None,  # type: ignore[arg-type]
        api=Platform(),  # type: ignore[arg-type]
        meter=meter,
    )
    chat.__init__(house)  # type: ignore[misc]
    for text in ("待查", "班级 BT-1", "电话查班 BT-1", "下一位", "记 1 无误"):
        chat.say(LIMIN, text)
    for text in ("到课 6", "名单", "进度", "结束", "结束 无法完成"):
        chat.say(LIMIN, text, name=text if text.startswith("结束") else "")
    chat.say(LIMIN, "电话查班 BT-2")
    chat.say(LIMIN, "作废 点错了班")
    chat.now = IN_JUNE + timedelta(hours=1)
    with database.reading() as session:
        claim = session.scalars(select(C1Claim).order_by(C1Claim.id)).first()
        assert claim is not None
        number = number_of(claim.public_id, events_of(session, claim))
    chat.say(WANGQIANG, "待审")
    chat.say(WANGQIANG, f"待审 {number}", "待审 编号")
    chat.say(WANGQIANG, f"通过 {number}")
    print("\n".join(chat.said))
    return chat.figures


@pytest.mark.parametrize("size", SIZES)
def test_measure_chat(size, migrated_sqlite, tmp_path, vault):
    database = a_database(migrated_sqlite, tmp_path, vault, size)
    for name, figures in a_conversation(database, tmp_path).items():
        print(name, figures)
    database.close()


def some_requests(web: Web) -> Figures:
    figures: Figures = {}

    def count_one(name: str, work: Any, status: int = 200) -> Any:
        with counted(web.database) as tally:
            answer = work()
        assert answer.status_code == status, answer.text
        figures[name] = tally.figures
        return answer

    with web.database.reading() as session:
        own = session.scalars(select(Enrolment).join(Trainee).where(Trainee.phone_index == PHONE)).one()
        claim = session.scalars(select(C1Claim).order_by(C1Claim.id)).first()
        enrolment, class_id = own.public_id, own.training_class.public_id
        claim_page = f"/staff/claims/{claim.public_id}"
    trainee = web.signed_in(PHONE)
    count_one("/", lambda: trainee.get("/"))
    count_one("/classes/…/days/…", lambda: trainee.get(f"/classes/{enrolment}/days/{MONDAY}"))
    inspector = an_inspector(web, class_id, LIMIN)
    count_one("/checks", lambda: inspector.client.get("/checks"))
    count_one("/checks/…", lambda: inspector.open())
    count_one("/checks/…/calls/1", lambda: inspector.say(1), 303)
    count_one("/checks/…/void", lambda: inspector.send("/void", reason="点错了班"), 303)
    web.now = IN_JUNE + timedelta(hours=1)
    reviewer = staff_client(web, WANGQIANG)
    count_one("/staff/claims", lambda: reviewer.get("/staff/claims"))
    count_one("/staff/claims/…", lambda: reviewer.get(claim_page))
    form = hidden_fields(reviewer, claim_page, f"{claim_page}/approve")
    count_one("/staff/claims/…/approve", lambda: reviewer.post(f"{claim_page}/approve", data=form), 303)
    return figures


@pytest.mark.parametrize("size", SIZES)
def test_measure_web(size, migrated_sqlite, tmp_path):
    copy(migrated_sqlite, tmp_path / "chaban.db")
    web = a_world(f"sqlite:///{tmp_path / 'chaban.db'}", tmp_path)
    web.now = NINE
    with web.database.writing() as session:
        a_place(session, size)
    for name, figures in some_requests(web).items():
        print(name, figures)
    web.database.close()
