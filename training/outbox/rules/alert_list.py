"""What the list of alerts (提醒列表) can be asked for."""

from training.listing.rules.days import days_of
from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.outbox.rules.groups_of_alerts import AlertGroup

GROUP, STATE = "of", "state"
ALL, TOLD, HERE = "ALL", "told", "here"
HEADINGS = (
    Heading("text", "内容", is_fixed=True, is_long=True),
    Heading("group", "类别"),
    Heading("place", "范围"),
    Heading("told", "通知"),
    Heading("at", "时间", sort="newest"),
)


def alert_offer() -> Offer:
    filters = (
        Filter(GROUP, "类别", {ALL: "全部"} | {each.name: each.value for each in AlertGroup}),
        Filter(STATE, "通知", {TOLD: "已通知", HERE: "只在网页"}),
        *days_of("时间"),
    )
    return offer_of(HEADINGS, Asking(filters, "-newest", {GROUP: ALL}))
