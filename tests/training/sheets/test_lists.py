"""A list as a file: whole, and whatever it is called."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from training.sheets.lists import TooManyRows, list_book


@pytest.mark.parametrize("title", ["BT/2026-1期 名册", "[BT]:*?'1' 名册", f"{'长' * 64} 名册"])
def test_a_sheet_is_called_by_what_it_may_be_called(title):
    """A class number may have any letters, and is as long as a school likes."""
    book = load_workbook(BytesIO(list_book(title, ["姓名"], [["王芳"]])))

    assert book.active is not None
    assert book.active["A2"].value == "王芳"


@pytest.mark.parametrize(("rows", "is_refused"), [(1, False), (2, False), (3, True)])
def test_a_workbook_is_whole_or_none(rows, is_refused):
    content = [["王芳"]] * rows

    if is_refused:
        with pytest.raises(TooManyRows, match="CSV"):
            list_book("学员", ["姓名"], content, most=2)
    else:
        assert list_book("学员", ["姓名"], content, most=2)
