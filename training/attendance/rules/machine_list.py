"""What the list of machines (考勤机列表) can be asked for."""

from collections.abc import Mapping

from training.listing.rules.listing import Filter, Offer

VIEW, DISTRICT = "view", "district"
IN_USE, SILENT, NEVER, BARE, REMOVED = "in-use", "silent", "never", "bare", "removed"
VIEWS = {IN_USE: "在用", SILENT: "失联", NEVER: "还没有连上过", BARE: "没有凭据", REMOVED: "已停用"}
COLUMNS = {"classes": "班级", "heard": "最近联系", "clock": "时钟", "proof": "凭据", "waiting": "待取"}


def machine_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text."""
    return Offer(
        (Filter(VIEW, "状态", VIEWS), Filter(DISTRICT, "有班的旗县区", districts)),
        {"place": "地点", "heard": "最近联系", "newest": "登记先后"},
        COLUMNS,
        defaults={VIEW: IN_USE},
    )
