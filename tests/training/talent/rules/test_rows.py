"""R18: 录入供需对接平台: the second file holds what changed, and nobody stands in two of them unchanged."""

from dataclasses import replace
from datetime import date

import pytest

from training.errors import NotRight
from training.talent.rules.entering import BadEntryDay, check_entry_day, read_failures
from training.talent.rules.rows import COLUMNS, Candidate, Exported, batch_number, changed_since, lines_of

ZHANG = Candidate(1, ("张三", "男", "150203", "13800000001", *[""] * (len(COLUMNS) - 4)))
NEW_PHONE = replace(ZHANG, cells=("张三", "男", "150203", "13800000002", *[""] * (len(COLUMNS) - 4)))


@pytest.mark.parametrize(
    ("candidate", "known", "stands"),
    [
        (ZHANG, {}, True),
        (ZHANG, {1: Exported(1, ZHANG.digest)}, False),
        (NEW_PHONE, {1: Exported(1, ZHANG.digest)}, True),
        (ZHANG, {1: Exported(2, NEW_PHONE.digest)}, True),
        (ZHANG, {1: Exported(1, ZHANG.digest, is_failed=True)}, True),
        (ZHANG, {2: Exported(1, ZHANG.digest)}, True),
    ],
)
def test_who_is_new_or_changed_or_was_not_taken_stands_in_the_next_file(candidate, known, stands):
    assert changed_since([candidate], known) == ([candidate] if stands else [])


def test_the_batch_stands_in_every_row_and_makes_nobody_new():
    assert lines_of([ZHANG], "GX-1")[0] == (*ZHANG.cells, "GX-1")
    assert len(ZHANG.cells) == len(COLUMNS)
    assert batch_number(2, date(2026, 12, 2), 0) == "GX-20261202-02-01"
    assert batch_number(2, date(2026, 12, 2), 9) == "GX-20261202-02-10"


def test_cells_that_run_into_one_another_make_another_digest():
    moved = replace(ZHANG, cells=("张三男", "", *ZHANG.cells[2:]))

    assert moved.digest != ZHANG.digest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("3 平台提示重复\n\n第1行：没有手机号", {3: "平台提示重复", 1: "没有手机号"}),
    ],
)
def test_lines_that_were_not_taken_are_told_by_their_number_and_a_reason(text, found):
    assert read_failures(text, 3) == found


@pytest.mark.parametrize("text", ["0 重复", "4 重复", "重复", "3", "3 重复\n3 又重复"])
def test_a_line_that_the_file_has_not_or_without_a_reason_is_refused(text):
    with pytest.raises(NotRight):
        read_failures(text, 3)


def test_a_file_is_entered_between_its_own_day_and_today():
    made, today = date(2026, 3, 2), date(2026, 3, 4)

    check_entry_day(made, made, today)
    check_entry_day(today, made, today)
    for day in (date(2026, 3, 1), date(2026, 3, 5)):
        with pytest.raises(BadEntryDay):
            check_entry_day(day, made, today)
