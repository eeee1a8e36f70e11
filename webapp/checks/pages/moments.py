"""Moments as the pages of checks show them, in Asia/Shanghai (pure)."""

from datetime import datetime

from training.notice.clock import SHANGHAI


def moment(when: datetime) -> str:
    """03月02日 09:41."""
    return f"{when.astimezone(SHANGHAI):%m月%d日 %H:%M}"


def with_year(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def with_seconds(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
