"""Forget what machines sent, byte by byte; the punches that were read from it stay (PIPL art. 19)."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from training.attendance.sheets.pushes import UNWANTED
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.records.attendance.devices import DeviceUpload, UnreadLine


def purge_uploads(session: Session, *, now: datetime) -> int:
    """Empty what is older than the city's days, and pictures and templates at once; says how many uploads."""
    policy = choose_rule_set(session, None, shanghai_day(now)).policy
    before = now - timedelta(days=policy.machine_upload_days)
    due = (
        DeviceUpload.purged_at.is_(None),
        or_(DeviceUpload.received_at <= before, DeviceUpload.table_name.in_(UNWANTED)),
    )
    lines = UnreadLine.upload_id.in_(select(DeviceUpload.id).where(*due))
    session.execute(update(UnreadLine).where(lines).values(raw=b""))
    gone = update(DeviceUpload).where(*due).values(body=b"", purged_at=now)
    return session.connection().execute(gone).rowcount
