"""R23 on the page of numbers and in its workbook: their figure first, the day, the difference, the label."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.training.claims.claiming import NOW
from tests.webapp.desk.payments.test_meetings import text
from tests.webapp.trainees.test_claims import claimants, staff
from training.sheets.hand_in import HandedFile
from training.subsidies.acts.import_region_totals import import_region_totals
from training.subsidies.sheets.region_totals import TotalRow
from training.subsidies.views.compare_region_totals import Compared, DistrictYear
from webapp.desk.subsidies.pages.region_totals import figures_of

__all__ = ["claimants"]
PAGE = "/desk/claims/numbers"
YEAR = DistrictYear(
    *("昆都仑区", 2026, date(2026, 5, 31), NOW, "张会计"),
    *(Compared(3, 1), Compared(0, 0), Compared(120_000, 240_050)),
)


def imported(world, *districts: str) -> None:
    with world.database.writing() as session:
        rows = [TotalRow(2, "", each, 2026, 3, 1, 12_345_678_900, date(2026, 5, 31)) for each in districts]
        import_region_totals(session, rows, HandedFile("统计.xlsx", "1", "张会计", NOW))


def test_before_anything_is_imported_the_page_says_so_and_carries_the_label(claimants):
    page = text(staff(claimants).get(PAGE))

    assert "还没有导入自治区系统的统计" in page
    assert "以自治区系统数据为准" in page


def test_the_regions_figure_stands_before_ours_with_its_day_and_the_difference(claimants):
    imported(claimants, "昆都仑区", "青山区")

    page = text(staff(claimants).get(PAGE))

    assert "昆都仑区 2026 年，截至 2026-05-31" in page
    assert "自治区系统 本系统 相差 培训人数 3 2 少 1" in page
    assert "补贴金额（元） 123,456,789.00 0.00 少 123,456,789.00" in page
    assert "2026-06-01 由张会计导入" in page
    assert "青山区" not in page
    assert "青山区 2026 年" in text(staff(claimants, "审计员").get(PAGE))


def test_the_workbook_says_the_same_in_numbers(claimants):
    imported(claimants, "昆都仑区")

    answer = staff(claimants).get(f"{PAGE}.xlsx")
    book = load_workbook(BytesIO(answer.data))
    compared, states = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)

    assert compared[1] == ("2026", "昆都仑区", "培训人数", 3, 2, -1, "2026-05-31", "2026-06-01")
    assert compared[3][3:6] == (123_456_789, 0, -123_456_789)
    assert compared[-1][0] == states[-1][0] == "以自治区系统数据为准"
    assert ("待审", 0) in states


def test_nobody_outside_the_offices_takes_it_away(claimants):
    assert claimants.client().get(f"{PAGE}.xlsx").status_code == 303


@pytest.mark.parametrize(
    ("region", "own", "words"), [(2, 1, "少 1"), (1, 1, "一致"), (1, 2, "多 1"), (0, 12_000, "多 12,000")]
)
def test_the_difference_is_said_in_words(region, own, words):
    first, *_ = figures_of(replace(YEAR, trained=Compared(region, own)))

    assert (first.difference, first.differs) == (words, region != own)


def test_money_is_told_in_yuan():
    *_, money = figures_of(YEAR)

    assert (money.region, money.own, money.difference) == ("1,200.00", "2,400.50", "多 1,200.50")
