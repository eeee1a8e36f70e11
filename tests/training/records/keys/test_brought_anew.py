"""Lists to compare with hold indexes alone: under another key they are emptied, and say so (R19, R58)."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.factories import MONDAY, a_trainee, an_id_number
from tests.training.eligibility.pricing import HOME, a_list, people_of_offices
from tests.training.records.keys.changing import NOW, change_index_key
from training.classes.views.find_class import find_district
from training.eligibility.rules.compared import Span
from training.eligibility.terms import ComparedKind
from training.eligibility.views.compared import found_on_lists
from training.eligibility.views.compared_lists import ListState, list_compared, lists_to_bring_again
from training.records.subsidies.compared import ComparedList, ComparedPerson
from training.staff.views.find_staff import find_staff

ALWAYS = (None, None)


def found(session, trainee_id: int) -> list[str]:
    span = Span(trainee_id, find_district(session, HOME).id, MONDAY, MONDAY + timedelta(days=4))
    return [each.kind for each in found_on_lists(session, {1: span}).get(1, ())]


def test_after_a_change_of_the_index_key_no_list_counts_until_it_is_brought_again(own):
    with own.writing() as session:
        people_of_offices(session)
        known = a_trainee(session, place=1).id
        a_list(session, ComparedKind.EMPLOYED, {an_id_number(1): ALWAYS, an_id_number(2): ALWAYS})
        a_list(session, ComparedKind.STUDENT, {an_id_number(1): ALWAYS}, district=HOME)
        assert found(session, known) == ["在校", "在职参保"]

    change_index_key(own)

    with own.writing() as session:
        later = a_trainee(session, place=2).id
        # Who is known would be found still, who comes later would not: nobody is.
        assert (found(session, known), found(session, later)) == ([], [])
        assert session.scalar(select(func.count(ComparedPerson.id))) == 0
        assert set(session.scalars(select(ComparedList.purged_at))) == {NOW}
        states = [each.state for each in list_compared(session, find_staff(session, "李敏"))]
        assert states == [ListState.OTHER_KEY, ListState.OTHER_KEY]
        again = [
            len(session.scalars(lists_to_bring_again(find_staff(session, who))).all())
            for who in ("李敏", "王强", "青山同事")
        ]
        assert again == [1, 1, 0]

        a_list(session, ComparedKind.EMPLOYED, {an_id_number(1): ALWAYS, an_id_number(2): ALWAYS})

        assert (found(session, known), found(session, later)) == (["在职参保"], ["在职参保"])
        states = [each.state for each in list_compared(session, find_staff(session, "李敏"))]
        assert states == [ListState.COUNTS, ListState.OTHER_KEY, ListState.PURGED]
        assert session.scalars(lists_to_bring_again(find_staff(session, "李敏"))).all() == []
