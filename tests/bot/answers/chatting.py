"""The chat without its line: what is said goes through receipt, act and answer; nothing leaves the house."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import unquote

from bot.answers.replies import SEND
from bot.line.desk import receive, serve
from bot.line.heard import Heard
from bot.line.house import House
from bot.line.meter import Meter
from bot.line.openapi import OpenApi
from bot.settings import BotSettings
from tests.webapp.conftest import web_settings
from training.database import Database
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore
from webapp.web.stores.sealed import SealedStore

BUTTON = re.compile(rf"\]\({re.escape(SEND)}([^)]*)\)")


class Quiet(OpenApi):
    """Keeps every answer, and takes cards without a word."""

    def __init__(self, settings: BotSettings, meter: Meter, clock: Callable[[], datetime]) -> None:
        super().__init__(settings, meter, clock)
        self.said: list[tuple[str, str]] = []
        """To whom, where it is known, and what."""

    def answer_by_webhook(self, address: str, title: str, text: str, at: str = "") -> None:
        self.said.append((address, text))

    def send_to_people(self, userids: list[str], title: str, text: str) -> list[str]:
        self.said += [(each, text) for each in userids]
        return []

    def deliver_card(self, card: object) -> None:
        pass

    def update_card(self, card: object) -> None:
        pass


@dataclass
class Conversation:
    """Several people who write to the robot, one after the other."""

    database: Database
    folder: Path
    now: datetime
    keys: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        settings = web_settings(str(self.database.engine.url), self.folder)
        meter, files = Meter(), store_of(settings)
        self.api = Quiet(settings, meter, lambda: self.now)
        self.house = House(
            settings=settings,
            database=self.database,
            clock=lambda: self.now,
            make_token=lambda: f"token-{next(self.keys)}",
            make_seed=lambda: f"{next(self.keys):032d}".encode(),
            files=PictureStore(files, self.database.vault),
            papers=SealedStore(files, self.database.vault),
            api=self.api,
            meter=meter,
        )

    def say(self, who: str, text: str, *, group: bool = False) -> str:
        """And give the answer."""
        return self.deliver(self.message(who, text, group=group))

    def message(self, who: str, text: str, *, group: bool = False) -> Heard:
        where = "group" if group else who
        return Heard(
            f"m{next(self.keys)}", who, text, webhook=where, webhook_ends_ms=4 * 10**12, is_group=group
        )

    def deliver(self, heard: Heard) -> str:
        """As often as DingTalk pleases; what was answered now, empty where nothing was."""
        before = len(self.api.said)
        key = receive(self.house, heard)
        if key is not None:
            serve(self.house, key, heard)
        return "\n".join(text for _, text in self.api.said[before:])


def buttons_of(shown: str) -> list[str]:
    """What every button of an answer says when it is pressed."""
    return [unquote(each) for each in BUTTON.findall(shown)]
