"""What a handler is given: who asks, the open session, the clock, and what was sent along."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from bot.settings import BotSettings
from bot.words.stamps import Stamp
from training.checks.sheets.statistics import StatisticsFile
from training.intake.sheets.handed_rows import HandedRows
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.outbox.rules.short_links import TOKEN_BYTES, ShortLinks
from training.pictures.pictures import Picture
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for

LINK_LETTERS = -(-TOKEN_BYTES * 8 // 6)
"""So many letters of a token hold the bytes of a link."""


@dataclass(frozen=True)
class Asking:
    """One message of a registered member of staff, inside the transaction of its act."""

    session: Session
    staff: Staff
    now: datetime
    settings: BotSettings
    make_token: Callable[[], str]
    make_seed: Callable[[], bytes]
    text: str = ""
    """As it was said; what comes with a picture need not be a command."""
    stamp: Stamp | None = None
    """Which check a button named, and how far that was then."""
    card_id: str = ""
    """The card whose button was pressed."""
    check: SpotCheck | None = None
    """The one that it is about, once that is known."""
    pictures: tuple[Picture, ...] = ()
    statistics: StatisticsFile | None = None
    """Live statistics that were sent as a file."""
    upload: UUID | None = None
    """A file that was sent to be handed in, read already."""
    handed: HandedRows | None = None
    """The rows of the file that is confirmed; None where the worker is to write it."""
    said_at: datetime | None = None
    """When it was said, where the chat's platform tells."""

    @property
    def today(self) -> date:
        return shanghai_day(self.now)

    @property
    def told_at(self) -> datetime:
        """What is told is as old as its words, however late they come, and never of the future."""
        return min(self.said_at or self.now, self.now)

    @property
    def meant(self) -> SpotCheck:
        """The check that it is about, where it cannot be about anything else."""
        if self.check is None:
            raise ValueError("this is about no check")
        return self.check

    @property
    def check_id(self) -> UUID:
        return self.meant.public_id

    @property
    def seen(self) -> int | None:
        """What the button counted when it was shown; None where somebody typed."""
        return self.stamp.seen if self.stamp else None

    def may(self, permission: Permission) -> bool:
        return may(self.staff.role, permission)

    def name_of(self, trainee: Trainee) -> str:
        """As whoever asks may see it."""
        return name_for(self.staff, trainee.name)

    @property
    def is_inspected(self) -> bool:
        """Of an institution; what anybody else is shown would warn it, were it said in a group."""
        return not self.may(Permission.SEE_CHECKS)


def links_of(asking: Asking) -> ShortLinks:
    """The links of messages that an act in the chat writes; an SMS is paid by its length."""
    return ShortLinks(asking.settings.public_url, lambda: asking.make_token()[:LINK_LETTERS])
