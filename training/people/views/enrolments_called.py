"""Whose place in which class is meant by what somebody types, for lists of what happens to people there."""

from sqlalchemy import Select, select

from training.classes.views.lists.places import classes_called
from training.listing.rules.listing import Listing
from training.people.views.people_list import people_named
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


def enrolments_called(staff: Staff, listing: Listing) -> list[Select[int]]:
    """Of every word typed those that it finds, by the trainee or by the class; each through its index."""
    return [_called(staff, word) for word in listing.search.split()]


def _called(staff: Staff, word: str) -> Select[int]:
    people = [
        select(Enrolment.id).where(Enrolment.trainee_id.in_(each)) for each in people_named(staff, word)
    ]
    classes = [select(Enrolment.id).where(Enrolment.class_id.in_(each)) for each in classes_called(word)]
    first, *others = [*people, *classes]
    return select(first.union_all(*others).subquery().c.id)
