"""From the end of a class to the list of its qualified people (R16, R42, R46)."""

import pytest

from tests.factories import MONDAY, at
from tests.training.builders import at_once
from tests.training.projects.test_projects import SAID as PROJECT
from tests.training.results.signing import (
    BAD,
    DISTRICT,
    FELLOW,
    GOOD,
    NO,
    NUMBER,
    checked,
    signing,
)
from training.checks.terms import CheckLevel, Verdict
from training.classes.rules.roster_changes import ListIsApproved
from training.classes.views.find_class import find_class
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.projects.acts.register_project import register_project
from training.projects.rules.agreement import read_agreement
from training.results.acts.note_uncheckable import NothingIsOwed
from training.results.rules.people import Decision, Marks
from training.results.rules.signing import (
    ClassNotQualified,
    ListMoved,
    ListStands,
    NotEndedYet,
    NothingForSecond,
    NothingToSign,
    OnlyTheDistrictSigns,
    SecondIsAwaited,
    SignedAlready,
)
from training.results.terms import ListState, VerdictState
from training.results.views.people_of_class import people_of_class
from training.results.views.see_result import see_result
from training.staff.views.find_staff import find_staff


def test_a_class_is_judged_from_the_day_after_its_last_one(database):
    one = checked(database)
    one.now = at(MONDAY.replace(day=6), "23:59")

    assert one.state is VerdictState.RUNNING
    with pytest.raises(NotEndedYet):
        one.sign()

    one.now = at(MONDAY.replace(day=7), "00:00")
    assert one.state is VerdictState.WAITS
    one.sign()
    assert one.state is VerdictState.SIGNED


def test_only_the_district_of_the_class_signs(database):
    one = checked(database)

    for who in ("市里", "学校", "审计"):
        with pytest.raises(OnlyTheDistrictSigns):
            one.sign(who=who)
    with pytest.raises(NotFound):
        one.sign(who="青山")


def test_with_one_check_of_two_nothing_can_be_signed_until_the_city_says_why(database):
    one = signing(database)
    one.check(CheckLevel.DISTRICT)

    with pytest.raises(NothingToSign):
        one.sign()
    with pytest.raises(NotFound):
        one.note(who=DISTRICT)
    one.note()
    with pytest.raises(NothingIsOwed):
        one.note()
    with pytest.raises(ReasonMissing):
        one.sign()
    one.sign(reason="区里检查合格")

    assert (one.proposed, one.state) == (None, VerdictState.SIGNED)


def test_against_a_failed_check_of_the_city_it_counts_once_somebody_else_signs(database):
    one = checked(database, city=Verdict.FAILED)

    with pytest.raises(ReasonMissing):
        one.sign(GOOD)
    one.sign(GOOD, "已整改")
    with pytest.raises(SameHand):
        one.second(who=DISTRICT)
    with pytest.raises(SecondIsAwaited):
        one.sign(BAD)
    assert one.state is VerdictState.WAITS_FOR_SECOND
    with pytest.raises(ClassNotQualified):
        one.approve()
    one.second()

    assert one.state is VerdictState.SIGNED
    assert len(one.alerts()) == 1
    with pytest.raises(NothingForSecond):
        one.second()


def test_the_second_person_may_send_it_back_and_it_is_signed_anew(database):
    one = checked(database, city=Verdict.FAILED)
    one.sign(GOOD, "已整改")

    one.second(NO)

    assert one.state is VerdictState.WAITS
    one.sign(BAD)
    assert one.state is VerdictState.SIGNED


def test_a_project_decides_with_its_own_checks_and_its_own_percent(database):
    one = checked(database)
    with database.writing() as session:
        own = find_class(session, NUMBER)
        agreed = read_agreement(PROJECT, ["稀土"], ["职业院校"])
        office = find_staff(session, DISTRICT)
        own.project_id = register_project(session, office, agreed, own.institution.name, now=one.now).id

    with database.reading() as session:
        own = find_class(session, NUMBER)
        numbers = {
            each.name: each.numbers for each in see_result(session, own, now=one.now).proposal.conditions
        }
        people = people_of_class(session, own, now=one.now)

    assert numbers["市本级检查次数"] == "应查 0 次，已查 1 次"
    assert numbers["旗县区检查次数"] == "应查 3 次，已查 1 次"
    assert [(each.person.needed_halves, each.proposal) for each in people] == [(72, BAD), (72, BAD)]


def test_of_two_who_sign_the_same_verdict_at_once_one_does(database):
    one = checked(database)

    outcomes = at_once(lambda: one.sign(who=DISTRICT), lambda: one.sign(who=FELLOW))

    assert set(outcomes) == {None, SignedAlready}
    assert one.state is VerdictState.SIGNED


def test_of_two_who_approve_the_same_list_at_once_one_does(database):
    one = checked(database)
    one.sign()

    outcomes = at_once(lambda: one.approve(who=DISTRICT), lambda: one.approve(who=FELLOW))

    assert set(outcomes) == {None, ListStands}
    assert [version for version, _, _ in one.versions()] == [1]


def test_a_check_that_is_voided_afterwards_opens_the_verdict_again(database):
    one = checked(database)
    one.sign()
    with pytest.raises(SignedAlready):
        one.sign()

    one.void(CheckLevel.CITY)

    assert one.state is VerdictState.REOPENED
    with pytest.raises(ClassNotQualified):
        one.approve()
    one.check(CheckLevel.CITY, ordinal=2)
    one.sign()
    assert one.state is VerdictState.SIGNED


def test_the_list_says_who_is_qualified_and_counts_at_once_where_nobody_lacks_hours(database):
    one = checked(database)
    one.sign()

    one.approve()

    assert one.listed() == {"学员1": GOOD, "学员2": BAD}
    assert one.list_state is ListState.APPROVED
    with pytest.raises(ListStands):
        one.approve()


def test_whoever_lacks_hours_is_put_on_the_list_by_two_and_with_a_reason(database):
    one = checked(database)
    one.sign()

    one.approve(学员2=Decision(GOOD, "停电一天，已补课"))

    assert (one.list_state, one.listed()) == (ListState.WAITS_FOR_SECOND, None)
    with pytest.raises(SecondIsAwaited):
        one.approve()
    with pytest.raises(SameHand):
        one.second_list(who=DISTRICT)
    one.second_list(who=FELLOW)
    assert one.listed() == {"学员1": GOOD, "学员2": GOOD}


def test_a_list_that_was_sent_back_never_counts(database):
    one = checked(database)
    one.sign()
    one.approve(学员2=Decision(GOOD, "停电"))

    one.second_list(NO)

    assert (one.list_state, one.listed()) == (ListState.NONE, None)
    one.approve()
    assert one.listed() == {"学员1": GOOD, "学员2": BAD}


def test_hours_that_come_afterwards_make_a_new_version_and_never_touch_the_old(database):
    one = checked(database)
    one.sign()
    one.approve()

    one.punch("2", 1, first=3)

    assert one.list_state is ListState.DIFFERS
    assert one.listed() == {"学员1": GOOD, "学员2": BAD}
    one.approve()
    assert one.listed() == {"学员1": GOOD, "学员2": GOOD}
    assert one.list_state is ListState.APPROVED
    assert one.versions() == [(1, ["合格", "不合格"], True), (2, ["合格", "合格"], True)]


def test_marks_are_rows_and_only_what_changed_is_written(database):
    one = checked(database)

    assert one.mark(学员1=Marks(855, 600), 学员2=Marks()) == 1
    assert one.mark(学员1=Marks(855, 600)) == 0
    assert one.mark(学员1=Marks(900, 600)) == 1
    one.sign()
    one.approve()
    assert one.marks_on_list() == [(900, 600), (None, None)]


def test_once_the_list_is_approved_neither_the_class_nor_its_roster_changes(database):
    one = checked(database)
    one.sign()

    one.approve()

    with pytest.raises(ListIsApproved):
        one.amend()
    with pytest.raises(ListIsApproved):
        one.withdraw("学员2")


def test_a_request_that_waits_keeps_the_class_from_being_signed(database):
    one = checked(database)
    one.amend()

    with pytest.raises(NothingToSign):
        one.sign()
    assert one.state is VerdictState.WAITS


def test_a_mark_that_changes_after_the_list_makes_it_differ_only_where_marks_are_a_gate(database):
    one = checked(database)
    one.mark(学员1=Marks(800, 800))
    one.sign()
    one.approve()

    one.mark(学员1=Marks(500, 800))
    assert one.list_state is ListState.APPROVED

    with database.writing() as session:
        rules = find_class(session, NUMBER).rule_set
        rules.numbers = rules.numbers | {"exam_is_gate": True}
    assert one.list_state is ListState.DIFFERS
    one.approve()
    assert one.listed() == {"学员1": BAD, "学员2": BAD}


def test_a_verdict_that_the_second_person_sent_back_leaves_the_one_before_in_force(database):
    one = checked(database, city=Verdict.FAILED)
    one.sign(BAD)
    one.sign(GOOD, "已整改")

    one.second(NO)

    assert one.state is VerdictState.SIGNED
    with pytest.raises(SignedAlready):
        one.sign(BAD)
    one.sign(GOOD, "整改后复查过")
    assert one.state is VerdictState.WAITS_FOR_SECOND


def test_a_list_is_corrected_without_other_hours_and_the_same_again_is_none(database):
    one = checked(database)
    one.sign()
    one.approve(学员1=Decision(BAD, "替考"))

    with pytest.raises(ListStands):
        one.approve(学员1=Decision(BAD, "替考"))
    one.approve(学员1=Decision(GOOD, "经查不是替考"))

    assert one.listed() == {"学员1": GOOD, "学员2": BAD}


def test_a_list_whose_hours_moved_while_it_waited_is_sent_back_and_not_agreed_to(database):
    one = checked(database)
    one.sign()
    one.approve(学员2=Decision(GOOD, "停电一天，已补课"))
    one.punch("2", 1, first=3)

    with pytest.raises(ListMoved):
        one.second_list(who=FELLOW)
    one.second_list(NO, who=FELLOW)
    one.approve()

    assert one.listed() == {"学员1": GOOD, "学员2": GOOD}
