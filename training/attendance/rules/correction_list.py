"""What the list of requests for corrections (补卡申请列表) can be asked for."""

from collections.abc import Mapping
from enum import StrEnum

from training.listing.rules.days import days_of
from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter

VIEW = "view"


class CorrectionView(StrEnum):
    """A saved view (范围), by its name in the address."""

    WAITING = "waiting"
    SAMPLED = "sampled"
    DECIDED = "decided"
    ALL = "all"


VIEWS: Mapping[str, str] = {
    CorrectionView.WAITING: "待审核",
    CorrectionView.SAMPLED: "抽中复核",
    CorrectionView.DECIDED: "已审核",
    CorrectionView.ALL: "全部",
}
HEADINGS = (
    Heading("who", "学员", is_fixed=True),
    Heading("number", "班号", under="who"),
    Heading("state", "状态", is_fixed=True),
    Heading("sign", "要留意", under="state"),
    Heading("school", "培训机构"),
    Heading("punch", "补哪一次", sort="lesson"),
    Heading("reason", "理由"),
    Heading("photo", "照片", is_hidden=True),
    Heading("asked", "提交", sort="newest"),
    Heading("decided", "审核"),
)


def correction_offer(districts: Mapping[str, str], *, sees_sample: bool) -> Offer:
    """Districts by their key, as text; none for whoever has one. A school sees no sample of its own."""
    views = {name: words for name, words in VIEWS.items() if sees_sample or name != CorrectionView.SAMPLED}
    filters = (
        Filter(VIEW, "范围", views),
        *district_filter(districts),
        *days_of("上课"),
    )
    return offer_of(HEADINGS, Asking(filters, "lesson", {VIEW: CorrectionView.WAITING}))
