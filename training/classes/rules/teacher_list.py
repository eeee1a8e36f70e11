"""What the list of teachers (授课教师列表) can be asked for."""

from collections.abc import Mapping

from training.listing.rules.headings import Asking, Heading, offer_of
from training.listing.rules.listing import Filter, Offer

DISTRICT = "district"
CERTIFICATE = "certificate"
ENDING, ENDED, NONE = "ending", "ended", "none"
STANDINGS = {ENDING: "30 天内到期", ENDED: "已过期", NONE: "没有登记"}
SOON_DAYS = 30
"""A certificate that ends within so many days is one to renew; the last of them counts."""
HEADINGS = (
    Heading("name", "姓名", sort="name", is_fixed=True),
    Heading("school", "培训机构"),
    Heading("classes", "班数", is_number=True),
    Heading("held", "上过的课", is_number=True),
    Heading("coming", "还要上的课", is_number=True),
    Heading("last", "最近一次"),
    Heading("next", "下一次"),
    Heading("certificate", "证书"),
    Heading("until", "有效期至"),
)


def teacher_offer(districts: Mapping[str, str]) -> Offer:
    """Districts by their key, as text; none for whoever has one."""
    of_district = (Filter(DISTRICT, "有课的旗县区", districts),) if districts else ()
    filters = (*of_district, Filter(CERTIFICATE, "证书", STANDINGS))
    return offer_of(HEADINGS, Asking(filters, "name", sorts={"newest": "登记先后"}))
