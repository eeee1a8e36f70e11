"""What the list of trainees (学员列表) can be asked for."""

from collections.abc import Mapping
from enum import StrEnum

from training.listing.rules.listing import Filter, Offer

VIEW, DISTRICT, INSTITUTION = "view", "district", "institution"
COLUMNS = {
    "sex": "性别",
    "number": "证件号",
    "phone": "手机",
    "category": "人员类别",
    "class": "最近的班",
    "classes": "班数",
}


class PeopleView(StrEnum):
    """A saved view (范围), by its name in the address."""

    RUNNING = "running"
    ALL = "all"


VIEWS: Mapping[str, str] = {PeopleView.RUNNING: "在培", PeopleView.ALL: "全部"}


def people_offer(districts: Mapping[str, str], institutions: Mapping[str, str], *, sees_names: bool) -> Offer:
    """Where names are masked no page goes by them, for the place of a page tells where it begins."""
    sorts = {"newest": "登记先后"} | ({"name": "姓名"} if sees_names else {})
    return Offer(
        (
            Filter(VIEW, "范围", VIEWS),
            Filter(DISTRICT, "旗县区", districts),
            Filter(INSTITUTION, "培训机构", institutions),
        ),
        sorts,
        COLUMNS,
        default_sort="-newest",
        defaults={VIEW: PeopleView.RUNNING},
    )
