"""A copy of one's own data is taken a few times a day, and each is on record."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_trainee, at
from tests.training.builders import at_once
from training.privacy.acts.take_copy import MOST_A_DAY, TooManyCopies, take_copy
from training.records.people.copies import DataCopy

EVENING, MIDNIGHT = at(MONDAY, "23:59"), at(MONDAY + timedelta(days=1), "00:00")


@pytest.fixture
def trainee_id(database) -> int:
    with database.writing() as session:
        return a_trainee(session, "王芳", "13800000001").id


def test_the_last_one_of_a_day_is_given_and_the_next_one_not_before_midnight(database, trainee_id):
    with database.writing() as session:
        for _ in range(MOST_A_DAY):
            take_copy(session, trainee_id, now=EVENING)

        with pytest.raises(TooManyCopies, match=f"最多下载 {MOST_A_DAY} 次"):
            take_copy(session, trainee_id, now=EVENING)
        take_copy(session, trainee_id, now=MIDNIGHT)


def test_somebody_elses_are_not_counted(database, trainee_id):
    with database.writing() as session:
        other = a_trainee(session, "李强", "13800000002").id
        for _ in range(MOST_A_DAY):
            take_copy(session, other, now=EVENING)

        take_copy(session, trainee_id, now=EVENING)

    with database.reading() as session:
        own = select(func.count()).where(DataCopy.trainee_id == trainee_id)
        assert session.scalar(own) == 1


def test_of_many_at_once_no_more_are_given(database, trainee_id):
    def taken() -> None:
        with database.writing() as session:
            take_copy(session, trainee_id, now=EVENING)

    answers = at_once(*[taken] * (MOST_A_DAY + 2))

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DataCopy)) == MOST_A_DAY
    assert answers.count(TooManyCopies) == 2
