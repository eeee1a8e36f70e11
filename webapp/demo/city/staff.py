"""Who works in the city's offices and schools: every role, every district."""

from training.classes.views.find_class import find_institution
from training.notice.terms import Role
from webapp.demo.city.city import City
from webapp.demo.city.classes import (
    CRAFTS,
    DONGHE,
    HANDY,
    JIUYUAN,
    KUNDULUN,
    QINGSHAN,
    SAILING,
    SMOOTH,
    SOIL,
    TRADES,
)
from webapp.demo.sample_staff import THREE, SamplePerson, make_known, register

CITY, CITY_TOO = "李敏", "郭海波"
IN_KUNDULUN, IN_QINGSHAN, IN_DONGHE, IN_JIUYUAN = "王强", "刘志刚", "陈雪梅", "高建军"
REVIEWERS = {KUNDULUN: IN_KUNDULUN, QINGSHAN: IN_QINGSHAN, DONGHE: IN_DONGHE, JIUYUAN: IN_JIUYUAN}
"""Who reviews and inspects in each district."""
SECOND_REVIEWER, COUNTER_CLERK = "孙丽华", "吴晓东"
QINGSHAN_TOO, JIUYUAN_TOO = "韩雪", "丁志远"
COLLEAGUES = {
    IN_KUNDULUN: SECOND_REVIEWER,
    IN_QINGSHAN: QINGSHAN_TOO,
    IN_DONGHE: COUNTER_CLERK,
    IN_JIUYUAN: JIUYUAN_TOO,
}
"""Who records what finance paid: another hand than the one that applied."""
AUDITOR = "何审计"
OTHERS = (
    SamplePerson(CITY_TOO, Role.CITY, "guohaibo"),
    SamplePerson(SECOND_REVIEWER, Role.DISTRICT, "sunlihua", KUNDULUN),
    SamplePerson(IN_QINGSHAN, Role.DISTRICT, "liuzhigang", QINGSHAN),
    SamplePerson(QINGSHAN_TOO, Role.DISTRICT, "hanxue", QINGSHAN),
    SamplePerson(IN_DONGHE, Role.DISTRICT, "chenxuemei", DONGHE),
    SamplePerson(COUNTER_CLERK, Role.DISTRICT, "wuxiaodong", DONGHE),
    SamplePerson(IN_JIUYUAN, Role.DISTRICT, "gaojianjun", JIUYUAN),
    SamplePerson(JIUYUAN_TOO, Role.DISTRICT, "dingzhiyuan", JIUYUAN),
    SamplePerson("周老师", Role.INSTITUTION, "zhoulaoshi", SAILING),
    SamplePerson("郑老师", Role.INSTITUTION, "zhenglaoshi", HANDY),
    SamplePerson("冯老师", Role.INSTITUTION, "fenglaoshi", TRADES),
    SamplePerson("董老师", Role.INSTITUTION, "donglaoshi", SOIL),
    SamplePerson("蒋老师", Role.INSTITUTION, "jianglaoshi", CRAFTS),
    SamplePerson("袁教练", Role.INSTITUTION, "yuanjiaolian", SMOOTH),
    SamplePerson(AUDITOR, Role.AUDITOR, "heshenji"),
)
EVERYBODY = (*THREE, *OTHERS)
SEES = {
    "limin": "查班、待复查的 C1 申领、抽查反馈",
    "wangqiang": "查班、待审的 C1 申领、公示、补卡申请",
    "chenxuemei": "东河区的查班、审核、公示",
    "wuxiaodong": "窗口代办的 C1 申领",
    "zhaokuaiji": "本校学员的补卡申请",
    "heshenji": "查阅记录、学员反映（只看）",
}
"""By userid: what to sign in for. The others see the same of their own place."""


def employ(city: City) -> None:
    register(city.session, EVERYBODY, city.at(-200))


def know_in_chat(city: City) -> None:
    """Last month the city took to DingTalk: of what was decided before, nobody has a card in the chat."""
    make_known(city.session, EVERYBODY)


def clerk_of(city: City, school: str) -> str:
    """Somebody who works there; raises StopIteration for a school without anybody."""
    own = find_institution(city.session, school).name
    return next(each.name for each in EVERYBODY if each.place == own)
