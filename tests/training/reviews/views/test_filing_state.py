"""R04: the state of one class, and of many; the condition of the database says what the rule says."""

from sqlalchemy import select

from tests.factories import MONDAY, a_class, at
from training.classes.views.find_class import find_class
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.reviews import FilingReply, FilingReview
from training.reviews.terms import FilingState, ReviewVerdict
from training.reviews.views.filing_state import filing_state, filing_states, stands_at, with_latest_review
from training.staff.acts.add_staff import add_staff

CITY = "李敏"
NUMBERS = {
    "BT-1": FilingState.UNREVIEWED,
    "BT-2": FilingState.QUERIED,
    "BT-3": FilingState.ANSWERED,
    "BT-4": FilingState.PASSED,
    "BT-5": FilingState.UNREVIEWED,
}


def test_the_latest_review_of_each_class_says_where_it_stands(database):
    with database.writing() as session:
        _reviewed(session)

    with database.reading() as session:
        keys = {number: find_class(session, number).id for number in NUMBERS}
        found = filing_states(session, list(keys.values()))
        assert {number: found[key] for number, key in keys.items()} == NUMBERS
        assert filing_state(session, keys["BT-4"]) is FilingState.PASSED
        for state in FilingState:
            rows = with_latest_review(select(TrainingClass.class_number)).where(stands_at(state))
            assert set(session.scalars(rows)) == {each for each, own in NUMBERS.items() if own is state}


def _reviewed(session):
    city = add_staff(session, CITY, Role.CITY, None, None, now=at(MONDAY, "08:00"))
    classes = {number: a_class(session, number) for number in NUMBERS}
    queried = [_review(classes[each], city, 1, ReviewVerdict.QUERIED) for each in ("BT-2", "BT-3", "BT-4")]
    passed = [_review(classes["BT-4"], city, 2), _review(classes["BT-5"], city, 1)]
    session.add_all([*queried, *passed])
    session.flush()
    for each in queried[1:]:
        reply = {"replied_by_id": city.id, "replied_by": "刘志刚", "replied_at": at(MONDAY, "10:00")}
        session.add(FilingReply(review_id=each.id, text="已补交", **reply))
    classes["BT-5"].prescribed_halves += 1


def _review(own, city, ordinal, verdict=ReviewVerdict.PASSED):
    return FilingReview(
        class_id=own.id,
        ordinal=ordinal,
        verdict=verdict,
        opinion="",
        prescribed_halves=own.prescribed_halves,
        is_key_group=own.is_key_group,
        reviewed_by_id=city.id,
        reviewed_by=city.name,
        reviewed_at=at(MONDAY, "09:00"),
    )
