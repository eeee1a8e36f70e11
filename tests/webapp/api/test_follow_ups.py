"""Programs of staff read what became of a class, in their own place, names as the member may see (R14)."""

import pytest

from tests.training.follow_ups.following import EMPLOYED, Following, following
from tests.webapp.api.test_staff import program
from training.notice.terms import Role


@pytest.fixture
def follow(bare) -> Following:
    made = following(bare.database)
    bare.now = made.now
    made.answer(EMPLOYED)
    return made


def test_a_program_reads_every_step_with_the_answer_that_holds(bare, follow):
    page = f"/api/v1/classes/{follow.see().enrolment.training_class.public_id}/follow-ups"

    told = program(bare, Role.CITY).get(page).json

    assert told["total"] == 6
    first = told["items"][0]
    assert (first["name"], first["after_days"], first["due_on"]) == ("王芳", 30, "2026-10-20")
    assert (first["state"], first["status"], first["source"]) == ("已回访", "就业", "电话")
    assert [each["state"] for each in told["items"][1:]] == ["待回访", *["未到期"] * 4]
    assert "employer" not in first


def test_an_auditors_program_reads_masked_names_and_another_district_nothing(bare, follow):
    page = f"/api/v1/classes/{follow.see().enrolment.training_class.public_id}/follow-ups"

    told = program(bare, Role.AUDITOR).get(page).json
    other = program(bare, Role.DISTRICT, "青山区").get(page)

    assert told["items"][0]["name"] == "王*"
    assert other.status_code == 404
