"""R14, R56: the history of a class tells how many were asked by whom, and neither a name nor an employer."""

from datetime import date

import pytest

from tests.training.follow_ups.following import (
    AUDITOR,
    CITY,
    DISTRICT,
    SCHOOL,
    SEEKING,
    Following,
    following,
)
from training.classes.views.find_class import find_class
from training.follow_ups.acts.record_back_check import BackCheckDraft, record_back_check
from training.follow_ups.rules.answers import Answer
from training.follow_ups.terms import WorkStatus
from training.history.terms import Topic
from training.history.views.class_history import class_history
from training.staff.views.find_staff import find_staff

NOBODY = Answer(WorkStatus.UNREACHABLE, date(2026, 10, 20))


@pytest.fixture
def follow(database) -> Following:
    made = following(database)
    with database.writing() as session:
        rules = made.step(session).enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"back_check_percent": 100}
    made.answer(who=SCHOOL)
    made.answer(SEEKING, SCHOOL, "㛃䶮𬭩")
    made.on(date(2026, 10, 21)).answer(NOBODY, DISTRICT, "㛃䶮𬭩")
    with database.writing() as session:
        drawn = made.step(session).answers[0].public_id
        told = BackCheckDraft(WorkStatus.OUT_OF_WORK, date(2026, 10, 22))
        record_back_check(
            session, find_staff(session, CITY), drawn, told, now=made.on(date(2026, 10, 22)).now
        )
    return made


def told(follow: Following, who: str) -> list[tuple[str, str]]:
    with follow.database.reading() as session:
        own = find_class(session, "BT-1")
        found = class_history(session, find_staff(session, who), own, topic=Topic.FOLLOW_UPS, place="")
        return [(each.title, each.text) for each in found.lines]


@pytest.mark.parametrize("who", [CITY, DISTRICT, AUDITOR])
def test_a_day_of_one_who_answers_is_one_line_and_what_the_city_found_another(follow, who):
    again, by_district, by_school = told(follow, who)

    assert again == (f"{CITY} 复核 30 天回访 1 人次", "不符")
    assert by_district == (f"{DISTRICT} 登记 30 天回访 1 人次", "电话")
    assert by_school == (f"{SCHOOL} 登记 30 天回访 2 人次", "机构")
    assert "王芳" not in str(told(follow, who))
    assert "鹿城餐饮" not in str(told(follow, who))


def test_a_school_reads_what_was_asked_and_not_what_was_asked_again(follow):
    assert len(told(follow, SCHOOL)) == 2
