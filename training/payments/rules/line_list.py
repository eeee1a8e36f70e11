"""What the list of everybody's subsidies can be asked for (补贴明细)."""

from collections.abc import Mapping

from training.eligibility.terms import LineState
from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter

STATE = "state"
STATES: Mapping[str, LineState] = {each.name.lower(): each for each in LineState}
HEADINGS = (
    Heading("name", "姓名", is_fixed=True),
    Heading("id_number", "身份证号", under="name"),
    Heading("class_number", "班号", is_fixed=True),
    Heading("class_name", "班级", under="class_number"),
    Heading("state", "状态", is_fixed=True),
    Heading("granted", "审定（元）", is_number=True),
    Heading("fund", "资金来源", under="granted"),
    Heading("payee", "拨付给", is_whole=True),
    Heading("paid", "拨付（元）", is_number=True),
    Heading("paid_on", "拨付日期", is_whole=True),
    Heading("voucher", "凭证号", under="paid_on"),
    Heading("demanded", "要求退回（元）", is_number=True),
    Heading("returned", "已退回（元）", under="demanded"),
    Heading("institution", "培训机构"),
    Heading("district", "旗县区", is_whole=True),
)


def line_offer(districts: Mapping[str, str], states: Mapping[str, LineState]) -> Offer:
    """Districts by their key, as text, none for whoever has one; of the states those that one may see."""
    state = Filter(STATE, "状态", {name: each.value for name, each in states.items()})
    return offer_of(
        HEADINGS, Asking((state, *district_filter(districts)), "-newest", {}, {"newest": "核定先后"})
    )
