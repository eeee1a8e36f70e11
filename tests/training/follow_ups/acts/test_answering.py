"""R14, R56: whoever was found qualified is asked, whatever is answered stays, the last answer holds."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.builders import at_once
from tests.training.follow_ups.following import (
    DISTRICT,
    EMPLOYED,
    NO,
    SCHOOL,
    SEEKING,
    YES,
    Following,
    a_proof,
    following,
)
from training.documents.terms import Media
from training.follow_ups.acts.answer_follow_up import FollowUpDropped
from training.follow_ups.rules.answers import Answer, EmployerMissing, NotDueYet
from training.follow_ups.rules.proofs import BadProof
from training.follow_ups.terms import WorkStatus
from training.people.acts.verify_by_staff import verify_by_staff
from training.records.classes.districts import RuleSet
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer, FollowUpProof
from training.staff.views.find_staff import find_staff

FIRST, SECOND, THIRD = date(2026, 10, 20), date(2026, 12, 19), date(2027, 3, 19)
LATER = date(2026, 10, 22)


@pytest.fixture
def follow(database) -> Following:
    return following(database)


def test_the_qualified_have_three_steps_and_the_unqualified_none(follow):
    days = [(30, FIRST, True), (90, SECOND, True), (180, THIRD, True)]

    assert follow.steps() == [(name, *each) for name in ("王芳", "㛃䶮𬭩") for each in days]
    with follow.database.reading() as session:
        found = session.scalars(select(FollowUp)).all()
        assert {each.qualified_on for each in found} == {date(2026, 9, 20)}
        assert all(each.is_open and each.token_digest is None for each in found)
        assert {(each.district_id, each.institution_id) for each in found} == {
            (each.enrolment.training_class.district_id, each.enrolment.training_class.institution_id)
            for each in found
        }


def test_a_second_morning_and_two_workers_open_nothing_twice(follow):
    assert follow.on(LATER).open() == 0
    assert len(follow.steps()) == 6


def test_two_workers_open_each_step_once(database):
    follow = following(database)
    with database.writing() as session:
        for each in session.scalars(select(FollowUp)):
            session.delete(each)

    assert sum(at_once(follow.open, follow.open)) == 6


def test_whoever_a_new_version_leaves_out_is_dropped_and_comes_back_with_the_days_of_the_first(follow):
    follow.on(date(2026, 9, 25)).approve(YES)
    assert follow.on(date(2026, 9, 26)).open() == 3
    assert ("李丽", 30, date(2026, 10, 25), True) in follow.steps()

    follow.on(date(2026, 9, 27)).approve(NO)
    assert follow.on(date(2026, 9, 28)).open() == 0
    assert [each for each in follow.steps() if each[0] == "李丽"] == [
        ("李丽", 30, date(2026, 10, 25), False),
        ("李丽", 90, date(2026, 12, 24), False),
        ("李丽", 180, date(2027, 3, 24), False),
    ]
    with pytest.raises(FollowUpDropped):
        follow.on(date(2026, 10, 25)).answer(Answer(WorkStatus.OUT_OF_WORK, date(2026, 10, 25)), name="李丽")

    follow.on(date(2026, 9, 29)).approve(YES)
    assert follow.on(date(2026, 9, 30)).open() == 0
    assert ("李丽", 30, date(2026, 10, 25), True) in follow.steps()


def test_nothing_is_asked_by_a_rule_set_without_steps(database):
    with database.writing() as session:
        for each in session.scalars(select(RuleSet)):
            none = dict.fromkeys(("first_follow_up_days", "second_follow_up_days", "third_follow_up_days"), 0)
            each.numbers = {**each.numbers, **none}

    assert following(database).steps() == []


def test_an_answer_closes_its_step_and_no_other(follow):
    made = follow.answer()

    assert (made.status, made.employer, made.source) == ("就业", "鹿城餐饮", "电话")
    assert (made.answered_by, made.ordinal, made.asked_on) == (DISTRICT, 1, FIRST)
    assert not follow.see().is_open
    assert follow.see(after_days=90).is_open


def test_who_answers_a_later_step_leaves_the_earlier_one_open(follow):
    day = SECOND
    follow.on(day).answer(Answer(WorkStatus.OUT_OF_WORK, day), after_days=90)

    assert follow.see().is_open
    assert not follow.see(after_days=90).is_open


def test_a_school_and_a_district_both_stay_and_the_last_one_holds(follow):
    follow.answer(SEEKING)
    follow.answer(EMPLOYED, SCHOOL)
    follow.say(SEEKING)

    assert follow.answers() == [(1, "未就业", "电话"), (2, "就业", "机构"), (3, "未就业", "本人")]


def test_a_step_before_its_day_is_answered_by_nobody(follow):
    with pytest.raises(NotDueYet):
        follow.on(date(2026, 10, 19)).answer(EMPLOYED)
    with pytest.raises(NotDueYet):
        follow.answer(EMPLOYED, SCHOOL, after_days=180)

    assert follow.answers() == []


def test_a_double_tap_is_one_answer(follow):
    first = follow.answer(client_key="a-tap")
    again = follow.answer(SEEKING, client_key="a-tap")

    assert (first.id, again.status) == (again.id, "就业")
    assert len(follow.answers()) == 1


def test_two_who_answer_at_once_make_two_answers_in_one_order(follow):
    made = at_once(lambda: follow.answer(), lambda: follow.answer(SEEKING, SCHOOL))

    assert sorted(each.ordinal for each in made) == [1, 2]


def test_two_taps_at_once_are_one_answer(follow):
    made = at_once(lambda: follow.answer(client_key="tap"), lambda: follow.answer(client_key="tap"))

    assert len({each.id for each in made}) == 1
    assert len(follow.answers()) == 1


def test_what_is_refused_leaves_the_step_open(follow):
    with pytest.raises(EmployerMissing):
        follow.answer(Answer(WorkStatus.EMPLOYED, FIRST, since=FIRST))

    assert follow.see().is_open


def test_unreachable_is_an_answer_and_counts_as_one(follow):
    follow.answer(Answer(WorkStatus.UNREACHABLE, FIRST, note="停机"))

    assert follow.answers() == [(1, "联系不上", "电话")]
    assert not follow.see().is_open


def test_one_that_was_drawn_stays_drawn_whatever_is_answered_after_it(follow):
    _all_are_asked_again(follow, 100)
    first = follow.answer()
    _all_are_asked_again(follow, 0)
    follow.answer(SEEKING)

    with follow.database.reading() as session:
        rows = session.scalars(select(FollowUpAnswer).order_by(FollowUpAnswer.ordinal)).all()
        assert [each.back_check_is_due for each in rows] == [True, False]
        assert rows[0].id == first.id
        assert all(each.seed == bytes(range(32)) for each in rows)


@pytest.mark.parametrize(
    ("who", "percent", "is_due"), [(DISTRICT, 100, False), (SCHOOL, 100, True), (SCHOOL, 0, False)]
)
def test_what_is_said_over_the_own_phone_is_never_drawn_and_over_another_as_a_schools_word(
    follow, who, percent, is_due
):
    """Whoever found the number to be the person's: the school's word is none."""
    _all_are_asked_again(follow, percent)
    with follow.database.writing() as session:
        own = follow.step(session).enrolment.trainee
        verify_by_staff(session, own, find_staff(session, who), now=follow.now)

    assert follow.say().back_check_is_due is is_due


def due(follow: Following) -> list[tuple[str, bool]]:
    """Who said it, and whether the city asks again."""
    return [(each.source.value, each.back_check_is_due) for each in follow.see().answers]


def test_a_school_does_not_make_a_job_of_the_persons_odd_jobs_alone(follow):
    _all_are_asked_again(follow, 0)
    follow.say(Answer(WorkStatus.FLEXIBLE, FIRST))
    follow.answer(EMPLOYED, SCHOOL)

    assert due(follow) == [("本人", False), ("机构", True)]


def test_what_the_district_heard_is_not_undone_by_the_school_alone(follow):
    _all_are_asked_again(follow, 0)
    follow.answer(SEEKING)
    follow.answer(EMPLOYED, SCHOOL)

    assert due(follow) == [("电话", False), ("机构", True)]


def test_of_the_school_whom_the_person_contradicts_afterwards_the_city_asks(follow):
    _all_are_asked_again(follow, 0)
    follow.answer(EMPLOYED, SCHOOL)
    follow.say(SEEKING)

    assert due(follow) == [("机构", True), ("本人", False)]


def test_a_job_that_only_the_person_tells_of_is_asked_again_as_well(follow):
    _all_are_asked_again(follow, 0)
    follow.answer(SEEKING, SCHOOL)
    follow.say(EMPLOYED)

    assert due(follow) == [("机构", False), ("本人", True)]


def test_whoever_says_the_same_or_was_not_reached_before_is_contradicted_by_nobody(follow):
    _all_are_asked_again(follow, 0)
    follow.answer(Answer(WorkStatus.UNREACHABLE, FIRST), SCHOOL)
    follow.say(EMPLOYED)
    follow.answer(EMPLOYED, SCHOOL)

    assert due(follow) == [("机构", False), ("本人", False), ("机构", False)]


def test_a_proof_lies_beside_its_answer(follow):
    made = follow.answer(proof=a_proof())

    assert made.has_proof
    assert follow.see().answers[0].proof.media_type == "pdf"


def test_a_film_is_no_proof_and_keeps_the_answer_back(follow):
    with pytest.raises(BadProof):
        follow.answer(proof=a_proof(Media.MP4))

    with follow.database.reading() as session:
        assert session.scalars(select(FollowUpAnswer)).all() == []
        assert session.scalars(select(FollowUpProof)).all() == []


def test_the_day_of_the_list_is_one_in_shanghai(database):
    follow = following(database)

    # 23:59 of the 25th in Shanghai is still that day.
    one = Following(database, now=at(date(2026, 9, 25), "23:59"))
    one.approve(YES)
    follow.on(date(2026, 9, 26)).open()

    assert follow.see("李丽").qualified_on == date(2026, 9, 25)


def _all_are_asked_again(follow: Following, percent: int) -> None:
    with follow.database.writing() as session:
        for each in session.scalars(select(RuleSet)):
            each.numbers = {**each.numbers, "back_check_percent": percent}
