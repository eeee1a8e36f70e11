"""On the morning after a publicity its district hears that money may be applied for (R21)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.eligibility.terms import LineState
from training.notice.clock import shanghai_day
from training.notice.money import yuan
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.payments.views.waiting import ended_publicities, last_day
from training.records.payments.meetings import SubsidyPublicity
from training.records.subsidies.lines import SubsidyLine

KIND = "subsidy_apply"
TOLD_WITHIN = timedelta(days=60)
"""What has lain longer stands in the worklist; else the first morning would tell of years."""
Sums = Mapping[int, tuple[int, int]]
"""By publicity: for how many people one may apply, and how much."""


def alert_ended_publicities(session: Session, *, now: datetime) -> int:
    """For the schedule: once a publicity, as soon as somebody of it is free; says how many are told anew."""
    today = shanghai_day(now)
    rows = ended_publicities(today).where(last_day() > today - TOLD_WITHIN)
    found = session.scalars(rows.order_by(SubsidyPublicity.id)).all()
    sums = _free(session, found)
    drafts = [_draft(each, *sums[each.id]) for each in found if each.id in sums]
    return sum(raise_alert(session, each, now=now) for each in drafts)


def _free(session: Session, found: Sequence[SubsidyPublicity]) -> Sums:
    """Whoever is held by an objection waits for the office and not for the money."""
    key, own = SubsidyLine.publicity_id, [each.id for each in found]
    rows = select(key, func.count(), func.sum(SubsidyLine.granted_fen)).where(key.in_(own))
    free = rows.where(SubsidyLine.state == LineState.PUBLIC, SubsidyLine.has_objection.is_(False))
    return {
        publicity: (people, int(fen or 0))
        for publicity, people, fen in session.execute(free.group_by(key))
        if publicity is not None
    }


def _draft(own: SubsidyPublicity, people: int, fen: int) -> AlertDraft:
    text = (
        f"会议“{own.meeting.number}”的公示已于 {own.surely_ends_on} 结束，{people} 人 {yuan(fen)} 元"
        "可以向属地财政部门申请拨付，请打开会议按资金申请。"
    )
    key, about = f"{KIND}:{own.public_id}", own.meeting.public_id
    return AlertDraft(KIND, key, text, Audience.INSPECTORS, district_id=own.district_id, about=about)
