"""A document that names people goes when its years are over; its row and all others stay (R27, R72)."""

from datetime import date

import pytest

from tests.factories import at
from training.privacy.acts.note_document_purged import note_document_purged
from training.privacy.views.documents_due_for_purge import document_still_due, documents_due_for_purge
from training.records.documents import Attachment

LAST_DAY = date(2036, 3, 1)
"""Ten years after the Monday of the tests, less one day."""


@pytest.mark.parametrize(("on", "many"), [(LAST_DAY, 0), (date(2036, 3, 2), 1)])
def test_what_names_people_goes_after_ten_years_and_a_plan_of_teaching_does_not(desk, on, many):
    desk.hand_in("学员名册")
    desk.hand_in("教学计划")

    with desk.database.reading() as session:
        assert len(documents_due_for_purge(session, now=at(on, "04:00"))) == many


def test_what_went_leaves_its_hash_and_is_due_no_more(desk):
    desk.hand_in("学员名册")
    later = at(date(2036, 3, 2), "04:00")

    with desk.database.writing() as session:
        (key,) = documents_due_for_purge(session, now=later)
        due = document_still_due(session, key, now=later)
        assert due is not None
        note_document_purged(session, due, now=later)

    with desk.database.reading() as session:
        own = session.get_one(Attachment, key)
        assert (own.file_name, own.purged_at, len(own.sha256)) == ("", later, 64)
        assert document_still_due(session, key, now=later) is None
