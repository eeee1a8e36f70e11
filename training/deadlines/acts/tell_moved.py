"""Tell the districts and the administrator which last days are others now."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.deadlines.views.moved import Moved
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience

KIND = "deadlines_moved"
MOST_NAMED = 3


def tell_moved(session: Session, moved: Sequence[Moved], because: str, *, now: datetime) -> int:
    """One alert a district, and one of all for the administrator; says how many are new."""
    by_district: dict[int, list[Moved]] = defaultdict(list)
    for each in moved:
        by_district[each.district_id].append(each)
    key = f"{KIND}:{because}:{shanghai_day(now)}"
    drafts = [
        AlertDraft(KIND, f"{key}:{own}", _text(each, because), Audience.INSPECTORS, district_id=own)
        for own, each in sorted(by_district.items())
    ]
    if moved:
        text = f"{_text(moved, because)}全部见工作台“放假安排”。"
        drafts.append(AlertDraft(KIND, key, text, Audience.ADMINISTRATOR))
    return sum(raise_alert(session, draft, now=now) for draft in drafts)


def _text(moved: Sequence[Moved], because: str) -> str:
    named = "；".join(each.in_words for each in moved[:MOST_NAMED])
    more = f"；等 {len(moved)} 项" if len(moved) > MOST_NAMED else ""
    return f"{because}，以下期限有变化，请核对：{named}{more}。"
