"""结业 on the desk: from what a class is judged by to the list that is taken away (R16, R42, R46)."""

import pytest

from tests.training.results.signing import (
    BAD,
    CITY,
    DISTRICT,
    FELLOW,
    GOOD,
    SATURDAY,
    SCHOOL,
    checked,
)
from tests.webapp.checks.inspecting import main_of, staff_client, words_in
from tests.webapp.conftest import World
from tests.webapp.filling import HIDDEN, hidden_fields
from training.checks.terms import Verdict
from training.notice.terms import HalfDay
from training.results.rules.people import Decision, Marks
from training.teachers.rules.flags import Flagged
from training.teachers.terms import TeacherFlag
from webapp.desk.results.pages.class_result import teaching_words


@pytest.fixture
def desk(bare: World) -> World:
    """One class that ended yesterday, of which the city's check failed."""
    bare.now = SATURDAY
    return bare


def page_of(one) -> str:
    return f"/desk/classes/{one.class_id}/result"


def seen(client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return words_in(main_of(answer.text))


def send(client, page: str, to: str, **typed: str):
    return client.post(page + to, data=hidden_fields(client, page, page + to) | typed)


def test_a_class_goes_from_the_list_of_those_that_wait_to_the_file_of_its_qualified_people(desk):
    one = checked(desk.database, city=Verdict.FAILED)
    page, first, other = page_of(one), staff_client(desk, DISTRICT), staff_client(desk, FELLOW)
    assert "待评估 1" in seen(first, "/desk/results")

    assert send(first, page, "", result="合格").status_code == 422
    assert send(first, page, "", result="合格", reason="已整改").status_code == 303
    assert "昆区评估为合格：已整改" in seen(other, page)
    assert send(first, page, "/second", verdict="approve").status_code == 403
    assert send(other, page, "/second", verdict="approve").status_code == 303
    assert send(first, page, "/list").status_code == 303

    text = first.get(f"{page}/list.csv").text
    assert "学员1" in text
    assert "学员2" not in text
    assert "第 1 版" in seen(first, page)


def test_whoever_signs_is_shown_what_is_odd_about_the_teachers_and_the_school_is_not(desk):
    page = page_of(checked(desk.database))

    assert "授课教师要看一看。 未备案任课" in seen(staff_client(desk, DISTRICT), page)
    assert "授课教师要看一看" not in seen(staff_client(desk, SCHOOL), page)


def test_the_school_sees_what_became_of_it_and_nothing_of_the_checks(desk):
    one = checked(desk.database)
    one.sign()

    shown = seen(staff_client(desk, SCHOOL), page_of(one))

    assert "已评估" in shown
    assert "市本级检查" not in shown
    assert "BT-R-市1" not in shown


def test_marks_are_typed_on_the_page_and_what_is_none_is_refused(desk):
    one = checked(desk.database)
    page, client = page_of(one), staff_client(desk, DISTRICT)
    key = one.key("学员1")

    assert send(client, page, "/marks", **{f"theory-{key}": "101"}).status_code == 422
    assert send(client, page, "/marks", **{f"theory-{key}": "85.5"}).status_code == 303
    assert 'value="85.5"' in client.get(page).text


def test_the_city_says_why_a_class_can_be_checked_no_more(desk):
    one = checked(desk.database)
    one.void_both()
    page, client = page_of(one), staff_client(desk, CITY)

    assert send(client, page, "/uncheckable", reason="教室已拆").status_code == 303

    assert "教室已拆" in seen(client, page)


def test_marks_that_a_colleague_wrote_meanwhile_are_not_overwritten_by_what_nobody_changed(desk):
    one = checked(desk.database)
    page, client = page_of(one), staff_client(desk, DISTRICT)
    first, second = one.key("学员1"), one.key("学员2")
    form = hidden_fields(client, page, f"{page}/marks")
    one.mark(学员2=Marks(900))

    shown = {f"{what}-{key}": "" for what in ("theory", "practice") for key in (first, second)}
    typed = shown | {f"theory-{first}": "85"}
    assert client.post(f"{page}/marks", data=form | typed).status_code == 303

    after = client.get(page).text
    assert ('value="85"' in after, 'value="90"' in after) == (True, True)


def test_a_list_that_counts_is_corrected_on_the_page_from_what_it_says(desk):
    one = checked(desk.database)
    one.sign()
    one.approve(学员1=Decision(BAD, "替考"))
    page, client, key = page_of(one), staff_client(desk, DISTRICT), one.key("学员1")
    assert 'value="替考"' in client.get(page).text

    assert send(client, page, "/list", **{f"decision-{key}": "合格"}).status_code == 303

    assert one.listed() == {"学员1": GOOD, "学员2": BAD}


def test_a_list_that_waits_for_its_second_person_is_no_schools_affair(desk):
    one = checked(desk.database)
    one.sign()
    one.approve(学员2=Decision(GOOD, "停电一天"))

    page = page_of(one)

    assert "停电一天" in seen(staff_client(desk, FELLOW), page)
    assert "停电一天" not in seen(staff_client(desk, SCHOOL), page)


def test_who_was_decided_as_proposed_follows_what_is_proposed_after_hours_changed(desk):
    one = checked(desk.database)
    one.sign()
    one.approve()
    page, client = page_of(one), staff_client(desk, DISTRICT)

    one.punch("2", 1, first=3)
    shown = client.get(page).text

    assert "名单与现在的累计不符" in shown
    assert "<option selected>" not in shown


def test_a_colleagues_marks_are_not_erased_by_a_form_that_was_refused_first(desk):
    one = checked(desk.database)
    page, client = page_of(one), staff_client(desk, DISTRICT)
    first, second = one.key("学员1"), one.key("学员2")
    shown = {f"{what}-{key}": "" for what in ("theory", "practice") for key in (first, second)}
    form = hidden_fields(client, page, f"{page}/marks") | shown
    one.mark(学员2=Marks(900))

    refused = client.post(f"{page}/marks", data=form | {f"theory-{first}": "8x"})
    again = dict(HIDDEN.findall(refused.text)) | shown | {f"theory-{first}": "85"}
    client.post(f"{page}/marks", data=again)

    after = client.get(page).text
    assert ('value="85"' in after, 'value="90"' in after) == (True, True)


def test_a_half_day_that_is_about_two_teachers_is_counted_once():
    morning = (SATURDAY.date(), HalfDay.MORNING)
    both = [Flagged(TeacherFlag.UNREVIEWED, key, name, (morning,)) for key, name in ((1, "李"), (2, "王"))]

    assert teaching_words(both) == "未审核 1 个半天"
