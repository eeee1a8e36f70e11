"""R63: a wrong certificate of a teacher is withdrawn, and what was matched by it is due again."""

from datetime import date

import pytest
from sqlalchemy import select, update

from tests.factories import a_class
from tests.training.builders import at_once
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.teachers.teaching import CARD, ENDLESS, LI, NINE, TEN, WANG, Teachers, a_taught_class
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import Role
from training.records.classes.classes import Instructor, Lesson
from training.records.classes.districts import District
from training.records.teachers import InstructorCertificateWithdrawal, InstructorReview
from training.staff.acts.add_staff import add_staff
from training.teachers.rules.changing import TeachersMoved
from training.teachers.rules.withdrawing import NotToWithdraw
from training.teachers.terms import MatchVerdict, TeacherFlag, WithdrawalState
from training.teachers.views.certificates_on_paper import papers_of

COLLEAGUE = "昆区同事"


@pytest.fixture
def own(database) -> Teachers:
    made = a_taught_class(database)
    made.write(ENDLESS)
    return made


def states(own: Teachers) -> list[WithdrawalState]:
    with own.database.reading() as session:
        return [each.state for each in papers_of(session, session.get_one(Instructor, own.key(LI)))]


def test_what_nobody_has_matched_one_hand_withdraws_and_it_can_be_written_down_again(own):
    with pytest.raises(ReasonMissing):
        own.withdraw(reason=" ")
    own.withdraw()

    assert states(own) == [WithdrawalState.WITHDRAWN]
    assert own.waits(SCHOOL) == ["李建国没有有效的证书"]
    assert own.waits(DISTRICT) == []
    with pytest.raises(NotToWithdraw):
        own.withdraw()
    own.write(ENDLESS)
    assert states(own) == [WithdrawalState.WITHDRAWN, WithdrawalState.STANDS]
    assert own.waits(SCHOOL) == []


def test_what_carried_a_match_stays_good_until_a_second_hand_agrees_and_then_the_match_is_due_again(own):
    own.review(MatchVerdict.MATCHES)
    own.withdraw()

    assert states(own) == [WithdrawalState.ASKED]
    assert own.flags() == own.waits(SCHOOL) == []
    assert own.waits(DISTRICT) == ["李建国的证书 S150123 申请撤销"]

    own.decide()

    assert states(own) == [WithdrawalState.WITHDRAWN]
    assert own.flags() == [(TeacherFlag.UNREVIEWED, LI, 10)]
    assert own.waits(DISTRICT) == ["BT-1 电工的教师李建国待审核"]
    assert own.waits(OTHER_DISTRICT) == []
    assert own.told(DISTRICT) == ["teacher_unmatched"]
    assert own.told(SCHOOL) == ["teacher_card_gone"]
    assert own.count(InstructorReview) == 2
    own.review(MatchVerdict.DIFFERS, "没有证书", now=TEN)
    assert own.waits(DISTRICT) == []


def test_an_undone_match_is_due_also_after_the_end_of_the_class(own):
    own.review(MatchVerdict.MATCHES)
    own.withdraw()
    own.decide()

    assert own.waits(DISTRICT, NINE.replace(month=4)) == ["BT-1 电工的教师李建国待审核"]


def test_kept_it_stays_good_and_may_be_asked_for_again(own):
    own.review(MatchVerdict.MATCHES)
    own.withdraw()
    with pytest.raises(ReasonMissing):
        own.decide(is_approved=False)
    own.decide(is_approved=False, note="已向发证单位核实")

    assert states(own) == [WithdrawalState.STANDS]
    assert own.flags() == own.waits(DISTRICT) == []
    own.withdraw()
    assert states(own) == [WithdrawalState.ASKED]


def test_a_renewal_written_after_the_match_carried_none(own):
    own.review(MatchVerdict.MATCHES)
    own.write(CARD, now=NINE)

    own.withdraw(now=TEN)

    assert states(own) == [WithdrawalState.STANDS, WithdrawalState.WITHDRAWN]
    assert own.flags() == []


def test_nobody_is_both_hands(own):
    with own.database.writing() as session:
        place = session.scalars(select(District).where(District.name == "昆都仑区")).one()
        add_staff(session, COLLEAGUE, Role.DISTRICT, place, None, now=NINE)
    own.review(MatchVerdict.MATCHES)
    own.withdraw(who=DISTRICT)

    assert (own.waits(DISTRICT), own.waits(COLLEAGUE)) == ([], ["李建国的证书 S150123 申请撤销"])
    with pytest.raises(SameHand):
        own.decide(who=DISTRICT)
    own.decide(who=COLLEAGUE)
    assert states(own) == [WithdrawalState.WITHDRAWN]
    own.write(ENDLESS, who=DISTRICT, now=TEN)
    with pytest.raises(SameHand):
        own.review(MatchVerdict.MATCHES, who=DISTRICT, now=TEN)
    own.review(MatchVerdict.MATCHES, who=COLLEAGUE, now=TEN)


def test_only_the_school_and_its_districts_ask_and_only_an_office_that_reviewed_decides(own):
    with own.database.writing() as session:
        a_class(session, "BT-9", district="青山区", starts_on=date(2026, 5, 4))
    own.review(MatchVerdict.MATCHES)
    for who in (CITY, AUDITOR):
        with pytest.raises(NotFound):
            own.withdraw(who=who)
    own.withdraw()
    for who in (CITY, AUDITOR, SCHOOL, OTHER_DISTRICT):
        with pytest.raises(NotFound):
            own.decide(who=who)
    assert own.waits(OTHER_DISTRICT) == []


def test_the_match_of_every_class_is_undone_and_its_own_office_told(own):
    with own.database.writing() as session:
        other = a_class(session, "BT-2", district="青山区", days=1)
        teacher = session.get_one(Instructor, own.key(LI))
        for lesson in session.scalars(select(Lesson).where(Lesson.class_id == other.id)):
            lesson.instructor = teacher
    own.review(MatchVerdict.MATCHES)
    own.review(MatchVerdict.MATCHES, who=OTHER_DISTRICT, number="BT-2")
    own.withdraw()

    own.decide(who=OTHER_DISTRICT)

    assert own.told(DISTRICT) == own.told(OTHER_DISTRICT) == ["teacher_unmatched"]
    assert "BT-2 电工的教师李建国待审核" in own.waits(OTHER_DISTRICT)
    assert "BT-1 电工的教师李建国待审核" in own.waits(DISTRICT)


def test_whoever_says_it_matches_has_seen_what_certifies_the_teacher(own):
    seen = own.seen()
    own.withdraw()

    with pytest.raises(TeachersMoved):
        own.review(MatchVerdict.MATCHES, seen=seen)


def test_who_was_filed_before_a_change_is_in_the_mark_even_without_a_lesson_left(own):
    own.change()
    with own.database.writing() as session:
        successor = session.scalars(select(Instructor.id).where(Instructor.name == WANG)).one()
        session.execute(update(Lesson).values(instructor_id=successor))
    seen = own.seen()

    own.withdraw()

    assert own.seen() != seen


def test_of_two_who_withdraw_at_once_one_does(own):
    own.review(MatchVerdict.MATCHES)

    asked = at_once(own.withdraw, lambda: own.withdraw(who=DISTRICT))
    assert sorted(asked, key=str) == [NotToWithdraw, None]
    assert own.count(InstructorCertificateWithdrawal) == 1


def test_no_match_stands_on_what_was_withdrawn_at_the_same_moment(own):
    seen = own.seen()
    found = at_once(own.withdraw, lambda: own.review(MatchVerdict.MATCHES, seen=seen, now=NINE))

    stands = states(own) == [WithdrawalState.ASKED]
    assert found == [None, None if stands else TeachersMoved]
    assert own.count(InstructorReview) == (1 if stands else 0)
