"""Restriction in place of erasure: begun once, lifted once, needless data gone at once (PIPL art. 47)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.builders import at_once
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from training.errors import NotFound
from training.notice.notes import ReasonMissing, TextTooLong
from training.people.acts.answer_request import Answer, NothingToRestrict, answer_request
from training.people.acts.file_request import file_request
from training.people.acts.lift_restriction import AlreadyLifted, lift_restriction
from training.people.acts.restrict_processing import AlreadyRestricted, Cause, restrict_processing
from training.people.terms import RequestDecision, RequestKind
from training.people.views.restricted import (
    find_restriction,
    is_restricted,
    list_restrictions,
    restricted_among,
    standing_restriction,
)
from training.records.classes.trainees import Trainee
from training.records.meetings.members import ChatAccount
from training.records.people.data_requests import DataRequestAnswer
from training.records.people.restrictions import ProcessingRestriction
from training.staff.views.find_staff import find_staff

EIGHT = at(MONDAY, "08:00")
BARRED = Cause("保存期内不能删除，改为限制处理。", "周工")
LIFTED = Cause("本人要求恢复", "周工")


@pytest.fixture
def trainee_id(database) -> int:
    with database.writing() as session:
        register_staff(session)
        made = a_trainee(session, "王芳", "13800000001")
        an_enrolment(session, a_class(session), made)
        return made.id


def restrict(database, trainee_id: int, cause: Cause = BARRED) -> None:
    with database.writing() as session:
        restrict_processing(session, trainee_id, cause, now=EIGHT)


def lift(database, trainee_id: int) -> None:
    with database.writing() as session:
        standing = standing_restriction(session, trainee_id)
        assert standing is not None
        lift_restriction(session, standing, LIFTED, now=EIGHT + timedelta(days=1))


def rows(database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(ProcessingRestriction.ordinal).order_by(ProcessingRestriction.id)))


def ask(database, trainee_id: int, kind: RequestKind = RequestKind.ERASE):
    with database.writing() as session:
        return file_request(session, trainee_id, kind, "请删除", now=EIGHT).public_id


def answered(database, request_id, decision: str = "部分办理", who: str = DISTRICT) -> None:
    with database.writing() as session:
        answer = Answer(decision, "保存期内不能删除。", restricts=True)
        answer_request(session, find_staff(session, who), request_id, answer, now=EIGHT)


def test_it_holds_from_its_row_to_its_lift_and_may_begin_anew(database, trainee_id):
    restrict(database, trainee_id)
    with database.reading() as session:
        assert is_restricted(session, trainee_id)

    lift(database, trainee_id)
    with database.reading() as session:
        assert not is_restricted(session, trainee_id)
    restrict(database, trainee_id)

    assert rows(database) == [1, 2]
    with database.reading() as session:
        assert restricted_among(session, [trainee_id, trainee_id + 1]) == {trainee_id}


def test_nobody_is_restricted_twice_not_even_by_two_at_once(database, trainee_id):
    found = at_once(*[lambda: restrict(database, trainee_id)] * 3)

    assert sorted(map(str, found)).count("None") == 1
    assert found.count(AlreadyRestricted) == 2
    assert rows(database) == [1]


def test_of_two_who_lift_it_one_does(database, trainee_id):
    restrict(database, trainee_id)

    def late() -> None:
        with database.writing() as session:
            own = session.scalars(select(ProcessingRestriction)).one()
            lift_restriction(session, own, LIFTED, now=EIGHT)

    assert set(at_once(late, late)) == {None, AlreadyLifted}


@pytest.mark.parametrize(("reason", "refusal"), [(" ", ReasonMissing), ("字" * 256, TextTooLong)])
def test_both_say_why(database, trainee_id, reason, refusal):
    with pytest.raises(refusal):
        restrict(database, trainee_id, Cause(reason, "周工"))
    restrict(database, trainee_id, Cause("字" * 255, "周工"))

    with database.writing() as session:
        own = session.scalars(select(ProcessingRestriction)).one()
        with pytest.raises(refusal):
            lift_restriction(session, own, Cause(reason, "周工"), now=EIGHT)


def test_who_answers_that_it_cannot_be_erased_restricts_by_the_same_answer(database, trainee_id):
    answered(database, ask(database, trainee_id))

    with database.reading() as session:
        own = standing_restriction(session, trainee_id)
        assert own is not None
        assert own.request is not None
        assert own.request.answer is not None
        assert (own.reason, own.begun_by) == (own.request.answer.text, DISTRICT)
        assert own.begun_by_id == find_staff(session, DISTRICT).id


def test_it_stays_with_the_district_that_answered_whatever_class_came_since(database, trainee_id):
    asked = ask(database, trainee_id)
    with database.writing() as session:
        other = a_class(session, "BT-9", district="青山区", starts_on=MONDAY + timedelta(days=7))
        an_enrolment(session, other, session.get_one(Trainee, trainee_id))

    answered(database, asked)

    with database.reading() as session:
        places = [list_restrictions(session, find_staff(session, who)) for who in (DISTRICT, OTHER_DISTRICT)]
        assert [len(each) for each in places] == [1, 0]


@pytest.mark.parametrize(
    ("kind", "decision"),
    [(RequestKind.ERASE, RequestDecision.REFUSED), (RequestKind.ACCESS, RequestDecision.DONE)],
)
def test_an_answer_that_cannot_mean_it_is_not_given_at_all(database, trainee_id, kind, decision):
    asked = ask(database, trainee_id, kind)

    with pytest.raises(NothingToRestrict):
        answered(database, asked, decision)

    assert rows(database) == []
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DataRequestAnswer)) == 0


def test_an_answer_to_somebody_restricted_does_not_do_it_again(database, trainee_id):
    asked = ask(database, trainee_id)
    restrict(database, trainee_id)

    with pytest.raises(AlreadyRestricted):
        answered(database, asked)

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DataRequestAnswer)) == 0


def test_the_own_district_and_the_city_find_it_until_it_is_lifted(database, trainee_id):
    restrict(database, trainee_id)
    with database.reading() as session:
        (own,) = list_restrictions(session, find_staff(session, DISTRICT))
        assert find_restriction(session, find_staff(session, CITY), own.public_id).trainee_id == trainee_id
        for who in (OTHER_DISTRICT, SCHOOL, AUDITOR):
            assert list(list_restrictions(session, find_staff(session, who))) == []
            with pytest.raises(NotFound):
                find_restriction(session, find_staff(session, who), own.public_id)
        wanted = own.public_id

    lift(database, trainee_id)

    with database.reading() as session, pytest.raises(NotFound):
        find_restriction(session, find_staff(session, CITY), wanted)


def test_an_account_found_by_the_phone_goes_at_once_and_those_of_others_stay(database, trainee_id):
    with database.writing() as session:
        other = a_trainee(session, "李强", "13800000002")
        for each in (session.get_one(Trainee, trainee_id), other):
            session.add(
                ChatAccount(
                    trainee_id=each.id,
                    phone_index=each.phone,
                    chat_id=f"userid-{each.id}",
                    account_id=f"union-{each.id}",
                    account_index=f"union-{each.id}",
                    looked_up_at=EIGHT,
                )
            )
        kept = other.id

    restrict(database, trainee_id)

    with database.reading() as session:
        assert list(session.scalars(select(ChatAccount.trainee_id))) == [kept]
