from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.subsidies.lines import SubsidyJudgement

KIND, LONGEST_NAME = "subsidy_recover", 60


def tell_applied_meanwhile(session: Session, judged: SubsidyJudgement, people: int, *, now: datetime) -> None:
    """Two have said that these are not paid for, and money was applied for them before the second did: the
    district hears, or they would be paid by the judgement of before."""
    if not people:
        return
    own = judged.training_class
    text = (
        f"班级 {own.class_number} {own.name[:LONGEST_NAME]}第 {judged.ordinal} 次补贴核定由第二人同意以前，"
        f"有 {people} 人已经申请拨付，仍按原来的核定；这一次核定这些人不可补贴，"
        "请先从申请里撤下，再到班级的“补贴”页重新核定。"
    )
    key = f"{KIND}:{own.public_id}:{judged.ordinal}:second"
    raise_alert(session, AlertDraft(KIND, key, text, Audience.INSPECTORS, own, about=own.public_id), now=now)
