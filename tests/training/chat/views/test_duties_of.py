"""What one inspector owes: urgent checks, feedback to send or to confirm, second opinions."""

from datetime import date

import pytest

from tests.factories import at
from tests.training.checks.checking import CITY, COLLEAGUE, DISTRICT, OTHER_DISTRICT
from training.chat.terms import TodoKind
from training.chat.views.duties_of import duties_of
from training.feedback.acts.send_feedback import send_feedback
from training.feedback.rules.letters import Letterhead
from training.staff.views.find_staff import find_staff

FRIDAY = date(2026, 3, 6)


def duties(checking, who: str):
    with checking.database.reading() as session:
        return duties_of(session, find_staff(session, who), now=checking.now)


def said(checking, who: str) -> list[tuple[TodoKind, str]]:
    return [(each.kind, each.subject) for each in duties(checking, who)]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 3, 2), []),
        (date(2026, 3, 3), [TodoKind.CHECK]),
        (date(2026, 3, 5), [TodoKind.CHECK]),
        (date(2026, 3, 6), [TodoKind.CHECK, TodoKind.FEEDBACK]),
        (date(2026, 3, 7), [TodoKind.FEEDBACK]),
    ],
)
def test_a_missing_check_is_a_duty_from_three_days_before_the_end_until_it(checking, day, kinds):
    checking.now = at(day, "09:00")

    assert [each.kind for each in duties(checking, CITY)] == kinds


def test_each_level_owes_its_own_check_and_another_district_none(checking):
    checking.now = at(date(2026, 3, 3), "09:00")
    checking.start()
    checking.pass_all()

    assert said(checking, CITY) == []
    assert [kind for kind, _ in said(checking, DISTRICT)] == [TodoKind.CHECK]
    assert said(checking, OTHER_DISTRICT) == []


def test_feedback_is_the_city_s_until_it_is_sent_and_then_the_district_s(checking):
    checking.start()
    checking.pass_all()
    checking.now = at(FRIDAY, "18:00")
    before = duties(checking, CITY)
    checking.write(
        lambda session, staff: send_feedback(
            session, staff, checking.class_id, "", Letterhead("市局", "市查"), now=checking.now
        )
    )

    assert [each.subject for each in before] == ["抽查反馈：BT-1 电工（五级）BT-1班，请反馈"]
    assert before[0].due_at == at(date(2026, 3, 14), "00:00")
    assert said(checking, CITY) == []
    assert said(checking, DISTRICT)[-1] == (
        TodoKind.FEEDBACK,
        "抽查反馈：BT-1 电工（五级）BT-1班，请确认收悉",
    )


def test_a_second_opinion_is_the_duty_of_those_who_may_give_it(checking):
    checking.start()
    checking.record(1)
    asked = checking.ask_to_void().void_request

    (own,) = duties(checking, COLLEAGUE)

    assert (own.kind, own.subject) == (TodoKind.CONFIRMATION, "二人确认：BT-1-市1 作废检查")
    assert (own.about, own.due_at) == (checking.check_id, asked.lapses_at)
    assert duties(checking, CITY) == ()
    checking.by(COLLEAGUE).confirm()
    assert duties(checking, COLLEAGUE) == ()
