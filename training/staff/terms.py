"""The words of the staff (工作人员)."""

from enum import StrEnum


class StaffDeed(StrEnum):
    """办理事项: what was done about a member of staff."""

    ADDED = "登记"
    PLACED = "改角色和单位"
    KNOWN_IN_CHAT = "登记聊天账号"
    GIVEN_LINK = "给登录链接"
    LEFT = "离岗"
    RETURNED = "恢复"
