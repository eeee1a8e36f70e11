"""From which district (旗县区), as lists of what happens in classes are narrowed."""

from collections.abc import Mapping

from training.listing.rules.listing import Filter

DISTRICT = "district"


def district_filter(districts: Mapping[str, str]) -> tuple[Filter, ...]:
    """Districts by their key, as text; no filter for whoever has one district and so none to choose."""
    return (Filter(DISTRICT, "旗县区", districts),) if districts else ()
