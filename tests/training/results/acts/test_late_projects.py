"""R46, R48: what qualifies is not made to suffice by one person once the hours are known."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.training.projects.test_projects import register
from tests.training.results.signing import DISTRICT, NUMBER, SATURDAY, checked
from training.classes.views.find_class import find_class
from training.notice.clock import end_of_day
from training.records.projects import ClassProjectChoice, Project
from training.results.terms import ListState
from training.staff.views.find_staff import find_staff

FRIDAY_IS_OVER = end_of_day(SATURDAY.date() - timedelta(days=1))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("chosen_at", "state"),
    [(FRIDAY_IS_OVER - MINUTE, ListState.APPROVED), (FRIDAY_IS_OVER, ListState.WAITS_FOR_SECOND)],
)
def test_a_list_waits_for_a_second_person_where_the_class_was_put_under_a_project_after_its_last_day(
    database, chosen_at: datetime, state: ListState
):
    one = checked(database)
    register(database)
    with database.writing() as session:
        staff = find_staff(session, DISTRICT)
        chosen = ClassProjectChoice(
            class_id=find_class(session, NUMBER).id,
            ordinal=1,
            project_id=session.scalars(select(Project.id)).one(),
            reason="备案时漏填",
            chosen_by_id=staff.id,
            chosen_by=staff.name,
            chosen_at=chosen_at,
        )
        session.add(chosen)
    one.sign()

    one.approve()

    assert one.list_state is state
    assert [each for each in one.alerts() if "结业后换了项目" in each] == (
        ["班级 BT-R 在结业后换了项目，请另一位同事在班级的“结业”页第二人签字。"]
        if state is ListState.WAITS_FOR_SECOND
        else []
    )
