"""What the list of messages (短信列表) can be asked for."""

from collections.abc import Mapping

from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter
from training.outbox.terms import MessageState

VIEW, TEMPLATE, FIRST, LAST = "view", "template", "from", "to"
UNDELIVERED, WAITING, SENT, DELIVERED, ALL = "undelivered", "waiting", "sent", "delivered", "all"
VIEWS = {UNDELIVERED: "没有送到", WAITING: "待发", SENT: "已发出", DELIVERED: "已送达", ALL: "全部"}
STATES: Mapping[str, tuple[MessageState, ...]] = {
    UNDELIVERED: (*(MessageState.FAILED, MessageState.REJECTED, MessageState.UNKNOWN, MessageState.EXPIRED),),
    WAITING: (MessageState.CREATED, MessageState.SENDING),
    SENT: (MessageState.SENT,),
    DELIVERED: (MessageState.DELIVERED,),
    ALL: tuple(MessageState),
}
COLUMNS = {"attempts": "次数", "segments": "计费", "provider": "通道"}


def message_offer(templates: Mapping[str, str], districts: Mapping[str, str]) -> Offer:
    """Templates by their key; districts by theirs, as text, none for whoever has one."""
    filters = (
        Filter(VIEW, "状态", VIEWS),
        Filter(TEMPLATE, "模板", templates),
        *district_filter(districts),
        Filter(FIRST, "从"),
        Filter(LAST, "到"),
    )
    return Offer(
        filters,
        {"newest": "写入时间"},
        COLUMNS,
        default_sort="-newest",
        defaults={VIEW: UNDELIVERED},
    )
