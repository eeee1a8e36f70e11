"""What the list of leave (请假列表) can be asked for."""

from collections.abc import Mapping
from enum import StrEnum

from training.listing.rules.days import days_of
from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter

VIEW = "view"


class LeaveView(StrEnum):
    """A saved view (范围), by its name in the address."""

    TODAY = "today"
    STANDING = "standing"
    REVOKED = "revoked"
    ALL = "all"


VIEWS: Mapping[str, str] = {
    LeaveView.TODAY: "今天",
    LeaveView.STANDING: "有效的",
    LeaveView.REVOKED: "已销假",
    LeaveView.ALL: "全部",
}
HEADINGS = (
    Heading("who", "学员", is_fixed=True),
    Heading("number", "班号", under="who"),
    Heading("school", "培训机构"),
    Heading("day", "哪天", sort="day"),
    Heading("part", "半天"),
    Heading("reason", "原因"),
    Heading("by", "登记", sort="newest"),
    Heading("state", "状态", is_fixed=True),
    Heading("back", "销假", under="state"),
)


def leave_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text; none for whoever has one."""
    filters = (
        Filter(VIEW, "范围", VIEWS),
        *district_filter(districts),
        *days_of("请假"),
    )
    return offer_of(HEADINGS, Asking(filters, "-day", {VIEW: LeaveView.STANDING}))
