"""A whole video check from the chat alone, with the real library against the stand-in (R31 to R35)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TypeVar

import pytest
from PIL import Image
from sqlalchemy import func, select

from bot.answers.replies import sending
from bot.sandbox.chats import Person, chat_of
from bot.sandbox.meetings import Conference
from tests.bot.conftest import LIMIN, NINE, World, is_answer
from tests.factories import MONDAY, a_class, a_lesson, a_trainee, an_enrolment, at
from tests.patience import PATIENCE
from training.checks.views.find_check import find_check_by_number
from training.classes.views.find_class import find_class
from training.meetings.views.meeting_views import MeetingView
from training.meetings.views.see_meeting import see_meeting
from training.notice.terms import HalfDay, Mode, Role
from training.records.checks.video_checks import FaceCount, LiveStatistics
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat

SIZE = 30
Found = TypeVar("Found")
ZHANGWEI = "zhangwei"
LIVE = "live-0302"
HEADER = "姓名,手机号,进入时间,离开时间"


def a_screenshot(shade: int = 90) -> bytes:
    made = BytesIO()
    Image.new("RGB", (320, 240), (shade, 120, 90)).save(made, "JPEG")
    return made.getvalue()


def phone_of(place: int) -> str:
    return f"137000000{place:02}"


def live_statistics(places: int, day: str = "2026-03-02") -> bytes:
    lines = [f"学员{each},{phone_of(each)},{day} 09:00:00,{day} 09:40:00" for each in range(1, places + 1)]
    return "\n".join((HEADER, *lines, f"路人,,{day} 09:00:00,{day} 09:40:00")).encode()


@pytest.fixture
def trainees() -> list[Person]:
    """All of the class are in DingTalk."""
    return [Person(f"t{place}", f"学员{place}", phone=phone_of(place)) for place in range(1, SIZE + 2)]


@pytest.fixture
def online(chat: World, people: list[Person]) -> World:
    """BT-1 with thirty trainees learns online this morning; 张伟 of the city is there too."""
    people.append(Person(ZHANGWEI, "张伟"))
    with chat.house.database.writing() as session:
        own = a_class(session, "BT-1", is_key_group=True, lessons=False)
        a_lesson(session, own, MONDAY, HalfDay.MORNING, mode=Mode.ONLINE)
        a_lesson(session, own, MONDAY, HalfDay.AFTERNOON)
        for place in range(1, SIZE + 1):
            an_enrolment(session, own, a_trainee(session, f"学员{place}", phone_of(place)), str(place))
        know_in_chat(session, add_staff(session, "张伟", Role.CITY, None, None, now=NINE), ZHANGWEI)
    return chat


def after(world: World, act: Callable[[], object], words: str, userid: str = LIMIN) -> str:
    """The robot's next text with these words; what it says of the meeting may come in between."""
    place = chat_of(userid)
    before = max((each.key for each in world.organisation.chats.after(place, 0)), default=0)
    act()
    entry = world.organisation.chats.wait_for(
        place,
        lambda each: each.key > before and is_answer(each) and words in str(each.content["text"]),
        PATIENCE,
    )
    assert entry is not None, f"{words} was not said, but {world.answers(userid)[-3:]}"
    return str(entry.content["text"])


def ask(world: World, text: str, words: str, userid: str = LIMIN) -> str:
    return after(world, lambda: world.organisation.say(userid, text), words, userid)


def show(world: World, shade: int = 90, userid: str = LIMIN) -> str:
    return after(
        world, lambda: world.organisation.show(userid, a_screenshot(shade)), "已留存 1 张截图", userid
    )


def hand_over(world: World, content: bytes, words: str, name: str = "直播.csv") -> str:
    return after(world, lambda: world.organisation.hand_over(LIMIN, name, content), words)


def until(world: World, question: str, *words: str) -> str:
    """Ask until the answer has all the words: what others do reaches us a moment later, each by itself."""

    def answered() -> str:
        answer = world.ask(LIMIN, question)
        return answer if all(each in answer for each in words) else ""

    return in_time(world, answered, " ".join(words))


def in_time(world: World, look: Callable[[], Found], what: str) -> Found:
    for _ in range(PATIENCE * 4):
        if found := look():
            return found
        world.organisation.chats.wait_for(chat_of(LIMIN), lambda entry: False, 0.25)
    raise AssertionError(f"never: {what}; {world.answers(LIMIN)[-2:]}")


def opened(world: World) -> Conference:
    """Begun, and the meeting runs."""
    after(world, lambda: ask(world, "视频查班 BT-1", "应到 30 人"), "会议已开 BT-1-市1")
    (conference,) = world.organisation.meetings.running()
    return conference


def come(world: World, conference: Conference, *places: int) -> None:
    for place in places:
        world.organisation.meetings.join(conference, f"union-t{place}", f"学员{place}")


def meeting_of(world: World) -> MeetingView:
    with world.house.database.reading() as session:
        view = see_meeting(session, find_check_by_number(session, "BT-1-市1"), world.clock())
    assert view is not None
    return view


def count_of(world: World, record: type) -> int:
    with world.house.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_from_the_join_button_to_the_verdict(online):
    conference = opened(online)
    progress = ask(online, "进度", f"会议号 {conference.room_code}")
    assert f"[**加入会议**]({online.organisation.address}/meetings/" in progress
    come(online, conference, *range(1, 29))
    online.organisation.meetings.join(conference, "", "路人甲")
    until(online, "名单", "入会 28/30", "不在名册、不计入的 1 人：路人甲")
    assert "✗ 学员29 未入会" in ask(online, "名单", "名单 BT-1")

    ask(online, "提醒", "正在提醒 2 人")
    assert "会上有 28 名学员" in show(online)
    ask(online, "在线 24", "已记第 1 张截图在线 24 人")
    verdict = ask(online, "结束", "结论：合格")

    assert (
        "✓ 人脸在线率达到：人脸最多的一张 24/30=80.0%，应达 80%；入会 28 人（通知：人脸在线率达到80%"
        in verdict
    )
    assert "✓ 视频会议截图达到：截图 1 张，应有 1 张（通知：保留检查记录以及视频会议截图）" in verdict
    assert "欠查" not in ask(online, "待查", "待查")


def test_what_is_owed_is_checked_by_the_method_of_the_lesson_that_is_on(online):
    assert sending("查班 BT-1") in ask(online, "待查", "线上上课中 欠查 1 次")
    now_online = ask(online, "查班 BT-1", "要查 BT-1")
    assert "现在上的是线上课（上午 08:30–11:30）" in now_online
    assert "适合视频查班" in now_online
    assert now_online.index("[视频查班](") < now_online.index("[电话查班](")

    online.clock.pass_by(hours=5)

    in_the_room = ask(online, "查班 BT-1", "现在上的是线下课")
    assert in_the_room.index("[电话查班](") < in_the_room.index("[视频查班](")


def test_by_phone_during_an_online_lesson_a_reason_is_asked_for(online):
    """R31, R36: as by video in a room."""
    ask(online, "电话查班 BT-1", "线上课用视频查班。确需现在电话查班的，请写明原因")

    begun = ask(online, "电话查班 BT-1 平台打不开，改为打电话", "在册 30 人，抽 10 人")

    assert "线上课时的电话查班，原因：平台打不开" in begun


def test_24_of_31_fail_with_the_number(online):
    with online.house.database.writing() as session:
        own = find_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session, "学员31", phone_of(31)), "31")
    ask(online, "视频查班 BT-1", "应到 31 人")
    show(online)
    ask(online, "在线24", "已记第 1 张截图在线 24 人")

    assert "24/31=77.4%" in ask(online, "结束", "结论：不合格")


def test_the_best_of_several_screenshots_counts_and_a_count_may_be_put_right(online):
    ask(online, "视频查班 BT-1", "应到 30 人")
    for shade, seen in ((10, 20), (20, 23), (30, 8)):
        show(online, shade)
        ask(online, f"在线 {seen}", f"在线 {seen} 人")
    assert "23/30=76.6%" in ask(online, "进度", "✗ 人脸在线率未达到")

    ask(online, "在线 24 第2张", "已记第 2 张截图在线 24 人")
    ask(online, "在线 31", "人脸数应为 0 至 30")
    ask(online, "在线 3 第9张", "没有找到第 9 张截图")

    assert "24/30=80.0%" in ask(online, "结束", "结论：合格")


def test_who_joined_and_who_is_seen_differ_and_it_is_pointed_out(online):
    conference = opened(online)
    come(online, conference, *range(1, 31))
    until(online, "进度", "入会 30/30")
    show(online)

    counted = ask(online, "在线 24", "在线 24 人")

    assert "入会 30 人，清点人脸 24 张，相差较大" in counted
    assert "相差较大" in ask(online, "进度", "进度 BT-1")


def test_cameras_are_asked_for_and_shown(online):
    conference = opened(online)
    come(online, conference, 1, 2, 3)
    online.organisation.meetings.turn_camera(conference, "union-t2", on=True)
    until(online, "名单", "入会 3/30")
    online.clock.pass_by(minutes=1)

    ask(online, "看镜头", "正在看镜头")

    assert "镜头开 1（09:01 看）" in until(online, "进度", "镜头开 1")
    assert "✓ 学员2 在会，镜头开" in until(online, "名单 3", "学员2")


def test_a_meeting_that_never_starts_gives_way_to_the_statistics_of_the_day(online):
    online.organisation.meetings.fail("open", "no_permission")
    after(online, lambda: ask(online, "视频查班 BT-1", "应到 30 人"), "会议没有开成 BT-1-市1")
    assert "重新发起" in ask(online, "进度", "会议没有发起成功")
    assert "写“会议失败 原因”改用当天直播统计" in ask(online, "结束", "还不能下结论")
    hand_over(online, live_statistics(24), "请先写明视频会议为什么没能进行")

    ask(online, "会议失败 应用没有会议权限，发起不了", "改用当天直播统计")
    hand_over(online, live_statistics(24, "2026-03-01"), "03月01日 的记录，抽查当天是 03月02日")
    taken = hand_over(online, live_statistics(24), "已留存当天直播统计")
    verdict = ask(online, "结束", "结论：合格")

    assert "实际参培 24 人" in taken
    assert "未计入：不在册 1" in taken
    assert "✓ 未能视频检查的原因达到：会议无法发起（通知：如遇到视频会议无法发起等情况" in verdict
    assert "✓ 实际参培人数达到：实际参培 24/30=80.0%" in verdict
    assert count_of(online, LiveStatistics) == 1


def test_what_the_statistics_hold_of_the_absent_and_of_nobody_is_told(online):
    ask(online, "视频查班 BT-1", "应到 30 人")
    ask(online, "会议失败 停电", "改用当天直播统计")

    taken = hand_over(
        online, live_statistics(24) + "\n学员25,,未观看,\n合计,25,,".encode(), "已留存当天直播统计"
    )

    assert "实际参培 24 人" in taken
    assert "没有时间（未打卡、未观看）的行 1 行：第 27 行。" in taken
    assert "没有当作数据的行 1 行：第 28 行“合计”。" in taken


def test_the_file_is_kept_as_it_came(online):
    ask(online, "视频查班 BT-1", "应到 30 人")
    ask(online, "会议失败 停电", "改用当天直播统计")
    content = live_statistics(23)
    hand_over(online, content, "已留存当天直播统计")

    with online.house.database.reading() as session:
        kept = session.scalars(select(LiveStatistics)).one()
    assert online.house.papers.get(kept.file_key) == content
    assert content not in online.house.files.get(kept.file_key)
    ask(online, "结束", "结论：不合格")


def test_something_else_than_statistics_is_refused_and_nothing_kept(online):
    ask(online, "视频查班 BT-1", "应到 30 人")
    ask(online, "会议失败 停电", "改用当天直播统计")

    hand_over(online, b"MZ\x90\x00 a program", "没有办成", "直播.exe")
    hand_over(online, f"{HEADER}\n学员1,{phone_of(1)},昨天,今天".encode(), "第 2 行 进入时间")

    assert count_of(online, LiveStatistics) == 0


def test_dingtalk_itself_is_asked_who_watched(online):
    nine_ms = int(at(MONDAY, "09:00").timestamp() * 1000)
    watched = {"watchLiveTime": 40 * 60_000, "watchPlaybackTime": 0, "firstWatchTime": nine_ms}
    known = [
        {
            "unionId": f"union-t{each}",
            "userId": f"t{each}",
            "name": f"昵称{each}" if each == 1 else f"学员{each}",
        }
        for each in range(1, 25)
    ]
    online.organisation.meetings.lives[LIVE] = (
        [each | watched for each in known],
        [{"name": "路人"} | watched],
    )
    opened(online)
    until(online, "名单", "钉钉邀请已发")
    ask(online, "会议失败 学员都进不去", "改用当天直播统计")

    ask(online, "直播统计 no-such-live", "没有取到直播统计")
    taken = ask(online, f"直播统计 {LIVE}", "已留存当天直播统计")

    assert "25 条，实际参培 24 人" in taken
    ask(online, "结束", "结论：合格")


def test_a_token_that_ends_in_the_middle_loses_nothing(online):
    conference = opened(online)
    come(online, conference, *range(1, 26))
    online.organisation.tokens.clear()

    show(online)
    ask(online, "在线 25", "在线 25 人")
    online.organisation.meetings.fail("close", "token")
    ask(online, "结束", "结论：合格")

    in_time(online, lambda: meeting_of(online).has_members, "the list of members")
    assert conference.is_over
    assert (meeting_of(online).has_members, meeting_of(online).joined_ever) == (True, 25)


def test_a_meeting_that_broke_is_opened_again_in_the_same_check(online):
    first = opened(online)
    come(online, first, *range(1, 11))
    until(online, "进度", "入会 10/30")
    after(online, lambda: online.organisation.meetings.end(first), "会议已结束 BT-1-市1")

    ask(online, "重新发起", "正在重新发起会议")
    ask(online, "重新发起", "不用再发起")
    (second,) = in_time(online, online.organisation.meetings.running, "a second meeting")
    come(online, second, *range(11, 31))
    until(online, "进度", "入会 20/30")
    show(online)

    assert "入会 30 人" in ask(online, "在线 28", "在线 28 人")


def test_outside_an_online_lesson_a_reason_is_asked_for_and_kept(online):
    online.clock.pass_by(hours=5)
    refused = ask(online, "视频查班 BT-1", "现在没有线上课")
    assert "现在上的是线下课" in refused
    assert "视频查班 BT-1 老师临时改为线上" in refused

    begun = ask(online, "视频查班 BT-1 老师临时改为线上", "应到 30 人")

    assert "现在没有线上课，原因：老师临时改为线上" in begun
    assert "老师临时改为线上" in ask(online, "进度", "进度 BT-1")


def test_calls_that_a_phone_check_owes_are_told_where_a_video_check_begins_and_goes_on(online):
    ask(online, "电话查班 BT-1 平台打不开", "抽 10 人")
    ask(online, "结束 无法完成 #BT-1-市1", "结论：无法完成")

    told = "还有 10 人未核实，须由电话查班核实（BT-1-市1 由李敏以无法完成结束）"
    assert told in ask(online, "视频查班 BT-1", "应到 30 人")
    assert told in ask(online, "进度", "进度 BT-1")


def test_the_words_of_the_other_method_are_answered_helpfully(online):
    ask(online, "视频查班 BT-1", "视频查班 电工")
    heads = ask(online, "到课 26", "视频查班记的是人脸")
    assert sending("在线 26 #BT-1-市1") in heads
    ask(online, "全景", "视频查班，没有电话比对")
    assert "视频查班 电工" in ask(online, "电话查班 BT-1", "应到 30 人")
    ask(online, "作废 点错了", "已收回 BT-1-市1")

    ask(online, "电话查班 BT-1 平台打不开", "抽 10 人")
    faces = ask(online, "在线 26", "电话查班记的是到课人数")
    assert sending("到课 26 #BT-1-市2") in faces


def test_two_inspectors_count_at_once_and_both_cards_follow(online):
    ask(online, "视频查班 BT-1", "应到 30 人")
    ask(online, "视频查班 BT-1", "李敏 09:00 开始", ZHANGWEI)
    show(online, 10)
    show(online, 20, ZHANGWEI)

    with ThreadPoolExecutor(2) as both:
        list(
            both.map(
                lambda one: ask(online, *one),
                [("在线 20", "在线 20 人"), ("在线 25", "在线 25 人", ZHANGWEI)],
            )
        )

    assert count_of(online, FaceCount) == 2
    # A card that was drawn between the two counts rests from its owner's, and here no time goes by itself.
    online.clock.pass_by(minutes=5)
    for userid in (LIMIN, ZHANGWEI):
        card = online.organisation.chats.wait_for(
            chat_of(userid),
            lambda each: each.kind == "card" and "人脸最多 25/30，截图 2 张" in str(each.content["values"]),
            PATIENCE,
        )
        assert card is not None


def test_a_cancelled_check_closes_its_meeting(online):
    conference = opened(online)

    ask(online, "作废 点错了班", "已收回 BT-1-市1")

    in_time(online, lambda: conference.is_over, "the meeting's end")
