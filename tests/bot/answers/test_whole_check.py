"""A whole phone check from the chat alone, with the real library against the stand-in (R36 to R39)."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from PIL import Image
from sqlalchemy import select

from bot.answers.replies import SEND, escape
from bot.sandbox.chats import GROUP_ID, Person, chat_of
from tests.bot.conftest import LIMIN, NINE, WANGQIANG, ZHAO, World, is_answer
from tests.factories import a_class, a_trainee, a_withdrawal, an_enrolment
from tests.patience import PATIENCE
from tests.training.pictures.test_heic import HEIC
from training.checks.acts.evidence.record_faces import record_faces
from training.checks.acts.evidence.take_uncounted import take_uncounted
from training.checks.views.confirmations.find_confirmation import number_of_confirmation
from training.notice.terms import Role
from training.pictures import heic
from training.ports.faces import Box, CountedFaces
from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import DrawnTrainee
from training.staff.acts.add_staff import add_staff
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.acts.know_in_chat import know_in_chat

SIZE = 7


def a_picture(colour: int = 90) -> bytes:
    made = BytesIO()
    Image.new("RGB", (320, 240), (colour, 120, 90)).save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def in_class(chat: World, people: list[Person]) -> World:
    """BT-1 with seven trainees, of whom three are to be called; 张伟 of the city is there too."""
    people.append(Person("zhangwei", "张伟"))
    with chat.house.database.writing() as session:
        own = a_class(session, "BT-1", is_key_group=True)
        for place in range(1, SIZE + 1):
            an_enrolment(session, own, a_trainee(session, f"学员{place}", f"1380000000{place}"), str(place))
        know_in_chat(session, add_staff(session, "张伟", Role.CITY, None, None, now=NINE), "zhangwei")
    return chat


def called(world: World, userid: str = LIMIN) -> int:
    """Ask for the next and give the position."""
    shown = world.ask(userid, "下一位")
    found = re.match(r"### (\d+)号", shown)
    assert found, shown
    return int(found.group(1))


def hear(world: World, userid: str, text: str, words: str) -> str:
    """Say it, and give the answer with these words: an alert may come before it."""
    place = chat_of(userid)
    before = max((each.key for each in world.organisation.chats.after(place, 0)), default=0)
    world.organisation.say(userid, text)
    entry = world.organisation.chats.wait_for(
        place,
        lambda each: each.key > before and is_answer(each) and words in str(each.content["text"]),
        PATIENCE,
    )
    assert entry is not None, f"{words} was not said, but {world.answers(userid)[-3:]}"
    return str(entry.content["text"])


def button(text: str, shown: str) -> str:
    """What the button of that text in an answer says."""
    found = re.search(rf"\[{re.escape(escape(text))}\]\({re.escape(SEND)}([^)]*)\)", shown)
    assert found, f"no button {text} in {shown}"
    return unquote(found.group(1))


def test_at_noon_the_chat_asks_once_more_and_the_record_tells(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    in_class.ask(LIMIN, "记 1 无误")
    in_class.clock.pass_by(hours=3, minutes=30)

    asked = in_class.ask(LIMIN, "拨 2")
    shown = in_class.ask(LIMIN, "下一位 2 仍要拨打")

    assert "现在不是打电话的时段" in asked
    assert button("仍要拨打", asked) == "下一位 2 仍要拨打 #BT-1-市1"
    assert shown.startswith("### 2号")
    assert "检查记录会注明：不在通话时段" in in_class.ask(LIMIN, "记 2 无误")


def test_a_call_without_its_number_is_recorded_and_pointed_out(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")

    assert "检查记录会注明：未显示过号码" in in_class.ask(LIMIN, "记 2 无误")


def card_of(world: World, userid: str, shows: str) -> str:
    """The card in this chat, once it shows that."""
    entry = world.organisation.chats.wait_for(
        chat_of(userid),
        lambda each: each.kind == "card" and shows in str(each.content["values"]),
        PATIENCE,
    )
    assert entry is not None, f"no card showed {shows}"
    return str(entry.content["values"]["markdown"])


def test_from_the_list_of_what_is_owed_to_the_verdict(in_class):
    assert "欠查 1 次" in in_class.ask(LIMIN, "待查")
    begun = in_class.ask(LIMIN, "电话查班 BT-1")
    assert "在册 7 人，抽 3 人，备用 4 人" in begun

    for _ in range(3):
        place = called(in_class)
        assert re.search(f"已记 {place}号 学员. 无误", in_class.ask(LIMIN, f"记 {place} 无误"))
    assert "已记到课 6 人" in in_class.ask(LIMIN, "到课 6")
    assert "还没有拍到全部参训学员的全景截图" in in_class.ask(LIMIN, "结束")
    assert "已留存 1 张照片" in in_class.show(LIMIN, a_picture())
    assert "已标为全景" in in_class.ask(LIMIN, "全景")
    verdict = in_class.ask(LIMIN, "结束")

    assert "结论：合格" in verdict
    assert "应核实 3 名（在册 7 名的 1/3，进一取整），已核实 3 名（通知：至少抽取三分之一学员" in verdict
    assert "到课 6/7=85.7%，应达 80%（通知：核实学员总出勤率" in verdict
    assert "总出勤率达到" in card_of(in_class, LIMIN, "合格")
    assert "BT-1" in in_class.ask(LIMIN, "待查")
    assert "欠查" not in in_class.ask(LIMIN, "待查")


def test_a_mismatch_fails_the_check_unless_a_picture_explains_it(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    first = called(in_class)
    in_class.ask(LIMIN, f"记 {first} 不符 身份证后四位")
    for _ in range(2):
        in_class.ask(LIMIN, f"记 {called(in_class)} 无误")
    in_class.ask(LIMIN, "到课 7")
    in_class.show(LIMIN, a_picture())
    in_class.ask(LIMIN, "全景")

    assert "✗ 备案信息无误未达到：未说明的不一致 1 名" in in_class.ask(LIMIN, "进度")
    assert "用哪一张照片" in in_class.ask(LIMIN, f"说明 {first} 身份证录入有误")
    in_class.show(LIMIN, a_picture(40))
    hear(in_class, LIMIN, f"说明 {first} 第2张 身份证录入有误，已看原件", f"已提出说明 {first}号")
    hear(in_class, LIMIN, "进度", "✗ 备案信息无误未达到：未说明的不一致 1 名")

    waiting = hear(in_class, "zhangwei", "确认", "待您确认 1 件")
    agree = button(f"确认 {first} 号说明 BT-1-市1", waiting)
    hear(in_class, "zhangwei", agree, f"已确认：{first} 号说明 BT-1-市1")

    hear(in_class, LIMIN, "结束", "结论：合格")


def test_too_few_heads_fail_with_the_number(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    for _ in range(3):
        in_class.ask(LIMIN, f"记 {called(in_class)} 无误")
    in_class.ask(LIMIN, "到课 5")
    in_class.show(LIMIN, a_picture())
    in_class.ask(LIMIN, "全景")

    verdict = in_class.ask(LIMIN, "结束")

    assert "结论：不合格" in verdict
    assert "到课 5/7=71.4%" in verdict


def test_who_is_not_reached_is_replaced_by_the_next_of_the_reserve(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    first = called(in_class)
    assert "待重拨" in in_class.ask(LIMIN, f"记 {first} 未接")
    assert "没有可以补抽的学员" in in_class.ask(LIMIN, "补抽")

    in_class.clock.pass_by(minutes=5)
    in_class.ask(LIMIN, f"拨 {first}")
    in_class.ask(LIMIN, f"记 {first} 关机")

    assert "4号 学员" in in_class.ask(LIMIN, "补抽")
    assert f"{first}号" in in_class.ask(LIMIN, "名单")
    assert "已补抽为 4 号" in in_class.ask(LIMIN, "名单")


def test_two_inspectors_record_in_one_check_and_both_cards_follow(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    entered = in_class.ask("zhangwei", "电话查班 BT-1")
    assert "李敏 09:00 开始" in entered

    mine, theirs = called(in_class), called(in_class, "zhangwei")
    assert mine != theirs
    in_class.ask(LIMIN, f"记 {mine} 无误")
    in_class.ask("zhangwei", f"记 {theirs} 无误")
    in_class.clock.pass_by(minutes=5)

    assert "已核实 2/3" in card_of(in_class, LIMIN, "已核实 2/3")
    assert "已核实 2/3" in card_of(in_class, "zhangwei", "已核实 2/3")


def test_the_district_has_a_check_of_its_own_beside_the_citys(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")

    assert "BT-1-区1" in in_class.ask(WANGQIANG, "电话查班 BT-1")
    assert "BT-1-市1 进行中" in in_class.ask(WANGQIANG, "班级 BT-1")


def test_a_number_is_shown_one_at_a_time(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    shown = in_class.ask(LIMIN, "名单")
    assert not re.search(r"1380000000\d", shown)
    place = called(in_class)

    assert f"请先记录 {place} 号的通话结果" in in_class.ask(LIMIN, f"拨 {place % 3 + 1}")


def test_a_check_in_which_nothing_was_recorded_is_taken_back_and_does_not_count(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")

    hear(in_class, LIMIN, "作废 点错了班", "已收回 BT-1-市1")
    hear(in_class, LIMIN, "待查", "欠查 1 次")
    hear(in_class, LIMIN, "进度", "没有正在进行的查班")


def test_a_check_with_records_is_void_once_a_second_person_has_agreed(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    in_class.ask(LIMIN, "到课 7")

    hear(in_class, LIMIN, "作废 点错了班", "已请第二人确认作废 BT-1-市1")
    hear(in_class, LIMIN, f"确认 {number_of_request(in_class)}", "不能自己确认")
    hear(in_class, "zhangwei", f"确认 {number_of_request(in_class)}", "已确认：作废检查 BT-1-市1")
    assert "待打" not in card_of(in_class, LIMIN, "已作废")


def test_whoever_does_not_agree_says_why(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    in_class.ask(LIMIN, "到课 7")
    hear(in_class, LIMIN, "作废 点错了班", "已请第二人")
    number = number_of_request(in_class)

    hear(in_class, "zhangwei", f"不予确认 {number}", "要写编号和原因")
    hear(in_class, "zhangwei", f"不予确认 {number} 班级没有错", "没有同意")
    assert "已作废" not in hear(in_class, LIMIN, "进度", "总出勤率达到")


def number_of_request(world: World) -> str:
    with world.house.database.reading() as session:
        return number_of_confirmation(session.scalars(select(Confirmation.public_id)).one())


def test_what_is_lacking_can_be_confessed(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")

    assert "结束 无法完成" in in_class.ask(LIMIN, "结束")
    assert "结论：无法完成" in in_class.ask(LIMIN, "结束 无法完成")


def test_something_else_than_a_picture_is_refused_and_nothing_kept(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")

    assert "不是能识别的照片" in in_class.show(LIMIN, b"MZ\x90\x00 a program")
    assert "全景 0 张" in in_class.ask(LIMIN, "进度")


def test_a_picture_of_an_iphone_is_kept_as_it_came(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")

    assert "已留存 1 张照片" in in_class.show(LIMIN, HEIC)
    with in_class.house.database.reading() as session:
        kept = session.scalars(select(Evidence)).one()
    assert in_class.house.files.get(kept.original_key) == HEIC
    assert (kept.media_type, kept.original_key[-5:], kept.served_key[-4:]) == ("image/jpeg", ".heic", ".jpg")


def test_a_picture_of_an_iphone_that_cannot_be_read_here_is_answered_with_what_to_do(in_class, monkeypatch):
    monkeypatch.setattr(heic, "is_installed", lambda: False)
    in_class.ask(LIMIN, "电话查班 BT-1")

    assert "“兼容性最佳”后重拍，或发截屏" in in_class.show(LIMIN, HEIC)
    assert "全景 0 张" in in_class.ask(LIMIN, "进度")


def test_a_press_of_the_card_acts_and_the_card_shows_it(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    place = called(in_class)
    (card,) = in_class.organisation.cards

    in_class.organisation.press(LIMIN, card, {"command": f"记 {place} 无误"})

    assert "已核实 1/3" in card_of(in_class, LIMIN, "已核实 1/3")


def test_the_link_leads_to_the_check_on_a_page(in_class):

    begun = in_class.ask(LIMIN, "电话查班 BT-1")
    token = re.findall(r"/desk/enter/([\w-]+)", begun)[0]

    with in_class.house.database.writing() as session:
        path = enter_by_link(session, token, session_token="s1", now=NINE)
    assert re.fullmatch(r"/checks/[0-9a-f-]{36}", path)


def test_progress_tells_what_the_face_counter_found_once_it_has(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    in_class.show(LIMIN, a_picture())
    assert "自动识别" not in in_class.ask(LIMIN, "进度")

    with in_class.house.database.writing() as session:
        picture = take_uncounted(session, now=in_class.clock())
        faces = tuple(Box(40 * place, 10, 30, 40, 90) for place in range(6))
        record_faces(session, picture.key, CountedFaces(faces, "counter 1", 9), now=in_class.clock())
    found = in_class.ask(LIMIN, "进度")
    in_class.ask(LIMIN, "到课 7")

    assert "自动识别 6 张人脸（仅供参考）" in found
    assert "自动识别 6 张人脸，清点 7 人，相差 1（仅供参考，以清点为准）" in in_class.ask(LIMIN, "进度")


def test_who_answered_is_asked_and_each_button_says_all_of_it(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")

    asked = unquote(in_class.ask(LIMIN, "记 1 非本人 一位女士"))
    corrected = unquote(in_class.ask(LIMIN, "更正 2 打错了 听错了"))

    assert asked.startswith("### 1号 是哪一种？")
    assert "还没有记" in asked
    for word in ("家人接听", "稍后再打", "号码不是本人"):
        assert f"记 1 {word} 一位女士" in asked
        assert f"更正 2 {word} 听错了" in corrected
    assert "已核实 0/3，不一致 0" in in_class.ask(LIMIN, "记 1 家人接听 一位女士")
    assert "已核实 1/3，不一致 1" in in_class.ask(LIMIN, "记 1 号码不是本人")


def test_money_is_a_lead_that_is_told_listed_and_never_one_who_agreed(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")

    recorded = in_class.ask(LIMIN, "记 1 不符 收费 说交了三百")
    listed = in_class.ask(LIMIN, "线索")
    in_class.ask(LIMIN, "更正 1 无误 点错了")

    assert "1号 有线索" in recorded
    assert listed.startswith("### 线索 1 条待核查")
    assert "BT-1 1号 称被收费，待核查" in listed
    assert "三百" not in listed
    assert "https://chaban.example/desk/enter/" in listed
    assert "线索 1 条待核查" in in_class.ask(WANGQIANG, "线索")
    assert "线索 1 条，另行核查" in in_class.ask(LIMIN, "进度")
    assert "有学员称被收费" in in_class.ask(WANGQIANG, "待查")


def test_leads_are_not_for_an_institution_and_in_a_group_for_whoever_asked_alone(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    in_class.ask(LIMIN, "记 1 未参训")

    assert "线索由市本级和旗县区的工作人员核查" in in_class.ask(ZHAO, "线索")
    public = in_class.ask(LIMIN, "线索", GROUP_ID)
    assert "已私聊发给您" in public
    assert "未参训" not in public


def test_a_verdict_says_what_to_look_at(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    in_class.ask(LIMIN, "记 2 空号")

    ended = in_class.ask(LIMIN, "结束 无法完成")

    assert "请核对：2 号没有显示过号码就记了通话" in ended
    assert "请核对：2 号备案的号码是空号" in ended


def test_who_of_the_reserve_has_left_is_passed_over_and_that_is_said(in_class):
    in_class.ask(LIMIN, "电话查班 BT-1")
    in_class.ask(LIMIN, "记 1 空号")
    with in_class.house.database.writing() as session:
        place = session.scalars(select(DrawnTrainee).where(DrawnTrainee.position == 4)).one()
        a_withdrawal(session, place.enrolment, NINE.date() - timedelta(days=1))

    drawn = in_class.ask(LIMIN, "补抽")

    assert drawn.startswith("### 已补抽 1 人")
    assert "4号 已退班，跳过" in drawn
    assert "备用还有 2 人" in drawn
