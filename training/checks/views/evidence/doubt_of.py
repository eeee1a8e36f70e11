from datetime import timedelta

from training.notice.clock import SHANGHAI
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck

CLOCK_DOUBT = timedelta(minutes=30)


def doubt_of(row: Evidence, check: SpotCheck) -> str:
    """A picture that says it was taken before the check began, or after it came, deserves a second look."""
    earliest, latest = check.started_at - CLOCK_DOUBT, row.received_at + CLOCK_DOUBT
    if row.taken_at is None or earliest <= row.taken_at <= latest:
        return ""
    return f"照片自带的时间是 {row.taken_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}，与本次检查不符，请核对"
