"""What the list of checks (查班记录) can be asked for."""

from collections.abc import Mapping
from enum import StrEnum

from training.checks.terms import CheckLevel, CheckMethod
from training.listing.rules.days import days_of
from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter

VIEW, LEVEL, METHOD = "view", "level", "method"


class CheckView(StrEnum):
    """A saved view (范围), by its name in the address."""

    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    UNABLE = "unable"
    VOIDED = "voided"
    ALL = "all"


VIEWS: Mapping[str, str] = {
    CheckView.RUNNING: "进行中",
    CheckView.PASSED: "合格",
    CheckView.FAILED: "不合格",
    CheckView.UNABLE: "无法完成",
    CheckView.VOIDED: "已作废",
    CheckView.ALL: "全部",
}
HEADINGS = (
    Heading("number", "检查编号", is_fixed=True),
    Heading("name", "班级", under="number"),
    Heading("school", "培训机构"),
    Heading("place", "旗县区", under="school"),
    Heading("level", "级别"),
    Heading("method", "方式"),
    Heading("started", "开始", sort="newest"),
    Heading("ended", "结束", is_hidden=True),
    Heading("by", "谁查的"),
    Heading("state", "结果", is_fixed=True),
)


def check_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text; none for whoever has one."""
    filters = (
        Filter(VIEW, "结果", VIEWS),
        Filter(LEVEL, "级别", {each.value: each.value for each in CheckLevel}),
        Filter(METHOD, "方式", {each.value: each.value for each in CheckMethod}),
        *district_filter(districts),
        *days_of("开始"),
    )
    return offer_of(HEADINGS, Asking(filters, "-newest", {VIEW: CheckView.ALL}))
