"""The SMS of vouchers: that one is there, that it is about to lapse, that it was booked for a class (R10)."""

from datetime import date, timedelta
from uuid import UUID

ISSUED, EXPIRING, USED = "voucher_issued", "voucher_expiring", "voucher_used"
BEFORE_USE = (ISSUED, EXPIRING)
"""Of no use any more once the voucher is used or void."""
WARNED_BEFORE = timedelta(days=7)
"""So long before the last day, which is told once."""
TOLD_WITHIN = timedelta(days=7)
"""Whose phone is verified later than so after the issue reads it on the own page; an SMS would puzzle."""
OF_USE_FOR = timedelta(hours=10)


def dedupe_key(template: str, voucher: UUID, times: int = 1) -> str:
    """One of each; of bookings one each time."""
    return f"{template}:{voucher}:{times}"


def voucher_of(key: str) -> UUID | None:
    """Whose message it is; None for a key of something else."""
    template, _, rest = key.partition(":")
    try:
        return UUID(rest.partition(":")[0]) if template in BEFORE_USE else None
    except ValueError:
        return None


def is_about_to_lapse(valid_until: date, today: date) -> bool:
    """Within a week, the last day included."""
    return today <= valid_until <= today + WARNED_BEFORE


def day_words(day: date) -> str:
    """3月5日: an SMS is paid by its length."""
    return f"{day.month}月{day.day}日"
