from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.sheets.hand_in import ImportReport

MOST_NAMED = 3


def tell_of_filings(session: Session, report: ImportReport, *, now: datetime) -> None:
    """The city is told once a day that classes were filed and wait for its review (R04)."""
    filed = sorted(report.filed_now)
    if not filed:
        return
    named = "、".join(filed[:MOST_NAMED]) + ("等" if len(filed) > MOST_NAMED else "")
    text = f"有新备案的班级（{named}）等市本级复核，通过以后才能派号，请在工作台“备案复核”里查看。"
    # Without a district: whoever filed it need not be told, and the list says what else comes today.
    draft = AlertDraft("filings_wait", f"filings_wait:{shanghai_day(now)}", text, Audience.INSPECTORS)
    raise_alert(session, draft, now=now)
