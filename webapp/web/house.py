"""What a request may ask for: the settings, the database, the clock. Made once by `create_app`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_urlsafe

from flask import current_app

from training.database import Database
from training.outbox.rules.short_links import TOKEN_BYTES, ShortLinks
from training.outbox.rules.wordings import Wording
from training.ports.cameras import Cameras
from training.ports.files import PaperStore, VirusScanner
from training.ports.platform import Platform
from training.ports.sign_in import SignInHost
from training.ports.sms import SmsReceipts
from training.settings import Settings
from webapp.cameras.stills import Stills

KEY = "chaban"


@dataclass(frozen=True)
class House:
    """Everything that a route needs and that a test may replace."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    files: PaperStore
    """Where evidence is kept."""
    papers: PaperStore
    """Where papers of claims are kept: the same place, but sealed."""
    scanner: VirusScanner | None
    platform: Platform
    """On which staff chat and meet."""
    cameras: Cameras
    stills: Stills
    sms_receipts: SmsReceipts | None = None
    """Reads what the SMS provider tells of messages; None where no provider signs."""
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    """What messages say, by the key of their template."""
    dingtalk: SignInHost | None = None
    """Says who a member of staff is; None where no app of DingTalk is set up."""


def house() -> House:
    found: House = current_app.extensions[KEY]
    return found


def now() -> datetime:
    return house().clock()


def links() -> ShortLinks:
    """The links of messages that a request writes."""
    return ShortLinks(house().settings.public_url, lambda: token_urlsafe(TOKEN_BYTES))
