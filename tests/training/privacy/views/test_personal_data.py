"""A trainee's own data: the phone is changed by two codes, problems reach the district."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.claims.claiming import NOW
from training.database import Database, blind
from training.notice.notes import ReasonMissing, TextTooLong
from training.people.acts.confirm_phone import confirm_phone
from training.people.acts.report_problem import MOST_A_DAY as MOST_REPORTS_A_DAY
from training.people.acts.report_problem import SUBJECTS, TooManyReports, UnknownSubject, report_problem
from training.people.acts.request_phone import (
    MOST_A_DAY,
    Codes,
    SamePhone,
    TooManyPhoneRequests,
    request_phone,
)
from training.people.rules.login_codes import CODE_LASTS, MOST_TRIES, TooManyTries, WrongCode
from training.people.views.reachable import verified
from training.privacy.views.see_personal_data import see_personal_data
from training.records.classes.trainees import Trainee
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage
from training.records.people.personal_data import PhoneRequest

OLD, NEW = "13800000001", "13900000009"
CODES = Codes("111111", "222222")


@pytest.fixture
def trainee(database: Database) -> tuple[Database, int]:
    with database.writing() as session:
        made = a_trainee(session, "王芳", OLD)
        an_enrolment(session, a_class(session), made)
        return database, made.id


def test_both_codes_change_the_phone_and_the_old_one_stays_on_record(trainee):
    database, trainee_id = trainee
    with database.writing() as session:
        request_phone(session, trainee_id, NEW, CODES, now=NOW)
        sent = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id)).all()
        assert [(each.phone, json.loads(each.parameters)["code"]) for each in sent] == [
            (OLD, CODES.old),
            (NEW, CODES.new),
        ]

        assert confirm_phone(session, trainee_id, CODES, now=NOW).refusal is None

        own = session.get_one(Trainee, trainee_id)
        session.refresh(own)
        assert (own.phone, own.phone_index) == (NEW, blind(session, "phone", NEW))
        assert session.scalars(select(PhoneRequest)).one().old_phone == OLD
        assert isinstance(confirm_phone(session, trainee_id, CODES, now=NOW).refusal, WrongCode)


def test_the_new_number_is_verified_by_its_code(trainee):
    database, trainee_id = trainee
    with database.writing() as session:
        request_phone(session, trainee_id, NEW, CODES, now=NOW)
        confirm_phone(session, trainee_id, CODES, now=NOW)

    with database.reading() as session:
        assert verified(session, trainee_id)


@pytest.mark.parametrize(
    "codes", [Codes("111111", "000000"), Codes("000000", "222222"), Codes("222222", "111111")]
)
def test_one_right_code_is_not_enough(trainee, codes):
    database, trainee_id = trainee
    with database.writing() as session:
        request_phone(session, trainee_id, NEW, CODES, now=NOW)

        assert isinstance(confirm_phone(session, trainee_id, codes, now=NOW).refusal, WrongCode)
        assert session.get_one(Trainee, trainee_id).phone == OLD


def test_the_codes_die_by_time_and_by_tries(trainee):
    database, trainee_id = trainee
    with database.writing() as session:
        request_phone(session, trainee_id, NEW, CODES, now=NOW)
        late = confirm_phone(session, trainee_id, CODES, now=NOW + CODE_LASTS)
        assert isinstance(late.refusal, WrongCode)
        for _ in range(MOST_TRIES):
            confirm_phone(session, trainee_id, Codes("1", "2"), now=NOW)

        assert isinstance(confirm_phone(session, trainee_id, CODES, now=NOW).refusal, TooManyTries)


def test_codes_of_a_clock_that_ran_ahead_change_no_phone_and_take_no_turn_of_the_day(trainee):
    database, trainee_id = trainee
    with database.writing() as session:
        for _ in range(MOST_A_DAY):
            request_phone(session, trainee_id, NEW, CODES, now=NOW + timedelta(minutes=30))
        odd = confirm_phone(session, trainee_id, CODES, now=NOW)
        assert isinstance(odd.refusal, WrongCode)

        request_phone(session, trainee_id, NEW, CODES, now=NOW)
        assert confirm_phone(session, trainee_id, CODES, now=NOW).refusal is None


def test_a_change_is_asked_for_a_few_times_a_day_and_not_to_the_same_number(trainee):
    database, trainee_id = trainee
    with database.writing() as session:
        with pytest.raises(SamePhone):
            request_phone(session, trainee_id, OLD, CODES, now=NOW)
        for _ in range(MOST_A_DAY):
            request_phone(session, trainee_id, NEW, CODES, now=NOW)
        with pytest.raises(TooManyPhoneRequests):
            request_phone(session, trainee_id, NEW, CODES, now=NOW)

        request_phone(session, trainee_id, NEW, CODES, now=NOW + timedelta(days=1))


def test_a_problem_reaches_the_district_without_its_words_in_the_alert(trainee):
    database, trainee_id = trainee
    with database.writing() as session:
        report_problem(session, trainee_id, SUBJECTS[2], "张某让我退钱 500", now=NOW)
        alert = session.scalars(select(Alert)).one()

        assert alert.district.name == "昆都仑区"
        assert SUBJECTS[2] in alert.text
        assert "张某" not in alert.text


def test_what_cannot_be_a_report_is_refused(trainee):
    database, trainee_id = trainee
    with database.writing() as session:
        for about, text, refusal in (
            ("什么", "字", UnknownSubject),
            (SUBJECTS[0], " ", ReasonMissing),
            (SUBJECTS[0], "字" * 256, TextTooLong),
        ):
            with pytest.raises(refusal):
                report_problem(session, trainee_id, about, text, now=NOW)
        for _ in range(MOST_REPORTS_A_DAY):
            report_problem(session, trainee_id, SUBJECTS[0], "字" * 255, now=NOW)
        with pytest.raises(TooManyReports):
            report_problem(session, trainee_id, SUBJECTS[0], "字", now=NOW)


def test_a_trainee_sees_what_is_stored_masked(trainee):
    database, trainee_id = trainee
    with database.reading() as session:
        own = see_personal_data(session, trainee_id, now=NOW)
        number = session.get_one(Trainee, trainee_id).id_number

    assert (own.name, own.phone, own.papers) == ("王*", "138****0001", 0)
    assert number not in repr(own)
    assert own.classes == ("电工（五级）BT-1班",)
    assert (own.account_since, own.stays, own.watchings) == (None, (), ())
