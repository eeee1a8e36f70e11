"""代 X: for whom an act was done, beside whoever did it, wherever the actor is shown."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.deputies.views.deputyships import deputing_of
from training.notice.clock import shanghai_day
from training.records.staff.deputies import Deputyship
from training.records.staff.staff import Staff

Act = tuple[str, datetime]
"""Who, by the name of then, and when."""


def on_behalf(session: Session, acts: Collection[Act]) -> Mapping[Act, str]:
    """Of the acts that a deputy did for somebody who was away: 李敏（代 王强）. Two statements at most."""
    if not acts:
        return {}
    days = [shanghai_day(at) for _, at in acts]
    rows = (
        select(Deputyship)
        .join(Deputyship.deputy)
        .where(Staff.name.in_({who for who, _ in acts}))
        .where(Deputyship.first_day <= max(days), Deputyship.last_day >= min(days))
        .options(joinedload(Deputyship.absent), joinedload(Deputyship.deputy), selectinload(Deputyship.acts))
    )
    found = session.scalars(rows).all()
    return {
        (who, at): signed(who, each.absent.name)
        for who, at in acts
        for each in found
        if each.deputy.name == who and deputing_of(each).is_turn(at)
    }


def signed(deputy: str, absent: str) -> str:
    return f"{deputy}（代 {absent}）"
