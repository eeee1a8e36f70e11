from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.deputies.acts.tell_post import Telling, tell_post
from training.deputies.rules.deputyship import (
    Deputing,
    NotTheSamePost,
    check_days,
    check_others,
    check_posts,
)
from training.deputies.views.deputyships import deputings_between, may_name_for
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.records.staff.deputies import Deputyship
from training.records.staff.staff import Staff
from training.staff.views.managed import post_of, visible_staff


@dataclass(frozen=True)
class DeputyDraft:
    """Who is away and who stands in, from day to day, and why."""

    absent: UUID
    deputy: UUID
    first_day: date
    last_day: date
    reason: str


def name_deputy(session: Session, staff: Staff, draft: DeputyDraft, *, now: datetime) -> Deputyship:
    """Ask a colleague to stand in; nothing holds before that one accepts.

    Raises NotFound, NotTheSamePost, WrongDays, DeputyAlready, DeputyOfDeputy, ReasonMissing, TextTooLong.
    """
    absent, deputy = _hold(session, staff, draft)
    if not may_name_for(staff, absent):
        raise NotFound("这位工作人员")
    if absent.left_at is not None or deputy.left_at is not None or absent.id == deputy.id:
        raise NotTheSamePost
    check_posts(post_of(absent), post_of(deputy))
    check_days(draft.first_day, draft.last_day, shanghai_day(now))
    reason = read_reason(draft.reason, "请人代理")
    wanted = Deputing(absent.id, deputy.id, draft.first_day, draft.last_day)
    people = (absent.id, deputy.id)
    check_others(wanted, deputings_between(session, people, draft.first_day, draft.last_day), now)
    made = Deputyship(
        absent=absent,
        deputy=deputy,
        first_day=draft.first_day,
        last_day=draft.last_day,
        reason=reason,
        named_by_id=staff.id,
        named_by=staff.name,
        named_at=now,
    )
    session.add(made)
    session.flush()
    _tell(session, made, now)
    return made


def _hold(session: Session, staff: Staff, draft: DeputyDraft) -> tuple[Staff, Staff]:
    """Both are locked, in one order, so that two who name at once see each other."""
    wanted = visible_staff(staff).where(Staff.public_id.in_((draft.absent, draft.deputy)))
    keys = wanted.with_only_columns(Staff.id).order_by(None)
    held = session.scalars(select(Staff).where(Staff.id.in_(keys)).order_by(Staff.id).with_for_update()).all()
    found = {each.public_id: each for each in held}
    if draft.absent not in found or draft.deputy not in found:
        raise NotFound("这位工作人员")
    return found[draft.absent], found[draft.deputy]


def _tell(session: Session, made: Deputyship, now: datetime) -> None:
    days = f"{made.first_day:%m月%d日} 至 {made.last_day:%m月%d日}"
    whom = f"请 {made.deputy.name} 代理 {made.absent.name}"
    text = f"{whom}（{days}，{made.reason}）：在工作台“代理”里接受后生效。"
    key = f"deputy_named:{made.public_id}"
    tell_post(session, made.deputy, Telling("deputy_named", key, text), now=now)
