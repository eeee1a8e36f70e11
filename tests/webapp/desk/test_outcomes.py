"""R11, R23, R56: 就业创业分析 at the desk, as page, table and list; nobody is given a score or a rank."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import SCHOOL as SCHOOL_NAME
from tests.factories import a_class, at
from tests.training.follow_ups.recorded import (
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    SCHOOL,
    a_back_check,
    a_person,
    a_step,
    an_answer,
    an_office,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.follow_ups.terms import WorkStatus
from training.records.classes.classes import Institution

JUNE = at(date(2026, 6, 20), "10:00")
TEN = 10


@pytest.fixture
def outcomes(world: World) -> World:
    """One school with eight people at 30 days, another one with ten of whom nobody was asked."""
    with world.database.writing() as session:
        an_office(session)
        own = a_class(session, "BT-30", lessons=False)
        steps = [a_step(session, a_person(session, own, f"学员{place}")) for place in range(8)]
        for step, status, proof in zip(
            steps,
            (*(WorkStatus.EMPLOYED,) * 3, WorkStatus.SELF_EMPLOYED, WorkStatus.UNREACHABLE),
            (True, False, False, True, False),
            strict=False,
        ):
            an_answer(session, step, status, has_proof=proof)
        a_back_check(session, steps[2].answers[0], agrees=False)
        other = a_class(session, "BT-31", institution="青山职校", district="青山区", lessons=False)
        for place in range(TEN):
            a_step(session, a_person(session, other, f"同学{place}"))
    world.now = JUNE
    return world


def test_two_figures_stand_over_all_who_were_to_be_asked_and_the_unreachable_beside_them(outcomes):
    page = read(outcomes, CITY)

    # 2 of 18: the third 就业 was found to be otherwise.
    for words in ("18 人次", "11.1%（2/18）", "5.5%（1/18）", "联系不上", "复核不符", "以自治区系统数据为准"):
        assert words in page
    assert "25.0%<small>2 人</small>" in page
    assert "不足 10 人，比率仅供参考" in page
    assert "没有打分和排名" in page


def test_of_nobody_the_page_says_how_it_begins(outcomes):
    page = read(outcomes, CITY, "?year=2025")

    assert "还没有到回访日期的合格学员" in page
    assert "0.0%" not in page


@pytest.mark.parametrize(
    ("who", "people"), [(CITY, 18), (AUDITOR, 18), (DISTRICT, 8), (ELSEWHERE, 10), (SCHOOL, 8)]
)
def test_everybody_reads_of_the_own(outcomes, who, people):
    assert f"{people} 人次" in read(outcomes, who)


def test_the_table_is_sorted_as_one_chooses(outcomes):
    by_people = read(outcomes, CITY, "?sort=people")
    by_rate = read(outcomes, CITY, "?sort=employed")

    assert table_of(by_people).index("青山职校") < table_of(by_people).index(SCHOOL_NAME)
    assert table_of(by_rate).index(SCHOOL_NAME) < table_of(by_rate).index("青山职校")


@pytest.mark.parametrize("by", ["institution", "district", "trade", "kind", "class"])
def test_every_grouping_has_its_page(outcomes, by):
    assert "18 人次" in read(outcomes, CITY, f"?by={by}&quarter=2&year=2026")


@pytest.mark.parametrize(
    "query",
    [
        *("year=2022", "year=x", "year=2026&quarter=5", "quarter=9&year=2026", "by=name", "sort=x", "kind=x"),
        *("district=-1", "district=99999999999999", "institution=²", "step=abc", "institution=999999"),
    ],
)
def test_an_address_that_no_page_has_is_not_found(outcomes, query):
    assert staff_client(outcomes, CITY).get(f"/desk/outcomes?{query}").status_code == 404


def test_a_school_of_elsewhere_is_not_there(outcomes):
    other = key_of_school(outcomes, "青山职校")

    assert staff_client(outcomes, CITY).get(f"/desk/outcomes?institution={other}").status_code == 200
    assert staff_client(outcomes, DISTRICT).get(f"/desk/outcomes?institution={other}").status_code == 404
    assert staff_client(outcomes, SCHOOL).get(f"/desk/outcomes?institution={other}").status_code == 404


def test_the_statistics_are_taken_away_with_counts_and_percents(outcomes):
    answer = staff_client(outcomes, CITY).get("/desk/outcomes/table.xlsx?sort=employed")

    headings, first, second = rows_of(answer.data)
    assert headings[:5] == ("培训机构", "天数", "应跟踪（人次）", "就业", "就业率")
    assert first == (
        *(SCHOOL_NAME, 30, 8, 2, "25.0%", 1, "12.5%", 1, "12.5%", 1, "12.5%"),
        *(0, 0, 0, 1, 3, 1, 0, "不足 10 人，比率仅供参考；以自治区系统数据为准"),
    )
    assert second[:5] == ("青山职校", 30, 10, 0, "0.0%")
    assert second[-1] == "以自治区系统数据为准"


def test_the_list_has_whole_names_and_numbers_for_the_office_and_masked_ones_for_an_auditor(outcomes):
    whole, masked = (
        rows_of(staff_client(outcomes, who).get("/desk/outcomes/people.xlsx").data) for who in (CITY, AUDITOR)
    )

    assert len(whole) == len(masked) == 19
    own, theirs = whole[1], masked[1]
    assert (own[4], len(own[5]), "*" in own[5]) == ("学员0", 18, False)
    assert "*" in theirs[5]
    assert "学员0" not in str(masked)
    assert own[9:11] == ("就业", "鑫源餐饮")
    assert theirs[9:11] == ("就业", "不显示")
    assert [each[9] for each in whole[1:9]].count("未回访") == 3
    assert [each[-1] for each in whole].count("不符") == 1


def test_a_school_takes_away_only_its_own_people(outcomes):
    answer = staff_client(outcomes, SCHOOL).get("/desk/outcomes/people.csv")

    text = answer.data.decode("utf-8-sig")
    assert text.count("BT-30") == 8
    assert "BT-31" not in text


def read(world: World, who: str, query: str = "") -> str:
    answer = staff_client(world, who).get(f"/desk/outcomes{query}")
    assert answer.status_code == 200
    return answer.text


def table_of(page: str) -> str:
    return page[page.index("<tbody>") :]


def rows_of(book: bytes) -> list[tuple]:
    """An empty cell is an empty text."""
    sheet = load_workbook(BytesIO(book)).worksheets[0]
    return [tuple("" if each is None else each for each in row) for row in sheet.iter_rows(values_only=True)]


def key_of_school(world: World, name: str) -> int:
    with world.database.reading() as session:
        return session.scalars(select(Institution.id).where(Institution.name == name)).one()


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("/desk/outcomes", ("名单确认后第几天回访", "按什么分组", "按什么排列")),
        ("/desk/back-checks", ("复核结果",)),
        ("/desk/follow-ups", ("回访状态",)),
    ],
)
def test_a_row_of_filters_says_what_it_is_to_the_ear_and_to_the_eye(outcomes, page, labels):
    shown = staff_client(outcomes, CITY).get(page).get_data(as_text=True)

    for each in labels:
        assert (
            f'<nav class="chips" aria-label="{each}"><span class="quiet small" aria-hidden="true">{each}<'
            in shown
        )


def test_what_a_bar_says_stands_in_words_beside_it_and_not_in_the_picture(outcomes):
    """A picture of 660 points shrinks to half on a phone, and its letters with it."""
    shown = staff_client(outcomes, CITY).get("/desk/outcomes").get_data(as_text=True)
    bars = shown.partition('<ul class="beams">')[2].partition("</ul>")[0]

    assert "<b>包头市第一培训学校</b> <span>就业 25.0%，创业 12.5%</span>" in bars
    assert "<text" not in bars
