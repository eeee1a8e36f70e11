"""What the log of all acts (经办记录) can be asked for."""

from datetime import date, timedelta

from training.history.terms import Topic
from training.listing.rules.listing import Filter, Offer

TOPIC, FIRST, LAST = "topic", "from", "to"
TOPICS = {each.name.lower(): each.value for each in Topic}
SHOWN_AT_FIRST = timedelta(days=30)


def log_offer(today: date) -> Offer:
    """The last thirty days where nothing is chosen."""
    filters = (Filter(TOPIC, "事项", TOPICS), Filter(FIRST, "从"), Filter(LAST, "到"))
    begin = (today - SHOWN_AT_FIRST).isoformat()
    return Offer(filters, {"newest": "时间"}, default_sort="-newest", defaults={FIRST: begin})
