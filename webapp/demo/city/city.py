"""The city while it is built: where it is kept, which day it is there, and who is who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy.orm import Session

from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.classes.views.find_class import find_class
from training.notice.clock import SHANGHAI
from training.outbox.rules.short_links import ShortLinks
from training.ports.files import PaperStore
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.staff.views.find_staff import find_staff


@dataclass(frozen=True)
class City:
    """Everything happens at `at(days, clock)`, counted from the day on which it is loaded."""

    session: Session
    now: datetime
    """The moment at which it is loaded; nothing in it lies later."""
    seed: str
    """The same seed on the same day makes the same people."""
    instance: Path
    """Where the machines' stand-ins remember, and the files lie that the institutions hand in."""
    files: PaperStore
    papers: PaperStore
    links: ShortLinks

    @property
    def folder(self) -> Path:
        """Of the files that the institutions hand in."""
        return self.instance / "samples" / "city"

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def at(self, days: int, clock: str = "10:00") -> datetime:
        """That clock so many days from today, or the moment of the loading where that lies earlier."""
        moment = datetime.combine(self.day(days), time.fromisoformat(clock), SHANGHAI)
        return min(moment, self.now)

    def chance(self, what: str) -> bytes:
        """What a draw asks for, 32 bytes; the same ones whenever the city is made."""
        return sha256(f"{self.seed}:{what}".encode()).digest()

    def find(self, class_number: str) -> TrainingClass:
        return find_class(self.session, class_number)

    def who(self, name: str) -> Staff:
        return find_staff(self.session, name)

    def standing(self, class_number: str) -> Sequence[ClassProgress]:
        """Everybody of the class, and how far they have come."""
        return progress_of_class(self.session, self.find(class_number), self.now)
