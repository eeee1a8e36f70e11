"""Made-up trainees: names as they are heard in Baotou, ID numbers that add up, phones that nobody has."""

import random
from datetime import date, timedelta

from stdnum.cn import ric

from webapp.demo.sample_class import CATEGORIES, Person, SampleClass

# The frequent ones more often, as in life.
SURNAMES = (
    "王王王王李李李李张张张张刘刘刘陈陈杨杨赵赵黄周吴徐孙胡朱高高林何郭郭马马罗梁宋宋郑谢韩韩唐冯于董萧程曹袁邓许傅"
    "沈曾彭吕苏卢蒋蔡贾贾丁魏薛叶阎余潘杜戴夏钟汪田任任姜范方石姚谭廖邹熊金陆郝郝孔白白崔康毛邱秦江史顾侯邵孟龙万"
    "段雷钱汤尹黎易常武乔乔贺赖龚文"
)
MEN = (
    "伟 强 磊 军 勇 杰 涛 明 超 刚 鹏 飞 辉 斌 波 建国 建军 建华 志强 志刚 志勇 海波 海龙 晓东 晓峰 永强 "
    "永胜 文斌 文军 国庆 国强 俊峰 俊杰 利军 利平 宝山 宝柱 金龙 玉龙 福生 瑞 浩 宇 博 凯 帅 旭东 春生 "
    "振华 铁柱"
)
WOMEN = (
    "芳 娜 敏 静 丽 艳 娟 霞 燕 玲 桂英 秀英 秀兰 玉兰 玉梅 春梅 雪梅 冬梅 海燕 晓燕 丽娜 丽华 淑芬 淑珍 "
    "凤英 美玲 建英 俊芳 红梅 红霞 彩霞 翠英 巧玲 慧 婷 雪 倩 颖 欣 佳 琳 蕊 月娥 改莲 玉珍 小红 小燕 "
    "秋菊 晓丽 凤琴"
)
MONGOLIAN_MEN = "巴特尔 朝鲁 苏和 那顺 布和 宝音 格日勒图 额尔敦 阿拉腾"
MONGOLIAN_WOMEN = "乌兰 其其格 娜仁 萨仁 高娃 托娅 斯琴 乌日娜 塔娜"
ONE_IN = 24
"""So many share one Mongolian name."""
AREAS = {"昆都仑区": "150203", "青山区": "150204", "东河区": "150202", "九原区": "150207"}
NEVER_ASSIGNED = "154"
"""No operator of the country was ever given numbers that begin so."""
YOUNGEST, OLDEST = 19, 56


def invent(sample: SampleClass, today: date, chance: random.Random) -> list[Person]:
    """The roster of the class; nobody of one name twice."""
    people: dict[str, Person] = {}
    while len(people) < sample.size:
        person = a_person(sample.district, len(people), today, chance)
        people.setdefault(person.name, person)
    return list(people.values())


def a_person(district: str, place: int, today: date, chance: random.Random) -> Person:
    """Somebody of the district, with the attendance number after `place`."""
    is_man = chance.random() < 0.5
    born = date(today.year - chance.randrange(YOUNGEST, OLDEST), 1, 1) + timedelta(days=chance.randrange(365))
    order = 2 * chance.randrange(500) + is_man
    body = f"{AREAS[district]}{born:%Y%m%d}{order:03d}"
    return Person(
        name=_name(is_man, chance),
        id_number=body + ric.calc_check_digit(body + "0"),
        phone=f"{NEVER_ASSIGNED}{chance.randrange(10**8):08d}",
        number=str(place + 1),
        category=chance.choice(CATEGORIES),
    )


def _name(is_man: bool, chance: random.Random) -> str:
    if chance.randrange(ONE_IN) == 0:
        return chance.choice((MONGOLIAN_MEN if is_man else MONGOLIAN_WOMEN).split())
    return chance.choice(SURNAMES) + chance.choice((MEN if is_man else WOMEN).split())
