"""The sample classes, and what is known of a made-up class and of the people in it. Everybody is invented."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_BEFORE, DAYS_AFTER = 8, 7
SHARES_A_PHONE = 7
INSTITUTION = "包头市鹿城职业培训学校"
DRIVING_SCHOOL = "包头市平安驾驶员培训学校"
CATEGORIES = ("失业人员", "农村转移就业劳动者", "高校毕业生", "企业职工")
SERIALS = "CJDE2026"


def chance_of(what: str) -> random.Random:
    """The same for the same words, so that the same people are invented again."""
    return random.Random(what)  # noqa: S311  (invented people, not secrets)


@dataclass(frozen=True)
class Person:
    """Somebody on a roster."""

    name: str
    id_number: str
    phone: str
    number: str
    """考勤号."""
    category: str


@dataclass(frozen=True)
class SampleClass:
    """A class that began some days ago and goes on for some more, so that today is a training day."""

    number: str
    name: str
    trade: str
    district: str
    instructor: str
    size: int
    first_phone: int
    device: str
    """机器号 of its machine."""
    class_room: str
    online_days: tuple[int, ...] = ()
    """Which days, counted from 0, have online theory in the afternoon."""
    institution: str = INSTITUTION
    kind: str = "普通"
    span: tuple[int, int] = (-DAYS_BEFORE, DAYS_AFTER)
    """The first day and the day after the last, counted from today."""
    times: tuple[str, str, str, str] = ("08:30", "11:30", "14:00", "17:00")
    half_days: tuple[str, ...] = ("上午", "下午")
    hardly_comes: int = 5
    """The number of the one who stays away nearly every day; 0 for nobody."""

    @property
    def serial(self) -> str:
        """Of its machine."""
        return SERIALS + self.device

    def days(self, today: date) -> list[date]:
        return [today + timedelta(days=offset) for offset in range(*self.span)]


SAMPLES = (
    SampleClass(
        "BT2026-DG-003",
        "电工（五级）3班",
        "电工",
        "昆都仑区",
        "李建国",
        30,
        13800000001,
        "6012",
        "电工实训室",
    ),
    SampleClass(
        "BT2026-YY-007",
        "育婴员（四级）7班",
        "育婴员",
        "青山区",
        "赵玉兰",
        12,
        13800000101,
        "6013",
        "育婴实训室",
        (1, 4, 9, 11),
    ),
)
# Ended a month ago, so that its trainees have qualified and may claim the C1 subsidy.
DRIVERS = SampleClass(
    number="BT2026-C1-005",
    name="小型汽车驾驶员（C1）5班",
    trade="小型汽车驾驶员",
    district="昆都仑区",
    instructor="马建国",
    size=10,
    first_phone=13800000201,
    device="6015",
    class_room="驾培教室",
    institution=DRIVING_SCHOOL,
    kind="C1",
    span=(-45, -33),
)
ALL = (*SAMPLES, DRIVERS)
