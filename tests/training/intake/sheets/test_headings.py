"""The page of the headings is what the readers really know."""

from pathlib import Path

from training.intake.sheets.headings import TABLES, headings_page
from training.sheets.columns import bare_heading

PAGE = Path(__file__).parents[4] / "docs" / "headings.md"


def test_the_page_is_that_of_the_tables_of_today():
    assert PAGE.read_text(encoding="utf-8") == headings_page(), "make headings"


def test_no_name_stands_for_two_fields_of_one_table():
    for table in TABLES:
        names = [
            (bare_heading(name), column.field)
            for column in table.columns
            for name in {column.title, *column.aliases, *column.weaker}
        ]
        assert len({name for name, _ in names}) == len(names), table.title
