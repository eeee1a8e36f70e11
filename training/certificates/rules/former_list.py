"""What the list of 历史证书 can be asked for."""

from collections.abc import Mapping

from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter

PAYMENT, PAID, UNPAID = "payment", "paid", "unpaid"
HEADINGS = (
    Heading("number", "证书编号", is_fixed=True),
    Heading("mark", "标记", is_fixed=True),
    Heading("name", "姓名", is_fixed=True),
    Heading("id_number", "身份证号", under="name"),
    Heading("trade", "培训工种"),
    Heading("level", "等级", under="trade"),
    Heading("institution", "培训机构"),
    Heading("class_number", "班号", under="institution"),
    Heading("district", "旗县区"),
    Heading("issued", "发证", sort="issued"),
    Heading("paid", "历史拨付", is_number=True),
    Heading("paid_on", "拨付日期", under="paid"),
)


def former_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text; none for whoever has one."""
    paid = Filter(PAYMENT, "历史拨付", {PAID: "有", UNPAID: "没有"})
    return offer_of(HEADINGS, Asking((paid, *district_filter(districts)), "-issued", {}))
