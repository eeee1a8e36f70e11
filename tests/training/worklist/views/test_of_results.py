"""结业: what a district finds of classes that ended, and of verdicts that no longer fit (R42)."""

from dataclasses import replace
from datetime import timedelta

from tests.factories import MONDAY, at
from tests.training.results.signing import CITY, DISTRICT, GOOD, NUMBER, SCHOOL, Signing, checked, signing
from training.checks.terms import CheckLevel, Verdict
from training.classes.views.find_class import find_class
from training.notice.terms import ClassKind
from training.staff.views.find_staff import find_staff
from training.worklist.rules.worklist import Worklist
from training.worklist.terms import WorkKind
from training.worklist.views.count_work import count_work
from training.worklist.views.see_worklist import see_worklist


def seen(one: Signing, who: str = DISTRICT, **page: object) -> Worklist:
    with one.database.reading() as session:
        return see_worklist(session, find_staff(session, who), **{"most": 50, **page}, now=one.now)


def kinds(one: Signing, who: str = DISTRICT) -> list[WorkKind]:
    of_results = (WorkKind.TO_JUDGE, WorkKind.REOPENED, WorkKind.TO_LIST, WorkKind.VERDICT)
    return [each.kind for each in seen(one, who).lines if each.kind in of_results]


def test_a_class_waits_for_its_district_from_the_day_after_its_last_one(database):
    one = checked(database)
    saturday = one.now
    one.now = at(MONDAY + timedelta(days=4), "23:59")
    before = kinds(one)
    one.now = at(MONDAY + timedelta(days=5), "00:00")

    (line,) = seen(one, kind=WorkKind.TO_JUDGE).lines
    assert (before, kinds(one), kinds(one, SCHOOL), kinds(one, CITY)) == ([], [WorkKind.TO_JUDGE], [], [])
    assert (line.verb, line.mark.since, line.subject) == ("去评估", one.now, one.class_id)

    one.now = saturday
    with database.reading() as session:
        assert count_work(session, find_staff(session, DISTRICT), now=one.now)[WorkKind.TO_JUDGE] == 1
    one.sign()
    assert kinds(one) == [WorkKind.TO_LIST]


def test_a_class_nobody_can_judge_yet_is_no_work_of_the_district(database):
    one = signing(database)
    one.check(CheckLevel.DISTRICT)

    assert kinds(one) == []
    one.note()
    assert kinds(one) == [WorkKind.TO_JUDGE]


def test_a_class_that_owes_no_checks_waits_without_any(database):
    one = signing(database)
    with database.writing() as session:
        find_class(session, NUMBER).kind = ClassKind.STARTUP

    assert kinds(one) == [WorkKind.TO_JUDGE]


def test_behind_the_mark_of_a_page_a_class_is_found_once(database):
    one = checked(database)
    whole = seen(one).lines

    first = seen(one, most=len(whole))
    (line,) = [each for each in whole if each.kind is WorkKind.TO_JUDGE]
    earlier, later = (
        replace(line.mark, kind=WorkKind.CLAIM, since=line.mark.since + timedelta(minutes=each))
        for each in (-1, 1)
    )

    assert first.after is None
    assert line not in seen(one, kind=WorkKind.TO_JUDGE, after=line.mark).lines
    assert seen(one, kind=WorkKind.TO_JUDGE, after=earlier).lines == [line]
    assert seen(one, kind=WorkKind.TO_JUDGE, after=later).lines == []


def test_a_verdict_comes_back_when_a_check_it_was_signed_on_is_voided(database):
    one = checked(database, city=Verdict.FAILED)
    one.sign(GOOD, "已整改")
    one.second()
    one.now += timedelta(hours=1)
    assert kinds(one) == [WorkKind.TO_LIST]

    one.void(CheckLevel.CITY)

    assert WorkKind.REOPENED in kinds(one)
    (line,) = seen(one, kind=WorkKind.REOPENED).lines
    assert (line.verb, line.subject) == ("去重新评估", one.class_id)
    assert (kinds(one, SCHOOL), kinds(one, CITY)) == ([], [])


def test_a_request_after_the_verdict_opens_it_until_it_is_signed_anew(database):
    one = checked(database)
    one.sign()
    one.now += timedelta(hours=1)

    one.amend()

    assert WorkKind.REOPENED in kinds(one)
