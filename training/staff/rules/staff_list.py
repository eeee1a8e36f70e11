"""What the list of the staff (工作人员列表) can be asked for."""

from collections.abc import Mapping
from enum import StrEnum

from training.listing.rules.listing import Filter, Offer
from training.notice.terms import Role

VIEW, ROLE, DISTRICT = "view", "role", "district"
COLUMNS = {"role": "角色", "place": "单位", "chat": "聊天账号", "seen": "最近使用", "added": "登记"}


class StaffView(StrEnum):
    """A saved view (范围), by its name in the address."""

    IN_SERVICE = "in-service"
    NEVER_ENTERED = "never"
    LEFT = "left"
    ALL = "all"


VIEWS: Mapping[str, str] = {
    StaffView.IN_SERVICE: "在岗",
    StaffView.NEVER_ENTERED: "还没有登录过",
    StaffView.LEFT: "已离岗",
    StaffView.ALL: "全部",
}
ROLES: Mapping[str, str] = {role.value: role.words for role in Role}


def staff_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text."""
    return Offer(
        (Filter(VIEW, "范围", VIEWS), Filter(ROLE, "角色", ROLES), Filter(DISTRICT, "旗县区", districts)),
        {"name": "姓名", "newest": "登记先后"},
        COLUMNS,
        defaults={VIEW: StaffView.IN_SERVICE},
    )
