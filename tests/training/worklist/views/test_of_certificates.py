"""证书: papers wait since their numbers were given; the notice sets no last day for fetching them."""

from dataclasses import replace
from datetime import timedelta

from tests.training.certificates.certified import (
    AFTER,
    SCHOOL,
    a_listed_class,
    a_numbered_world,
    sign_and_approve,
)
from training.staff.views.find_staff import find_staff
from training.worklist.terms import WorkKind
from training.worklist.views.see_worklist import see_worklist


def test_a_paper_waits_since_its_number_was_given_and_is_never_overdue(database):
    numbers = a_numbered_world(database)
    with database.writing() as session:
        sign_and_approve(session, a_listed_class(session, "BT-2", ("赵雪",)))
    numbers.issue()
    later = replace(numbers, now=AFTER + timedelta(days=1))
    later.issue(number="BT-2")

    with database.reading() as session:
        school = find_staff(session, SCHOOL)
        first = see_worklist(session, school, kind=WorkKind.PAPERS, most=2, now=later.now)
        rest = see_worklist(session, school, kind=WorkKind.PAPERS, after=first.after, most=2, now=later.now)
        marks = [each.mark for each in (*first.lines, *rest.lines)]

    assert [each.since for each in marks] == [AFTER, AFTER, later.now]
    assert {each.due_on for each in marks} == {None}
