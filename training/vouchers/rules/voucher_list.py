"""What the list of 培训券 can be asked for."""

from collections.abc import Mapping

from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter
from training.vouchers.terms import VoucherState

STATE = "state"
READY, DISPUTED, GONE_WRONG, REOPENING = "ready", "disputed", "gone_wrong", "reopening"
UNTOLD = "untold"
STATES: Mapping[str, VoucherState] = {
    "issued": VoucherState.ISSUED,
    "used": VoucherState.USED,
    "written_off": VoucherState.WRITTEN_OFF,
    "expired": VoucherState.EXPIRED,
    "voided": VoucherState.VOIDED,
}
QUEUES: Mapping[str, str] = {
    READY: "待核销",
    GONE_WRONG: "核销后改为不合格",
    DISPUTED: "待决定作废",
    REOPENING: "待决定撤销核销",
    UNTOLD: "没有短信通知",
}
HEADINGS = (
    Heading("number", "券号", is_fixed=True),
    Heading("state", "状态", is_fixed=True),
    Heading("name", "姓名", is_fixed=True),
    Heading("id_number", "身份证号", under="name"),
    Heading("trade", "培训工种"),
    Heading("level", "等级", under="trade"),
    Heading("face", "面值", is_number=True),
    Heading("fund", "资金来源", under="face"),
    Heading("until", "有效期止", sort="until"),
    Heading("class_number", "使用班级"),
    Heading("institution", "培训机构", under="class_number"),
    Heading("district", "旗县区"),
    Heading("batch", "批次"),
    Heading("batch_name", "批次名称", under="batch"),
)


def voucher_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text; none for whoever has one."""
    state = Filter(STATE, "状态", {**{name: each.value for name, each in STATES.items()}, **QUEUES})
    return offer_of(
        HEADINGS, Asking((state, *district_filter(districts)), "-newest", {}, {"newest": "发放先后"})
    )
