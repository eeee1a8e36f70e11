"""R56: the city asks again what was drawn, once, by another hand; what differs is told to its office."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select, update

from tests.factories import at
from tests.training.builders import at_once
from tests.training.follow_ups.recorded import (
    AGAIN,
    AUDITOR,
    CALLED,
    CITY,
    COLLEAGUE,
    DISTRICT,
    ELSEWHERE,
    SCHOOL,
    AskingAgain,
    a_back_check,
    an_answer,
)
from training.deputies.rules.hands import SameHand
from training.errors import NotFound, Refusal
from training.follow_ups.acts.answer_follow_up import AnsweredBy, answer_follow_up
from training.follow_ups.acts.record_back_check import NoSuchDay
from training.follow_ups.rules.answers import Answer
from training.follow_ups.rules.back_checks import EmployerMissing, TriedToday
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.follow_ups.views.back_checks import (
    AskedAgain,
    CheckState,
    count_back_checks,
    disagreements,
    find_back_check,
    list_back_checks,
    next_to_check,
    waiting_back_checks,
    was_disproved,
)
from training.follow_ups.views.list_follow_ups import (
    FollowUpState,
    WantedFollowUps,
    count_follow_ups,
    list_follow_ups,
    state_of,
)
from training.notice.clock import shanghai_day
from training.outbox.views.alerts_for import alerts_for
from training.privacy.acts.note_answer_purged import note_answer_purged
from training.records.follow_ups.follow_ups import BackCheck, BackCheckTry, FollowUp, FollowUpAnswer
from training.staff.views.find_staff import find_staff


@pytest.fixture
def asking(database) -> AskingAgain:
    return AskingAgain(database)


def test_what_is_told_the_same_agrees_and_nobody_is_told(asking):
    assert asking.ask(since=at(CALLED.date(), "00:00").date()) is True

    kept = asking.kept()
    assert (kept.status, kept.agrees, kept.employer) == (WorkStatus.EMPLOYED, True, "包头市鑫源餐饮有限公司")
    assert (kept.checked_by, kept.checked_at, kept.asked_on) == (CITY, AGAIN, AGAIN.date())
    assert told(asking, DISTRICT) == told(asking, SCHOOL) == []


def test_what_is_told_otherwise_is_told_to_the_district_and_the_school_without_a_name(asking):
    assert asking.ask(status=WorkStatus.OUT_OF_WORK) is False

    (office,), (school,) = told(asking, DISTRICT), told(asking, SCHOOL)
    assert all(each in office for each in ("BT-9", "30 天回访复核不符", "重新回访"))
    assert "不计入就业率" in school
    assert "王芳" not in office + school
    assert told(asking, ELSEWHERE) == []


def test_who_is_not_reached_waits_for_another_day_and_after_the_third_agrees_with_nobody(asking):
    for days, (left_today, left_tomorrow) in enumerate([(0, 1), (0, 1), (0, 0)]):
        day = AGAIN + timedelta(days=days)
        asking.ask(status=WorkStatus.UNREACHABLE, now=day, note=f"第 {days + 1} 次")
        assert waiting(asking, CITY, day) == left_today
        assert waiting(asking, CITY, day + timedelta(days=1)) == left_tomorrow

    kept = asking.kept()
    assert (kept.status, kept.agrees, kept.note) == (WorkStatus.UNREACHABLE, None, "第 3 次")
    assert tries(asking) == [
        (date(2026, 5, 6), "第 1 次"),
        (date(2026, 5, 7), "第 2 次"),
        (date(2026, 5, 8), "第 3 次"),
    ]
    assert told(asking, DISTRICT) == []
    with pytest.raises(AskedAgain):
        asking.ask(now=AGAIN + timedelta(days=3))


def test_several_calls_of_a_day_are_one_try_whatever_day_is_typed(asking):
    asking.ask(status=WorkStatus.UNREACHABLE)

    for late in (AGAIN, at(AGAIN.date(), "23:59")):
        with pytest.raises(TriedToday, match="换一天"):
            asking.ask(COLLEAGUE, WorkStatus.UNREACHABLE, late, asked_on=CALLED.date())
    assert asking.kept() is None
    asking.ask(status=WorkStatus.UNREACHABLE, now=at(AGAIN.date() + timedelta(days=1), "00:00"))
    assert len(tries(asking)) == 2


def test_whoever_calls_back_on_the_same_day_is_asked(asking):
    asking.ask(status=WorkStatus.UNREACHABLE)

    assert asking.ask(COLLEAGUE) is True
    assert waiting(asking, CITY, AGAIN + timedelta(days=1)) == 0


def test_an_answer_is_asked_again_once(asking):
    asking.ask()

    with pytest.raises(AskedAgain, match="已经复核过"):
        asking.ask(COLLEAGUE, WorkStatus.OUT_OF_WORK)
    assert asking.kept().agrees is True


def test_whoever_recorded_it_does_not_ask_again(asking):
    with asking.database.writing() as session:
        recorded_by = find_staff(session, CITY).id
        session.execute(update(FollowUpAnswer).values(staff_id=recorded_by))

    with pytest.raises(SameHand):
        asking.ask(CITY)
    with asking.database.reading() as session:
        today = AGAIN.date()
        assert next_to_check(session, find_staff(session, CITY), today=today) is None
        assert next_to_check(session, find_staff(session, COLLEAGUE), today=today) == asking.answer
    assert asking.ask(COLLEAGUE) is True


@pytest.mark.parametrize("who", [DISTRICT, ELSEWHERE, SCHOOL, AUDITOR])
def test_only_the_city_asks_again(asking, who):
    with pytest.raises(NotFound):
        asking.ask(who)


def test_what_was_not_drawn_is_not_there(asking):
    with asking.database.writing() as session:
        session.execute(update(FollowUpAnswer).values(back_check_is_due=False))

    with pytest.raises(NotFound):
        asking.ask()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"asked_on": AGAIN.date() + timedelta(days=1)}, NoSuchDay),
        ({"asked_on": CALLED.date() - timedelta(days=1)}, NoSuchDay),
        ({"since": AGAIN.date() + timedelta(days=1)}, NoSuchDay),
        ({"employer": " "}, EmployerMissing),
    ],
)
def test_impossible_days_and_a_nameless_employer_are_refused(asking, fields, refusal):
    with pytest.raises(refusal):
        asking.ask(**fields)
    assert asking.kept() is None


@pytest.mark.parametrize("asked_on", [CALLED.date(), AGAIN.date()])
def test_the_day_of_the_answer_and_today_are_good_days(asking, asked_on):
    assert asking.ask(asked_on=asked_on) is True


def test_of_two_who_reached_nobody_at_once_one_try_is_kept(asking):
    found = at_once(
        lambda: asking.ask(CITY, WorkStatus.UNREACHABLE),
        lambda: asking.ask(COLLEAGUE, WorkStatus.UNREACHABLE),
    )

    assert set(map(str, found)) == {"None", str(TriedToday)}
    assert len(tries(asking)) == 1


def test_of_two_who_press_at_once_one_is_let_through(asking):
    together, outcomes = Barrier(2), []

    def press(who: str) -> None:
        together.wait()
        try:
            asking.ask(who)
        except Refusal as refusal:
            outcomes.append(type(refusal))
        else:
            outcomes.append(None)

    threads = [Thread(target=press, args=(who,)) for who in (CITY, COLLEAGUE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(outcomes, key=str) == [AskedAgain, None]
    with asking.database.reading() as session:
        assert session.scalar(select(func.count(BackCheck.id))) == 1


def test_a_draw_is_seen_by_city_and_auditor_before_it_is_asked_and_by_the_district_after(asking):
    assert [seen(asking, who) for who in (CITY, AUDITOR, DISTRICT, ELSEWHERE, SCHOOL)] == [1, 1, 0, 0, 0]
    with asking.database.reading() as session, pytest.raises(NotFound):
        find_back_check(session, find_staff(session, DISTRICT), asking.answer)

    asking.ask(status=WorkStatus.OUT_OF_WORK)

    assert [seen(asking, who) for who in (CITY, AUDITOR, DISTRICT, ELSEWHERE, SCHOOL)] == [1, 1, 1, 0, 0]
    with asking.database.reading() as session:
        found = find_back_check(session, find_staff(session, DISTRICT), asking.answer)
        assert found.back_check
        assert found.back_check.agrees is False
        listed = list_back_checks(session, find_staff(session, DISTRICT), CheckState.OTHERWISE)
        assert [each.public_id for each in listed.rows] == [asking.answer]
        assert list_back_checks(session, find_staff(session, CITY), CheckState.WAITING).rows == ()


def test_a_disagreement_waits_for_the_district_until_it_has_asked_anew(asking):
    assert (waiting(asking, CITY), differs(asking, DISTRICT)) == (1, 0)

    asking.ask(status=WorkStatus.OUT_OF_WORK)
    assert (waiting(asking, CITY), differs(asking, DISTRICT), differs(asking, ELSEWHERE)) == (0, 1, 0)

    with asking.database.writing() as session:
        first = session.scalars(select(FollowUpAnswer)).one()
        an_answer(session, first.follow_up, WorkStatus.OUT_OF_WORK, AGAIN + timedelta(hours=1))
    assert (waiting(asking, CITY), differs(asking, DISTRICT)) == (1, 0)


@pytest.mark.parametrize(("status", "is_so"), [(WorkStatus.OUT_OF_WORK, True), (WorkStatus.EMPLOYED, False)])
def test_a_step_remembers_that_it_was_found_otherwise(asking, status, is_so):
    asking.ask(status=status)

    with asking.database.reading() as session:
        step = session.scalars(select(FollowUpAnswer.follow_up_id)).one()
        assert was_disproved(session, step) is is_so
        assert was_disproved(session, step + 1) is False


def told(asking: AskingAgain, who: str) -> list[str]:
    with asking.database.reading() as session:
        return [each.text for each in session.scalars(alerts_for(find_staff(session, who)))]


def seen(asking: AskingAgain, who: str) -> int:
    with asking.database.reading() as session:
        return count_back_checks(session, find_staff(session, who)).total


def waiting(asking: AskingAgain, who: str, now: datetime = AGAIN) -> int:
    with asking.database.reading() as session:
        rows = waiting_back_checks(find_staff(session, who), shanghai_day(now))
        return len(session.scalars(rows).all())


def tries(asking: AskingAgain) -> list[tuple[date, str]]:
    with asking.database.reading() as session:
        rows = session.scalars(select(BackCheckTry).order_by(BackCheckTry.id))
        return [(each.tried_on, each.note) for each in rows]


def differs(asking: AskingAgain, who: str) -> int:
    with asking.database.reading() as session:
        return len(session.scalars(disagreements(find_staff(session, who))).all())


@pytest.mark.parametrize("source", [AnswerSource.INSTITUTION, AnswerSource.SELF])
def test_what_follows_an_answer_that_was_found_otherwise_is_asked_again_without_a_draw(asking, source):
    with asking.database.writing() as session:
        rules = session.scalars(select(FollowUp)).one().enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"back_check_percent": 0}
    first = answer_anew(asking, source)
    asking.ask(status=WorkStatus.OUT_OF_WORK)
    second = answer_anew(asking, source)

    assert (first, second) == (False, True)


def states(asking: AskingAgain, who: str) -> list[FollowUpState]:
    """How the step stands, in the list and alone."""
    today = AGAIN.date()
    with asking.database.reading() as session:
        staff = find_staff(session, who)
        counts = count_follow_ups(session, staff, today=today)
        (step,) = list_follow_ups(session, staff, WantedFollowUps(None), today=today).rows
        assert {each for each, count in counts.items() if count} == {state_of(step, today)}
        return [each for each, count in counts.items() if count]


def test_what_was_found_otherwise_stands_in_a_list_of_its_own_until_it_is_confirmed(asking):
    assert states(asking, DISTRICT) == [FollowUpState.ANSWERED]

    asking.ask(status=WorkStatus.OUT_OF_WORK)
    assert states(asking, DISTRICT) == states(asking, SCHOOL) == [FollowUpState.DISPROVED]

    answer_anew(asking, AnswerSource.INSTITUTION)
    assert states(asking, SCHOOL) == [FollowUpState.ANSWERED]
    with asking.database.writing() as session:
        anew = session.scalars(select(FollowUpAnswer).order_by(FollowUpAnswer.id.desc())).first()
        a_back_check(session, anew, None)
    assert states(asking, SCHOOL) == [FollowUpState.DISPROVED]


def answer_anew(asking: AskingAgain, source: AnswerSource) -> bool:
    """Whether the city asks it again."""
    with asking.database.writing() as session:
        by = AnsweredBy(source, bytes(32))
        step = session.scalars(select(FollowUp)).one()
        said = Answer(WorkStatus.OUT_OF_WORK, AGAIN.date())
        return answer_follow_up(session, step, said, by, now=AGAIN + timedelta(hours=1)).back_check_is_due


def test_whom_the_person_contradicts_after_the_city_asked_is_not_asked_about_twice(asking):
    asking.ask()
    assert answer_anew(asking, AnswerSource.SELF) is True
    with pytest.raises(AskedAgain):
        asking.ask(COLLEAGUE)


def test_whom_the_person_contradicts_is_told_of_once_the_city_heard_the_same(asking):
    with asking.database.writing() as session:
        session.execute(update(FollowUpAnswer).values(back_check_is_due=False))
    assert answer_anew(asking, AnswerSource.SELF) is False

    assert asking.ask(status=WorkStatus.OUT_OF_WORK) is False
    assert states(asking, SCHOOL) == [FollowUpState.DISPROVED]
    assert "复核不符" in told(asking, SCHOOL)[0]


def test_what_the_city_was_told_goes_with_the_answer_and_whether_it_agreed_stays(asking):
    asking.ask(status=WorkStatus.UNREACHABLE, now=AGAIN - timedelta(days=1), note="她姐姐接的")
    asking.ask(since=CALLED.date(), note="本人接的")
    with asking.database.writing() as session:
        note_answer_purged(session, session.scalars(select(FollowUpAnswer)).one(), now=AGAIN)

    kept = asking.kept()
    assert (kept.employer, kept.since, kept.note) == ("", None, "")
    assert (kept.status, kept.agrees) == (WorkStatus.EMPLOYED, True)
    assert tries(asking) == [(date(2026, 5, 5), "")]


@pytest.mark.parametrize(("agrees", "still"), [(True, 0), (None, 1)])
def test_it_stays_among_what_differs_until_the_city_was_told_the_same(asking, agrees, still):
    asking.ask(status=WorkStatus.OUT_OF_WORK)
    assert differs(asking, DISTRICT) == 1
    answer_anew(asking, AnswerSource.INSTITUTION)
    assert differs(asking, DISTRICT) == 0

    with asking.database.writing() as session:
        anew = session.scalars(select(FollowUpAnswer).order_by(FollowUpAnswer.id.desc())).first()
        a_back_check(session, anew, agrees)

    assert differs(asking, DISTRICT) == still
