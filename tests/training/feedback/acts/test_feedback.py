"""The city tells the district what its checks came to; the district confirms or answers (R07, R28)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import a_class, at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.feedback.sent import FRIDAY, LETTERHEAD
from training.errors import NotFound
from training.feedback.acts.answer_feedback import answer_feedback
from training.feedback.acts.send_feedback import (
    AlreadyRead,
    CityCheckIsRunning,
    OnlyTheCitySends,
    OnlyTheDistrictAnswers,
    send_feedback,
)
from training.feedback.views.list_feedback import (
    FeedbackState,
    alert_overdue_feedback,
    feedback_of_class,
    list_feedback,
)
from training.notice.notes import ReasonMissing, TextTooLong
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert

LAST_MOMENT = at(date(2026, 3, 13), "23:59")
MIDNIGHT = at(date(2026, 3, 14), "00:00")


def state(checking, who: str = CITY) -> FeedbackState:
    return line(checking, who).state


def line(checking, who: str = CITY):
    return checking.by(who).write(
        lambda session, staff: feedback_of_class(session, staff, checking.class_id, now=checking.now)
    )


def send(checking, opinion: str = "", who: str = CITY):
    return checking.by(who).write(
        lambda session, staff: send_feedback(
            session, staff, checking.class_id, opinion, LETTERHEAD, now=checking.now
        )
    )


def answer(checking, text: str = "", who: str = DISTRICT):
    feedback_id = line(checking).sent[-1].feedback_id
    return checking.by(who).write(
        lambda session, staff: answer_feedback(session, staff, feedback_id, text, now=checking.now)
    )


def listed(checking, who: str = CITY):
    return checking.by(who).write(lambda session, staff: list_feedback(session, staff, now=checking.now))


def alerts(checking) -> list[str]:
    with checking.database.writing() as session:
        told = select(Alert.text).where(Alert.kind.startswith("feedback")).order_by(Alert.id)
        return list(session.scalars(told))


def raise_overdue(checking) -> int:
    with checking.database.writing() as session:
        return alert_overdue_feedback(session, now=checking.now)


def move_end(checking, day: date) -> None:
    with checking.database.writing() as session:
        own = session.scalars(select(TrainingClass).where(TrainingClass.public_id == checking.class_id)).one()
        own.ends_on = day


def test_before_the_class_has_ended_there_is_nothing_to_feed_back(checking):
    checking.now = at(FRIDAY - timedelta(days=1), "23:59")

    with pytest.raises(NotFound):
        send(checking)

    assert listed(checking) == ()


@pytest.mark.parametrize(
    ("when", "expected"), [(LAST_MOMENT, FeedbackState.DUE), (MIDNIGHT, FeedbackState.OVERDUE)]
)
def test_it_is_overdue_after_the_fifth_working_day(when, expected, ended):
    ended.now = when

    assert state(ended) is expected


def test_what_is_sent_says_what_each_check_of_the_city_came_to(ended):
    sent = send(ended, "教学规范").sent[0]

    (result,) = sent.results
    assert (result["number"], result["state"], result["held_on"]) == ("BT-1-市1", "合格", "2026-03-02")
    assert any("到课 4/4=100.0%" in each for each in result["conditions"])
    assert (sent.opinion, sent.sent_by, sent.due_on) == ("教学规范", CITY, date(2026, 3, 13))


def test_a_class_that_the_city_never_checked_is_fed_back_as_such(checking):
    checking.now = at(FRIDAY, "18:00")

    assert state(checking) is FeedbackState.DUE
    sent = send(checking, "班级提前结业").sent[0]
    assert (sent.results, sent.opinion) == ((), "班级提前结业")


@pytest.mark.parametrize("reason", ["", "  "])
def test_that_the_city_never_checked_a_class_has_to_be_explained(reason, checking):
    checking.now = at(FRIDAY, "18:00")

    with pytest.raises(ReasonMissing, match="没有检查过这个班"):
        send(checking, reason)

    assert state(checking) is FeedbackState.DUE


def test_where_the_only_check_was_voided_it_has_to_be_explained_too(ended):
    ended.void()

    with pytest.raises(ReasonMissing):
        send(ended)


def test_a_check_that_is_voided_later_stays_in_what_was_sent(ended):
    send(ended)
    ended.void()

    assert line(ended).sent[0].results[0]["state"] == "合格"
    assert send(ended, "只查过一次，已作废").sent[1].results[0]["state"] == "已作废"


def test_a_check_that_still_runs_has_to_end_first(checking):
    checking.start()
    checking.now = at(FRIDAY, "18:00")

    with pytest.raises(CityCheckIsRunning, match="BT-1-市1"):
        send(checking)


def test_the_district_confirms_and_then_answers(ended):
    send(ended)
    states = [state(ended), answer(ended).state, answer(ended, "已督促整改").state]

    assert states == [FeedbackState.SENT, FeedbackState.READ, FeedbackState.ANSWERED]
    assert [each.text for each in line(ended).sent[0].answers] == ["", "已督促整改"]


def test_confirming_twice_is_refused_with_the_name_of_who_did(ended):
    send(ended)
    answer(ended)

    with pytest.raises(AlreadyRead, match=DISTRICT):
        answer(ended)


@pytest.mark.parametrize("who", [DISTRICT, AUDITOR, SCHOOL])
def test_only_the_city_sends(who, ended):
    with pytest.raises(OnlyTheCitySends):
        send(ended, who=who)


@pytest.mark.parametrize("who", [CITY, AUDITOR])
def test_only_the_district_answers(who, ended):
    send(ended)

    with pytest.raises(OnlyTheDistrictAnswers):
        answer(ended, who=who)


def test_another_district_finds_nothing(ended):
    send(ended)

    with pytest.raises(NotFound):
        answer(ended, who=OTHER_DISTRICT)
    with pytest.raises(NotFound):
        line(ended, OTHER_DISTRICT)
    assert listed(ended, OTHER_DISTRICT) == ()


def test_a_text_too_long_is_refused_whole(ended):
    with pytest.raises(TextTooLong):
        send(ended, "长" * 256)

    assert line(ended).sent == ()


def test_a_later_end_wants_another_feedback(ended):
    send(ended)
    move_end(ended, FRIDAY + timedelta(days=7))
    ended.now = at(FRIDAY + timedelta(days=7), "18:00")

    assert state(ended) is FeedbackState.DUE
    assert line(ended).due.due_on == date(2026, 3, 20)
    assert send(ended).state is FeedbackState.SENT


def test_what_is_still_to_be_done_stands_first(ended):
    send(ended)
    with ended.database.writing() as session:
        a_class(session, "BT-9", is_key_group=True)

    assert [each.of_class.number for each in listed(ended)] == ["BT-9", "BT-1"]


def test_a_class_that_wants_no_check_wants_no_feedback(checking):
    with checking.database.writing() as session:
        a_class(session, "BT-9", is_key_group=False)
    checking.now = at(FRIDAY, "18:00")

    assert [each.of_class.number for each in listed(checking)] == ["BT-1"]


@pytest.mark.parametrize("days", [60, 61, 3000])
def test_what_is_owed_to_or_by_the_district_is_listed_however_long_ago_the_class_ended(days, ended):
    ended.now = at(FRIDAY + timedelta(days=days), "08:00")
    assert [each.state for each in listed(ended)] == [FeedbackState.OVERDUE]
    assert raise_overdue(ended) == 1

    send(ended)

    assert [each.state for each in listed(ended, DISTRICT)] == [FeedbackState.SENT]


@pytest.mark.parametrize(("days", "count"), [(60, 1), (61, 0)])
def test_what_was_sent_and_read_is_listed_for_sixty_days_more(days, count, ended):
    send(ended)
    answer(ended)
    ended.now = at(FRIDAY + timedelta(days=days), "08:00")

    assert len(listed(ended)) == count


def test_what_was_sent_before_the_end_moved_is_owed_again_however_long_ago(ended):
    send(ended)
    answer(ended)
    move_end(ended, FRIDAY + timedelta(days=7))
    ended.now = at(FRIDAY + timedelta(days=100), "18:00")

    assert [each.state for each in listed(ended)] == [FeedbackState.OVERDUE]


def test_an_overdue_feedback_is_told_once_a_day(ended):
    ended.now = MIDNIGHT
    counts = [raise_overdue(ended), raise_overdue(ended.later(hours=23, minutes=59))]
    counts.append(raise_overdue(ended.later(minutes=1)))

    assert counts == [1, 0, 1]
    assert "应在 2026-03-13 前反馈，已逾期" in alerts(ended)[0]


def test_what_is_not_overdue_yet_or_was_sent_is_not_told(ended):
    ended.now = LAST_MOMENT
    before = raise_overdue(ended)
    send(ended)
    ended.now = MIDNIGHT

    assert (before, raise_overdue(ended)) == (0, 0)


def test_both_sides_are_told_of_feedback_and_answer(ended):
    send(ended)
    answer(ended)
    answer(ended, "已督促整改")

    first, second = alerts(ended)
    assert "BT-1" in first
    assert "已反馈昆都仑区" in first
    assert second.startswith("昆都仑区答复了")
