"""What the list of institutions (培训机构列表) can be asked for."""

from collections.abc import Mapping

from training.listing.rules.listing import Filter, Offer

DISTRICT = "district"
COLUMNS = {"running": "在培班", "classes": "全部班", "people": "学员人次", "machines": "考勤机"}


def institution_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text."""
    return Offer(
        (Filter(DISTRICT, "有班的旗县区", districts),), {"name": "名称", "newest": "登记先后"}, COLUMNS
    )
