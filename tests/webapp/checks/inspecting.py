"""Members of staff before the pages of a spot check: they open pages and send forms, as a browser would."""

import re
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.training.checks.checking import CITY, Checking
from tests.webapp.conftest import World
from training.checks.terms import FiledItem
from training.checks.views.check_views import CheckView
from training.checks.views.see_check import see_check
from training.database import Base
from training.records.checks.calls import PhoneShowing
from training.records.checks.spot_checks import DrawnTrainee
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.acts.make_link import make_link
from training.staff.views.find_staff import find_staff

BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
ALL_SAME = {f"item-{item.name}": "一致" for item in FiledItem}
_keys = count(1)


def a_key() -> str:
    return f"key-{next(_keys)}"


def a_photo(colour: str = "red", size: tuple[int, int] = (64, 48)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG")
    return content.getvalue()


def staff_client(world: World, who: str) -> FlaskClient:
    """Somebody's browser, signed in by a link."""
    key = a_key()
    with world.database.writing() as session:
        make_link(session, find_staff(session, who), "/desk", token=f"link {key}", now=world.now)
        enter_by_link(session, f"link {key}", session_token=f"session {key}", now=world.now)
    client = world.client()
    with client.session_transaction() as cookies:
        cookies["staff_token"] = f"session {key}"
    return client


def how_many(world: World, record: type[Base]) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def showings(world: World) -> list[tuple[int, str]]:
    """Whose number was shown to whom, in order."""
    columns = select(DrawnTrainee.position, PhoneShowing.shown_to)
    with world.database.reading() as session:
        joined = columns.join(DrawnTrainee, PhoneShowing.drawn_id == DrawnTrainee.id)
        return [tuple(row) for row in session.execute(joined.order_by(PhoneShowing.id))]


@dataclass
class Inspector:
    """One person with one browser, in one check."""

    world: World
    who: str
    check_id: UUID
    class_id: UUID

    def __post_init__(self) -> None:
        self.client = staff_client(self.world, self.who)

    def open(self, path: str = "", **more: Any) -> TestResponse:
        return self.client.get(f"/checks/{self.check_id}{path}", **more)

    def send(self, path: str, *, key: str = "", headers: Any = None, **fields: Any) -> TestResponse:
        form = {"form_key": key or a_key(), **fields}
        return self.client.post(f"/checks/{self.check_id}{path}", data=form, headers=headers)

    def say(self, position: int, **fields: Any) -> TestResponse:
        """What came of a call; by default everything agreed."""
        return self.send(f"/calls/{position}", **(fields or ALL_SAME))

    def bring(self, photo: bytes, *, field: str = "picture", **fields: Any) -> TestResponse:
        return self.send("/pictures", **{field: (BytesIO(photo), "photo.jpg")}, **fields)

    def see(self) -> CheckView:
        with self.world.database.reading() as session:
            return see_check(session, find_staff(session, self.who), self.check_id, now=self.world.now)

    def drawn(self) -> Checking:
        """The same check behind the pages, at the time of the world."""
        return Checking(self.world.database, self.class_id, self.who, self.world.now, self.check_id)

    def everything_needed(self) -> None:
        """All that a check needs to be 合格, but for its conclusion."""
        for each in self.see().people:
            self.say(each.position)
        self.send("/heads", heads=str(self.see().facts.roster_size))
        self.bring(a_photo(), everybody="yes")


def an_inspector(world: World, class_id: UUID, who: str = CITY) -> Inspector:
    """Somebody who has just started a check."""
    checking = Checking(world.database, class_id, who, world.now)
    checking.start()
    return Inspector(world, who, checking.check_id, class_id)


def main_of(page: str) -> str:
    """The page's own part of a page of the desk: what stands in the frame around it has tests of its own."""
    return page.partition("<main")[2].partition("</main>")[0]


def words(answer: TestResponse) -> str:
    """What stands on the page, without tags and what is hidden from the eye."""
    return words_in(answer.text)


def words_in(page: str) -> str:
    """The same of a part of a page."""
    seen = re.sub(r"<(\w+)[^>]* hidden(?:=[^>]*)?>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", seen).split())
