"""The video check on the inspector's page: start, meeting, faces, fallback, verdict, record (R31 to R35)."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import MONDAY, at
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    OTHER_DISTRICT,
    Checking,
    register_staff,
)
from tests.training.checks.video_checking import (
    enrol_online,
    live_statistics,
    registered_in_chat,
    trainees,
)
from tests.webapp.checks.inspecting import (
    BY_SCRIPT,
    Inspector,
    a_key,
    a_photo,
    how_many,
    main_of,
    staff_client,
    words,
)
from tests.webapp.conftest import World
from training.checks.views.check_views import CheckView
from training.meetings.acts.recording.record_look import record_look
from training.meetings.acts.recording.record_opened import record_opened
from training.meetings.acts.wishes.note_failure import note_failure
from training.meetings.acts.wishes.take_wishes import take_wishes
from training.meetings.terms import MeetingTrouble, WishKind
from training.ports.meetings import OpenedMeeting, SeenMember
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import FaceCount, LiveStatistics
from training.records.meetings.meetings import Meeting, MeetingWish
from training.staff.views.find_staff import find_staff
from webapp.web.house import KEY
from webapp.web.stores import store_of

JOIN = "https://meeting.dingtalk.com/j/abc"
OPENED = OpenedMeeting("conf-1", JOIN, "123456789", ("057128356290",))
TEN = at(MONDAY, "10:00")
AFTERNOON = at(MONDAY, "15:00")


@pytest.fixture
def class_id(world: World) -> UUID:
    """A class of thirty that learns online this Monday morning; city and district are in DingTalk."""
    world.now = TEN
    with world.database.writing() as session:
        register_staff(session)
        class_id = enrol_online(session, "BT-V")
    registered_in_chat(world.database, CITY, COLLEAGUE, DISTRICT)
    return class_id


@pytest.fixture
def inspector(world: World, class_id: UUID) -> Inspector:
    """Who has just begun on the page."""
    return begun(world, class_id)


def begun(world: World, class_id: UUID, who: str = CITY, **fields: str) -> Inspector:
    answer = begin(world, class_id, who, **fields)
    assert answer.status_code == 303, words(answer)
    check_id = UUID(answer.location.split("/")[2].partition("?")[0])
    return Inspector(world, who, check_id, class_id)


def begin(world: World, class_id: UUID, who: str = CITY, **fields: str) -> TestResponse:
    form = {"form_key": a_key(), **fields}
    return staff_client(world, who).post(f"/checks/classes/{class_id}/video", data=form)


def dingtalk_opens(inspector: Inspector) -> None:
    """What the bot does a moment later."""
    write(inspector, lambda session, wish: record_opened(session, wish, OPENED, now=inspector.world.now))
    with inspector.world.database.writing() as session:
        take_wishes(session, now=inspector.world.now)


def dingtalk_refuses(inspector: Inspector, trouble: MeetingTrouble) -> None:
    now = inspector.world.now
    write(inspector, lambda session, wish: note_failure(session, wish, trouble, "code", now=now))


def dingtalk_shows(inspector: Inspector, *seen: SeenMember) -> None:
    inspector.send("/meeting/looks")
    write(inspector, lambda session, wish: record_look(session, wish, seen, now=inspector.world.now))


def write(inspector: Inspector, work: Any) -> None:
    with inspector.world.database.writing() as session:
        wish = take_wishes(session, now=inspector.world.now)[-1]
        work(session, wish)


def members(count: int, cameras: int) -> list[SeenMember]:
    """Guests under their own names, of whom so many show themselves."""
    return [SeenMember("", f"学员{each}", True, each <= cameras) for each in range(1, count + 1)]


def upload(inspector: Inspector, content: bytes, name: str = "直播.csv", **fields: Any) -> TestResponse:
    return inspector.send("/statistics", statistics=(BytesIO(content), name), **fields)


def view(inspector: Inspector) -> CheckView:
    return inspector.see()


def last_picture(inspector: Inspector) -> UUID:
    return view(inspector).pictures[-1].evidence_id


def test_the_whole_check_from_the_list_to_the_record(world, class_id):
    listed = staff_client(world, CITY).get("/checks").text
    assert f'action="/checks/classes/{class_id}/video"' in listed
    inspector = begun(world, class_id)
    dingtalk_opens(inspector)

    page = inspector.open().text
    assert f'href="{JOIN}"' in page
    assert "会议号 123456789，电话入会 057128356290" in page
    answer = inspector.bring(a_photo(), faces="25")
    assert "✓ 截图已保存。" in words(inspector.client.get(answer.location))
    shown = words(inspector.open())
    assert "人脸 25/30=83.3%" in shown
    assert "提交结论" in shown
    inspector.send("/end")

    ended = words(inspector.open())
    assert "合格" in ended
    assert "依据：人脸在线率达到80%及以上为此次检查合格" in ended
    record = words(inspector.open("/record"))
    assert "视频会议" in record
    assert "会议截图，人脸 25" in record
    assert "电话比对" not in record
    history = words(inspector.client.get(f"/checks/classes/{class_id}"))
    assert "会议和截图" in history
    assert f"{CITY} 清点人脸 25" in history


def test_where_no_online_lesson_is_on_a_reason_is_asked_for_and_kept(world, class_id):
    world.now = AFTERNOON
    assert "视频查班…" in words(staff_client(world, CITY).get("/checks"))

    refused = begin(world, class_id)
    inspector = begun(world, class_id, reason="机房停电，改为线上")

    assert refused.status_code == 409
    assert "现在上的是线下课" in words(refused)
    assert 'name="reason"' in refused.text
    assert "没有线上课时的检查，原因：机房停电，改为线上" in words(inspector.open())
    assert "机房停电，改为线上" in words(inspector.open("/record"))


def test_calls_that_a_voided_phone_check_owes_stand_on_the_page_and_on_the_record(world, class_id):
    checking = Checking(world.database, class_id, CITY, world.now)
    checking.start(override="平台打不开")
    checking.record(1)
    checking.void("选错了时段")
    inspector = begun(world, class_id)

    page, record = words(inspector.open()), words(inspector.open("/record"))

    told = "还有 9 人未核实，须由电话查班核实，视频查班不代替"
    why = "作废，原因：选错了时段"
    assert (told in page, told in record) == (True, True)
    assert (why in page, why in record) == (True, True)
    assert "请核对 作废或无法完成的抽查还有 9 人未核实" in record


def test_a_reason_that_is_too_long_comes_back_whole(world, class_id):
    world.now = AFTERNOON
    reason = "线" * 400

    answer = begin(world, class_id, reason=reason)

    assert answer.status_code == 422
    assert reason in answer.text


def test_the_form_sent_twice_begins_one_check_and_a_colleague_joins_it(world, class_id):
    key = a_key()
    client = staff_client(world, CITY)
    first, again = (
        client.post(f"/checks/classes/{class_id}/video", data={"form_key": key}).location for _ in range(2)
    )
    joined = begin(world, class_id, COLLEAGUE).location

    assert first == again
    assert joined == first.replace("did=video-started", "did=joined")
    assert how_many(world, SpotCheck) == 1


def test_a_meeting_that_is_on_its_way_says_so_and_one_that_failed_can_be_asked_for_again(inspector):
    assert "会议正在发起" in words(inspector.open())

    dingtalk_refuses(inspector, MeetingTrouble.NO_PERMISSION)
    page = words(inspector.open())
    assert "失败" in page
    assert "! " in page
    inspector.send("/meeting")

    assert how_many(inspector.world, Meeting) == 2
    assert "会议正在发起" in words(inspector.open())


def test_somebody_without_dingtalk_checks_without_a_meeting_and_is_told_how_to_have_one(world, class_id):
    with world.database.writing() as session:
        find_staff(session, COLLEAGUE).chat_id = None
    inspector = begun(world, class_id, COLLEAGUE)

    assert "没有发起钉钉会议" in words(inspector.open())
    answer = inspector.send("/meeting")

    assert answer.status_code == 409
    assert "没有登记聊天账号" in words(answer)


def test_those_who_are_not_in_are_reminded_by_one_tap_and_not_twice_a_minute(inspector):
    dingtalk_opens(inspector)
    dingtalk_shows(inspector, *members(28, 25))
    assert "提醒未入会的 2 人" in words(inspector.open())

    told = inspector.send("/meeting/reminders")
    again = inspector.send("/meeting/reminders")

    assert told.status_code == 303
    assert again.status_code == 429
    assert "刚刚提醒过" in words(again)
    assert "以后可以再提醒未入会的 2 人" in words(inspector.open())
    inspector.world.pass_by(minutes=2)
    assert "提醒未入会的 2 人" in words(inspector.open())


def test_who_is_in_and_whose_camera_is_on_stands_on_the_page(inspector):
    dingtalk_opens(inspector)

    dingtalk_shows(inspector, *members(28, 25), SeenMember("", "访客", True, True))

    page = words(inspector.open())
    assert "入会 28 镜头开 25" in page
    assert "不在名册、不计入的 1 人：访客" in page
    assert "✗ 学员29 未入会" in page
    assert "✓ 学员26 在会，镜头关" in page
    assert "✓ 学员1 在会，镜头开" in page


def test_the_live_part_changes_when_somebody_comes_and_is_silent_otherwise(inspector):
    dingtalk_opens(inspector)
    etag = inspector.open("/live").headers["ETag"]
    assert inspector.open("/live", headers={"If-None-Match": etag}).status_code == 304

    dingtalk_shows(inspector, *members(3, 3))

    changed = inspector.open("/live", headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert 'data-for="attendees"' in changed.text
    assert "学员3" in changed.text


def test_a_meetings_address_leads_nowhere_but_to_a_page_or_dingtalk(inspector):
    bad = OpenedMeeting("conf-1", "javascript:alert(1)", "1")
    write(inspector, lambda session, wish: record_opened(session, wish, bad, now=inspector.world.now))

    page = inspector.open().text

    assert "javascript:" not in page
    assert "加入会议" not in page


@pytest.mark.parametrize(("faces", "passes"), [(24, True), (23, False)])
def test_24_of_30_is_enough(inspector, faces, passes):
    inspector.bring(a_photo(), faces=str(faces))

    assert ("按现在的记录： 合格" in words(inspector.open("/end"))) is passes


def test_the_best_screenshot_counts_and_never_the_sum(inspector):
    inspector.bring(a_photo("red"), faces="20")
    inspector.bring(a_photo("blue"), faces="23")

    page = words(inspector.open())

    assert "人脸 23/30=76.6%" in page
    assert view(inspector).verdict == "不合格"


def test_a_screenshot_without_a_number_waits_to_be_counted(inspector):
    inspector.bring(a_photo())
    assert "还没有清点截图里的人脸" in words(inspector.open())

    beside = inspector.open(f"/pictures/{last_picture(inspector)}")
    page = main_of(beside.text)
    assert (beside.status_code, 'name="faces"' in page, "全景" in page) == (200, True, False)
    answer = inspector.send(f"/pictures/{last_picture(inspector)}/faces", faces="26")

    assert "✓ 人脸数已记录。" in words(inspector.client.get(answer.location))
    assert "人脸 26/30" in words(inspector.open())


@pytest.mark.parametrize("typed", ["31", "许多", "-1", "2.5", "99999"])
def test_a_wrong_number_costs_nobody_the_screenshot(inspector, typed):
    answer = inspector.bring(a_photo(), faces=typed)

    page = words(inspector.client.get(answer.location))
    assert "截图已保存；人脸数不对，没有记录" in page
    assert how_many(inspector.world, Evidence) == 1
    assert how_many(inspector.world, FaceCount) == 0


@pytest.mark.parametrize(
    ("typed", "why"), [("31", "人脸数应为 0 至 30"), ("许多", "人脸数请填数字"), ("", "人脸数请填数字")]
)
def test_a_wrong_number_beside_its_screenshot_is_refused_there_and_kept_to_be_mended(inspector, typed, why):
    inspector.bring(a_photo())

    answer = inspector.send(f"/pictures/{last_picture(inspector)}/faces", faces=typed)

    assert answer.status_code == 422
    assert why in words(answer)
    assert '<img class="whole"' in answer.text
    assert f'value="{typed}"' in answer.text


def test_a_screenshot_and_its_number_sent_twice_are_one(inspector):
    key, photo = a_key(), a_photo()

    for _ in range(2):
        answer = inspector.bring(photo, faces="25", key=key, headers=BY_SCRIPT)
        assert answer.json["next"].endswith("did=screenshot")

    assert how_many(inspector.world, Evidence) == how_many(inspector.world, FaceCount) == 1


def test_two_inspectors_at_once_never_overwrite_each_other(inspector):
    colleague = Inspector(inspector.world, COLLEAGUE, inspector.check_id, inspector.class_id)
    inspector.bring(a_photo("red"), faces="22")
    colleague.bring(a_photo("blue"), faces="25")

    assert "人脸 25/30" in words(inspector.open())
    assert [each.faces for each in view(inspector).pictures] == [22, 25]


def test_those_who_joined_and_those_who_are_seen_differ_and_it_is_said(inspector):
    dingtalk_opens(inspector)
    dingtalk_shows(inspector, *members(30, 30))

    inspector.bring(a_photo(), faces="20")

    assert "入会 30 人，清点人脸 20 张，相差较大" in words(inspector.open())


def test_a_meeting_that_cannot_be_held_gives_way_to_the_statistics_of_the_day(inspector):
    dingtalk_refuses(inspector, MeetingTrouble.NO_PERMISSION)
    assert "上传直播统计" not in words(inspector.open())

    inspector.send("/failure", why="会议无法发起", explanation="钉钉没有开通会议权限")
    assert "上传直播统计" in words(inspector.open())
    told = upload(
        inspector,
        live_statistics(*trainees(*range(1, 26)), ("外人", "13900000000", "09:00", "09:40")).content,
    )

    assert "✓ 直播统计已保存并比对名册。" in words(inspector.client.get(told.location))
    page = words(inspector.open())
    assert "参培 25/30=83.3%" in page
    assert "26 条，实际参培 25 人；未计入：不在册 1" in page
    assert "会议无法发起：钉钉没有开通会议权限" in page
    inspector.send("/end")
    assert view(inspector).state == "合格"
    record = words(inspector.open("/record"))
    assert "直播观看情况" in record
    assert "SHA-256" in record


def test_the_file_of_the_statistics_is_kept_sealed_and_comes_back_as_it_was(inspector):
    file = live_statistics(*trainees(1, 2))
    inspector.send("/failure", why="其他原因", explanation="网络中断")

    upload(inspector, file.content)
    taken = inspector.open("/statistics")

    assert file.content not in inspector.world.app.extensions[KEY].files.get(file.key)
    assert taken.data == file.content
    assert taken.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert "下载原始统计文件" in words(inspector.open())


def test_a_check_without_statistics_has_no_file_of_them(inspector):
    assert inspector.open("/statistics").status_code == 404


def test_an_auditor_takes_no_file_that_names_people(inspector):
    inspector.send("/failure", why="其他原因", explanation="网络中断")
    upload(inspector, live_statistics(*trainees(1, 2)).content)
    auditor = Inspector(inspector.world, AUDITOR, inspector.check_id, inspector.class_id)

    assert auditor.open("/statistics").status_code == 404
    assert "下载原始统计文件" not in words(auditor.open())


def test_the_same_statistics_twice_are_one(inspector):
    inspector.send("/failure", why="其他原因", explanation="网络中断")
    for _ in range(2):
        upload(inspector, live_statistics(*trainees(1)).content)

    assert how_many(inspector.world, LiveStatistics) == 1


def test_statistics_that_are_refused_fill_no_store(inspector):
    file = live_statistics(*trainees(1))

    assert upload(inspector, file.content).status_code == 409
    store = store_of(inspector.world.app.extensions[KEY].settings)
    assert list(store.files(["statistics"])) == []

    inspector.send("/failure", why="其他原因", explanation="网络中断")
    assert upload(inspector, file.content).status_code == 303
    kept = store.files(["statistics"])
    assert [each.key for each in kept] == [file.key]


def test_going_back_to_a_former_file_is_an_act_and_its_form_sent_twice_is_not(inspector):
    inspector.send("/failure", why="其他原因", explanation="网络中断")
    right, wrong = live_statistics(*trainees(1, 2)).content, live_statistics(*trainees(3)).content
    upload(inspector, right, form_key="a")
    upload(inspector, wrong, form_key="b")

    for _ in range(2):
        upload(inspector, right, form_key="c")
    back = inspector.open("/statistics").data
    upload(inspector, wrong, form_key="b")

    assert (back, inspector.open("/statistics").data) == (right, right)
    assert how_many(inspector.world, LiveStatistics) == 3


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"why": "会议无法发起", "explanation": " "}, "原因"),
        ({"why": "不想开", "explanation": "网络中断"}, "请选一个视频会议没能进行的原因"),
        ({"explanation": "网络中断"}, "请选一个视频会议没能进行的原因"),
        ({"why": "其他原因", "explanation": "断" * 400}, "断" * 400),
    ],
)
def test_no_fallback_without_a_reason_and_what_was_typed_stays(inspector, fields, why):
    answer = inspector.send("/failure", **fields)

    assert answer.status_code == 422
    assert why in words(answer) or why in answer.text
    assert re.search(r"<details[^>]* open><summary>会议开不成", answer.text)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("", b"", "还没有选文件"),
        ("直播.xlsx", b"PK\x03\x04nothing", ""),
        ("直播.csv", b"\xff\xd8\xff\xe0", ""),
    ],
)
def test_what_is_no_statistics_is_refused_in_words_and_nothing_is_kept(inspector, name, content, why):
    inspector.send("/failure", why="其他原因", explanation="网络中断")

    answer = upload(inspector, content, name)

    assert answer.status_code == 422
    assert why in words(answer)
    assert how_many(inspector.world, LiveStatistics) == 0


def test_the_statistics_of_another_day_are_refused(inspector):
    inspector.send("/failure", why="其他原因", explanation="网络中断")
    yesterday = live_statistics(*trainees(1), day=MONDAY - timedelta(days=1))

    answer = upload(inspector, yesterday.content)

    assert answer.status_code >= 400
    assert "03月01日" in words(answer)


def test_statistics_before_the_reason_are_refused(inspector):
    answer = upload(inspector, live_statistics(*trainees(1)).content)

    assert answer.status_code == 409
    assert "请先写明视频会议为什么没能进行" in words(answer)


def test_a_file_of_statistics_may_be_larger_than_any_other_form(inspector):
    inspector.send("/failure", why="其他原因", explanation="网络中断")

    assert upload(inspector, b"x" * 300_000).status_code == 422
    assert inspector.send("/failure", explanation="x" * 300_000).status_code == 413


def test_the_forms_of_a_phone_check_are_not_there_and_are_refused_by_hand(inspector):
    page = main_of(inspector.open().text)
    assert "到课人数" not in page
    assert "全景" not in page
    assert "打下一位" not in page

    refused = inspector.send("/heads", heads="20")
    assert refused.status_code == 409
    assert "视频查班" in words(refused)


def test_an_auditor_looks_reads_masked_names_and_is_offered_nothing(inspector):
    dingtalk_opens(inspector)
    dingtalk_shows(inspector, *members(2, 1))
    auditor = Inspector(inspector.world, AUDITOR, inspector.check_id, inspector.class_id)

    for path in ("", "/record", "/live"):
        page = auditor.open(path).text
        assert "学员1" not in page
        assert "<form" not in (page if path == "/live" else main_of(page))
        assert JOIN not in page


def test_another_district_finds_nothing(inspector):
    stranger = Inspector(inspector.world, OTHER_DISTRICT, inspector.check_id, inspector.class_id)

    assert {stranger.open(path).status_code for path in ("", "/live", "/record", "/statistics")} == {404}
    for path in ("/meeting", "/meeting/looks", "/meeting/reminders", "/failure", "/statistics"):
        assert stranger.send(path, why="其他原因", explanation="因为").status_code == 404


def test_the_end_closes_the_meeting_and_asks_for_its_members(inspector):
    dingtalk_opens(inspector)
    inspector.bring(a_photo(), faces="25")

    inspector.send("/end")

    with inspector.world.database.reading() as session:
        kinds = session.scalars(select(MeetingWish.kind)).all()
    assert WishKind.CLOSE in kinds


def test_acts_after_the_end_are_refused_with_the_verdict_in_sight(inspector):
    inspector.send("/end", as_unable="yes")

    for path in ("/meeting", "/meeting/looks", "/meeting/reminders"):
        answer = inspector.send(path)
        assert answer.status_code == 409
        assert "无法完成" in words(answer)
