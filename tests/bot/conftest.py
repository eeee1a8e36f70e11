"""The stand-in of DingTalk on free ports, the bot with the real library against it, and people who chat."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy
from werkzeug.serving import make_server

from bot.line.house import House
from bot.line.journal import Journal
from bot.line.meter import Meter
from bot.line.openapi import OpenApi
from bot.line.rounds import Pace
from bot.line.running import run_bot
from bot.line.stream import Patience
from bot.sandbox.chats import ROBOT, Entry, Person, chat_of
from bot.sandbox.gateway import Gateway
from bot.sandbox.organisation import Organisation
from bot.sandbox.server import create_organisation, create_sandbox
from bot.settings import BotSettings
from tests.databases.kept import begin
from tests.factories import MONDAY, an_institution, at
from tests.patience import PATIENCE
from training.classes.views.find_class import find_district
from training.database import Database
from training.notice.terms import Role
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore
from webapp.web.stores.sealed import SealedStore

NINE = at(MONDAY, "09:00")
QUICK = Patience(silence=30, first_pause=0.05, longest_pause=0.2, to_open=5)
BRISK = Pace(rounds=0.3, meetings=0.2)
JOURNAL = "chaban.db.received"
LIMIN, WANGQIANG, ZHAO, GUEST = "limin", "wangqiang", "zhao", "guest-1"


@dataclass
class Clock:
    """Time that only moves when a test says so."""

    now: datetime = NINE

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class World:
    """The organisation, and the bot's house beside it."""

    organisation: Organisation
    house: House
    clock: Clock
    seen: dict[str, int] = field(default_factory=dict)

    def ask(self, userid: str, text: str, conversation_id: str = "") -> str:
        """Say it and give what is answered in that chat."""
        place = conversation_id or chat_of(userid)
        before = self._newest(place)
        self.organisation.say(userid, text, conversation_id)
        return self.answer_after(place, before)

    def show(self, userid: str, picture: bytes) -> str:
        before = self._newest(chat_of(userid))
        self.organisation.show(userid, picture)
        return self.answer_after(chat_of(userid), before)

    def show_and_say(self, userid: str, picture: bytes, text: str) -> str:
        """A picture and words as one message."""
        before = self._newest(chat_of(userid))
        self.organisation.show_and_say(userid, picture, text)
        return self.answer_after(chat_of(userid), before)

    def hand_over(self, userid: str, name: str, content: bytes) -> str:
        """Send a file."""
        before = self._newest(chat_of(userid))
        self.organisation.hand_over(userid, name, content)
        return self.answer_after(chat_of(userid), before)

    def answer_after(self, place: str, before: int) -> str:
        entry = self.organisation.chats.wait_for(
            place,
            lambda each: each.key > before and is_answer(each) and not is_alert(each),
            PATIENCE,
        )
        assert entry is not None, "nothing was answered"
        return str(entry.content["text"])

    def answers(self, userid: str) -> list[str]:
        """Every answer that stands in this person's chat."""
        return [
            str(each.content["text"])
            for each in self.organisation.chats.after(chat_of(userid), 0)
            if is_answer(each)
        ]

    def _newest(self, place: str) -> int:
        return max((each.key for each in self.organisation.chats.after(place, 0)), default=0)


@dataclass
class Front:
    """DingTalk's interfaces on one port for all tests; each has an organisation of its own behind them."""

    address: str = ""
    behind: Organisation | None = None

    def show(self, organisation: Organisation) -> Organisation:
        organisation.address = self.address
        self.behind = organisation
        return organisation


def is_answer(entry: Entry) -> bool:
    return entry.sender == ROBOT and entry.kind == "markdown"


def is_alert(entry: Entry) -> bool:
    """What the bot tells unasked comes when its round comes: before an answer, or after it."""
    return re.match(r"### 提醒 \d+ 条", str(entry.content["text"])) is not None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people() -> list[Person]:
    """Those of the organisation, registered with us or not; a test may add to them."""
    return [Person(LIMIN, "李敏"), Person(WANGQIANG, "王强"), Person(ZHAO, "赵会计"), Person(GUEST, "访客")]


@pytest.fixture
def trainees() -> list[Person]:
    """Those of the address book who do not chat with the robot; a test may add to them."""
    return []


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    made = Gateway(again_after=0.5)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def front() -> Iterator[Front]:
    with served() as front:
        yield front


@pytest.fixture
def organisation(
    front: Front, gateway: Gateway, people: list[Person], trainees: list[Person], clock: Clock
) -> Organisation:
    made = create_organisation("ding1", "secret", lambda: people, gateway, lambda: trainees)
    made.meetings.clock = lambda: clock.now.timestamp()
    return front.show(made)


@contextmanager
def served() -> Iterator[Front]:
    front = Front()
    app = create_sandbox(cast(Organisation, LocalProxy(lambda: front.behind)))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    front.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield front
    server.shutdown()
    thread.join()
    server.server_close()


def settings_for(organisation: Organisation, folder: Path, **changed: str) -> BotSettings:
    environ = {
        "CHABAN_INSTANCE": str(folder),
        "CHABAN_PUBLIC_URL": "https://chaban.example",
        "DINGTALK_CLIENT_ID": "ding1",
        "DINGTALK_CLIENT_SECRET": "secret",
        "DINGTALK_OPENAPI_ENDPOINT": organisation.address,
        "DINGTALK_OAPI_ENDPOINT": organisation.address,
    }
    return BotSettings.from_environ(environ | changed)


def house_for(settings: BotSettings, database: Database, clock: Callable[[], datetime]) -> House:
    meter, tokens, seeds = Meter(), count(1), count(1)
    files = store_of(settings)
    return House(
        settings=settings,
        database=database,
        clock=clock,
        make_token=lambda: f"token-{next(tokens)}",
        make_seed=lambda: f"{next(seeds):032d}".encode(),
        files=PictureStore(files, database.vault),
        papers=SealedStore(files, database.vault),
        api=OpenApi(settings, meter, clock),
        meter=meter,
        journal=journal_for(settings, database),
    )


def journal_for(settings: BotSettings, database: Database) -> Journal | None:
    """In the test's own folder, for the database is kept for others; all houses of a test share it."""
    if database.engine.dialect.name != "sqlite":
        return None
    settings.instance.mkdir(parents=True, exist_ok=True)
    return Journal(settings.instance / JOURNAL, database.vault)


@pytest.fixture
def world(organisation: Organisation, database: Database, clock: Clock, tmp_path: Path) -> World:
    """李敏 of the city, 王强 of 昆都仑区 and 赵会计 of a school are registered; nobody listens yet."""
    begin(database, "chat", _three_of_the_staff)
    return World(organisation, house_for(settings_for(organisation, tmp_path), database, clock), clock)


def _three_of_the_staff(session: Session) -> UUID:
    for name, role, userid in (
        ("李敏", Role.CITY, LIMIN),
        ("王强", Role.DISTRICT, WANGQIANG),
        ("赵会计", Role.INSTITUTION, ZHAO),
    ):
        district: District | None = find_district(session, "昆都仑区") if role is Role.DISTRICT else None
        school = an_institution(session) if role is Role.INSTITUTION else None
        made: Staff = add_staff(session, name, role, district, school, now=NINE)
        know_in_chat(session, made, userid)
    session.flush()
    return made.public_id


@contextmanager
def listening(house: House, patience: Patience = QUICK) -> Iterator[None]:
    """A bot runs."""
    stop = Event()
    bot = Thread(target=run_bot, args=(house, stop, patience, BRISK))
    bot.start()
    try:
        yield
    finally:
        stop.set()
        bot.join(PATIENCE)
        assert not bot.is_alive(), "the bot did not stop"


@pytest.fixture
def chat(world: World) -> Iterator[World]:
    """The world with one bot listening."""
    with listening(world.house):
        yield world
