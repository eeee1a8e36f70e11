"""At the first sign-in a trainee is told what is processed, and why (个人信息保护法第十七条)."""

import pytest

from tests.webapp.conftest import PHONE
from tests.webapp.trainees.test_trainee import own_address, text
from training.privacy.rules.purposes import NOTICE_VERSION
from training.privacy.views.notice_read import notice_read

READ = {"version": NOTICE_VERSION}
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def untold(world):
    """王芳, signed in, who never saw the notice."""
    client = world.client()
    with client.session_transaction() as session:
        session["token"] = world.token(PHONE)
    return client


def test_every_page_leads_to_the_notice_first_and_then_to_where_one_wanted(world, untold):
    wanted = f"{own_address(world)}/how-it-counts"

    assert untold.get(wanted).location == "/privacy/first"
    assert "知道了" in text(untold.get("/privacy/first"))
    assert untold.post("/privacy", data=READ).location == wanted
    assert untold.get(wanted).status_code == 200


@pytest.mark.parametrize("accept", ["image/avif,image/webp,*/*;q=0.8", "*/*", "application/json"])
def test_what_a_page_that_lies_open_fetches_is_not_where_one_wanted_to_go(world, untold, accept):
    """After a new version of the notice its pictures and scripts ask as before."""
    untold.get("/me/rights", headers={"Accept": "text/html,*/*;q=0.8"})
    fetched = untold.get(f"/papers/{NOBODY}/thumbnail", headers={"Accept": accept})

    assert fetched.location == "/privacy/first"
    assert untold.post("/privacy", data=READ).location == "/me/rights"


def test_it_is_acknowledged_once_and_not_on_every_phone(world, untold):
    untold.post("/privacy", data=READ)
    other_phone = world.client()
    with untold.session_transaction() as session, other_phone.session_transaction() as other:
        other["token"] = session["token"]

    assert other_phone.get("/me").location == "/privacy/first"
    assert other_phone.get("/privacy/first").location == "/me"
    assert other_phone.get("/me").status_code == 200


def test_what_is_sent_before_is_taken_all_the_same(untold):
    assert untold.post("/reminders", data={"choice": "out"}).location == "/reminders"


def test_another_version_than_todays_is_shown_again(world, untold):
    answer = untold.post("/privacy", data={"version": "2020-01"})

    assert answer.status_code == 422
    assert "已更新" in answer.get_data(as_text=True)
    with world.database.reading() as session:
        assert notice_read(session, 1) is None


def test_whoever_is_not_signed_in_reads_it_and_has_nothing_to_acknowledge(world):
    page = text(world.client().get("/privacy"))

    assert "履行法定职责" in page
    assert "知道了</button>" not in page
    assert world.client().get("/privacy/first").location == "/privacy"
    assert world.client().post("/privacy", data=READ).location == "/sign-in"


def test_ones_own_page_tells_when_it_was_seen(untold):
    untold.post("/privacy", data=READ)

    assert "2026-03-03 看过" in text(untold.get("/me"))
