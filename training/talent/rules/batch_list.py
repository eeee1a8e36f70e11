"""What the ledger of files for the talent platform (供需对接平台导出) can be asked for."""

from collections.abc import Mapping
from enum import StrEnum

from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter

VIEW = "view"


class BatchView(StrEnum):
    """A saved view (范围), by its name in the address."""

    ALL = "all"
    MADE = "made"
    ENTERED = "entered"
    DROPPED = "dropped"


VIEWS: Mapping[str, str] = {
    BatchView.ALL: "全部",
    BatchView.MADE: "待录入",
    BatchView.ENTERED: "已录入",
    BatchView.DROPPED: "作废",
}
HEADINGS = (
    Heading("number", "批次号", is_fixed=True),
    Heading("district", "旗县区"),
    Heading("rows", "人数", is_number=True),
    Heading("made", "生成", sort="made"),
    Heading("state", "状态", is_fixed=True),
    Heading("entered", "录入", under="state"),
    Heading("failed", "没有录入", is_number=True),
    Heading("ceased", "要撤下", is_number=True),
    Heading("sha256", "文件指纹", is_hidden=True),
)


def batch_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text; none for whoever has one."""
    filters = (Filter(VIEW, "范围", VIEWS), *district_filter(districts))
    return offer_of(HEADINGS, Asking(filters, "-made", {VIEW: BatchView.ALL}))
