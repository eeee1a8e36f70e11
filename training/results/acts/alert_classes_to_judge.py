"""A class that has ended, and for whose verdict nothing is lacking, is told to its district (R16, R42)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert
from training.results.rules.verdict import Proposal, propose_verdict
from training.results.views.facts_of_classes import facts_of_classes
from training.results.views.waiting_results import is_unjudged

KIND = "result_ready"
LONGEST_NAME = 60
TOLD_WITHIN = timedelta(days=60)
"""What has lain longer stands in the list; else the first morning would tell of years."""


def alert_classes_to_judge(session: Session, *, now: datetime) -> int:
    """For the schedule, since no act ends a class: once for each; says how many are told anew."""
    found = _untold(session, now)
    facts = facts_of_classes(session, found)
    drafts = [_draft(each, propose_verdict(facts[each.id])) for each in found]
    return sum(raise_alert(session, each, now=now) for each in drafts if each is not None)


def _untold(session: Session, now: datetime) -> Sequence[TrainingClass]:
    """Those that ended lately, nobody has judged and nobody was told of."""
    today = shanghai_day(now)
    told = exists().where(Alert.class_id == TrainingClass.id, Alert.kind == KIND)
    lately = (TrainingClass.ends_on < today, TrainingClass.ends_on >= today - TOLD_WITHIN)
    rows = select(TrainingClass).where(*lately, is_unjudged(), ~told).order_by(TrainingClass.id)
    return session.scalars(rows.options(joinedload(TrainingClass.rule_set))).all()


def _draft(own: TrainingClass, proposal: Proposal) -> AlertDraft | None:
    """None while something is still to be done first; what fails may be signed as it is."""
    if not (proposal.may_be_signed or proposal.verdict):
        return None
    advice = f"系统建议{proposal.verdict}" if proposal.verdict else "系统没有建议，由旗县区写明原因认定"
    name = f"{own.class_number} {own.name[:LONGEST_NAME]}"
    text = f"班级 {name}已结业，可以评估，{advice}，请在班级的“结业”页签字。"
    return AlertDraft(KIND, f"{KIND}:{own.public_id}", text, Audience.INSPECTORS, own)
