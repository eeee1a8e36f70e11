"""The people of the three sample classes: few names, the same ones whenever they are invented."""

import random
from datetime import date, timedelta

from stdnum.cn import ric

from webapp.demo.sample_class import CATEGORIES, SHARES_A_PHONE, Person, SampleClass

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = (
    "芳 伟 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建华 "
    "玉梅 志强 晓东 海燕 雪梅 国庆"
)


def people_of(sample: SampleClass, chance: random.Random) -> list[Person]:
    return [_person(sample, place, chance) for place in range(sample.size)]


def _person(sample: SampleClass, place: int, chance: random.Random) -> Person:
    given = GIVEN.split()
    born = date(1968, 1, 1) + timedelta(days=chance.randrange(35 * 365))
    body = f"150203{born:%Y%m%d}{chance.randrange(1000):03d}"
    return Person(
        name=SURNAMES[(place * 7 + sample.size) % len(SURNAMES)] + given[(place * 11) % len(given)],
        id_number=body + ric.calc_check_digit(body + "0"),
        # The eighth has no phone of her own and shares that of the seventh, as families do.
        phone=str(sample.first_phone + (place - 1 if place == SHARES_A_PHONE else place)),
        number=str(place + 1),
        category=CATEGORIES[place % len(CATEGORIES)],
    )
