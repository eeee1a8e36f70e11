"""Every feedback is a letter with a number of its own, one series a year, given once (R07, R28)."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.builders import at_once
from tests.training.checks.checking import CITY, COLLEAGUE, DISTRICT, OTHER_DISTRICT
from tests.training.feedback.sent import LETTERHEAD
from training.errors import NotFound
from training.feedback.acts.send_feedback import send_feedback
from training.feedback.rules.letters import Letterhead
from training.feedback.views.list_feedback import feedback_of_class
from training.feedback.views.see_letter import see_letter
from training.records.feedback import FeedbackLetter

NEW_YEAR = at(date(2027, 1, 1), "00:00")


def send(checking, letterhead: Letterhead = LETTERHEAD, who: str = CITY):
    return checking.by(who).write(
        lambda session, staff: send_feedback(
            session, staff, checking.class_id, "教学规范", letterhead, now=checking.now
        )
    )


def numbers(checking) -> list[str]:
    found = checking.write(
        lambda session, staff: feedback_of_class(session, staff, checking.class_id, now=checking.now)
    )
    return [each.letter_number for each in found.sent]


def letter(checking, who: str = CITY, place: int = -1):
    line = checking.write(
        lambda session, staff: feedback_of_class(session, staff, checking.class_id, now=checking.now)
    )
    sent = line.sent[place].feedback_id
    return checking.by(who).write(lambda session, staff: see_letter(session, staff, sent))


def test_letters_of_a_year_are_numbered_from_one_without_a_gap(ended):
    for _ in range(3):
        send(ended)

    assert numbers(ended) == [f"包人社查〔2026〕{ordinal}号" for ordinal in (1, 2, 3)]


@pytest.mark.parametrize(
    ("when", "number"),
    [(at(date(2026, 12, 31), "23:59"), "包人社查〔2026〕2号"), (NEW_YEAR, "包人社查〔2027〕1号")],
)
def test_the_year_is_that_of_the_day_in_shanghai_on_which_it_is_sent(ended, when, number):
    send(ended)
    ended.now = when
    send(ended)

    assert numbers(ended)[-1] == number


def test_another_series_begins_with_one_and_changes_no_letter_that_was_sent(ended):
    send(ended)
    send(ended, Letterhead("包头市就业服务中心", "包就"))

    assert numbers(ended) == ["包人社查〔2026〕1号", "包就〔2026〕1号"]
    assert [letter(ended, place=place).office for place in (0, 1)] == [
        "包头市人力资源和社会保障局",
        "包头市就业服务中心",
    ]


def test_two_that_are_sent_at_once_have_two_numbers(ended):
    outcomes = at_once(lambda: send(ended), lambda: send(ended, who=COLLEAGUE))

    assert [each for each in outcomes if isinstance(each, type)] == []
    assert sorted(numbers(ended)) == ["包人社查〔2026〕1号", "包人社查〔2026〕2号"]


def test_a_letter_says_what_was_sent_although_the_check_is_voided_later(ended):
    send(ended)
    before = letter(ended)
    ended.void()

    assert letter(ended) == before
    assert "BT-1-市1，合格" in before.paragraphs[1]


def test_the_district_of_the_class_reads_it_and_no_other(ended):
    send(ended)

    assert letter(ended, DISTRICT) == letter(ended)
    with pytest.raises(NotFound):
        letter(ended, OTHER_DISTRICT)


def test_what_was_sent_before_letters_were_numbered_has_no_letter(ended):
    send(ended)
    with ended.database.writing() as session:
        session.delete(session.scalars(select(FeedbackLetter)).one())

    assert numbers(ended) == [""]
    with pytest.raises(NotFound, match="没有找到这份反馈函"):
        letter(ended)
