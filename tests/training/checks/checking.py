"""A class that is spot-checked, and the people who do it; every act is a transaction of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at
from training.checks.acts.calls.next_call import next_call
from training.checks.acts.calls.record_call import CallReport, record_call
from training.checks.acts.calls.substitute import substitute
from training.checks.acts.conclude_check import conclude_check
from training.checks.acts.confirmations.answer_confirmation import SecondOpinion, answer_confirmation
from training.checks.acts.evidence.count_heads import count_heads
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.evidence.withdraw_evidence import withdraw_evidence
from training.checks.acts.new_check import Why
from training.checks.acts.start_check import start_check
from training.checks.acts.void_check import void_check
from training.checks.rules.sampling import draw, draw_size
from training.checks.terms import CallOutcome, Comparison, FiledItem
from training.checks.views.calls.call_card import CallCard
from training.checks.views.check_views import CheckView
from training.checks.views.see_check import see_check
from training.classes.views.find_class import find_district
from training.database import Database
from training.notice.terms import Role
from training.pictures.pictures import Picture, read_picture
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NINE = at(MONDAY, "09:00")
SEED = bytes(range(32))
CITY, DISTRICT, OTHER_DISTRICT, AUDITOR, SCHOOL = "市里", "昆区", "青山", "审计", "学校"
COLLEAGUE = "市里同事"
Found = TypeVar("Found")


def register_staff(session: Session) -> None:
    """One of every role, and a colleague at the city."""
    for name, role, district in (
        (CITY, Role.CITY, ""),
        (COLLEAGUE, Role.CITY, ""),
        (DISTRICT, Role.DISTRICT, "昆都仑区"),
        (OTHER_DISTRICT, Role.DISTRICT, "青山区"),
        (AUDITOR, Role.AUDITOR, ""),
    ):
        place = find_district(session, district) if district else None
        add_staff(session, name, role, place, None, now=NINE)
    add_staff(session, SCHOOL, Role.INSTITUTION, None, an_institution(session), now=NINE)


def enrol(session: Session, class_number: str, trainees: int, **fields: object) -> UUID:
    """A class of 昆都仑区 with trainees 学员1, 学员2, …; gives its public id."""
    own = a_class(session, class_number, is_key_group=True, **fields)
    for number in range(1, trainees + 1):
        an_enrolment(session, own, a_trainee(session, f"学员{number}", f"137{number:08}"), str(number))
    return own.public_id


def a_picture(colour: str = "red") -> Picture:
    """Another colour is another picture."""
    content = BytesIO()
    Image.new("RGB", (64, 48), colour).save(content, "PNG")
    return read_picture(content.getvalue(), 2**20)


@dataclass
class Checking:
    """One inspector at work in one check; time goes on as the test says."""

    database: Database
    class_id: UUID
    who: str = CITY
    now: datetime = NINE
    check_id: UUID = field(default_factory=lambda: UUID(int=0))

    def start(self, seed: bytes = SEED, override: str = "") -> CheckView:
        view = self.write(
            lambda session, staff: start_check(
                session, staff, self.class_id, seed=seed, why=Why(override), now=self.now
            )
        )
        self.check_id = view.check_id
        return view

    def seed_that_carries(self) -> bytes:
        """One under which the next draw leaves out somebody whom this one, which is voided, had chosen."""
        with self.database.reading() as session:
            own = select(DrawnTrainee).join(SpotCheck, SpotCheck.id == DrawnTrainee.check_id)
            own = own.where(SpotCheck.public_id == self.check_id).order_by(DrawnTrainee.position)
            places = session.scalars(own).all()
            order = [each.enrolment.public_id for each in places]
            before = {each.enrolment.public_id for each in places if each.was_drawn_before}
        chosen = order[: draw_size(len(order), 3)]
        seeds = (f"carrying {number}".encode() for number in count(1))
        return next(seed for seed in seeds if draw(order, seed, before, 3, chosen).carried)

    def by(self, who: str) -> "Checking":
        """The same check, another inspector."""
        return replace(self, who=who)

    def later(self, **span: float) -> "Checking":
        self.now += timedelta(**span)
        return self

    def see(self) -> CheckView:
        with self.database.reading() as session:
            return see_check(session, find_staff(session, self.who), self.check_id, now=self.now)

    def call(self, position: int | None = None, *, anyway: bool = False) -> CallCard:
        return self.act(next_call, position=position, anyway=anyway)

    def record(
        self, position: int, outcome: CallOutcome = CallOutcome.MATCHED, *differing: FiledItem, **more: Any
    ) -> CheckView:
        comparisons = dict.fromkeys(differing, Comparison.DIFFERENT)
        return self.act(record_call, position, CallReport(outcome, comparisons, **more))

    def miss_twice(self, position: int) -> CheckView:
        """Two attempts five minutes apart."""
        self.record(position, CallOutcome.NO_ANSWER)
        self.later(minutes=5)
        return self.record(position, CallOutcome.NO_ANSWER)

    def substitute(self) -> CheckView:
        return self.act(substitute).view

    def count(self, heads: int, **more: Any) -> CheckView:
        return self.act(count_heads, heads, **more)

    def keep(self, colour: str = "red", *, shows_everybody: bool = True) -> CheckView:
        return self.act(keep_evidence, ReceivedPicture(a_picture(colour), "chat", shows_everybody))

    def withdraw(self, place: int, reason: str = "发错了班") -> CheckView:
        """Take back the picture that is called 第 n 张."""
        kept = {each.place: each.evidence_id for each in self.see().pictures}
        return self.withdraw_named(kept[place], reason)

    def withdraw_named(self, evidence_id: UUID, reason: str = "发错了班") -> CheckView:
        return self.act(withdraw_evidence, evidence_id, reason)

    def conclude(self, **more: Any) -> CheckView:
        return self.act(conclude_check, **more)

    def ask_to_void(self, reason: str = "选错了班") -> CheckView:
        return self.act(void_check, reason)

    def void(self, reason: str = "选错了班", second: str = "") -> CheckView:
        """Taken back at once where nothing was recorded, else confirmed by a second person of the city."""
        view = self.ask_to_void(reason)
        return self.by(second or self._another).confirm() if view.void_request else view

    def confirm(self, note: str = "", *, is_confirmed: bool = True) -> CheckView:
        """Answer what was asked last in the check."""
        return self.answer(self.see().confirmations[-1].confirmation_id, note, is_confirmed=is_confirmed)

    def answer(self, asked: UUID, note: str = "", *, is_confirmed: bool = True) -> CheckView:
        opinion = SecondOpinion(is_confirmed, note)
        return self.write(
            lambda session, staff: answer_confirmation(session, staff, asked, opinion, now=self.now)
        )

    @property
    def _another(self) -> str:
        return CITY if self.who == COLLEAGUE else COLLEAGUE

    def pass_all(self, colour: str = "red") -> CheckView:
        """Everything that a check needs to be 合格, and its conclusion."""
        return self.conclude_with(self.see().facts.roster_size, colour)

    def conclude_with(self, heads: int, colour: str = "red") -> CheckView:
        """Everybody who is to be called says what is filed, and so many are there."""
        for each in self.see().people:
            if each.is_to_be_called:
                self.record(each.position)
        self.count(heads)
        self.keep(colour)
        return self.conclude()

    def act(self, service: Callable[..., Found], *arguments: Any, **more: Any) -> Found:
        return self.write(
            lambda session, staff: service(session, staff, self.check_id, *arguments, now=self.now, **more)
        )

    def write(self, work: Callable[[Session, Staff], Found]) -> Found:
        with self.database.writing() as session:
            return work(session, find_staff(session, self.who))
