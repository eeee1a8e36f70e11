"""Claims that nobody decides about are told every working day, until somebody does."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.claims.rules.claim_review_due import overdue_since
from training.claims.terms import ClaimState
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.notice.policy import Policy
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.claims.claims import C1Claim
from training.records.classes.districts import District


def alert_waiting_claims(session: Session, *, now: datetime) -> int:
    """For the schedule: one alert a district, and one of second looks for the city; says how many are new."""
    today = shanghai_day(now)
    if not calendar_of(session).is_working_day(today):
        return 0
    in_order = session.scalars(select(District).order_by(District.id)).all()
    drafts = [_of_district(session, each, now) for each in in_order]
    found = [draft for draft in (*drafts, _of_second_looks(session, now)) if draft is not None]
    return sum(raise_alert(session, draft, now=now) for draft in found)


def _of_district(session: Session, district: District, now: datetime) -> AlertDraft | None:
    policy = choose_rule_set(session, district.id, shanghai_day(now)).policy
    own = (C1Claim.district_id == district.id, C1Claim.state == ClaimState.WAITING)
    said = _said(session, own, policy, now)
    if not said:
        return None
    text = f"{district.name}有 C1 申领待审{said}，学员在等，请发“待审”办理。"
    key = f"claims_waiting:{district.id}:{shanghai_day(now)}"
    return AlertDraft("claims_waiting", key, text, Audience.INSPECTORS, district_id=district.id)


def _of_second_looks(session: Session, now: datetime) -> AlertDraft | None:
    policy = choose_rule_set(session, None, shanghai_day(now)).policy
    said = _said(session, (C1Claim.look_is_due.is_(True),), policy, now)
    if not said:
        return None
    text = f"抽中的 C1 申领待复查{said}，确认后才能公示，请发“待审”办理。"
    return AlertDraft("looks_waiting", f"looks_waiting:{shanghai_day(now)}", text, Audience.INSPECTORS)


def _said(session: Session, which: tuple[ColumnElement[bool], ...], policy: Policy, now: datetime) -> str:
    """超过 5 个工作日 3 份，最久 12 天; nothing where none has."""
    counted = select(func.count(), func.min(C1Claim.since)).where(*which)
    late = counted.where(C1Claim.since < overdue_since(shanghai_day(now), policy, calendar_of(session)))
    count, oldest = session.execute(late).one()
    if not count:
        return ""
    return f"超过 {policy.claim_review_working_days} 个工作日 {count} 份，最久 {(now - oldest).days} 天"
