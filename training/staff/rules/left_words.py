from datetime import datetime

from training.notice.clock import SHANGHAI


def left_words(name: str, left_at: datetime) -> str:
    return f"“{name}”已于 {left_at.astimezone(SHANGHAI):%Y-%m-%d} 离岗"
