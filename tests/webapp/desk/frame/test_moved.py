"""Links that were sent before the desk moved still lead there."""

import pytest


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("/staff", "/desk"),
        ("/staff/enter/a-token", "/desk/enter/a-token"),
        ("/staff/claims?state=waiting&before=7", "/desk/claims?state=waiting&before=7"),
    ],
)
def test_an_address_of_before_leads_to_its_place(world, before, now):
    answer = world.client().get(before)

    assert (answer.status_code, answer.headers["Location"]) == (308, now)


def test_a_form_that_lies_open_is_sent_again_as_it_was(world):
    assert world.client().post("/staff/leave").status_code == 308


def test_only_whole_names_have_moved(world):
    assert world.client().get("/staffing").status_code == 404
