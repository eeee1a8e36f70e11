"""The text of a notice is read as it is meant, or not at all."""

from datetime import date, timedelta

import pytest

from training.calendar.rules.notice_text import NotCertain, read_notice
from training.calendar.rules.plausible import doubts_about
from training.notice.working_days import PUBLISHED, ArrangedDay, Calendar

NOTICE_2025 = """国务院办公厅关于2025年
部分节假日安排的通知
国办发明电〔2024〕12号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、国庆节和中秋节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周三）放假1天，不调休。
　　二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
　　三、清明节：4月4日（周五）至6日（周日）放假，共3天。
　　四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
　　五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
　　六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2024年11月12日
"""
DECEMBER = "一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。"


def test_the_notice_of_2025_gives_the_calendar_of_2025():
    notice = read_notice(NOTICE_2025)
    calendar = Calendar(
        frozenset({2025}), {each.day: ArrangedDay(each.is_working, each.name) for each in notice.days}
    )
    every = [date(2025, 1, 1) + timedelta(days=offset) for offset in range(365)]

    assert (notice.year, notice.number) == (2025, "国办发明电〔2024〕12号")
    assert doubts_about(2025, notice.days) == ()
    assert [day for day in every if calendar.is_working_day(day) != PUBLISHED.is_working_day(day)] == []


def test_a_notice_may_begin_in_the_december_before():
    notice = read_notice(DECEMBER, 2019)

    assert [(each.day, each.is_working) for each in notice.days] == [
        (date(2018, 12, 30), False),
        (date(2018, 12, 31), False),
        (date(2019, 1, 1), False),
        (date(2018, 12, 29), True),
    ]


def test_what_is_only_recommended_frees_nobody():
    text = "二、春节：2月10日至17日放假调休，共8天。鼓励各单位安排职工在除夕（2月9日）休息。"

    assert date(2024, 2, 9) not in {each.day for each in read_notice(text, 2024).days}


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("1月1日（周三）", "1月1日（周四）", "星期"),
        ("共8天。1月", "共7天。1月", "天数"),
        ("4月27日（周日）上班", "4月27日（周日）补课", "不认识"),
        ("至6日（周日）放假", "至3日放假", "天数"),
        ("五、端午节：", "端午节", "不认识"),
        ("5月31日", "5月32日", "不是日期"),
        ("9月28日（周日）、", "\n9月28日（周日）、", "不认识"),
    ],
)
def test_whatever_is_not_certain_refuses_the_whole_text(right, wrong, why):
    assert right in NOTICE_2025

    with pytest.raises(NotCertain, match=why):
        read_notice(NOTICE_2025.replace(right, wrong))


@pytest.mark.parametrize(("year", "why"), [(2026, "年份不一致"), (None, "")])
def test_the_year_that_is_said_must_be_that_of_the_text(year, why):
    if why:
        with pytest.raises(NotCertain, match=why):
            read_notice(NOTICE_2025, year)
    assert read_notice(NOTICE_2025, 2025).year == 2025


@pytest.mark.parametrize("text", ["", "今年放假", DECEMBER])
def test_a_text_without_a_year_or_without_days_is_refused(text):
    with pytest.raises(NotCertain):
        read_notice(text)
