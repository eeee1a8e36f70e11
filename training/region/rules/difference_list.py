"""What the list of differences (与自治区系统不一致) can be asked for."""

from collections.abc import Mapping
from enum import StrEnum

from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter
from training.region.terms import Field

VIEW, FIELD = "view", "field"


class DifferenceView(StrEnum):
    """A saved view (范围), by its name in the address."""

    OPEN = "open"
    SETTLED = "settled"
    ALL = "all"


VIEWS: Mapping[str, str] = {
    DifferenceView.OPEN: "待处理",
    DifferenceView.SETTLED: "已处理",
    DifferenceView.ALL: "全部",
}
HEADINGS = (
    Heading("field", "项目", is_fixed=True),
    Heading("who", "学员", under="field"),
    Heading("theirs", "自治区系统", is_fixed=True),
    Heading("ours", "本系统", is_fixed=True),
    Heading("class", "班号"),
    Heading("name", "班级", under="class"),
    Heading("region", "自治区班级编号", is_hidden=True),
    Heading("district", "旗县区"),
    Heading("imported", "自治区数据导入", is_hidden=True),
    Heading("found", "发现", sort="found"),
    Heading("state", "状态", is_fixed=True),
    Heading("settled", "处理", under="state"),
)


def difference_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text; none for whoever has one."""
    fields = {each.name.lower(): each.value for each in Field}
    filters = (Filter(VIEW, "范围", VIEWS), *district_filter(districts), Filter(FIELD, "项目", fields))
    return offer_of(HEADINGS, Asking(filters, "found", {VIEW: DifferenceView.OPEN}))
