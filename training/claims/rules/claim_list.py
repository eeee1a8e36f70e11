"""What the list of claims (申领列表) can be asked for."""

from collections.abc import Iterable, Mapping

from training.claims.terms import ClaimState
from training.listing.rules.days import days_of
from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer
from training.listing.rules.places import district_filter

STATE = "state"
MINE, ALL = "mine", "all"
HEADINGS = (
    Heading("name", "学员", is_fixed=True),
    Heading("number", "班号", under="name"),
    Heading("days", "等了几天", is_number=True),
    Heading("class", "班级"),
    Heading("school", "驾校"),
    Heading("place", "旗县区"),
    Heading("since", "从哪天起", sort="since", is_hidden=True),
    Heading("state", "状态", is_fixed=True),
    Heading("next", "由谁办理", under="state"),
)


def claim_offer(states: Iterable[ClaimState], districts: Mapping[str, str]) -> Offer:
    """The longest wait first. Districts by their key, as text; none for whoever has one."""
    chosen = {MINE: "待我办理"} | {each.value: each.value for each in states} | {ALL: "全部"}
    filters = (
        Filter(STATE, "状态", chosen),
        *district_filter(districts),
        *days_of("状态"),
    )
    return offer_of(HEADINGS, Asking(filters, "since", {STATE: MINE}))
