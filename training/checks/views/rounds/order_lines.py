"""Orders of rounds as they stand: who has each, what became of it, and by which check (R06)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.checks.rules.rounds import state_of_order
from training.checks.terms import COUNTED, CheckLevel, OrderAct, OrderState, Verdict
from training.checks.views.check_views import ClassLine
from training.checks.views.see_check import class_line
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.checks.rounds import CheckOrder, CheckOrderAct, CheckRound
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class OrderLine:
    """One order in a list."""

    order_id: UUID
    round_number: str
    day: date
    position: int
    of_class: ClassLine
    weight: int
    points: tuple[str, ...]
    inspector: str
    inspector_id: UUID
    state: OrderState
    check_id: UUID | None
    """The check by which it is done, or is being done."""
    check_number: str
    history: tuple[str, ...]
    """What was done with it, in words, the first first."""

    @property
    def is_open(self) -> bool:
        return self.state in (OrderState.ASSIGNED, OrderState.RUNNING)


@dataclass(frozen=True)
class _Check:
    class_id: int
    level: CheckLevel
    day: date
    public_id: UUID
    number: str
    is_done: bool
    is_running: bool


def order_lines(session: Session, which: ColumnElement[bool], *, now: datetime) -> tuple[OrderLine, ...]:
    """Those of the condition, in the order of the draws."""
    orders = (
        select(CheckOrder)
        .join(CheckOrder.round)
        .where(which)
        .options(
            joinedload(CheckOrder.round),
            joinedload(CheckOrder.assigned_to),
            joinedload(CheckOrder.training_class).joinedload(TrainingClass.institution),
            joinedload(CheckOrder.training_class).joinedload(TrainingClass.district),
            selectinload(CheckOrder.acts).joinedload(CheckOrderAct.assigned_to),
        )
        .order_by(CheckRound.day, CheckRound.ordinal, CheckOrder.round_id, CheckOrder.position)
    )
    found = session.scalars(orders).all()
    checks = _checks(session, found)
    return tuple(_line(order, checks, shanghai_day(now)) for order in found)


def points_in_words(points: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(f"{each['why']} +{each['tickets']}" for each in points)


def day_begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _checks(session: Session, orders: Sequence[CheckOrder]) -> list[_Check]:
    """Of the classes of the orders, on the days of their rounds, that were not voided."""
    if not orders:
        return []
    days = [order.round.day for order in orders]
    own = (
        select(SpotCheck, CheckConclusion.verdict)
        .outerjoin(CheckConclusion)
        .outerjoin(CheckVoiding)
        .where(CheckVoiding.id.is_(None), SpotCheck.class_id.in_({order.class_id for order in orders}))
        .where(SpotCheck.started_at >= day_begins(min(days)))
        .where(SpotCheck.started_at < day_begins(max(days) + timedelta(days=1)))
        .order_by(SpotCheck.started_at, SpotCheck.id)
    )
    return [_check(row) for row in session.execute(own)]


def _check(row: Row[SpotCheck, Verdict | None]) -> _Check:
    check, verdict = row
    return _Check(
        check.class_id,
        check.level,
        shanghai_day(check.started_at),
        check.public_id,
        check.number,
        is_done=verdict in COUNTED,
        is_running=check.ended_at is None,
    )


def _line(order: CheckOrder, checks: list[_Check], today: date) -> OrderLine:
    whole, inspector = order.round, assigned_to(order)
    wanted = (order.class_id, whole.level, whole.day)
    own = [each for each in checks if (each.class_id, each.level, each.day) == wanted]
    done, running = [each for each in own if each.is_done], [each for each in own if each.is_running]
    shown = next(iter([*done, *running]), None)
    return OrderLine(
        order_id=order.public_id,
        round_number=whole.number,
        day=whole.day,
        position=order.position,
        of_class=class_line(order.training_class),
        weight=order.weight,
        points=points_in_words(order.points),
        inspector=inspector.name,
        inspector_id=inspector.public_id,
        state=state_of_order(
            is_checked=bool(done),
            is_running=bool(running),
            is_cancelled=any(each.act is OrderAct.CANCELLED for each in order.acts),
            is_over=whole.day < today,
        ),
        check_id=shown.public_id if shown else None,
        check_number=shown.number if shown else "",
        history=tuple(map(_act_in_words, order.acts)),
    )


def assigned_to(order: CheckOrder) -> Staff:
    """Whoever was given it last."""
    given = [each.assigned_to for each in order.acts if each.assigned_to is not None]
    return given[-1] if given else order.assigned_to


def _act_in_words(act: CheckOrderAct) -> str:
    to = f"给{act.assigned_to.name}" if act.assigned_to else ""
    return f"{act.acted_by} {act.acted_at.astimezone(SHANGHAI):%m月%d日 %H:%M} {act.act}{to}：{act.reason}"
