"""What inspectors see of spot checks on the pages, and who sees it (R06, R09, R15, R69)."""

import re
from uuid import uuid4

import pytest

from tests.factories import a_lesson
from tests.training.attendance.acts.test_alternatives import excuse
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    enrol,
    register_staff,
)
from tests.webapp.checks.inspecting import (
    Inspector,
    a_photo,
    an_inspector,
    main_of,
    showings,
    staff_client,
    words,
)
from tests.webapp.conftest import TUESDAY
from training.classes.views.find_class import find_class
from training.notice.terms import HalfDay, Mode

# As a word of its own: a key in the page may hold eleven such digits by chance.
PHONES = re.compile(r"\b137\d{8}\b")


@pytest.fixture
def class_id(world):
    """A class of six that is checked: two are to be called. Lessons are from 08:30; it is Tuesday, 10:00."""
    with world.database.writing() as session:
        register_staff(session)
        return enrol(session, "BT-C", 6)


@pytest.fixture
def inspector(world, class_id):
    return an_inspector(world, class_id)


def by(inspector: Inspector, who: str) -> Inspector:
    return Inspector(inspector.world, who, inspector.check_id, inspector.class_id)


def paths(inspector: Inspector) -> list[str]:
    inspector.bring(a_photo())
    picture = inspector.see().pictures[0].evidence_id
    pictures = [f"/pictures/{picture}", f"/pictures/{picture}/small"]
    return ["", "/live", "/people/1", "/record", *pictures]


def test_whoever_is_not_signed_in_is_led_to_the_entry(world, inspector):
    addresses = ["/checks", "/feedback", f"/checks/{inspector.check_id}", f"/checks/classes/{uuid4()}"]

    assert {world.client().get(each).location for each in addresses} == {"/desk/enter"}


@pytest.mark.parametrize("who", [CITY, DISTRICT, AUDITOR])
def test_city_own_district_and_auditor_may_look(who, inspector):
    looking = by(inspector, who)

    assert {path: looking.open(path).status_code for path in paths(inspector)} == dict.fromkeys(
        paths(inspector), 200
    )
    assert looking.client.get(f"/checks/classes/{inspector.class_id}").status_code == 200


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL])
def test_for_another_district_and_the_institution_it_is_not_there(who, inspector):
    looking = by(inspector, who)

    assert {looking.open(path).status_code for path in [*paths(inspector), "/call", "/end"]} == {404}
    assert looking.client.get(f"/checks/classes/{inspector.class_id}").status_code == 404


def test_an_institution_has_no_page_of_checks_at_all(world, class_id):
    client = staff_client(world, SCHOOL)

    assert {client.get(path).status_code for path in ("/checks", "/feedback")} == {404}
    assert "/checks" not in client.get("/desk").text


def test_the_first_page_shows_classes_in_session_with_what_is_owed(world, class_id):
    page = words(staff_client(world, CITY).get("/checks"))

    assert re.search("电工（五级）BT-C班 [^。]{,40} 正在上课", page)
    assert "上午 08:30—11:30 线下理论" in page
    assert "应查 1 次，已查 0 次，还有 3 天结业" in page
    assert "开始电话查班" in page


def test_before_the_first_and_after_the_last_lesson_no_class_is_in_session(world, class_id):
    world.pass_by(hours=8)

    assert "正在上课" not in words(staff_client(world, CITY).get("/checks"))


def test_a_cancelled_lesson_is_not_shown(world, class_id):
    with world.database.writing() as session:
        own = find_class(session, "BT-C")
        a_lesson(session, own, TUESDAY.replace(day=7), HalfDay.MORNING, cancelled=True)
    world.pass_by(days=4)

    assert "今天没有班上课" in words(staff_client(world, CITY).get("/checks"))


def test_a_district_sees_only_its_own_classes(world, class_id):
    page = words(staff_client(world, OTHER_DISTRICT).get("/checks"))

    assert "BT-C" not in page
    assert "BT-2" in page


def test_a_running_check_is_offered_to_be_carried_on_by_a_colleague(world, inspector):
    page = staff_client(world, COLLEAGUE).get("/checks")

    assert "继续检查" in page.text
    assert f"/checks/{inspector.check_id}" in page.text


def test_an_auditor_looks_and_is_offered_nothing_to_do(world, inspector):
    auditor = by(inspector, AUDITOR)

    assert "<form" not in main_of(auditor.client.get("/checks").text)
    assert "<form" not in main_of(auditor.open().text)
    assert "学员" not in "".join(re.findall(r"\d 号 (\S+)", words(auditor.open())))


def test_the_other_level_looks_and_is_offered_nothing_to_do(inspector):
    page = by(inspector, DISTRICT).open()

    assert "<form" not in main_of(page.text)
    assert "打下一位" not in page.text


def test_the_check_shows_numbers_conditions_and_what_is_missing(inspector):
    page = words(inspector.open())

    assert "市本级第 1 次电话查班" in page
    assert "在册 6 应核实 2 已核实 0" in page
    assert "还缺： 还要核实 2 名；还没有清点到课人数；还没有拍到全部参训学员的全景截图" in page
    assert "核实 0/2" in page
    assert "还缺 3 项" in page


def test_no_number_stands_on_any_page_but_that_of_the_call(inspector):
    pages = [inspector.open(path).text for path in ["", "/people/1", "/record", "/end", "/live"]]
    pages.append(inspector.client.get("/checks").text)

    assert [page for page in pages if PHONES.search(page)] == []
    assert showings(inspector.world) == []


def test_the_page_of_the_call_shows_one_number_and_notes_each_showing(inspector):
    pages = [inspector.open("/call").text for _ in range(2)]

    assert [len(set(PHONES.findall(page))) for page in pages] == [1, 1]
    assert 'href="tel:137' in pages[0]
    assert showings(inspector.world) == [(1, CITY), (1, CITY)]


def to_noon(inspector: Inspector) -> None:
    """12:30; somebody who is idle for two hours would have to sign in again."""
    inspector.world.pass_by(hours=1)
    inspector.open()
    inspector.world.pass_by(hours=1.5)


def test_at_noon_the_page_asks_once_more_before_it_shows_a_number(inspector):
    to_noon(inspector)

    asked = inspector.open("/call?position=2")

    assert asked.status_code == 409
    assert "现在不是打电话的时段（08:30—12:00、14:00—18:00，或本班上课时间）" in words(asked)
    assert showings(inspector.world) == []
    again = re.search(r'href="/checks/[^/]+(/call\?[^"]+)">仍要拨打', asked.text).group(1)
    assert PHONES.search(inspector.open(again.replace("&amp;", "&")).text)
    assert showings(inspector.world) == [(2, CITY)]


def test_what_a_reader_should_know_of_a_call_stands_beside_it(inspector):
    inspector.say(1)
    to_noon(inspector)
    inspector.open("/call?anyway=yes")
    inspector.say(2)

    for path in ("/people/2", "/record"):
        assert "不在通话时段" in words(inspector.open(path))
    assert "未显示过号码" in words(inspector.open("/people/1"))
    history = words(inspector.client.get(f"/checks/classes/{inspector.class_id}"))
    assert "! 未显示过号码" in history
    assert "! 不在通话时段" in history


def test_two_inspectors_call_different_trainees_of_one_check(inspector):
    colleague = by(inspector, COLLEAGUE)
    inspector.open("/call")
    colleague.open("/call")

    assert showings(inspector.world) == [(1, CITY), (2, COLLEAGUE)]


def test_a_further_number_waits_for_the_outcome_of_the_first(inspector):
    inspector.open("/call")

    answer = inspector.open("/call?position=2")

    assert answer.status_code == 409
    assert "请先记录 1 号的通话结果" in words(answer)
    assert showings(inspector.world) == [(1, CITY)]


def test_name_and_filed_values_are_not_seen_before_the_answer(inspector):
    page = words(inspector.open("/call"))

    assert "1 号 学*" in page
    assert "请问您叫什么名字？" in page
    assert "备案：" not in page


def test_then_the_filed_values_stand_beside_the_questions_without_the_number(inspector):
    inspector.open("/call")

    page = inspector.send("/calls/1", step="compare", note="声音小")

    assert "备案：" in words(page)
    assert 'value="声音小"' in page.text
    assert not PHONES.search(page.text)
    assert showings(inspector.world) == [(1, CITY)]


def test_somebody_who_looks_gets_nothing_new_until_something_happens(inspector):
    looking = by(inspector, DISTRICT)
    first = looking.open("/live")

    unchanged = looking.open("/live", headers={"If-None-Match": first.headers["ETag"]})
    by(inspector, COLLEAGUE).send("/heads", heads="6")
    changed = looking.open("/live", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, unchanged.status_code, changed.status_code) == (200, 304, 200)
    assert unchanged.data == b""
    assert "到课 6/6=100.0%" in words(changed)


def test_the_page_carries_the_tag_of_its_own_state(inspector):
    inspector.everything_needed()
    tag = re.search(r'data-etag="&quot;(\w+)&quot;"', inspector.open().text)

    answer = inspector.open("/live", headers={"If-None-Match": f'"{tag and tag[1]}"'})

    assert answer.status_code == 304


def test_while_calling_the_live_part_offers_no_other_call(inspector):
    assert "打下一位" in inspector.open("/live").text
    assert "打下一位" not in inspector.open("/live?calling=1").text


def test_an_address_puts_no_words_into_the_page(inspector):
    page = inspector.open("?did=%3Cb%3E%E5%90%88%E6%A0%BC").text + inspector.open("?did=call-99").text

    assert 'role="status">✓' not in page
    assert "<b>合格" not in page


def test_the_history_shows_the_checks_of_both_levels_and_who_did_what(world, inspector):
    inspector.everything_needed()
    inspector.send("/end")
    an_inspector(world, inspector.class_id, DISTRICT)

    page = words(inspector.client.get(f"/checks/classes/{inspector.class_id}"))

    assert page.index("BT-C-区1 进行中") < page.index("BT-C-市1 合格")
    assert "通话 2 次" in page
    assert f"1 号 接通一致 03月03日 10:00—10:00 {CITY}" in page


def test_the_history_flags_a_class_where_nobody_shows_a_face(world, inspector):
    excuse(world.database, "BT-C", world.now)

    assert "人数偏多，请到场核实" in words(inspector.client.get(f"/checks/classes/{inspector.class_id}"))


def test_the_history_flags_a_class_that_has_not_said_why_so_much_is_online(world, inspector):
    with world.database.writing() as session:
        own = find_class(session, "BT-C")
        for lesson in own.lessons[:5]:
            lesson.mode = Mode.ONLINE

    page = words(inspector.client.get(f"/checks/classes/{inspector.class_id}"))

    assert "的 40%（到今天 16），还没有写明理由" in page


def test_the_record_can_be_printed_with_all_that_was_found(inspector):
    inspector.everything_needed()
    inspector.send("/end")

    page = inspector.open("/record")

    assert "结论 合格" in words(page)
    assert "时间 2026-03-03 10:00 至 2026-03-03 10:00" in words(page)
    assert "到课 6/6=100.0%" in words(page)
    assert "核实学员总出勤率达到80%及以上" in words(page)
    assert "检查人员（签字）" in words(page)
    assert page.text.count("<img") == 1


def test_names_are_masked_for_the_auditor_and_whole_for_the_inspector(inspector):
    assert re.search("学员[1-6] 137", words(inspector.open("/record")))
    assert re.search(r"学\*\d? 137", words(by(inspector, AUDITOR).open("/record")))


def test_a_small_picture_is_small_and_kept_by_no_cache(inspector):
    inspector.bring(a_photo(size=(1600, 1200)))
    picture = inspector.see().pictures[0].evidence_id

    answer = inspector.open(f"/pictures/{picture}/small")

    assert (answer.content_type, answer.headers["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert len(answer.data) < 20_000


@pytest.mark.parametrize(
    "path",
    ["/people/3", "/people/0", "/people/99", "/pictures/00000000-0000-4000-8000-000000000000", "/nowhere"],
)
def test_what_is_not_there_is_not_found(path, inspector):
    assert inspector.open(path).status_code == 404
