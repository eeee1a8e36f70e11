"""反馈函: its number, and what it says of the checks of a class (R07, R28)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.training.feedback.sent import LETTERHEAD
from training.feedback.rules.letters import (
    LetterFacts,
    letter_number,
    next_ordinal,
    write_letter,
)

FACTS = LetterFacts(
    letterhead=LETTERHEAD,
    number="包人社查〔2026〕12号",
    district="昆都仑区",
    institution="阳光学校",
    class_number="BT-1",
    class_name="电工（五级）一班",
    starts_on=date(2026, 3, 2),
    ends_on=date(2026, 3, 6),
    due_on=date(2026, 3, 13),
    due_is_guessed=False,
    results=(
        {
            "number": "BT-1-市1",
            "state": "合格",
            "held_on": "2026-03-03",
            "conditions": ["电话比对人数达到：核实 3/3", "总出勤率达到：到课 9/9=100.0%"],
        },
        {"number": "BT-1-市2", "state": "已作废", "held_on": "2026-03-04", "conditions": []},
    ),
    opinion="教学规范",
    sent_by="李敏",
    sent_on=date(2026, 3, 9),
)


def test_a_number_has_its_year_in_hexagonal_brackets_and_no_noughts():
    assert letter_number("包人社查", 2026, 12) == "包人社查〔2026〕12号"
    assert letter_number("包人社查", 2027, 1) == "包人社查〔2027〕1号"


@pytest.mark.parametrize(("last", "following"), [(None, 1), (1, 2), (99, 100)])
def test_every_year_begins_with_one(last, following):
    assert next_ordinal(last) == following


def test_a_letter_says_what_each_check_came_to_in_its_order():
    letter = write_letter(FACTS)

    assert letter.title == ("关于电工（五级）一班", "检查情况的反馈函")
    assert letter.addressee == "昆都仑区人力资源和社会保障部门："
    assert letter.paragraphs[1:4] == (
        "1. 2026年3月3日，检查编号 BT-1-市1，合格。"
        "电话比对人数达到：核实 3/3；总出勤率达到：到课 9/9=100.0%。",
        "2. 2026年3月4日，检查编号 BT-1-市2，已作废。",
        "督查意见：教学规范",
    )
    assert (letter.sent_by, letter.day) == ("李敏", "2026年3月9日")


def test_the_opening_names_class_institution_and_the_last_day_for_it():
    opening = write_letter(FACTS).paragraphs[0]

    for said in ("阳光学校", "班号 BT-1", "2026年3月2日至2026年3月6日", "检查 2 次", "期限 2026年3月13日"):
        assert said in opening


def test_a_class_that_was_never_checked_is_told_as_it_is_and_without_an_opinion_there_is_none():
    paragraphs = write_letter(replace(FACTS, results=(), opinion="")).paragraphs

    assert "市本级没有检查过该班" in paragraphs[0]
    assert len(paragraphs) == 2
