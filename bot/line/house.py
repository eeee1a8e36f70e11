"""Everything that the bot needs and that a test may replace. Made once by `chaban bot`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.line.address_book import DingTalkAddressBook
from bot.line.journal import Journal
from bot.line.meeting_api import DingTalkMeetings
from bot.line.meter import Meter
from bot.line.openapi import OpenApi
from bot.settings import BotSettings
from bot.words.platform import DINGTALK
from training.chat.acts.count_usage import Plan, count_usage
from training.chat.acts.tell_quota_empty import tell_quota_empty
from training.chat.terms import UsageKind
from training.database import Database
from training.ports.files import FileStore, VirusScanner
from training.ports.meetings import AddressBook, MeetingHost


@dataclass(frozen=True)
class House:
    """The settings, the database, the clock, chance, and DingTalk."""

    settings: BotSettings
    database: Database
    clock: Callable[[], datetime]
    make_token: Callable[[], str]
    make_seed: Callable[[], bytes]
    files: FileStore
    """Where evidence is kept."""
    papers: FileStore
    """Where files that name people are kept, sealed."""
    api: OpenApi
    meter: Meter
    scanner: VirusScanner | None = None
    """Looks at what people send before anybody opens it; None where no scanner is configured."""
    journal: Journal | None = None
    """What is acknowledged stands there until it stands in the database; None where that waits for nobody."""

    @property
    def meetings(self) -> MeetingHost:
        return DingTalkMeetings(self.api)

    @property
    def address_book(self) -> AddressBook:
        return DingTalkAddressBook(self.api)

    def note_usage(self) -> None:
        """Write down what was used since the last time."""
        if not self.meter.is_empty:
            with self.database.writing() as session:
                plan = Plan(DINGTALK.name, self.settings.dingtalk.limits)
                count_usage(session, self.meter.drain(), plan, now=self.clock())

    def tell_quota_empty(self, kind: UsageKind) -> None:
        with self.database.writing() as session:
            tell_quota_empty(session, kind, DINGTALK.name, now=self.clock())
