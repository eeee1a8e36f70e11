"""The trainee's own pages: hours, what is missing, why; and nothing of anybody else."""

import re
from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    WHOLE_DAY,
    a_class,
    a_lesson,
    a_trainee,
    a_withdrawal,
    an_enrolment,
    at,
    hand,
    punches,
)
from tests.webapp.conftest import PHONE, TUESDAY
from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punch_rows import PunchRow
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.notice.terms import HalfDay, Mode


def text(answer) -> str:
    """The words of a page, without tags and runs of space."""
    assert answer.status_code == 200, answer.status
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def own_address(world, number: str = "BT-1", name: str = "王芳") -> str:
    with world.database.reading() as session:
        return f"/classes/{find_enrolment(session, find_class(session, number), name).public_id}"


def test_the_first_page_says_how_far_and_the_one_sentence_that_matters(world):
    page = text(world.signed_in().get("/"))

    # 40 hours prescribed, 32 needed; Monday's 8 are earned; the rest may still bring 32.
    assert "王* 可以合格" in page
    assert "已修 8 / 需 32 课时" in page
    assert "再上 24 课时就合格，最多还能缺 8 课时。" in page
    assert "规定 40 课时，达到 80% 为合格。" in page
    assert "更新于 03月03日 10:00" in page


def test_todays_four_punches_are_shown_with_their_state(world):
    page = text(world.signed_in().get("/"))

    assert "✓ 上午签到 08:20 已打" in page
    assert "○ 上午签退 未到时间（11:15–12:30）" in page
    assert "○ 下午签到 未到时间（13:15–14:15）" in page


def test_a_missed_punch_is_a_to_do_while_people_remember_it(world):
    with world.database.writing() as session:
        punches(session, find_class(session, "BT-1"), TUESDAY, ["11:40", "13:50"])
    world.now = at(TUESDAY, "20:00")
    client = world.signed_in()

    page = text(client.get("/"))
    assert "3月3日下午 缺签退" in page
    assert "下午：只有 13:50 打卡，缺签退，记 0 课时" in page

    # A session that is used now and then goes on.
    for days in (2, 4, 6):
        world.now = at(TUESDAY + timedelta(days=days), "17:00")
        client.get("/")
    world.now = at(TUESDAY + timedelta(days=7), "17:00")
    assert "3月3日下午 缺签退" in text(client.get("/"))
    world.now = at(TUESDAY + timedelta(days=7), "17:01")
    assert "没有要办的事" in text(client.get("/"))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(4, "课时已合格。请把余下的课上完。"), (5, "课时已合格。请等培训机构通知后续手续。")],
)
def test_who_has_qualified_is_told_so(world, days, sentence):
    with world.database.writing() as session:
        own = find_class(session, "BT-1")
        for offset in range(1, days):
            punches(session, own, MONDAY + timedelta(days=offset), WHOLE_DAY)
    world.now = at(MONDAY + timedelta(days=days - 1), "20:00")

    page = text(world.signed_in().get("/"))

    assert "王* 合格" in page
    assert sentence in page


def test_who_cannot_qualify_any_more_is_told_how_much_is_lacking_and_whom_to_ask(world):
    world.now = at(date(2026, 3, 5), "20:00")

    page = text(world.signed_in().get("/"))

    # 8 earned, 8 to come, 32 needed.
    assert "王* 已无法合格" in page
    assert "余下的课全上完也还差 16 课时" in page
    assert "请联系培训机构" in page


def test_when_every_lesson_is_over_nobody_is_told_of_lessons_left(world):
    world.now = at(date(2026, 3, 7), "10:00")

    page = world.signed_in().get("/")

    assert "课已上完，还差 24 课时，达不到合格。" in text(page)
    assert "今天没有课，课程表上的课已全部结束。" in text(page)
    assert not re.search(r"<ul[^>]*>\s*</ul>", page.get_data(as_text=True))


def test_who_has_withdrawn_sees_where_the_hours_stopped(world):
    with world.database.writing() as session:
        a_withdrawal(session, find_enrolment(session, find_class(session, "BT-1"), "王芳"), MONDAY)

    assert "您已退出这个班，课时停在 8。" in text(world.signed_in().get("/"))


def test_a_class_that_has_not_begun_says_when(world):
    world.now = at(date(2026, 3, 1), "10:00")

    page = text(world.signed_in("13800000002").get("/"))

    assert "3月2日 周一开班，上满 32 课时就合格。" in page
    assert "今天没有课。下一次：3月2日 周一 08:30。" in page


def test_a_person_without_a_class_is_told_what_happens_next(world):
    assert "现在不在任何培训班的名册里" in text(world.signed_in("13800000004").get("/"))


def test_without_an_attendance_number_the_trainee_knows_whom_to_tell(world):
    with world.database.writing() as session:
        an_enrolment(session, a_class(session, "BT-5"), a_trainee(session, "孙丽", "13800000005"), None)

    assert "名册上没有您的考勤号" in text(world.signed_in("13800000005").get("/"))


def test_a_trainee_of_two_classes_can_change_between_them(world):
    with world.database.writing() as session:
        trainee = find_enrolment(session, find_class(session, "BT-1"), "王芳").trainee
        an_enrolment(session, a_class(session, "BT-0", starts_on=date(2026, 1, 5)), trainee, "9")
    client = world.signed_in()

    first = client.get("/").get_data(as_text=True)
    other = re.search(r'href="(/classes/[0-9a-f-]+)">电工（五级）BT-0班', first)

    assert other
    assert "电工（五级）BT-1班" in first
    assert "电工（五级）BT-0班" in text(client.get(other[1]))


def test_a_day_is_shown_with_its_reasons_and_every_punch(world):
    page = text(world.signed_in().get(f"{own_address(world)}/days/2026-03-02"))

    assert "3月2日 周一" in page
    assert "上午 08:30–11:30 4 / 4 课时" in page
    assert "08:20 签到、11:40 签退，都在规定时段，记 4 课时" in page
    assert "08:20:00、11:40:00、13:50:00、17:10:00" in page


def test_a_half_day_that_was_earned_says_where_its_punches_came_from(world):
    rows = [PunchRow(line, "1", at(TUESDAY, clock), "6012") for line, clock in enumerate(WHOLE_DAY, 1)]
    with world.database.writing() as session:
        file = hand("6012_attlog.dat", when=at(TUESDAY, "19:00"))
        import_punches(session, rows, file, find_class(session, "BT-1").institution)
    world.now = at(TUESDAY, "20:00")

    trainee, own = world.signed_in(), own_address(world)

    pages = [text(trainee.get(f"{own}/days/{day}")) for day in (MONDAY, TUESDAY)]

    assert [each.count("来源：打卡文件") for each in pages] == [0, 2]
    assert [each.count("来源：未记录") for each in pages] == [2, 0]


def test_an_online_half_day_asks_for_no_punch(world):
    with world.database.writing() as session:
        own = a_class(session, "BT-6", lessons=False)
        a_lesson(session, own, TUESDAY, HalfDay.AFTERNOON, mode=Mode.ONLINE)
        an_enrolment(session, own, a_trainee(session, "周敏", "13800000006"), "66")

    assert "下午线上课 线上课，尚未开始" in text(world.signed_in("13800000006").get("/"))


def test_how_it_counts_shows_the_rule_with_the_numbers_of_the_pinned_policy(world):
    with world.database.writing() as session:
        rule_set = find_class(session, "BT-1").rule_set
        rule_set.numbers = rule_set.numbers | {"in_closes_after_minutes": 10}

    page = text(world.signed_in().get(f"{own_address(world)}/how-it-counts"))

    assert "上课后 10 分钟内有效" in page
    assert "每天按 8 课时计算、上下午各考勤 2 次" in page
    assert "2023-02-24" in page
    assert "用到的打卡：08:20:00、11:40:00、13:50:00、17:10:00" in page


@pytest.mark.parametrize("page", ["", "/days/2026-03-02", "/how-it-counts"])
def test_what_is_not_yours_is_not_found(world, page):
    theirs = own_address(world, "BT-2", "李强")

    assert world.signed_in().get(theirs + page).status_code == 404
    assert world.signed_in("13800000002").get(theirs + page).status_code == 200


@pytest.mark.parametrize("day", ["2026-03-08", "2026-02-30", "yesterday", "0001-01-01"])
def test_a_day_without_a_lesson_is_not_found(world, day):
    assert world.signed_in().get(f"{own_address(world)}/days/{day}").status_code == 404


@pytest.mark.parametrize("page", ["/", "/classes/00000000-0000-4000-8000-000000000000"])
def test_without_a_sign_in_there_is_only_the_sign_in(world, page):
    assert world.client().get(page).headers["Location"] == "/sign-in"


def test_the_text_can_be_made_larger_and_stays_so(world):
    client = world.client()

    answer = client.post("/text-size", data={"size": "large", "back": "/sign-in"})

    assert answer.headers["Location"] == "/sign-in"
    assert '<html lang="zh-CN" class="large">' in client.get("/sign-in").get_data(as_text=True)


@pytest.mark.parametrize(
    "back",
    [
        *("https://evil.example/", "//evil.example", "/\\evil.example", "evil", ""),
        # A browser leaves out what does not show, and then goes to //evil.example.
        *("/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example"),
    ],
)
def test_the_text_size_form_leads_nowhere_else(world, back):
    answer = world.client().post("/text-size", data={"size": "large", "back": back})

    assert answer.headers["Location"] == "/"


def transferred(client, address: str) -> int:
    with client.get(address, headers={"Accept-Encoding": "br, gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        return len(answer.data)


def test_the_first_load_of_home_fits_14_kb_in_three_requests(world):
    with world.database.writing() as session:
        own = a_class(session, "BT-7", starts_on=date(2026, 2, 2), days=30)
        an_enrolment(session, own, a_trainee(session, "吴刚", "13800000007"), "7")
        for offset in range(29):
            punches(
                session, own, date(2026, 2, 2) + timedelta(days=offset), WHOLE_DAY[offset % 3 :], number="7"
            )
    client = world.signed_in("13800000007")

    page = client.get("/").get_data(as_text=True)
    parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)

    assert page.count("周") >= 30
    assert len(parts) == 2
    assert transferred(client, "/") + sum(transferred(client, part) for part in parts) <= 14 * 1024


def test_no_page_names_another_host(world):
    client = world.signed_in()
    address = own_address(world)

    for page in (
        "/",
        "/sign-in",
        "/offline",
        f"{address}/days/2026-03-02",
        f"{address}/how-it-counts",
        "/nope",
    ):
        content = client.get(page).get_data(as_text=True)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', content), page


def test_a_phone_never_stands_in_an_address_of_a_page(world):
    page = world.signed_in().get("/").get_data(as_text=True)

    assert PHONE not in page
