"""The pages of staff: in by a link that works once, nothing without a session, out for good."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.webapp.conftest import World, a_world
from training.classes.views.find_class import find_class, find_district
from training.notice.permissions import Permission
from training.notice.terms import Role
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.staff.staff import Staff, StaffSession
from training.staff.acts.add_staff import add_staff
from training.staff.acts.make_link import make_link
from training.staff.views.find_staff import find_staff
from webapp.web.staff_auth import STAFF_TOKEN, staff_required

LINK = "a-link-that-works-once"
ADDRESS = f"/desk/enter/{LINK}"


@pytest.fixture
def invited(world: World) -> World:
    """昆区 of 昆都仑区 holds a link."""
    return _invited(world)


def _invited(world: World) -> World:
    with world.database.writing() as session:
        district = find_district(session, "昆都仑区")
        staff = add_staff(session, "昆区", Role.DISTRICT, district, None, now=world.now)
        make_link(session, staff, "/desk", token=LINK, now=world.now)
    return world


@pytest.fixture
def inside(invited: World) -> FlaskClient:
    client = invited.client()
    assert client.post(ADDRESS).headers["Location"] == "/desk"
    return client


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def count(world: World, record: type) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_the_journey_from_the_link_to_the_desk_and_out_again(invited):
    client = invited.client()

    assert "只能用一次" in text(client.get(ADDRESS))
    entered = client.post(ADDRESS)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/desk")
    desk = text(client.get("/desk"))
    assert "昆区 昆都仑区" in desk
    assert "没有提醒事项。" in desk
    left = client.post("/desk/leave")
    assert (left.status_code, left.headers["Location"]) == (303, "/desk/enter?left=1")
    assert "已退出登录" in text(client.get("/desk/enter?left=1"))
    assert client.get("/desk").headers["Location"] == "/desk/enter"


@pytest.mark.parametrize("address", [ADDRESS, "/desk/enter"])
def test_the_entrance_says_how_long_one_stays_signed_in(invited, address):
    shown = text(invited.client().get(address))

    assert "登录后 2 小时不使用会自动退出，最长 12 小时。" in shown


def test_a_chat_that_opens_the_link_for_a_preview_uses_nothing_up(invited):
    for _ in range(3):
        assert invited.client().get(ADDRESS).status_code == 200

    assert count(invited, StaffSession) == 0
    assert invited.client().post(ADDRESS).status_code == 303


def test_the_link_is_told_to_no_other_page_and_kept_by_no_cache(invited):
    headers = invited.client().get(ADDRESS).headers

    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "private, no-store"


def test_an_invented_link_looks_like_a_living_one_until_the_button_is_pressed(invited):
    pages = [invited.client().get(f"/desk/enter/{token}") for token in (LINK, "invented")]

    assert [page.status_code for page in pages] == [200, 200]
    assert text(pages[0]) == text(pages[1])


@pytest.mark.parametrize("token", [LINK, "invented"])
def test_a_used_or_invented_link_is_gone_and_says_where_to_get_another(invited, inside, token):
    answer = invited.client().post(f"/desk/enter/{token}")

    assert answer.status_code == 410
    assert "已失效" in text(answer)
    assert "请给查班机器人发“我的”重新获取" in text(answer)
    assert 'href="/desk">回首页' in answer.get_data(as_text=True)
    assert count(invited, StaffSession) == 1


def test_a_link_of_eleven_minutes_ago_is_gone(invited):
    invited.pass_by(minutes=11)

    assert invited.client().post(ADDRESS).status_code == 410


def test_a_used_link_leaves_whoever_is_inside_inside(inside):
    assert inside.post(ADDRESS).status_code == 410

    assert inside.get("/desk").status_code == 200


def test_the_desk_needs_a_session_and_says_how_to_get_one(invited):
    client = invited.client()

    turned = client.get("/desk")

    assert (turned.status_code, turned.headers["Location"]) == (303, "/desk/enter")
    page = text(client.get("/desk/enter"))
    assert "发送“我的”" in page
    assert "请管理员在工作台“工作人员”里" in page
    assert "chaban staff" not in page
    assert "进入" not in page


@pytest.mark.parametrize("token", [LINK, "invented", ""])
def test_a_cookie_with_another_word_in_it_is_no_session(invited, inside, token):
    client = invited.client()
    with client.session_transaction() as session:
        session[STAFF_TOKEN] = token

    assert client.get("/desk").status_code == 303


def test_a_trainee_does_not_come_to_the_desk_nor_staff_to_a_trainees_hours(invited, inside):
    assert invited.signed_in().get("/desk").headers["Location"] == "/desk/enter"
    assert inside.get("/").headers["Location"] == "/sign-in"


def test_two_idle_hours_end_the_session_and_use_carries_it_on(invited, inside):
    for _ in range(3):
        invited.pass_by(minutes=100)
        assert inside.get("/desk").status_code == 200

    invited.pass_by(hours=2)

    assert inside.get("/desk").headers["Location"] == "/desk/enter"


def test_leaving_ends_the_session_even_if_the_cookie_was_copied(invited, inside):
    copied = invited.client()
    with inside.session_transaction() as session:
        token = session[STAFF_TOKEN]
    with copied.session_transaction() as session:
        session[STAFF_TOKEN] = token
    assert copied.get("/desk").status_code == 200

    inside.post("/desk/leave")

    assert copied.get("/desk").status_code == 303


def test_whoever_enters_ends_the_session_of_whoever_was_in_before_on_that_browser(invited, inside):
    colleague = invited.client()
    with invited.database.writing() as session:
        make_link(session, find_staff(session, "昆区"), "/desk", token="next", now=invited.now)
    with inside.session_transaction() as session, colleague.session_transaction() as copied:
        copied.update(session)

    inside.post("/desk/enter/next")

    assert inside.get("/desk").status_code == 200
    assert colleague.get("/desk").status_code == 303


def test_a_trainees_session_ends_where_staff_enter_on_that_browser(invited):
    trainee, copied = invited.signed_in(), invited.client()
    with trainee.session_transaction() as session, copied.session_transaction() as other:
        other.update(session)
    assert copied.get("/").status_code == 200

    trainee.post(ADDRESS)

    assert trainee.get("/desk").status_code == 200
    assert copied.get("/").headers["Location"] == "/sign-in"


def test_who_leaves_twice_or_was_never_in_is_simply_out(invited, inside):
    for client in (inside, inside, invited.client()):
        assert client.post("/desk/leave").headers["Location"] == "/desk/enter?left=1"


def test_a_session_planted_before_entering_does_not_survive_it(invited):
    client = invited.client()
    with client.session_transaction() as session:
        session["planted"] = "by somebody"

    client.post(ADDRESS)

    with client.session_transaction() as session:
        assert set(session) == {STAFF_TOKEN}


def test_the_cookie_holds_a_new_token_and_not_the_link(inside):
    with inside.session_transaction() as session:
        assert session[STAFF_TOKEN] != LINK
        assert len(session[STAFF_TOKEN]) >= 43


@pytest.mark.parametrize(
    ("permission", "status"),
    [(Permission.ENTER_DESK, 200), (Permission.FILE_AT_COUNTER, 200), (Permission.SEE_PAPER_OPENINGS, 404)],
)
def test_what_a_role_may_not_see_is_not_found(sqlite, tmp_path, permission, status):
    # A page is added before the app answers its first request, so it has one of its own.
    invited = _invited(a_world(sqlite.url, tmp_path))
    invited.app.add_url_rule("/only", view_func=staff_required(permission)(_name))
    client = invited.client()
    assert client.get("/only").headers["Location"] == "/desk/enter"
    client.post(ADDRESS)

    answer = client.get("/only")

    assert answer.status_code == status
    assert (answer.get_data(as_text=True) == "昆区") is (status == 200)
    if status == 404:
        assert "没有这一页" in text(answer)
        assert 'href="/desk">回首页' in answer.get_data(as_text=True)


def _name(staff: Staff) -> str:
    return staff.name


def test_the_desk_shows_what_this_person_is_told_and_nothing_else(invited, inside):
    for number, sentence in (("BT-1", "考勤机 6012 没有联系。"), ("BT-2", "别处的事。")):
        _alert(invited, number, sentence)

    page = text(inside.get("/desk"))

    assert "考勤机 6012 没有联系。 今天 10:00" in page
    assert "别处的事" not in page


def test_an_alert_is_shown_as_words_whatever_is_in_it(invited, inside):
    _alert(invited, "BT-1", "<b>学校</b>")

    assert "&lt;b&gt;学校" in inside.get("/desk").get_data(as_text=True)


def test_the_city_sees_the_whole_city_as_its_place(invited):
    with invited.database.writing() as session:
        add_staff(session, "市局", Role.CITY, None, None, now=invited.now)
        make_link(session, find_staff(session, "市局"), "/desk", token="city", now=invited.now)
    client = invited.client()
    client.post("/desk/enter/city")

    assert "市局 全市" in text(client.get("/desk"))


@pytest.mark.parametrize("form", [ADDRESS, "/desk/leave"])
def test_a_form_without_its_token_is_refused_and_changes_nothing(invited, inside, form):
    invited.app.config["WTF_CSRF_ENABLED"] = True

    answer = inside.post(form)

    assert answer.status_code == 400
    assert "刷新" in text(answer)
    assert count(invited, StaffSession) == 1
    assert inside.get("/desk").status_code == 200


@pytest.mark.parametrize("page", [ADDRESS, "/desk"])
def test_the_forms_of_the_pages_carry_their_token(invited, inside, page):
    invited.app.config["WTF_CSRF_ENABLED"] = True
    content = inside.get(page).get_data(as_text=True)

    forms = re.findall(
        r'<form (?:class="[^"]*" )?method="post" action="(/desk[^"]+)"[^>]*>\s*<input [^>]*name="csrf_token"',
        content,
    )

    assert forms == ([ADDRESS] if page == ADDRESS else ["/desk/appearance", "/desk/leave"])


@pytest.mark.parametrize("page", [ADDRESS, "/desk/enter", "/desk"])
def test_the_pages_hold_no_inline_script_or_style(inside, page):
    content = inside.get(page).get_data(as_text=True)

    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", content)


def _alert(world: World, class_number: str, sentence: str) -> None:
    with world.database.writing() as session:
        own = find_class(session, class_number)
        raise_alert(
            session,
            AlertDraft("device_silent", class_number, sentence, Audience.INSPECTORS, own),
            now=world.now,
        )
