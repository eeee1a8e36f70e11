"""Signing in with a code: limits, tries, families, and the same answer for known and unknown phones."""

import json
from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_trainee, at
from training.database import Database
from training.errors import NotFound
from training.notice.clock import CLOCKS_APART
from training.people.acts.note_use import note_use
from training.people.acts.request_login_code import request_login_code
from training.people.acts.sign_in import ChoosePerson, sign_in
from training.people.acts.sign_out import sign_out
from training.people.acts.try_code import CodeCheck, try_code
from training.people.rules.login_codes import SEEN_EVERY, SIGN_IN_IDLE, TooManyCodes, TooManyTries, WrongCode
from training.people.views.own_devices import own_devices
from training.people.views.signed_in_trainee import living_sign_in, signed_in_trainee
from training.records.outbox.messages import OutgoingMessage
from training.records.people.sign_in import CodeAttempt, LoginCode, SignIn

NOW = at(MONDAY, "10:00")
INSTANT = timedelta(microseconds=1)
PHONE = "13800000001"


def ask(
    database: Database, phone: str = PHONE, *, code: str = "123456", address: str = "10.0.0.1", now=NOW
) -> None:
    with database.writing() as session:
        request_login_code(session, phone, address, code=code, now=now)


def attempt(database: Database, code: str = "123456", *, phone: str = PHONE, now=NOW) -> CodeCheck:
    with database.writing() as session:
        return try_code(session, phone, code, now=now)


def enter(database: Database, check: CodeCheck, person=None, *, now=NOW) -> None:
    with database.writing() as session:
        sign_in(session, check.code_id, person, token="token", now=now)


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


@pytest.fixture
def known(database: Database) -> Database:
    with database.writing() as session:
        a_trainee(session, "王芳", PHONE)
    return database


def test_the_right_code_signs_the_trainee_in(known):
    ask(known)
    enter(known, attempt(known))

    with known.reading() as session:
        assert signed_in_trainee(session, "token", now=NOW) is not None
        assert signed_in_trainee(session, "another", now=NOW) is None


def test_the_code_is_written_to_the_outbox_in_the_same_act(known):
    ask(known)

    with known.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert (message.phone, message.template) == (PHONE, "login_code")
        assert json.loads(message.parameters or "") == {"code": "123456"}
        assert message.expires_at == NOW + timedelta(minutes=5)


def test_the_code_itself_is_kept_nowhere_but_in_the_sealed_message(known):
    ask(known)

    with known.reading() as session:
        for table in ("login_code", "outgoing_message"):
            row = session.connection().exec_driver_sql(f"SELECT * FROM {table}").one()  # noqa: S608
            assert not any(b"123456" in bytes(cell) for cell in row if isinstance(cell, bytes | memoryview))
            assert not any("123456" in cell for cell in row if isinstance(cell, str))


def test_an_unknown_phone_is_treated_alike_but_gets_no_message(known):
    ask(known, "13900000009")

    assert (count(known, LoginCode), count(known, OutgoingMessage)) == (1, 0)
    with pytest.raises(TooManyCodes):
        ask(known, "13900000009")
    unknown, wrong = attempt(known, "000000", phone="13900000009").refusal, attempt(known, "000000").refusal
    assert (type(unknown), str(unknown)) == (type(wrong), str(wrong))


@pytest.mark.parametrize(("seconds", "is_refused"), [(59, True), (60, False), (61, False)])
def test_a_phone_asks_once_a_minute(known, seconds, is_refused):
    ask(known)

    later = NOW + timedelta(seconds=seconds)
    if is_refused:
        with pytest.raises(TooManyCodes):
            ask(known, now=later)
    else:
        ask(known, now=later)
    assert count(known, LoginCode) == (1 if is_refused else 2)


def test_a_phone_asks_five_times_a_day_and_again_the_next_day_in_shanghai(known):
    for place in range(5):
        ask(known, now=NOW + timedelta(minutes=place))

    with pytest.raises(TooManyCodes):
        ask(known, now=at(MONDAY, "23:59:59"))
    ask(known, now=at(date(2026, 3, 3), "00:00:00"))

    assert count(known, LoginCode) == 6


def test_an_address_asks_a_hundred_times_an_hour_for_all_its_phones(known):
    for place in range(100):
        ask(known, str(13900000000 + place))

    with pytest.raises(TooManyCodes):
        ask(known, now=NOW + timedelta(minutes=59, seconds=59))
    ask(known, address="10.0.0.2")
    ask(known, "13700000001", now=NOW + timedelta(hours=1))

    assert count(known, LoginCode) == 102


@pytest.mark.parametrize(("seconds", "works"), [(299, True), (300, False), (301, False)])
def test_a_code_lives_five_minutes(known, seconds, works):
    ask(known)

    check = attempt(known, now=NOW + timedelta(seconds=seconds))

    assert (check.code_id is not None) is works


def test_the_fifth_try_may_still_be_right_and_a_sixth_is_none(known):
    ask(known)
    for _ in range(4):
        assert isinstance(attempt(known, "000000").refusal, WrongCode)
    assert attempt(known).code_id is not None

    assert isinstance(attempt(known).refusal, TooManyTries)


def test_failed_tries_are_recorded(known):
    ask(known)
    attempt(known, "000000")
    attempt(known, "111111")

    assert count(known, CodeAttempt) == 2


def test_only_the_latest_code_counts(known):
    ask(known, code="111111")
    ask(known, code="222222", now=NOW + timedelta(minutes=1))

    later = NOW + timedelta(minutes=1)
    assert attempt(known, "111111", now=later).code_id is None
    assert attempt(known, "222222", now=later).code_id is not None


def test_a_code_signs_in_once(known):
    ask(known)
    enter(known, attempt(known))

    assert isinstance(attempt(known).refusal, WrongCode)


def test_a_code_of_another_phone_does_not_fit(known):
    ask(known)
    ask(known, "13900000009", code="654321")

    assert attempt(known, "654321").code_id is None


def test_a_family_on_one_phone_says_who_it_is(known):
    with known.writing() as session:
        second = a_trainee(session, "李强", PHONE).public_id
    ask(known)
    check = attempt(known)

    with pytest.raises(ChoosePerson) as refusal:
        enter(known, check)
    assert [person.name for person in refusal.value.people] == ["王芳", "李强"]
    with pytest.raises(NotFound):
        enter(known, check, uuid4())
    enter(known, check, second)

    assert count(known, SignIn) == 1


def test_the_choice_of_the_person_expires_with_the_code(known):
    ask(known)
    check = attempt(known)

    with pytest.raises(WrongCode):
        enter(known, check, now=NOW + timedelta(minutes=5))


def test_a_right_guess_for_a_phone_of_nobody_signs_nobody_in(known):
    ask(known, "13900000009")
    check = attempt(known, phone="13900000009")

    with pytest.raises(WrongCode):
        enter(known, check)


@pytest.mark.parametrize(("days", "lives"), [(13, True), (14, False), (15, False)])
def test_a_session_that_is_used_lasts_fourteen_days(known, days, lives):
    ask(known)
    enter(known, attempt(known))
    for day in range(2, min(days, 14), 2):
        _use(known, NOW + timedelta(days=day))

    with known.reading() as session:
        assert (signed_in_trainee(session, "token", now=NOW + timedelta(days=days)) is not None) is lives


@pytest.mark.parametrize(("beyond", "lives"), [(-INSTANT, True), (timedelta(), False), (INSTANT, False)])
@pytest.mark.parametrize("used_on", [0, 2])
def test_a_session_ends_three_days_after_its_latest_use(known, used_on, beyond, lives):
    ask(known)
    enter(known, attempt(known))
    used = NOW + timedelta(days=used_on)
    _use(known, used)

    with known.reading() as session:
        found = signed_in_trainee(session, "token", now=used + SIGN_IN_IDLE + beyond)
    assert (found is not None) is lives


@pytest.mark.parametrize(("beyond", "is_due"), [(-INSTANT, False), (timedelta(), True), (INSTANT, True)])
def test_its_use_is_noted_once_an_hour(known, beyond, is_due):
    ask(known)
    enter(known, attempt(known))

    with known.reading() as session:
        found = living_sign_in(session, "token", now=NOW)
    assert found.is_to_be_seen(NOW + SEEN_EVERY + beyond) is is_due


def _use(database: Database, now) -> None:
    with database.writing() as session:
        found = living_sign_in(session, "token", now=now)
        note_use(session, found.key, now=now)


def test_a_sign_out_ends_the_session_and_a_second_one_changes_nothing(known):
    ask(known)
    enter(known, attempt(known))

    for _ in range(2):
        with known.writing() as session:
            sign_out(session, "token", now=NOW)

    with known.reading() as session:
        assert signed_in_trainee(session, "token", now=NOW) is None


def at_once(count_of_threads: int, act) -> list[object]:
    start, outcomes = Barrier(count_of_threads), []

    def work() -> None:
        start.wait()
        try:
            outcomes.append(act())
        except Exception as refusal:
            outcomes.append(type(refusal))

    threads = [Thread(target=work) for _ in range(count_of_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_of_several_requests_at_once_one_gets_a_code(known):
    outcomes = at_once(4, lambda: ask(known))

    assert outcomes.count(None) == 1
    assert outcomes.count(TooManyCodes) == 3
    assert (count(known, LoginCode), count(known, OutgoingMessage)) == (1, 1)


def test_tries_at_once_are_never_more_than_five(known):
    ask(known)

    at_once(8, lambda: attempt(known, "000000"))

    assert count(known, CodeAttempt) <= 5


@pytest.mark.parametrize(("before", "lives"), [(CLOCKS_APART, True), (CLOCKS_APART + INSTANT, False)])
def test_what_a_clock_that_ran_ahead_wrote_keeps_nobody_signed_in(known, before, lives):
    ask(known)
    enter(known, attempt(known))

    with known.reading() as session:
        trainee = session.scalars(select(SignIn.trainee_id)).one()
        found = signed_in_trainee(session, "token", now=NOW - before)
        listed = own_devices(session, trainee, "token", now=NOW - before)
    assert (found is not None, len(listed)) == (lives, lives)
