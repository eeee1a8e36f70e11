"""The log of acts as a file takes it away; pure."""

from training.history.views.act_log import Logged
from training.notice.clock import SHANGHAI

HEADINGS = ("时间", "谁", "事项", "做了什么", "班号", "说明")


def act_cells(own: Logged) -> tuple[str, ...]:
    at = f"{own.line.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return (at, own.who, own.topic.value, own.line.deed, own.class_number, own.line.text)
