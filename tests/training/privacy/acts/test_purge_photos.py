"""PIPL art. 19: photos of 补卡 are kept for the policy's days from the decision; what was decided stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.training.attendance.acts.test_corrections import (
    APPROVED,
    MORNING_OUT,
    NOW,
    SEED,
    ask,
    lost,
)
from training.attendance.acts.decide_correction import decide_correction
from training.attendance.views.corrections.check_correction import CorrectionDraft
from training.attendance.views.corrections.see_corrections import is_unproved_approval, see_correction
from training.database import Database
from training.notice.policy import Policy
from training.notice.terms import Role
from training.privacy.acts.purge_photos import purge_photos
from training.privacy.views.photos_due_for_purge import photos_due_for_purge
from training.records.attendance.corrections import CorrectionPhoto
from training.records.staff.staff import Staff

__all__ = ["lost"]
KEPT = timedelta(days=Policy().correction_photo_days)
WITH_PHOTO = CorrectionDraft(MORNING_OUT.half_day, MORNING_OUT.punch, MORNING_OUT.reason, b"jpeg")
DECIDED = NOW + timedelta(days=3)
SECOND = timedelta(seconds=1)


def school(session) -> Staff:
    of_school = select(Staff).where(Staff.role == Role.INSTITUTION).order_by(Staff.id)
    return session.scalars(of_school).first()


@pytest.fixture
def approved(lost) -> tuple[Database, object]:
    asked = ask(lost, WITH_PHOTO)
    with lost.writing() as session:
        decide_correction(session, school(session), asked, APPROVED, seed=SEED, now=DECIDED)
    return lost, asked


def purge(session, *, now) -> int:
    """As if all that is due had been planned."""
    return purge_photos(session, photos_due_for_purge(session, now=now), now=now)


def photos(database: Database) -> list[tuple[bytes, bool]]:
    with database.reading() as session:
        return [(each.jpeg, each.purged_at is not None) for each in session.scalars(select(CorrectionPhoto))]


@pytest.mark.parametrize(("after", "gone"), [(KEPT - SECOND, 0), (KEPT, 1), (KEPT + SECOND, 1)])
def test_photos_go_when_the_days_since_the_decision_are_over(approved, after, gone):
    database, _ = approved

    with database.writing() as session:
        assert purge(session, now=DECIDED + after) == gone

    assert photos(database) == [(b"", True) if gone else (b"jpeg", False)]
    with database.writing() as session:
        assert purge(session, now=DECIDED + after) == 0


@pytest.mark.parametrize(("after", "gone"), [(KEPT - SECOND, 0), (KEPT, 1)])
def test_what_nobody_ever_decided_goes_so_long_after_it_was_asked(lost, after, gone):
    ask(lost, WITH_PHOTO)

    with lost.writing() as session:
        assert purge(session, now=NOW + after) == gone


def test_an_approval_that_a_photo_proved_is_not_called_unproved_once_it_has_gone(approved):
    database, asked = approved
    with database.writing() as session:
        purge(session, now=DECIDED + KEPT)

    with database.reading() as session:
        assert not is_unproved_approval(see_correction(session, school(session), asked))


def test_a_photo_that_was_not_planned_stays_although_it_is_due(approved):
    database, _ = approved

    with database.writing() as session:
        assert purge_photos(session, [], now=DECIDED + KEPT) == 0

    assert photos(database) == [(b"jpeg", False)]
