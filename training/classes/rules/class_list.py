"""What the list of classes (班级列表) can be asked for."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from training.listing.rules.listing import Filter, Offer
from training.notice.terms import ClassKind

VIEW, DISTRICT, TRADE, KIND, ENDS_FROM, ENDS_UNTIL = "view", "district", "trade", "kind", "from", "until"


class ClassView(StrEnum):
    """A saved view (范围) of the list, by its name in the address."""

    RUNNING = "running"
    OWED = "owed"
    ENDING = "ending"
    COMING = "coming"
    ENDED = "ended"
    ALL = "all"


VIEWS: Mapping[str, str] = {
    ClassView.RUNNING: "在培",
    ClassView.OWED: "欠查",
    ClassView.ENDING: "本周结业",
    ClassView.COMING: "未开班",
    ClassView.ENDED: "已结业",
    ClassView.ALL: "全部",
}
SORTS = {"ends": "结业", "starts": "开班", "number": "班号"}
COLUMNS = {
    "school": "机构",
    "place": "旗县区",
    "starts": "开班",
    "hours": "课时",
    "enrolled": "在册",
    "present": "本半天到课",
    "progress": "进度",
    "checks": "市查和区查",
    "machine": "考勤机",
}


def class_offer(districts: Mapping[str, str], trades: Iterable[str], *, owes_checks: bool) -> Offer:
    """`owes_checks`: whether whoever asks has checks to make. Districts by their key, as text."""
    views = {name: words for name, words in VIEWS.items() if owes_checks or name != ClassView.OWED}
    return Offer(
        (
            Filter(VIEW, "范围", views),
            Filter(DISTRICT, "旗县区", districts),
            Filter(TRADE, "工种", {each: each for each in trades}),
            Filter(KIND, "培训类型", {each.value: each.value for each in ClassKind}),
            Filter(ENDS_FROM, "结业从"),
            Filter(ENDS_UNTIL, "结业到"),
        ),
        SORTS,
        COLUMNS,
        defaults={VIEW: ClassView.RUNNING},
        hidden=frozenset({"machine"}),
    )


def week_of(today: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=6)
