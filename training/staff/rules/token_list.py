"""What the list of API tokens (接口令牌列表) can be asked for."""

from training.listing.rules.listing import Filter, Offer

VIEW = "view"
LIVING, OVER, ALL = "living", "over", "all"
VIEWS = {LIVING: "有效", OVER: "已失效", ALL: "全部"}
OFFER = Offer(
    (Filter(VIEW, "状态", VIEWS),),
    {"newest": "签发时间"},
    default_sort="-newest",
    defaults={VIEW: LIVING},
)
