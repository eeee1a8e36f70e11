from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyJudgement

KIND, LONGEST_NAME = "subsidy_second", 60


def tell_sent_back(session: Session, judged: SubsidyJudgement, staff: Staff, *, now: datetime) -> None:
    """第二人退回: whoever judged it hears; why stands on the page, for it may name people."""
    own = judged.training_class
    text = (
        f"{staff.name}退回了班级 {own.class_number} {own.name[:LONGEST_NAME]}的"
        f"第 {judged.ordinal} 次补贴核定，这一次不算，以前核定的不变；"
        "请打开班级的“补贴”页看意见，需要时重新核定。"
    )
    key = f"{KIND}:{own.public_id}:{judged.ordinal}:back"
    raise_alert(session, AlertDraft(KIND, key, text, Audience.INSPECTORS, own, about=own.public_id), now=now)
