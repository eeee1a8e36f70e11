from datetime import datetime

from sqlalchemy.orm import Session

from training.eligibility.rules.standard_sets import above, above_words
from training.eligibility.views.standard_sets import held_on
from training.eligibility.views.standards_in_force import as_standard
from training.notice.clock import shanghai_day
from training.notice.notes import MOST_LETTERS
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.subsidies.standards import StandardSet


def tell_above_city(session: Session, own: StandardSet, *, now: datetime) -> None:
    """也可自行制定 (R47): a district's holds, and where it pays more than the city's the city knows."""
    if own.district is None:
        return
    # Of its first day, or of today where that is over: only what it is to hold beside counts.
    city = held_on(session, None, max(own.effective_from, shanghai_day(now)))
    others = [as_standard(each) for each in city.standards] if city else []
    found = above([as_standard(each) for each in own.standards], others)
    if not found:
        return
    version = f"{own.district.name}补贴标准第 {own.version} 版（{own.effective_from} 起）"
    begins = f"{version}有 {len(found)} 项高于市里"
    whole = f"{begins}：{above_words(found)}。请核实。"
    text = whole if len(whole) <= MOST_LETTERS else f"{begins}，请打开核实。"
    key = f"standards_above_city:{own.public_id}"
    draft = AlertDraft(
        "standards_above_city", key, text, Audience.INSPECTORS, district_id=None, about=own.public_id
    )
    raise_alert(session, draft, now=now)
