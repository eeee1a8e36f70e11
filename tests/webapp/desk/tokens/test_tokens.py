"""API tokens at the desk: made for somebody and shown once, listed, revoked by name."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.records.staff.staff import ApiToken
from training.staff.acts.issue_token import Issue, issue_token
from training.staff.acts.let_go import let_go
from training.staff.views.find_staff import find_staff
from training.staff.views.holder_of import holder_of

LIST, NEW = "/desk/tokens", "/desk/tokens/new"
SHOWN = re.compile(r"<b>([\w-]{43})</b>")
A_DAY = timedelta(days=1)


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
        holder = find_staff(session, DISTRICT)
        issue_token(session, holder, A_DAY, Issue("张会计", "大屏"), token="first", now=world.now)
    return world


def make(world: World, **typed: str):
    said = {"holder": AUDITOR, "purpose": "数据中台", "days": "90"} | typed
    return fill_in(staff_client(world, CITY), NEW, NEW, **said)


def holder(world: World, token: str) -> str | None:
    with world.database.reading() as session:
        found = holder_of(session, token, now=world.now)
        return found.name if found else None


def key_of(world: World) -> int:
    with world.database.reading() as session:
        return session.scalars(select(ApiToken.id).order_by(ApiToken.id)).first()


def test_a_token_is_shown_once_and_opens_what_its_holder_sees(offices):
    answer = make(offices)

    (token,) = SHOWN.findall(answer.text)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert holder(offices, token) == AUDITOR
    listed = staff_client(offices, CITY).get(LIST).text
    assert "数据中台" in listed
    assert token not in listed
    with offices.database.reading() as session:
        assert session.scalars(select(ApiToken).order_by(ApiToken.id.desc())).first().issued_by == CITY


@pytest.mark.parametrize(("days", "lasts"), [("7", 7), ("30", 30), ("90", 90), ("365", 365)])
def test_a_token_lasts_as_long_as_was_chosen_and_no_moment_longer(offices, days, lasts):
    (token,) = SHOWN.findall(make(offices, days=days).text)

    offices.pass_by(days=lasts, microseconds=-1)
    assert holder(offices, token) == AUDITOR
    offices.pass_by(microseconds=1)
    assert holder(offices, token) is None


def test_the_same_form_sent_twice_makes_one_token(offices):
    client = staff_client(offices, CITY)
    form = hidden_fields(client, NEW, NEW) | {"holder": AUDITOR, "purpose": "x", "days": "7"}

    first, second = client.post(NEW, data=form), client.post(NEW, data=form)

    assert (len(SHOWN.findall(first.text)), SHOWN.findall(second.text)) == (1, [])
    assert "只显示一次" in second.text


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"holder": "谁"}, 404, ""),
        ({"purpose": " "}, 422, "请写明用途"),
        ({"days": "366"}, 422, "请选择令牌的有效期"),
        ({"days": ""}, 422, "请选择令牌的有效期"),
    ],
)
def test_what_is_incomplete_makes_no_token(offices, typed, status, said):
    answer = make(offices, **typed)

    assert (answer.status_code, said in answer.text) == (status, True)
    with offices.database.reading() as session:
        assert len(session.scalars(select(ApiToken)).all()) == 1


def test_somebody_who_has_left_is_offered_no_token(offices):
    with offices.database.writing() as session:
        let_go(session, find_staff(session, COLLEAGUE), now=offices.now)

    assert f'value="{COLLEAGUE}"' not in staff_client(offices, CITY).get(NEW).text
    assert make(offices, holder=COLLEAGUE).status_code in (404, 409, 422)


def test_a_token_is_revoked_by_name_and_the_others_go_on(offices):
    (other,) = SHOWN.findall(make(offices, holder=DISTRICT).text)
    page = f"{LIST}/{key_of(offices)}"

    answer = fill_in(staff_client(offices, CITY), page, page)

    assert answer.status_code == 303
    assert (holder(offices, "first"), holder(offices, other)) == (None, DISTRICT)
    shown = staff_client(offices, CITY).get(f"{LIST}?view=over").text
    assert f"{CITY} 今天 10:00 吊销" in shown
    assert staff_client(offices, CITY).post(page).status_code == 409


@pytest.mark.parametrize("path", ["", "/new", "/1", "/list.csv"])
@pytest.mark.parametrize("who", [DISTRICT, SCHOOL, AUDITOR])
def test_only_the_city_finds_the_tokens(offices, who, path):
    client = staff_client(offices, who)

    assert client.get(f"{LIST}{path}").status_code == 404
    assert client.post(f"{LIST}{path}").status_code in (404, 405)


@pytest.mark.parametrize(
    ("asked", "seen"), [("", True), (f"?q={DISTRICT}", True), ("?q=zzz", False), ("?view=over", False)]
)
def test_the_list_is_narrowed_by_state_and_holder(offices, asked, seen):
    assert ("大屏" in staff_client(offices, CITY).get(f"{LIST}{asked}").text) is seen


def test_list_and_form_ask_as_often_for_many_tokens_as_for_few(offices):
    def figures() -> list[object]:
        client, found = staff_client(offices, CITY), []
        for path in (LIST, NEW):
            with counted(offices.database) as tally:
                assert client.get(path).status_code == 200
            found.append(tally.figures)
        return found

    few = figures()
    with offices.database.writing() as session:
        for number in range(30):
            who = find_staff(session, (CITY, SCHOOL, AUDITOR)[number % 3])
            issue_token(session, who, A_DAY, token=f"t{number}", now=offices.now)

    assert figures() == few
