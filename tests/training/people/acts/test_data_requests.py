"""Requests about one's own data: numbered, with a last day, answered once, and alerted (PIPL art. 50)."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.builders import at_once
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from training.deadlines.acts.move_deadlines import move_deadlines
from training.errors import NotFound
from training.notice.notes import ReasonMissing, TextTooLong
from training.people.acts.alert_due_requests import alert_due_requests
from training.people.acts.answer_request import AlreadyAnswered, Answer, UnknownDecision, answer_request
from training.people.acts.file_request import TooManyOpen, UnknownKind, file_request
from training.people.rules.data_requests import MOST_OPEN
from training.people.terms import RequestDecision, RequestKind
from training.people.views.find_request import find_request, list_requests, own_requests
from training.records.outbox.alerts import Alert
from training.records.people.data_requests import DataRequest, DataRequestAnswer
from training.staff.views.find_staff import find_staff

EIGHT = at(MONDAY, "08:00")
LAST_DAY = date(2026, 3, 23)
"""Fifteen working days after Monday, the second of March: three weeks without a holiday."""
REFUSED = Answer("不予办理", "名册在保存期内，不能删除。")


@pytest.fixture
def trainee_id(database) -> int:
    with database.writing() as session:
        register_staff(session)
        made = a_trainee(session, "王芳", "13800000001")
        an_enrolment(session, a_class(session), made)
        return made.id


def file(database, trainee_id: int, text: str = "请删除我的照片", now: datetime = EIGHT) -> DataRequest:
    with database.writing() as session:
        filed = file_request(session, trainee_id, RequestKind.ERASE, text, now=now)
        session.expunge(filed)
        return filed


def answered(database, who: str, asked: DataRequest, answer: Answer = REFUSED) -> None:
    with database.writing() as session:
        answer_request(session, find_staff(session, who), asked.public_id, answer, now=EIGHT)


def alerts(database) -> list[Alert]:
    with database.reading() as session:
        return list(session.scalars(select(Alert).order_by(Alert.id)))


def test_it_gets_a_number_and_a_last_day_and_the_district_is_told_without_the_words(database, trainee_id):
    first, second = file(database, trainee_id), file(database, trainee_id)

    assert [(each.year, each.ordinal) for each in (first, second)] == [(2026, 1), (2026, 2)]
    assert (first.due_on, first.due_is_guessed) == (LAST_DAY, False)
    told = alerts(database)[0]
    assert (told.kind, told.district_id) == ("data_request", first.district_id)
    assert "2026-0001（删除）" in told.text
    assert "照片" not in told.text


def test_numbers_begin_anew_with_the_year(database, trainee_id):
    file(database, trainee_id, now=at(date(2026, 12, 31), "23:59"))

    assert (file(database, trainee_id, now=at(date(2027, 1, 1), "00:00"))).ordinal == 1


def test_what_cannot_be_a_request_is_refused(database, trainee_id):
    with database.writing() as session:
        for kind, text, refusal in (
            ("什么", "字", UnknownKind),
            ("删除", " ", ReasonMissing),
            ("删除", "字" * 256, TextTooLong),
        ):
            with pytest.raises(refusal):
                file_request(session, trainee_id, kind, text, now=EIGHT)
        file_request(session, trainee_id, "删除", "字" * 255, now=EIGHT)


def test_no_more_than_a_few_are_open_and_an_answer_makes_room(database, trainee_id):
    asked = [file(database, trainee_id) for _ in range(MOST_OPEN)]
    with pytest.raises(TooManyOpen):
        file(database, trainee_id)

    answered(database, DISTRICT, asked[0])

    assert file(database, trainee_id).ordinal == MOST_OPEN + 1


def test_of_many_at_once_each_has_its_own_number_and_no_more_are_open(database, trainee_id):
    answers = at_once(*[lambda: file(database, trainee_id).ordinal] * (MOST_OPEN + 2))

    given = sorted(each for each in answers if isinstance(each, int))
    assert given == list(range(1, MOST_OPEN + 1))
    assert answers.count(TooManyOpen) == 2


@pytest.mark.parametrize("who", [DISTRICT, CITY])
def test_the_district_and_the_city_answer_and_the_trainee_reads_it(database, trainee_id, who):
    asked = file(database, trainee_id)

    answered(database, who, asked)

    with database.reading() as session:
        (own,) = own_requests(session, trainee_id)
        assert own.answer is not None
        assert (own.answer.decision, own.answer.text) == (RequestDecision.REFUSED, REFUSED.text)
        assert own.answer.answered_by == who


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL, AUDITOR])
def test_nobody_else_finds_it_and_least_of_all_the_school(database, trainee_id, who):
    asked = file(database, trainee_id)

    with database.writing() as session:
        staff = find_staff(session, who)
        assert list(list_requests(session, staff)) == []
        with pytest.raises(NotFound):
            find_request(session, staff, asked.public_id)
        with pytest.raises(NotFound):
            answer_request(session, staff, asked.public_id, REFUSED, now=EIGHT)


def test_an_answer_says_a_decision_and_why(database, trainee_id):
    asked = file(database, trainee_id)

    for answer, refusal in (
        (Answer("同意", "好"), UnknownDecision),
        (Answer("不予办理", " "), ReasonMissing),
        (Answer("不予办理", "字" * 256), TextTooLong),
    ):
        with pytest.raises(refusal):
            answered(database, DISTRICT, asked, answer)


def test_of_two_who_answer_at_once_one_does(database, trainee_id):
    asked = file(database, trainee_id)

    found = at_once(lambda: answered(database, DISTRICT, asked), lambda: answered(database, CITY, asked))

    assert set(found) == {None, AlreadyAnswered}
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DataRequestAnswer)) == 1


def test_the_most_urgent_stands_on_top_and_what_is_answered_below(database, trainee_id):
    first, second, third = (
        file(database, trainee_id, now=EIGHT + timedelta(days=days)) for days in (0, 2, 1)
    )
    answered(database, DISTRICT, first)

    with database.reading() as session:
        found = list_requests(session, find_staff(session, DISTRICT))
        assert [each.ordinal for each in found] == [third.ordinal, second.ordinal, first.ordinal]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 17), []),
        (date(2026, 3, 18), ["快到期"]),
        (LAST_DAY, ["快到期"]),
        (date(2026, 3, 24), ["已逾期"]),
        (date(2026, 3, 28), []),
    ],
)
def test_every_working_day_from_three_before_the_last_one_is_told_once(database, trainee_id, day, told):
    file(database, trainee_id)

    with database.writing() as session:
        new = [alert_due_requests(session, now=at(day, "08:05")) for _ in range(2)]

    said = [each.text for each in alerts(database) if each.kind == "data_request_due"]
    assert new == [len(told), 0]
    assert [word in each for word, each in zip(told, said, strict=True)] == [True] * len(told)


@pytest.mark.parametrize(("day", "word"), [(date(2027, 1, 7), "快到期"), (date(2027, 1, 8), "已逾期")])
def test_a_guessed_day_is_overdue_after_the_latest_that_it_can_be(database, trainee_id, day, word):
    """Filed on 9 December it falls on the 30th; if New Year frees all it may, on 7 January."""
    file(database, trainee_id, now=at(date(2026, 12, 9), "08:00"))

    with database.writing() as session:
        alert_due_requests(session, now=at(day, "08:05"))

    assert word in alerts(database)[-1].text


def test_what_is_answered_is_not_told_any_more(database, trainee_id):
    answered(database, DISTRICT, file(database, trainee_id))

    with database.writing() as session:
        assert alert_due_requests(session, now=at(LAST_DAY, "08:05")) == 0


def test_a_day_that_the_calendar_says_differently_moves_until_there_is_an_answer(database, trainee_id):
    with database.writing() as session:
        open_, done = (
            file_request(session, trainee_id, RequestKind.ACCESS, "请给我", now=EIGHT) for _ in range(2)
        )
        for each in (open_, done):
            each.due_on, each.due_is_guessed = LAST_DAY - timedelta(days=3), True
        answer_request(session, find_staff(session, CITY), done.public_id, REFUSED, now=EIGHT)

        (moved,) = move_deadlines(session, "导入", now=EIGHT)

        assert (moved.was, moved.becomes) == (LAST_DAY - timedelta(days=3), LAST_DAY)
        assert (open_.due_on, open_.due_is_guessed) == (LAST_DAY, False)
        assert done.due_on == LAST_DAY - timedelta(days=3)
