"""Which classes wait for their 补贴核定 (R19)."""

from sqlalchemy import select

from tests.factories import MONDAY, WHOLE_DAY, punches
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT
from tests.training.eligibility.judging import NO, NUMBER, judging
from tests.training.eligibility.pricing import a_list
from training.classes.views.find_class import find_class
from training.eligibility.rules.judging import Wish
from training.eligibility.terms import ComparedKind, LineAct
from training.eligibility.views.waiting import (
    changed_classes,
    classes_for_second,
    classes_to_judge,
    judged_classes,
    judgements_for_second,
    lists_to_judge,
)
from training.notice.terms import ClassKind
from training.records.classes.trainees import Trainee
from training.results.rules.people import Decision
from training.results.terms import Result
from training.staff.views.find_staff import find_staff

PAY = Wish(is_eligible=True, reason="见证明")


def found(one, who=DISTRICT):
    """How many wait to be judged, for a second person, are judged, and have changed since."""
    with one.database.reading() as session:
        staff = find_staff(session, who)
        queries = (classes_to_judge, classes_for_second, judged_classes)
        counts = [len(session.scalars(each(staff)).all()) for each in queries]
        return (*counts, len(changed_classes(session, staff, now=one.now)))


def waiting(one, who=DISTRICT):
    """How many lists and signatures wait for this person."""
    with one.database.reading() as session:
        staff = find_staff(session, who)
        queries = (lists_to_judge, judgements_for_second)
        return tuple(len(session.scalars(each(staff)).all()) for each in queries)


def employed(one):
    def work(session):
        person = session.scalars(select(Trainee).where(Trainee.name == "学员2")).one()
        a_list(session, ComparedKind.EMPLOYED, {person.id_number: (None, None)})

    one.change(work)


def test_a_class_waits_from_its_list_until_it_is_judged(database):
    one = judging(database)

    assert found(one) == (1, 0, 0, 0)
    assert waiting(one) == (1, 0)
    assert found(one, CITY) == (1, 0, 0, 0)
    assert waiting(one, CITY) == (0, 0)
    assert found(one, OTHER_DISTRICT) == (0, 0, 0, 0)

    one.judge()
    assert found(one) == (0, 0, 1, 0)
    assert waiting(one) == (0, 0)


def test_a_judgement_waits_for_a_second_person_and_sent_back_the_class_waits_again(database):
    one = judging(database)
    employed(one)
    one.judge(学员2=PAY)

    assert found(one) == (0, 1, 0, 0)
    assert waiting(one) == (0, 1)

    one.second(NO)
    assert found(one) == (1, 0, 0, 0)
    one.judge(学员2=PAY)
    one.second()
    assert found(one) == (0, 0, 1, 0)


def test_a_class_whose_second_judgement_was_sent_back_stands_as_it_was_judged_first(database):
    one = judging(database)
    one.judge()
    employed(one)
    one.judge(学员2=PAY)
    assert found(one) == (0, 1, 0, 0)

    one.second(NO)

    assert found(one) == (0, 0, 1, 1)
    assert waiting(one) == (0, 0)


def test_a_class_of_which_nothing_lives_after_that_waits_again(database):
    """As before 0082, when what was judged first lapsed at once."""
    one = judging(database)
    one.judge()
    one.move(LineAct.LAPSE)
    employed(one)
    one.judge(学员2=PAY)

    one.second(NO)

    assert found(one) == (1, 0, 0, 0)


def test_what_has_changed_since_is_found_while_nothing_is_granted(database):
    one = judging(database)
    one.judge()
    employed(one)

    assert found(one) == (0, 0, 1, 1)

    one.move(LineAct.GRANT)
    assert found(one) == (0, 0, 1, 0)


def test_a_new_version_of_the_list_waits_anew(database):
    one = judging(database)
    one.judge()

    def one_more_day(session):
        punches(session, find_class(session, NUMBER), MONDAY.replace(day=6), WHOLE_DAY, number="L1")

    one.change(one_more_day)
    one.approve(学员2=Decision(Result.UNQUALIFIED, "冒名顶替"))

    assert found(one)[0] == 1


def test_a_class_of_c1_never_waits(database):
    one = judging(database)
    one.change(lambda session: setattr(find_class(session, NUMBER), "kind", ClassKind.C1))

    assert found(one) == (0, 0, 0, 0)
    assert waiting(one) == (0, 0)
