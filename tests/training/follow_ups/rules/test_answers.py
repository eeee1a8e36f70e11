"""R14, R56: what an answer of a follow-up needs, and which of them are asked again."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.documents.terms import Media
from training.follow_ups.rules.answers import (
    Answer,
    Asked,
    BadAskedOn,
    BadCreditCode,
    BadSince,
    EmployerMissing,
    InsuranceKnowsNone,
    JobTooLong,
    NotDueYet,
    NotReachedBySelf,
    SinceMissing,
    WorkOfNobody,
    is_asked_again,
    read_answer,
)
from training.follow_ups.rules.proofs import PROOFS, BadProof, check_proof
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.notice.notes import TextTooLong

DUE, TODAY = date(2026, 10, 20), date(2026, 11, 2)
ASKED = Asked(DUE, TODAY)
CODE = "91110000600037341L"
EMPLOYED = Answer(WorkStatus.EMPLOYED, TODAY, "鹿城餐饮", CODE, "厨师", date(2026, 10, 1))
NO_WORK = (WorkStatus.OUT_OF_WORK, WorkStatus.STUDY_OR_SERVICE, WorkStatus.UNREACHABLE)
BY = AnswerSource.PHONE


def test_employed_needs_an_employer_and_a_day():
    assert read_answer(EMPLOYED, BY, ASKED) == EMPLOYED
    for empty in ("", "  ", "\u200b"):
        with pytest.raises(EmployerMissing, match="单位名称"):
            read_answer(replace(EMPLOYED, employer=empty), BY, ASKED)
    with pytest.raises(SinceMissing):
        read_answer(replace(EMPLOYED, since=None), BY, ASKED)


def test_an_own_business_needs_its_name_and_nothing_else():
    said = Answer(WorkStatus.SELF_EMPLOYED, TODAY, "王芳早餐店")

    assert read_answer(said, BY, ASKED) == said
    with pytest.raises(EmployerMissing, match="所创办"):
        read_answer(replace(said, employer=""), BY, ASKED)


@pytest.mark.parametrize("status", [WorkStatus.FLEXIBLE, *NO_WORK])
def test_everything_else_needs_no_more(status):
    assert read_answer(Answer(status, TODAY), BY, ASKED).status is status


@pytest.mark.parametrize("status", NO_WORK)
@pytest.mark.parametrize(
    "work", [{"employer": "鹿城餐饮"}, {"credit_code": CODE}, {"job": "厨师"}, {"since": TODAY}]
)
def test_who_has_no_work_has_no_employer(status, work):
    with pytest.raises(WorkOfNobody):
        read_answer(Answer(status, TODAY, **work), BY, ASKED)


@pytest.mark.parametrize(
    ("since", "is_good"),
    [
        (date(2026, 11, 1), True),
        (TODAY, True),
        (date(2026, 11, 3), False),
        (date(1966, 12, 31), True),
        (date(1965, 12, 31), False),
    ],
)
def test_nobody_works_since_a_day_after_the_one_on_which_it_was_said(since, is_good):
    said = replace(EMPLOYED, since=since)
    if is_good:
        assert read_answer(said, BY, ASKED).since == since
        return
    with pytest.raises(BadSince):
        read_answer(said, BY, ASKED)


@pytest.mark.parametrize(
    ("asked_on", "is_good"),
    [(date(2026, 10, 19), False), (DUE, True), (TODAY, True), (date(2026, 11, 3), False)],
)
def test_it_was_asked_from_the_day_it_was_due_until_today(asked_on, is_good):
    said = Answer(WorkStatus.OUT_OF_WORK, asked_on)
    if is_good:
        assert read_answer(said, BY, ASKED).asked_on == asked_on
        return
    with pytest.raises(BadAskedOn, match="2026-10-20"):
        read_answer(said, BY, ASKED)


@pytest.mark.parametrize(("today", "is_good"), [(date(2026, 10, 19), False), (DUE, True)])
def test_no_school_says_today_what_becomes_of_somebody_in_half_a_year(today, is_good):
    said = Answer(WorkStatus.OUT_OF_WORK, today)
    if is_good:
        assert read_answer(said, AnswerSource.INSTITUTION, Asked(DUE, today)) == said
        return
    with pytest.raises(NotDueYet, match="2026-10-20"):
        read_answer(said, AnswerSource.INSTITUTION, Asked(DUE, today))


@pytest.mark.parametrize("typed", [CODE, " 9111 0000 6000 3734 1l", "９１１１００００６０００３７３４１Ｌ"])
def test_a_credit_code_is_kept_in_one_spelling(typed):
    assert read_answer(replace(EMPLOYED, credit_code=typed), BY, ASKED).credit_code == CODE


@pytest.mark.parametrize("typed", ["91110000600037341M", "9111000060003734L", "无", "150203" * 3])
def test_a_credit_code_has_its_check_digit(typed):
    with pytest.raises(BadCreditCode):
        read_answer(replace(EMPLOYED, credit_code=typed), BY, ASKED)


def test_whoever_answers_was_reached():
    said = Answer(WorkStatus.UNREACHABLE, TODAY, note="停机")

    assert read_answer(said, AnswerSource.INSTITUTION, ASKED) == said
    with pytest.raises(NotReachedBySelf):
        read_answer(said, AnswerSource.SELF, ASKED)


@pytest.mark.parametrize(("letters", "refused"), [(64, None), (65, JobTooLong), (256, TextTooLong)])
def test_nothing_is_cut_off(letters, refused):
    said = replace(EMPLOYED, job="厨" * letters)
    if refused is None:
        assert read_answer(said, BY, ASKED) == said
        return
    with pytest.raises(refused):
        read_answer(said, BY, ASKED)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (EMPLOYED, None),
        (replace(EMPLOYED, credit_code=""), InsuranceKnowsNone),
        (Answer(WorkStatus.FLEXIBLE, TODAY), None),
        (Answer(WorkStatus.SELF_EMPLOYED, TODAY, "鹿城餐饮", CODE), InsuranceKnowsNone),
        *((Answer(each, TODAY), InsuranceKnowsNone) for each in NO_WORK),
    ],
)
def test_insurance_data_say_who_works_where_and_nothing_of_others(said, refused):
    if refused is None:
        assert read_answer(said, AnswerSource.INSURANCE, ASKED).status is said.status
        return
    with pytest.raises(refused):
        read_answer(said, AnswerSource.INSURANCE, ASKED)


@given(st.uuids(), st.binary(min_size=32, max_size=32))
def test_at_a_hundred_all_that_others_heard_are_asked_again_and_at_none_nobody(public_id, seed):
    for source in (AnswerSource.PHONE, AnswerSource.INSTITUTION, AnswerSource.INSURANCE):
        assert is_asked_again(public_id, seed, source, 100)
        assert not is_asked_again(public_id, seed, source, 0)


@given(st.uuids(), st.binary(min_size=32, max_size=32), st.integers(0, 100))
def test_nobody_asks_the_person_twice(public_id, seed, percent):
    assert not is_asked_again(public_id, seed, AnswerSource.SELF, percent)


def test_about_ten_of_a_hundred_are_drawn():
    drawn = sum(is_asked_again(UUID(int=each), bytes(32), BY, 10) for each in range(10_000))

    # Three deviations of a draw of 10,000 at 10 %: 1000 ± 90.
    assert 910 <= drawn <= 1090


def test_photos_and_pdf_show_it_and_a_film_does_not():
    for media in PROOFS:
        check_proof(media)
    for media in set(Media) - PROOFS:
        with pytest.raises(BadProof):
            check_proof(media)
