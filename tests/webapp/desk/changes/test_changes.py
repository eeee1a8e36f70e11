"""The pages of changes: asked for with what follows in sight, decided, and found again (R07, R54, R64)."""

import re
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import at, punches
from tests.training.changes.changing import CLERK, FELLOW, NUMBER, Changing, another_class, changing
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.changes.terms import AmendedField
from training.classes.views.find_class import find_class

TUESDAY = date(2026, 3, 3)
LIST = "/desk/changes"
FIELDS = AmendedField


@pytest.fixture
def own(bare: World) -> Changing:
    bare.now = at(TUESDAY, "08:00")
    made = changing(bare.database)
    made.now = bare.now
    return made


def words(answer: TestResponse) -> str:
    """What the page says in its main part."""
    main = answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def form(own: Changing) -> str:
    return f"/desk/classes/{own.class_id}/changes"


def timetable(own: Changing) -> str:
    return f"/desk/classes/{own.class_id}/timetable"


def hand_in(client: FlaskClient, own: Changing, **typed: str) -> TestResponse:
    """From the form over its check step to the request, as a browser without script goes."""
    base = form(own)
    checked = client.post(f"{base}/check", data=typed)
    assert checked.status_code == 200, words(checked)
    kept = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', checked.text))
    return client.post(base, data={name: unescape(value) for name, value in kept.items()})


def test_a_school_asks_the_district_decides_and_the_class_is_another_one(bare, own):
    school, district = staff_client(bare, CLERK), staff_client(bare, DISTRICT)
    led = school.get(f"{LIST}/class?number=BT-C")
    assert led.location == f"{form(own)}/new"
    assert "现在是“2026-03-06 周五”" in words(school.get(f"{led.location}?field=结业日期"))

    handed = hand_in(school, own, field="结业日期", value="2026-03-13", reason="大雪停课，顺延一周")

    waiting = words(district.get(LIST))
    assert "变1 电工（五级）BT-C班 BT-C 结业日期 2026-03-06 周五 → 2026-03-13 周五 大雪停课" in waiting
    page = words(district.get(handed.location))
    assert "反馈截止 2026-03-13 24:00 2026-03-20 24:00 “培训班结束后，市本级应在5个工作日内" in page

    fill_in(district, handed.location, handed.location, verdict="approve")

    assert own.own().ends_on == date(2026, 3, 13)
    assert "已同意" in words(school.get(handed.location))
    assert "没有待审核的申请" in words(district.get(LIST))
    assert "变1" in words(district.get(f"{LIST}?state=all"))


def test_what_follows_is_shown_before_anything_is_kept(bare, own):
    school = staff_client(bare, CLERK)

    shown = words(
        school.post(f"{form(own)}/check", data={"field": "总课时", "value": "121", "reason": "漏填"})
    )

    assert "须查班 市 1 次，区 1 次 ▲ 市 2 次，区 2 次 “120课时以上各检查两次”" in shown
    assert "告知 — 市本级" in shown
    assert "课程表还差 81 课时未排" in shown
    assert "变1" not in words(school.get(f"{LIST}?state=all"))


def test_whoever_goes_back_finds_what_was_typed(bare, own):
    typed = {"field": "总课时", "value": "121", "reason": "漏填了半天", "back": "1"}

    page = staff_client(bare, CLERK).post(f"{form(own)}/check", data=typed).text

    assert 'value="121"' in page
    assert "漏填了半天</textarea>" in page


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"field": "结业日期", "value": "2026-02-27"}, "早于开班日期"),
        ({"field": "结业日期", "value": "月底"}, "看不懂日期"),
        ({"field": "总课时", "value": "很多"}, "总课时应为课时数"),
        ({"field": "总课时", "value": "40"}, "没有变化"),
        ({"field": "就业重点群体", "value": "也许"}, "请选 是 或 否"),
        ({"field": "考勤机号", "value": "AF-77"}, "没有登记在本机构"),
        ({"field": "上下课时间", "morning_starts": "09:00"}, "请填全四个时间"),
        ({"field": "培训工种", "value": "工" * 65}, "64 个字以内"),
        ({"field": "开班日期", "value": "2026-03-03"}, "请先选要改的项目"),
    ],
)
def test_what_is_refused_says_why_beside_what_was_typed(bare, own, typed, why):
    answer = staff_client(bare, CLERK).post(f"{form(own)}/check", data=typed | {"reason": "填错"})

    assert answer.status_code in (409, 422)
    assert why in words(answer)


def test_a_reason_is_asked_for(bare, own):
    school = staff_client(bare, CLERK)

    answer = school.post(f"{form(own)}/check", data={"field": "总课时", "value": "48", "reason": " "})

    assert "申请变更要写明原因" in words(answer)


def test_a_form_that_is_sent_twice_asks_once(bare, own):
    school = staff_client(bare, CLERK)
    sent = {"field": "总课时", "value": "48", "reason": "漏填", "form_key": "k"}

    first, second = (school.post(form(own), data=sent) for _ in range(2))

    assert [first.status_code, second.status_code] == [303, 303]
    assert "全部 1" in words(school.get(f"{LIST}?state=all"))


def test_a_refusal_without_a_reason_comes_back_with_the_choice(bare, own):
    page = f"{LIST}/{own.ask(FIELDS.TRADE, '保育师')}"

    answer = fill_in(staff_client(bare, DISTRICT), page, page, verdict="refuse")

    assert answer.status_code == 422
    assert "不同意要写明原因" in words(answer)
    assert 'value="refuse" required checked' in answer.text


def test_a_page_that_has_grown_old_decides_nothing(bare, own):
    page = f"{LIST}/{own.ask(FIELDS.HOURS, '160')}"
    district = staff_client(bare, DISTRICT)
    kept = hidden_fields(district, page, page)
    bare.now = at(date(2026, 3, 6), "09:00")

    answer = staff_client(bare, DISTRICT).post(page, data=kept | {"verdict": "approve"})

    assert answer.status_code == 409
    assert "情况有变化" in words(answer)
    assert own.own().prescribed_halves == 80


def test_who_may_not_decide_is_offered_nothing(bare, own):
    of_district = own.ask(FIELDS.TRADE, "保育师", DISTRICT)
    offered = {}
    for who in (CLERK, DISTRICT, FELLOW, CITY, AUDITOR):
        offered[who] = "您的意见" in words(staff_client(bare, who).get(f"{LIST}/{of_district}"))

    assert offered == {CLERK: False, DISTRICT: False, FELLOW: True, CITY: True, AUDITOR: False}
    assert staff_client(bare, OTHER_DISTRICT).get(f"{LIST}/{of_district}").status_code == 404


def test_what_can_no_longer_be_approved_says_so_before_anybody_tries(bare, own):
    page = f"{LIST}/{own.ask(FIELDS.NAME, '保育师一班')}"
    district = staff_client(bare, DISTRICT)
    assert "现在不能同意" not in words(district.get(page))
    another_class(bare.database, "BT-D", date(2026, 4, 6))
    with bare.database.writing() as session:
        find_class(session, "BT-D").name = "保育师一班"

    assert "现在不能同意。 本机构已有叫“保育师一班”的班级" in words(district.get(page))


def test_the_city_finds_what_it_is_told_and_takes_note(bare, own):
    asked = own.ask(FIELDS.KEY_GROUP, "否")
    own.decide(asked)
    city, page = staff_client(bare, CITY), f"{LIST}/{asked}"
    assert "待知悉" in words(city.get(f"{LIST}?state=note"))
    assert "变1" in words(city.get(f"{LIST}?state=note"))

    fill_in(city, page, f"{page}/note")

    assert "市里 市本级，已知悉" in words(city.get(page))
    assert "变1" not in words(city.get(f"{LIST}?state=note"))


def test_filters_stand_in_the_address(bare, own):
    own.ask(FIELDS.TRADE, "保育师")
    own.ask(FIELDS.HOURS, "48")
    district = staff_client(bare, DISTRICT)

    assert "变1" not in words(district.get(f"{LIST}?kind=总课时"))
    assert "变2" in words(district.get(f"{LIST}?kind=总课时"))
    assert "只显示一个班的申请" in words(district.get(f"{LIST}?class={own.class_id}&state=all"))
    assert "没有符合条件的申请" in words(district.get(f"{LIST}?state=approved"))


@pytest.mark.parametrize("query", ["state=maybe", "kind=x", "class=x", "before=x", "of=x", "before=9" * 40])
def test_what_nobody_offers_asks_for_nothing(bare, own, query):
    assert staff_client(bare, DISTRICT).get(f"{LIST}?{query}").status_code == 200


def test_a_class_that_is_over_offers_only_its_words(bare, own):
    bare.now = at(date(2026, 3, 9), "09:00")

    page = words(staff_client(bare, CLERK).get(f"{form(own)}/new?field=总课时"))

    assert "现在只能更正名称和工种" in page
    assert "上下课时间" not in page


def test_a_number_that_means_nothing_or_several_is_said(bare, own):
    answer = staff_client(bare, CLERK).get(f"{LIST}/class?number=XX")

    assert answer.status_code == 404
    assert "没有找到班级“XX”" in words(answer)


def test_the_timetable_shows_every_half_day_and_what_becomes_of_it(bare, own):
    bare.now = at(TUESDAY, "09:00")
    page = words(staff_client(bare, CLERK).get(timetable(own)))

    assert "03-02 周一 上午 08:30–11:30 理论 线下 — 4 已上 申请调整" in page
    assert "03-03 周二 上午 08:30–11:30 理论 线下 — 4 正在上" in page
    assert "03-03 周二 下午 14:00–17:00 理论 线下 — 4 未上" in page
    assert "申请调整" not in words(staff_client(bare, CITY).get(timetable(own)))


def test_a_lesson_is_cancelled_before_it_begins_and_made_up(bare, own):
    school = staff_client(bare, CLERK)
    lesson = {"kind": "停课", "day": "2026-03-03", "half": "上午", "reason": "停电"}
    shown = words(school.post(f"{timetable(own)}/check", data=lesson))
    assert "还没有上课，提交后直接生效" in shown
    assert "课程表还差 4 课时未排" in shown

    done = school.post(f"{timetable(own)}/change", data=lesson | {"form_key": "k"})

    assert "2026-03-03 上午停课" in words(school.get(done.location))
    assert "课表还差 4 课时" in words(school.get(timetable(own)))
    taken = school.post(
        f"{timetable(own)}/check",
        data={"kind": "补课", "new_day": "2026-03-03", "new_half": "上午", "content": "理论",
              "mode": "线下", "hours": "4", "teacher": "", "reason": "补"},
    )  # fmt: skip
    assert "已登记停课，请另选半天" in words(taken)


def test_a_lesson_that_has_begun_goes_to_the_district(bare, own):
    bare.now = at(TUESDAY, "08:30")
    school, district = staff_client(bare, CLERK), staff_client(bare, DISTRICT)
    lesson = {"kind": "换教师", "day": "2026-03-03", "half": "上午", "teacher": "赵玉兰", "reason": "病假"}
    assert "须昆都仑区审批" in words(school.post(f"{timetable(own)}/check", data=lesson))

    page = school.post(f"{timetable(own)}/change", data=lesson | {"form_key": "k"}).location

    assert "课1" in words(district.get(f"{LIST}?of=lessons"))
    fill_in(district, page, page, verdict="approve")
    assert "赵玉兰" in words(district.get(timetable(own)))
    assert "课1" in words(district.get(f"{LIST}?of=lessons&state=approved&kind=换教师"))


def test_the_page_of_a_lesson_that_has_grown_old_decides_nothing(bare, own):
    bare.now = at(TUESDAY, "18:00")
    school, district = staff_client(bare, CLERK), staff_client(bare, DISTRICT)
    lesson = {"kind": "停课", "day": "2026-03-03", "half": "上午", "reason": "停电", "form_key": "k"}
    page = school.post(f"{timetable(own)}/change", data=lesson).location
    shown = hidden_fields(district, page, page)
    with bare.database.writing() as session:
        punches(session, find_class(session, NUMBER), TUESDAY, ["08:25"])

    answer = district.post(page, data=shown | {"verdict": "approve"})

    assert answer.status_code == 409
    assert "情况有变化" in words(answer)
    assert "这半天已有 1 次打卡或观看" in words(answer)
    assert "停课 0 节" in words(district.get(timetable(own)))


def test_a_half_day_without_a_lesson_leads_back_to_the_timetable(bare, own):
    school = staff_client(bare, CLERK)

    page = words(school.get(f"{timetable(own)}/change?kind=停课&day=2026-03-08&half=上午"))

    assert "这半天没有课" in page
    assert NUMBER in page
