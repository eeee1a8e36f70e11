"""不合格 is told at once to the district and the city, not only on the day of feedback (R07)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.rules.spot_checks import Condition, ConditionState
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.checks.spot_checks import SpotCheck

NOT_MET = (ConditionState.FAILED, ConditionState.OUT_OF_REACH)


def tell_failed(session: Session, check: SpotCheck, conditions: tuple[Condition, ...], now: datetime) -> None:
    """Names the conditions that are not met, and nobody."""
    what = "、".join(each.name for each in conditions if each.state in NOT_MET)
    which = f"{check.training_class.class_number} 的{check.level}{check.method}（检查 {check.number}）"
    draft = AlertDraft(
        kind="failed_verdict",
        dedupe_key=f"failed_verdict:{check.id}",
        text=f"{which}结论为不合格：{what}。",
        audience=Audience.INSPECTORS,
        training_class=check.training_class,
        about=check.public_id,
    )
    raise_alert(session, draft, now=now)
