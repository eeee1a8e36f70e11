"""A card rests while its own inspector is answered in words, and is right whenever nobody is at work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.checks import values_of
from bot.cards.drawing import draw_cards
from tests.bot.answers.chatting import Conversation, Quiet
from tests.factories import MONDAY, at
from tests.training.checks.checking import enrol
from training.checks.views.find_check import find_visible_check
from training.checks.views.see_check import see_check
from training.database import Database
from training.notice.terms import Role
from training.outbox.rules.card_rest import CARD_REST
from training.records.chat import ChatCard
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat

NINE = at(MONDAY, "09:00")
LIMIN, ZHANGWEI = "李敏", "张伟"
A_MOMENT = timedelta(seconds=1)


@dataclass
class Shown:
    """What the cards of the chat show, and how often each was drawn."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    drawings: dict[str, int] = field(default_factory=dict)
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    """What happens while the next cards are drawn, one each."""

    def draw(self, card: dict[str, Any]) -> None:
        key = card["outTrackId"]
        self.values[key] = card["cardData"]["cardParamMap"]
        self.drawings[key] = self.drawings.get(key, 0) + 1
        if self.meanwhile:
            self.meanwhile.pop()()


class Drawn(Quiet):
    """Takes cards, and remembers them."""

    shown: Shown

    def deliver_card(self, card: Any) -> None:
        self.shown.draw(card)

    def update_card(self, card: Any) -> None:
        self.shown.draw(card)


class Talk(Conversation):
    """With cards that are looked at."""

    def __post_init__(self) -> None:
        super().__post_init__()
        house = self.house
        self.api = api = Drawn(house.settings, house.meter, lambda: self.now)
        api.shown = self.shown = Shown()
        self.house = type(house)(**{**vars(house), "api": api})

    def pass_by(self, span: timedelta) -> None:
        """And the bot makes its rounds."""
        self.now += span
        draw_cards(self.house)

    def press(self, who: str, command: str) -> str:
        """A button of one's own card that calls back."""
        key = next(self.keys)
        heard = self.message(who, command)
        pressed = {"message_id": f"press{key}", "webhook": "", "is_press": True, "card_id": self.card(who)}
        return self.deliver(type(heard)(**{**_fields(heard), **pressed}))

    def card(self, who: str) -> str:
        with self.database.reading() as session:
            own = select(ChatCard.public_id).join(Staff, Staff.id == ChatCard.staff_id)
            return str(session.scalars(own.where(Staff.chat_id == who)).one())

    def shows(self, who: str) -> str:
        return self.shown.values[self.card(who)]["markdown"]

    def drawings(self, who: str) -> int:
        return self.shown.drawings[self.card(who)]

    def is_right(self, who: str) -> bool:
        """Whether the card shows the check as it stands."""
        with self.database.reading() as session:
            staff = session.scalars(select(Staff).where(Staff.chat_id == who)).one()
            check = find_visible_check(session, staff, "A-市1")
            view = see_check(session, staff, check.public_id, now=self.now)
        template = self.house.settings.dingtalk.card_template
        return self.shown.values[self.card(who)] == values_of(view, template)


def _fields(heard: Any) -> dict[str, Any]:
    return {name: getattr(heard, name) for name in type(heard).__dataclass_fields__}


@pytest.fixture
def talk(database: Database, tmp_path: Path) -> Talk:
    """李敏 and 张伟 of the city, and a running check of a class of seven that 李敏 has begun."""
    with database.writing() as session:
        for name in (LIMIN, ZHANGWEI):
            know_in_chat(session, add_staff(session, name, Role.CITY, None, None, now=NINE), name)
        enrol(session, "A", 7)
    made = Talk(database, tmp_path, NINE)
    made.say(LIMIN, "电话查班 A")
    return made


def test_ones_own_acts_are_drawn_once_the_card_has_rested(talk):
    talk.say(LIMIN, "记 1 无误")
    talk.pass_by(CARD_REST - A_MOMENT)
    assert (talk.drawings(LIMIN), "已核实 0/3" in talk.shows(LIMIN)) == (1, True)

    talk.say(LIMIN, "记 2 无误")
    talk.pass_by(A_MOMENT)

    assert (talk.drawings(LIMIN), "已核实 2/3" in talk.shows(LIMIN)) == (2, True)
    assert talk.is_right(LIMIN)


def test_after_a_long_pause_ones_own_act_is_drawn_at_once(talk):
    talk.pass_by(CARD_REST)

    talk.say(LIMIN, "记 1 无误")

    assert talk.is_right(LIMIN)


def test_what_a_colleague_does_is_drawn_at_once(talk):
    talk.say(LIMIN, "记 1 无误")
    talk.say(ZHANGWEI, "电话查班 A")

    talk.say(ZHANGWEI, "记 2 无误")

    assert "已核实 2/3" in talk.shows(LIMIN)
    assert "已核实 1/3" in talk.shows(ZHANGWEI)
    talk.pass_by(CARD_REST)
    assert talk.is_right(LIMIN)
    assert talk.is_right(ZHANGWEI)


@pytest.mark.parametrize(
    ("words", "state"),
    [("结束 无法完成", "无法完成"), ("作废 点错了班", "已作废")],
    ids=["ended", "taken back"],
)
def test_the_last_word_on_a_check_is_drawn_at_once_even_where_it_is_ones_own(talk, words, state):
    if state == "无法完成":
        talk.say(LIMIN, "记 1 无误")

    talk.say(LIMIN, words)

    assert state in talk.shown.values[talk.card(LIMIN)]["title"]
    assert talk.is_right(LIMIN)


def test_whoever_presses_a_card_sees_at_once_what_came_of_it(talk):
    talk.press(LIMIN, "到课 7")

    assert "到课 7/7" in talk.shows(LIMIN)
    assert talk.is_right(LIMIN)


def test_of_a_button_that_is_no_cards_nothing_is_drawn(talk):
    heard = talk.message(LIMIN, "进度")
    talk.deliver(type(heard)(**{**_fields(heard), "is_press": True, "card_id": "no card"}))

    assert talk.drawings(LIMIN) == 1


def test_a_rest_costs_no_act_its_place_on_the_card(talk):
    for text in ("记 1 未接", "到课 6", "记 2 无误", "记 3 不符 姓名", "到课 7", "更正 3 无误 听错了"):
        talk.say(LIMIN, text)
        talk.pass_by(timedelta(seconds=80))

    talk.pass_by(CARD_REST)

    assert talk.drawings(LIMIN) <= 4
    assert talk.is_right(LIMIN)


def test_ones_own_act_while_the_card_is_drawn_waits_until_it_has_rested(talk):
    talk.say(LIMIN, "记 1 无误")
    talk.shown.meanwhile.append(lambda: talk.say(LIMIN, "记 2 无误"))
    talk.pass_by(CARD_REST)

    talk.pass_by(CARD_REST - A_MOMENT)
    assert (talk.drawings(LIMIN), "已核实 1/3" in talk.shows(LIMIN)) == (2, True)

    talk.pass_by(A_MOMENT)
    assert (talk.drawings(LIMIN), "已核实 2/3" in talk.shows(LIMIN)) == (3, True)
    assert talk.is_right(LIMIN)


@pytest.mark.parametrize("others", [(ZHANGWEI,), (LIMIN, ZHANGWEI), (ZHANGWEI, LIMIN)])
def test_what_a_colleague_does_while_a_card_is_drawn_is_drawn_at_once_after_it(talk, others):
    """Whatever its own inspector does before or after."""
    talk.say(ZHANGWEI, "电话查班 A")
    talk.say(LIMIN, "到课 6")

    def meanwhile() -> None:
        for place, who in enumerate(others, start=1):
            talk.say(who, f"记 {place} 无误")

    talk.shown.meanwhile.append(meanwhile)
    talk.pass_by(CARD_REST)
    talk.pass_by(A_MOMENT)

    assert f"已核实 {len(others)}/3" in talk.shows(LIMIN)
    assert talk.is_right(LIMIN)
