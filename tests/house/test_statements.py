"""One message or one request asks the database so many times and no more, however large the classes are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copy
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.cards.drawing import draw_cards
from bot.line.desk import receive, serve
from bot.line.heard import Heard
from bot.line.house import House
from bot.line.meter import Meter
from bot.line.openapi import OpenApi
from tests.factories import MONDAY
from tests.house.counting import (
    LARGE,
    LIMIN,
    NINE,
    PHONE,
    SMALL,
    WANGQIANG,
    Figures,
    Size,
    a_place,
    announcements_of,
    changes_of,
    counted,
    plan_of,
    urgings_of,
)
from tests.training.claims.claiming import NOW as IN_JUNE
from tests.webapp.checks.inspecting import an_inspector, staff_client
from tests.webapp.conftest import World, a_world, web_settings
from tests.webapp.filling import hidden_fields
from training.claims.rules.claim_numbers import number_of
from training.claims.views.events_of import events_of
from training.database import Database
from training.records.changes.amendments import ClassAmendment
from training.records.changes.lessons import LessonChange
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment, Trainee
from training.vault import Vault
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore
from webapp.web.stores.sealed import SealedStore

SIZES = (SMALL, LARGE)
LATER = IN_JUNE + timedelta(hours=1)
MESSAGES = {
    "待查": Figures(3, 15),
    "班级 BT-1": Figures(3, 21),
    "电话查班 BT-1": Figures(5, 51),
    "下一位": Figures(3, 18),
    "记 2": Figures(3, 7),
    "记 1 无误": Figures(5, 40),
    "到课 6": Figures(5, 22),
    "名单": Figures(3, 19),
    "进度": Figures(3, 20),
    "结束": Figures(3, 17),
    "结束 无法完成": Figures(5, 38),
    "作废 点错了班": Figures(5, 39),
    "待派号": Figures(3, 9),
    "派号 BT-1": Figures(3, 24),
    "待复核": Figures(3, 10),
    "计划": Figures(3, 11),
    "待评估": Figures(3, 21),
    "待审": Figures(3, 9),
    "待审 编号": Figures(3, 26),
    "通过 编号": Figures(5, 47),
}
"""With the receipt, the answer's end, its look at people on record, and the cards drawn after it.

通过 asks whether a 培训券 has paid for the place, and the page after it for the line of its money.
"""
REQUESTS = {
    "GET /": Figures(2, 10),
    "GET /me/notices": Figures(2, 3),
    "GET /desk/notices": Figures(3, 5),
    "GET /desk/notices/…": Figures(3, 6),
    "GET /classes/…/days/…": Figures(2, 6),
    "GET /checks": Figures(3, 16),
    "GET /checks/…": Figures(3, 9),
    "GET /checks/…/call": Figures(4, 22),
    "POST /checks/…/calls/list": Figures(4, 18),
    "POST /checks/…/calls/1": Figures(2, 23),
    "POST /checks/…/void": Figures(2, 19),
    "GET /desk/roster-changes": Figures(3, 5),
    "GET /desk/classes/…/roster/change": Figures(3, 3),
    "GET /desk/batches": Figures(3, 1),
    "GET /desk/imports": Figures(2, 4),
    "GET /desk/imports/matches": Figures(3, 3),
    "GET /desk/claims": Figures(3, 3),
    "GET /desk/claims/…": Figures(3, 18),
    "POST /desk/claims/…/approve": Figures(2, 28),
    "GET /desk/changes": Figures(2, 4),
    "GET /desk/changes?of=lessons": Figures(2, 4),
    "GET /desk/changes/…": Figures(2, 11),
    "GET /desk/changes/lessons/…": Figures(2, 11),
    "GET /desk/classes/…/timetable": Figures(2, 7),
    "POST /desk/changes/…": Figures(2, 23),
    "POST /desk/changes/lessons/…": Figures(2, 24),
    "GET /desk/plans": Figures(2, 19),
    "GET /desk/plans/…": Figures(2, 16),
    "GET /desk/classes/…/plan": Figures(2, 6),
    "GET /desk/filings": Figures(3, 6),
    "GET /desk/filings/…": Figures(2, 7),
    "POST /desk/filings/…/review": Figures(2, 9),
    "GET /desk/urgings": Figures(3, 6),
    "GET /desk/urgings/…": Figures(2, 4),
    "GET /desk/urgings/new": Figures(2, 3),
    "POST /desk/urgings/…/close": Figures(2, 9),
    "GET /desk/classes": Figures(3, 20),
    "GET /desk/people": Figures(3, 7),
    "GET /desk/institutions": Figures(3, 8),
    "GET /desk/find": Figures(3, 7),
    "GET /desk/find/suggestions": Figures(3, -2),
    "GET /desk/teachers": Figures(3, 6),
    "GET /desk/projects": Figures(3, 2),
    "GET /desk/checks": Figures(3, 2),
    "GET /desk/corrections": Figures(4, 3),
    "GET /desk/leave": Figures(3, 2),
    "GET /desk/classes/…": Figures(3, 18),
    "GET /desk/classes/…/hours": Figures(3, 19),
    "GET /desk/classes/…/checks": Figures(3, 20),
    "GET /desk/classes/…/history": Figures(3, 20),
    "GET /desk/people/…": Figures(3, 9),
    "GET /desk/documents": Figures(2, 8),
    "GET /desk/documents/kinds": Figures(2, 1),
    "GET /desk/documents/class/…": Figures(2, 18),
    "GET /desk": Figures(2, 43),
    "GET /desk/work": Figures(2, 20),
    "GET /desk/alerts": Figures(2, 3),
    "GET /desk/missing": Figures(3, 5),
    "GET /desk/classes/…/leave": Figures(3, 18),
    "GET /desk/machines": Figures(2, 9),
    "GET /desk/machines/new": Figures(2, 3),
    "GET /desk/panorama": Figures(3, 7),
    "GET /desk/cameras": Figures(3, 4),
    "GET /desk/cameras/new": Figures(3, 3),
    "GET /desk/messages": Figures(3, 10),
    "GET /desk/messages/costs": Figures(3, 3),
    "GET /desk/results": Figures(3, 18),
    "GET /desk/classes/…/result": Figures(3, 41),
    "GET /desk/tokens": Figures(2, 3),
    "GET /desk/acts": Figures(3, 6),
}
"""Of a claim: to approve it asks whether a 培训券 has paid for the place, as 通过 in the chat does."""
MENU = Figures(1, 8)
"""What the menu asks beside every page of the office; the figures above are without it."""

WITH_A_PAGE = ("POST /checks/…/calls/list",)
"""Whatever else is sent leads on."""


class Platform(OpenApi):
    """Takes every answer and every card, and says nothing back."""

    def answer_by_webhook(self, address: str, title: str, text: str, at: str = "") -> None:
        assert "出错了" not in text

    def deliver_card(self, body: object) -> None:
        pass

    def update_card(self, body: object) -> None:
        pass


@dataclass
class Chat:
    """Messages to the bot, one after the other; what each costs is counted."""

    database: Database
    folder: Path
    now: datetime = NINE
    figures: dict[str, Figures] = field(default_factory=dict)
    keys: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        settings = web_settings(str(self.database.engine.url), self.folder)
        meter, files = Meter(), store_of(settings)
        self.house = House(
            settings=settings,
            database=self.database,
            clock=lambda: self.now,
            make_token=lambda: f"token-{next(self.keys)}",
            make_seed=lambda: bytes(32),
            files=PictureStore(files, self.database.vault),
            papers=SealedStore(files, self.database.vault),
            api=Platform(settings, meter, lambda: self.now),
            meter=meter,
        )

    def say(self, who: str, text: str, name: str = "") -> None:
        """Under `name` in the table, where it is not what was said."""
        draw_cards(self.house)
        heard = Heard(str(next(self.keys)), who, text, webhook="address", webhook_ends_ms=4 * 10**12)
        with counted(self.database) as tally:
            key = receive(self.house, heard)
            serve(self.house, key or 0, heard)
        self.figures[name or text] = tally.figures


def a_conversation(chat: Chat) -> dict[str, Figures]:
    """A check from beginning to end, another that is voided, and a claim that is approved."""
    *messages, to_judge, show_claims, show_claim, pass_claim = MESSAGES
    for text in messages:
        if text.startswith("作废"):
            chat.say(LIMIN, "电话查班 BT-2")
        chat.say(LIMIN, text)
    chat.now = LATER
    with chat.database.reading() as session:
        claim = session.scalars(select(C1Claim).order_by(C1Claim.id).limit(1)).one()
        number = str(number_of(claim.public_id, events_of(session, claim)))
    chat.say(WANGQIANG, to_judge)
    chat.say(WANGQIANG, show_claims)
    chat.say(WANGQIANG, show_claim.replace("编号", number), show_claim)
    chat.say(WANGQIANG, pass_claim.replace("编号", number), pass_claim)
    return chat.figures


@pytest.fixture(scope="module")
def conversations(
    migrated_sqlite: Path, vault: Vault, tmp_path_factory: pytest.TempPathFactory
) -> dict[Size, dict[str, Figures]]:
    found = {}
    for size in SIZES:
        folder = tmp_path_factory.mktemp("chat")
        copy(migrated_sqlite, folder / "chaban.db")
        database = Database(f"sqlite:///{folder / 'chaban.db'}", vault)
        with database.writing() as session:
            a_place(session, size)
        found[size] = a_conversation(Chat(database, folder))
        database.close()
    return found


def some_requests(world: World, size: Size) -> dict[str, Figures]:
    """A trainee looks, an inspector checks, a reviewer approves, and the city decides on changes."""
    figures = {}

    def note(name: str, ask: Callable[[], TestResponse]) -> None:
        with counted(world.database) as tally:
            answer = ask()
        assert answer.status_code == (200 if name.startswith("GET") or name in WITH_A_PAGE else 303)
        figures[name] = tally.figures

    with world.database.reading() as session:
        own = session.scalars(select(Enrolment).join(Trainee).where(Trainee.phone_index == PHONE)).one()
        claim = session.scalars(select(C1Claim.public_id).order_by(C1Claim.id).limit(1)).one()
        enrolment, class_id, who = own.public_id, own.training_class.public_id, own.trainee.public_id
    trainee = world.signed_in(PHONE)
    note("GET /", lambda: trainee.get("/"))
    note("GET /me/notices", lambda: trainee.get("/me/notices"))
    note("GET /classes/…/days/…", lambda: trainee.get(f"/classes/{enrolment}/days/{MONDAY}"))
    inspector = an_inspector(world, class_id, LIMIN)
    note("GET /checks", lambda: inspector.client.get("/checks"))
    note("GET /checks/…", inspector.open)
    note("GET /checks/…/call", lambda: inspector.open("/call"))
    note("POST /checks/…/calls/list", lambda: inspector.send("/calls/list"))
    note("POST /checks/…/calls/1", lambda: inspector.say(1))
    note("POST /checks/…/void", lambda: inspector.send("/void", reason="点错了班"))
    world.now, page = LATER, f"/desk/claims/{claim}"
    reviewer = staff_client(world, WANGQIANG)
    for address in ("roster-changes", "batches", "imports", "imports/matches"):
        note(f"GET /desk/{address}", lambda address=address: reviewer.get(f"/desk/{address}"))
    form_of = f"/desk/classes/{class_id}/roster/change"
    note("GET /desk/classes/…/roster/change", lambda: reviewer.get(form_of))
    note("GET /desk/claims", lambda: reviewer.get("/desk/claims"))
    note("GET /desk/claims/…", lambda: reviewer.get(page))
    form = hidden_fields(reviewer, page, f"{page}/approve")
    note("POST /desk/claims/…/approve", lambda: reviewer.post(f"{page}/approve", data=form))
    lists = ("/desk/classes?view=all", "/desk/people?view=all", "/desk/institutions", "/desk/find?q=bt")
    more = ("/desk/teachers", "/desk/checks", "/desk/corrections", "/desk/leave", "/desk/results")
    for path in (*lists, "/desk/find/suggestions?q=bt", *more):
        note(f"GET {path.partition('?')[0]}", partial(reviewer.get, path))
    one_class, person = f"/desk/classes/{class_id}", f"/desk/people/{who}"
    for tab in ("", "/hours", "/checks", "/history", "/leave", "/result", "/teachers"):
        note(f"GET /desk/classes/…{tab}", partial(reviewer.get, one_class + tab))
    note("GET /desk/people/…", lambda: reviewer.get(person))
    for path in ("", "/kinds", "/class/…"):
        own = path.replace("…", str(class_id))
        note(f"GET /desk/documents{path}", partial(reviewer.get, f"/desk/documents{own}"))
    with world.database.writing() as session:
        changes_of(session, size)
    world.now = NINE
    city = staff_client(world, LIMIN)
    for page in ("/desk", "/desk/work", "/desk/alerts", "/desk/missing"):
        note(f"GET {page}", partial(city.get, page))
    note("GET /desk/filings", lambda: city.get("/desk/filings"))
    filed = f"/desk/filings/{class_id}"
    note("GET /desk/filings/…", lambda: city.get(filed))
    form = hidden_fields(city, filed, f"{filed}/review") | {"text": "缺教案", "verdict": "queried"}
    note("POST /desk/filings/…/review", lambda: city.post(f"{filed}/review", data=form))
    with world.database.writing() as session:
        urged = urgings_of(session, size)
    with world.database.writing() as session:
        told = announcements_of(session, size)
    with world.database.writing() as session:
        plan = plan_of(session, size)
    note("GET /desk/plans", lambda: city.get("/desk/plans"))
    note("GET /desk/plans/…", lambda: city.get(f"/desk/plans/{plan}"))
    note("GET /desk/classes/…/plan", lambda: city.get(f"{one_class}/plan"))
    note("GET /desk/projects", lambda: city.get("/desk/projects"))
    note("GET /desk/notices", lambda: city.get("/desk/notices"))
    note("GET /desk/notices/…", lambda: city.get(f"/desk/notices/{told}"))
    note("GET /desk/urgings", lambda: city.get("/desk/urgings"))
    note("GET /desk/urgings/new", lambda: city.get("/desk/urgings/new"))
    note("GET /desk/urgings/…", lambda: city.get(f"/desk/urgings/{urged}"))
    closing = f"/desk/urgings/{urged}/close"
    form = hidden_fields(city, f"/desk/urgings/{urged}", closing) | {"text": "已办"}
    note("POST /desk/urgings/…/close", lambda: city.post(closing, data=form))
    for path in (
        "panorama",
        "cameras",
        "cameras/new",
        "machines",
        "machines/new",
        "messages",
        "messages/costs",
        "tokens",
        "acts",
    ):
        note(f"GET /desk/{path}", partial(city.get, f"/desk/{path}"))
    for name, address in _pages_of_changes(world, class_id).items():
        note(name, lambda address=address: city.get(address))
        if "changes/" in name:
            answer = hidden_fields(city, address, address) | {"verdict": "approve"}
            note(
                name.replace("GET", "POST"),
                lambda address=address, answer=answer: city.post(address, data=answer),
            )
    return figures


def _pages_of_changes(world: World, class_id: UUID) -> dict[str, str]:
    with world.database.reading() as session:
        amendment = session.scalars(select(ClassAmendment.public_id).order_by(ClassAmendment.id)).first()
        lesson = session.scalars(select(LessonChange.public_id).order_by(LessonChange.id)).first()
    return {
        "GET /desk/changes": "/desk/changes",
        "GET /desk/changes?of=lessons": "/desk/changes?of=lessons",
        "GET /desk/changes/…": f"/desk/changes/{amendment}",
        "GET /desk/changes/lessons/…": f"/desk/changes/lessons/{lesson}",
        "GET /desk/classes/…/timetable": f"/desk/classes/{class_id}/timetable",
    }


@pytest.fixture(scope="module")
def requests(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[Size, dict[str, Figures]]:
    found = {}
    for size in SIZES:
        folder = tmp_path_factory.mktemp("pages")
        copy(migrated_sqlite, folder / "chaban.db")
        world = a_world(f"sqlite:///{folder / 'chaban.db'}", folder)
        world.now = NINE
        with world.database.writing() as session:
            a_place(session, size)
        found[size] = some_requests(world, size)
        world.database.close()
    return found


@pytest.mark.parametrize(("message", "most"), MESSAGES.items(), ids=MESSAGES)
def test_a_message_asks_so_often_and_no_more_in_a_large_place_than_in_a_small_one(
    message, most, conversations
):
    small, large = (conversations[size][message] for size in SIZES)

    assert small == large
    assert not large.exceed(most), f"{large} instead of {most}"


@pytest.mark.parametrize(("request_", "most"), REQUESTS.items(), ids=REQUESTS)
def test_a_request_asks_so_often_and_no_more_in_a_large_place_than_in_a_small_one(request_, most, requests):
    small, large = (requests[size][request_] for size in SIZES)
    if request_.startswith(("GET /desk", "GET /checks", *WITH_A_PAGE)):
        most = Figures(most.sessions + MENU.sessions, most.statements + MENU.statements)

    assert small == large
    assert not large.exceed(most), f"{large} instead of {most}"
