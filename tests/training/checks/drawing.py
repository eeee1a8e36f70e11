"""A day on which classes are drawn: who draws, and what was drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.training.checks.checking import CITY, NINE, Checking, enrol, register_staff
from training.checks.acts.rounds.cancel_order import cancel_order
from training.checks.acts.rounds.draw_round import Another, draw_round
from training.checks.acts.rounds.reassign_order import reassign_order
from training.checks.views.rounds.my_orders import my_orders
from training.checks.views.rounds.order_lines import OrderLine
from training.checks.views.rounds.see_round import RoundView, see_round
from training.database import Database
from training.records.classes.classes import TrainingClass
from training.staff.views.find_staff import find_staff

SEED = bytes(range(32))


@dataclass
class Drawing:
    """People who draw and carry out; each act is a transaction of its own."""

    database: Database
    now: datetime = NINE

    def draw(
        self, size: int = 2, who: str = CITY, seed: bytes = SEED, another: Another | None = None
    ) -> RoundView:
        return self.act(who, draw_round, size, seed=seed, another=another)

    def see(self, found: RoundView, who: str = CITY) -> RoundView:
        return self.act(who, see_round, found.round_id)

    def cancel(self, order: OrderLine, reason: str = "停电停课", who: str = CITY) -> OrderLine:
        return self.act(who, cancel_order, order.order_id, reason)

    def give(self, order: OrderLine, to: str, reason: str = "出差", who: str = CITY) -> OrderLine:
        with self.database.reading() as session:
            other = find_staff(session, to).public_id
        return self.act(who, reassign_order, order.order_id, other, reason)

    def mine(self, who: str) -> list[str]:
        return [each.of_class.number for each in self.act(who, my_orders)]

    def check(self, class_number: str, who: str = CITY) -> Checking:
        """At work in a class; nothing has begun."""
        with self.database.reading() as session:
            own = session.scalars(select(TrainingClass).where(TrainingClass.class_number == class_number))
            return Checking(self.database, own.one().public_id, who, self.now)

    def act(self, who: str, work: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        with self.database.writing() as session:
            return work(session, find_staff(session, who), *arguments, now=self.now, **more)


def some_classes(session: Session, count: int = 4, *, district: str = "昆都仑区") -> list[UUID]:
    """BT-1, BT-2 …, each with two trainees, all day in session; people of every role."""
    register_staff(session)
    return [enrol(session, f"BT-{number}", 2, district=district) for number in range(1, count + 1)]


def numbers(found: RoundView) -> list[str]:
    return [each.of_class.number for each in found.orders]
