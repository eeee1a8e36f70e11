"""The page of figures is written by the tests themselves."""

import pytest

from tests.hold.__main__ import BEGIN, END, PAGE, write_table
from tests.hold.figures import KEPT_IN, Figure, keep_figure, kept_figures, table_of

SLOW = Figure("60 half requests", "answered within 1 s", "0.01 s")
FULL = Figure("a full disk", "no row lost", "0 lost")


def test_every_figure_is_kept_once_and_in_order(tmp_path, monkeypatch: pytest.MonkeyPatch):
    kept = tmp_path / "figures.jsonl"
    monkeypatch.setenv(KEPT_IN, str(kept))

    for figure in (FULL, SLOW, FULL):
        keep_figure(figure)

    assert kept_figures(kept) == [SLOW, FULL]


def test_the_table_stands_between_its_marks_and_leaves_the_rest(tmp_path):
    page = tmp_path / "reliability.md"
    page.write_text(f"before\n{BEGIN}old{END}\nafter\n", encoding="utf-8")

    write_table(page, table_of([SLOW]))

    written = page.read_text(encoding="utf-8")
    assert written.startswith("before\n")
    assert written.endswith("\nafter\n")
    assert "| 60 half requests | answered within 1 s | 0.01 s |" in written
    assert "old" not in written


def test_the_page_of_the_project_has_both_marks():
    page = PAGE.read_text(encoding="utf-8")

    assert page.index(BEGIN) < page.index(END)
