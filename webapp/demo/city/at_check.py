"""An inspector at work in one check: each act takes a minute, and none lies in the future."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from training.checks.acts.calls.next_call import next_call
from training.checks.acts.calls.record_call import CallReport, record_call
from training.checks.acts.conclude_check import conclude_check
from training.checks.acts.confirmations.answer_confirmation import SecondOpinion, answer_confirmation
from training.checks.acts.evidence.count_heads import count_heads
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.new_check import Why
from training.checks.acts.start_check import start_check
from training.checks.acts.void_check import void_check
from training.checks.terms import CallOutcome
from training.checks.views.check_views import CheckView
from training.pictures.pictures import MB, read_picture
from webapp.demo.city.city import City
from webapp.demo.city.pictures import draw_room

Found = TypeVar("Found")
ONE_MINUTE = timedelta(minutes=1)
MATCHED = CallReport(CallOutcome.MATCHED)


class AtCheck:
    """What is left of the class's own day or of the time until now decides how long it can go on."""

    def __init__(self, city: City, inspector: str, class_number: str, begins: datetime):
        self.city, self.staff, self.own = city, city.who(inspector), city.find(class_number)
        self.began = self.now = begins
        self.view: CheckView

    def by_phone(self) -> "AtCheck":
        seed = self.city.chance(f"{self.own.class_number} {self.began}")
        # Kept only where an online lesson happens to be on.
        why = Why("线上平台临时维护，改为打电话核实")
        self.view = start_check(
            self.city.session, self.staff, self.own.public_id, seed=seed, why=why, now=self.now
        )
        return self

    @property
    def roster_size(self) -> int:
        return self.view.facts.roster_size

    def pass_by(self, span: timedelta = ONE_MINUTE) -> None:
        self.now = min(self.now + span, self.city.now)

    def act(self, act: Callable[..., Found], *arguments: Any, **more: Any) -> Found:
        """Whoever acts sees what the check has become, and need not ask again."""
        self.pass_by()
        found = act(self.city.session, self.staff, self.view.check_id, *arguments, now=self.now, **more)
        if isinstance(found, CheckView):
            self.view = found
        return found

    def call(self, position: int, report: CallReport = MATCHED) -> None:
        """Look the number up and say what came of it."""
        self.act(next_call, position=position, anyway=True)
        self.act(record_call, position, report)

    def call_everybody(self, besides: int = 0) -> None:
        """All who wait to be called, but for the last so many."""
        waiting = [each.position for each in self.view.people if each.is_to_be_called]
        for position in waiting[: len(waiting) - besides]:
            self.call(position)

    def count(self, percent: int) -> None:
        self.act(count_heads, self.share(percent))

    def share(self, percent: int) -> int:
        """So many of a hundred of the roster, rounded up."""
        return -(-self.roster_size * percent // 100)

    def photograph(self, heads: int, *, shows_everybody: bool = True) -> CheckView:
        """A picture of the room, stored before the row that names it."""
        caption = f"SAMPLE {self.view.number.split('-', 1)[1].encode('ascii', 'ignore').decode()}"
        content = draw_room(heads, f"{caption} {self.now:%m-%d %H:%M}")
        picture = read_picture(content, MB)
        self.city.files.put(picture.original_key, picture.original, picture.original_type)
        self.city.files.put(picture.served_key, picture.served, picture.media_type)
        return self.act(keep_evidence, ReceivedPicture(picture, "page", shows_everybody))

    def conclude(self, **more: bool) -> None:
        self.act(conclude_check, **more)

    def ask_to_void(self, reason: str) -> None:
        self.act(void_check, reason)

    def confirm(self, second: str, note: str = "") -> None:
        """What was asked last, by another of the office."""
        self.pass_by()
        asked = self.view.confirmations[-1].confirmation_id
        opinion = SecondOpinion(is_confirmed=True, note=note)
        self.view = answer_confirmation(
            self.city.session, self.city.who(second), asked, opinion, now=self.now
        )
