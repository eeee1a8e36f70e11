"""However it is typed or spoken, what an inspector means is understood; nothing is ever done by mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.commands import (
    CancelCheck,
    CountFaces,
    CountHeads,
    DrawMore,
    Due,
    ExplainMismatch,
    FetchStatistics,
    FinishCheck,
    Help,
    Incomplete,
    LookAtCameras,
    MarkPanorama,
    NextCall,
    NotUnderstood,
    PrepareCheck,
    RecordCall,
    RemindAbsent,
    ReopenMeeting,
    ReportFailure,
    ShowClass,
    ShowHours,
    ShowMe,
    ShowProgress,
    ShowRoster,
    StartCheck,
    StartVideoCheck,
    WithdrawPicture,
)
from bot.words.confirmation_commands import AnswerConfirmation, ShowConfirmations
from bot.words.correction_commands import DecideCorrection, ShowCorrection, ShowCorrections
from bot.words.follow_up_commands import AskFollowUp, SaidNow, ShowFollowUps, SinceSaid
from bot.words.lead_commands import ShowLeads, WhoAnswered
from bot.words.readers import calls_it_panorama, read_command
from bot.words.spellings import FIELDS, OUTCOMES, VERBS, WHO_ANSWERED
from bot.words.work_commands import (
    ShowClassesToJudge,
    ShowClassesToNumber,
    ShowClassesToSubsidise,
    ShowFilings,
    ShowNumbering,
    ShowPlans,
    ShowRates,
    ShowVouchers,
)
from training.checks.terms import CallOutcome, FallbackReason, FiledItem
from training.follow_ups.terms import WorkStatus

MATCHED, MISMATCHED, NO_ANSWER = CallOutcome.MATCHED, CallOutcome.MISMATCHED, CallOutcome.NO_ANSWER


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("帮助", Help()),
        ("", Help()),
        ("？", Help()),
        ("待查", Due()),
        ("待查 2", Due(2)),
        ("今天。", Due()),
        ("班级 BT-1", ShowClass("BT-1")),
        ("班级电工", ShowClass("电工")),
        ("BT2026-DG-003", ShowClass("BT2026-DG-003")),
        ("ＢＴ－１", ShowClass("BT-1")),
        ("电话查班 BT-1", StartCheck("BT-1")),
        ("查班BT-1", PrepareCheck("BT-1")),
        ("抽查 BT-1", PrepareCheck("BT-1")),
        ("补卡", ShowCorrections()),
        ("补卡 2", ShowCorrections(2)),
        ("补卡 00ab12cd", ShowCorrection("00ab12cd")),
        ("批准 00AB12CD", DecideCorrection("00ab12cd", is_approved=True)),
        ("批准00ab12cd 监控里有", DecideCorrection("00ab12cd", is_approved=True, note="监控里有")),
        (
            "不批准 00ab12cd 没有来",
            DecideCorrection("00ab12cd", is_approved=False, note="没有来"),
        ),
        ("名单", ShowRoster()),
        ("名单 3", ShowRoster(3)),
        ("下一位", NextCall()),
        ("下一位 仍要拨打", NextCall(anyway=True)),
        ("下一位 3 仍要拨打", NextCall(3, anyway=True)),
        ("拨 3", NextCall(3)),
        ("打第三位", NextCall(3)),
        ("记 3 无误", RecordCall(3, MATCHED)),
        ("记3无误", RecordCall(3, MATCHED)),
        ("记３号无误", RecordCall(3, MATCHED)),
        ("记　三　没问题", RecordCall(3, MATCHED)),
        ("3 无误", RecordCall(3, MATCHED)),
        ("第十二位 没人接", RecordCall(12, NO_ANSWER)),
        ("记 3 不符 身份证后四位", RecordCall(3, MISMATCHED, (FiledItem.ID_ENDING,))),
        ("记 3 不符 身份证、姓名", RecordCall(3, MISMATCHED, (FiledItem.NAME, FiledItem.ID_ENDING))),
        ("记 3 无误 声音很小", RecordCall(3, MATCHED, note="声音很小")),
        ("3 对", RecordCall(3, MATCHED)),
        ("3 对的", RecordCall(3, MATCHED)),
        ("3 无误了，声音很小", RecordCall(3, MATCHED, note="声音很小")),
        ("3 对方没接", RecordCall(3, NO_ANSWER)),
        ("记 3 对方 没人接 响了很久", RecordCall(3, NO_ANSWER, note="响了很久")),
        ("记 3 对不上 身份证", RecordCall(3, MISMATCHED, (FiledItem.ID_ENDING,))),
        ("更正 3 未接 记错了人", RecordCall(3, NO_ANSWER, note="记错了人", is_correction=True)),
        ("说明 3 身份证号录入有误", ExplainMismatch(3, "身份证号录入有误")),
        ("说明 3 第2张 身份证号录入有误", ExplainMismatch(3, "身份证号录入有误", 2)),
        ("说明3号，第二张，录入有误", ExplainMismatch(3, "录入有误", 2)),
        ("全景 第2张", MarkPanorama(2)),
        ("全景2张", MarkPanorama(2)),
        ("撤回 第2张 发错了班", WithdrawPicture(2, "发错了班")),
        ("收回 点错了班", CancelCheck("点错了班")),
        ("确认", ShowConfirmations()),
        ("确认 3F2A91bc", AnswerConfirmation("3f2a91bc", True)),
        ("确认 3f2a91bc 看过记录", AnswerConfirmation("3f2a91bc", True, "看过记录")),
        ("不予确认 3f2a91bc 没有选错", AnswerConfirmation("3f2a91bc", False, "没有选错")),
        ("补抽", DrawMore()),
        ("到课 26", CountHeads(26)),
        ("到课２６人", CountHeads(26)),
        ("到课二十六", CountHeads(26)),
        ("到课 0", CountHeads(0)),
        ("全景！", MarkPanorama()),
        ("进度", ShowProgress()),
        ("结束", FinishCheck()),
        ("结束 无法完成", FinishCheck(as_unable=True)),
        ("作废 点错了班", CancelCheck("点错了班")),
        ("作废停电", CancelCheck("停电")),
        ("学时 王芳", ShowHours("王芳")),
        ("学时0001", ShowHours("0001")),
        ("我的", ShowMe()),
        ("@查班助手 我的", ShowMe()),
        (" @查班助手  记 3 无误", RecordCall(3, MATCHED)),
        ("记 \u200b3 无误\ufeff", RecordCall(3, MATCHED)),
    ],
)
def test_a_command_is_understood_however_it_is_written(text, command):
    assert read_command(text) == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("视频查班 BT-1", StartVideoCheck("BT-1")),
        ("视频查班BT-1", StartVideoCheck("BT-1")),
        ("视频查班 BT-1 老师临时改为线上", StartVideoCheck("BT-1 老师临时改为线上")),
        ("仍要查 BT-1 补课", StartVideoCheck("BT-1 补课")),
        ("在线 25", CountFaces(25)),
        ("在线25", CountFaces(25)),
        ("在线　２５人", CountFaces(25)),
        ("人脸二十五个", CountFaces(25)),
        ("在线 0", CountFaces(0)),
        ("在线 25 第2张", CountFaces(25, 2)),
        ("在线25人，第二张", CountFaces(25, 2)),
        ("提醒", RemindAbsent()),
        ("@查班 催一下！", RemindAbsent()),
        ("看镜头", LookAtCameras()),
        ("刷新", LookAtCameras()),
        ("重新发起", ReopenMeeting()),
        ("会议失败 发起不了", ReportFailure(FallbackReason.NOT_OPENED, "发起不了")),
        ("会议失败：开到一半断了", ReportFailure(FallbackReason.BROKE_OFF, "开到一半断了")),
        ("会议失败 学员都进不去", ReportFailure(FallbackReason.NOBODY_IN, "学员都进不去")),
        ("改用直播统计 停电", ReportFailure(FallbackReason.OTHER, "停电")),
        ("直播统计", FetchStatistics()),
        ("直播统计 怎么发", FetchStatistics()),
        ("直播统计 3f2a-77", FetchStatistics("3f2a-77")),
    ],
)
def test_a_video_check_has_its_own_words(text, command):
    assert read_command(text) == command


@pytest.mark.parametrize(
    ("verb", "spelling"), [(verb, each) for verb, spellings in VERBS.items() for each in spellings]
)
def test_every_alias_is_the_command_of_its_first_spelling(verb, spelling):
    assert type(read_command(spelling)) is type(read_command(verb))


@pytest.mark.parametrize(
    ("outcome", "spelling"), [(outcome, each) for outcome, words in OUTCOMES.items() for each in words]
)
def test_every_spelling_of_an_outcome_records_that_outcome(outcome, spelling):
    command = read_command(f"记 3 {spelling} 姓名")

    assert isinstance(command, RecordCall)
    assert (command.place, command.outcome) == (3, outcome)


@pytest.mark.parametrize("spelling", OUTCOMES[MATCHED])
@pytest.mark.parametrize("more", ["不起", "方的电话", "吗", "性很差", "率低", "还是不符"])
@pytest.mark.parametrize("verb", ["", "记 ", "更正 "])
def test_nobody_is_verified_by_a_word_that_only_begins_alike(verb, spelling, more):
    command = read_command(f"{verb}3 {spelling}{more}")

    assert not isinstance(command, RecordCall)


@pytest.mark.parametrize("item", FiledItem)
def test_every_filed_item_can_be_named_as_differing(item):
    for spelling in FIELDS[item]:
        assert read_command(f"记 3 不符 {spelling}") == RecordCall(3, MISMATCHED, (item,))


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("记", "记 3 无误"),
        ("记 无误", "记 3 无误"),
        ("记 3", "记 3 无误"),
        ("记 0 无误", "记 3 无误"),
        ("记 3 不符", "记 3 不符 身份证后四位"),
        ("到课", "到课 26"),
        ("到课 很多", "到课 26"),
        ("作废", "作废 点错了班"),
        ("在线", "在线 25"),
        ("在线 25 24", "在线 25"),
        ("在线 很多", "在线 25"),
        ("会议失败", "会议失败 会议发起不了"),
        ("视频查班", "待查"),
        ("学时", "学时 王芳"),
        ("说明 3", "说明 3 第2张 身份证号录入有误"),
        ("撤回 发错了班", "撤回 第2张 发错了班"),
        ("不予确认 3f2a91bc", "不予确认 3f2a91bc 记录没有问题，不应作废"),
        ("查班", "待查"),
    ],
)
def test_what_is_missing_is_said_with_an_example(text, example):
    command = read_command(text)

    assert isinstance(command, Incomplete)
    assert command.example == example


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("记 3", "记 3 无误", len(OUTCOMES) - 1),
        ("记 3 好像有点问题", "记 3 无误", len(OUTCOMES) - 1),
        ("记 3 不符", "记 3 不符 姓名", len(FIELDS)),
        ("记 3 不符 说不清楚", "记 3 不符 姓名 说不清楚", len(FIELDS)),
        ("记 无误", None, 0),
        ("更正 3", None, 0),
        ("更正 3 不符", None, 0),
    ],
)
def test_of_a_call_that_lacks_its_outcome_each_is_a_whole_command_and_means_what_it_says(text, first, count):
    """A correction needs its reason, which nobody can guess."""
    ways = read_command(text).ways

    assert len(ways) == count
    assert [words for words, _ in ways][:1] == ([first] if first else [])
    assert [read_command(words) for words, _ in ways] == [meant for _, meant in ways]


@pytest.mark.parametrize(
    "text",
    [
        "结束了吗",
        "补抽谁呢",
        "全景拍不到",
        "取消了吗",
        "打不通",
        "结束 吧",
        "提醒过吗",
        "会议失败了吗",
        "重新发起吗",
    ],
)
def test_a_question_that_begins_like_an_act_is_no_act(text):
    assert isinstance(read_command(text), NotUnderstood)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("待察", "待查"), ("电话插班 BT-1", "电话查班 BT-1"), ("名蛋", "名单"), ("请看进度", "进度")],
)
def test_a_slip_is_answered_with_the_nearest_command(text, nearest):
    command = read_command(text)

    assert isinstance(command, NotUnderstood)
    assert nearest in command.nearest


@pytest.mark.parametrize("text", ["a" * 10_000, "记" * 10_000, "\x00\x1b[2J\x07", "🙂" * 3000, "\ud800记"])
def test_hostile_texts_are_answered_too(text):
    assert read_command(text) is not None


@given(st.text(max_size=400))
def test_any_text_is_some_command(text):
    assert read_command(text) is not None


@given(st.sampled_from([each for words in VERBS.values() for each in words]), st.text(max_size=40))
def test_any_words_after_a_verb_are_some_command(verb, rest):
    assert read_command(verb + rest) is not None


@given(st.integers(1, 9999))
def test_a_number_is_read_as_it_was_written(place):
    assert read_command(f"记{place}无误") == RecordCall(place, MATCHED)
    assert read_command(f"在线{place}") == CountFaces(place)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(("全景", True), ("三楼教室全景", True), ("全景 26人", True), ("全 景", False), ("", False)),
        *(("不是全景", False), ("没拍到全景", False), ("这是全景吗", False), ("全景？", False)),
        ("非全景，是报名表", False),
    ],
)
def test_a_picture_is_the_panorama_only_where_its_words_say_so_without_a_doubt(text, is_one):
    assert calls_it_panorama(text) is is_one


@pytest.mark.parametrize("spelling", WHO_ANSWERED)
@pytest.mark.parametrize("verb", ["记 ", "", "更正 "])
def test_what_may_mean_three_things_is_asked_and_not_recorded(verb, spelling):
    is_correction = verb == "更正 "

    assert read_command(f"{verb}3 {spelling}") == WhoAnswered(3, "", is_correction)
    assert read_command(f"{verb}3 {spelling} 他爱人接的") == WhoAnswered(3, "他爱人接的", is_correction)


def test_the_old_word_is_no_outcome_that_can_be_recorded():
    assert CallOutcome.OTHER_PERSON not in OUTCOMES
    assert set(OUTCOMES) == set(CallOutcome) - {CallOutcome.OTHER_PERSON}


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("线索", ShowLeads()),
        ("线索 2", ShowLeads(2)),
        ("线索 第3页", ShowLeads(3)),
        ("记 3 家人接听 他爱人", RecordCall(3, CallOutcome.FAMILY_ANSWERED, note="他爱人")),
        ("3 稍后再打", RecordCall(3, CallOutcome.CALL_LATER)),
        ("记 3 号码不是他的", RecordCall(3, CallOutcome.NOT_THEIR_NUMBER)),
    ],
)
def test_leads_and_who_answered_have_their_own_words(text, command):
    assert read_command(text) == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("待评估", ShowClassesToJudge()),
        ("评估 2", ShowClassesToJudge(2)),
        ("待核定", ShowClassesToSubsidise()),
        ("核定补贴 第2页", ShowClassesToSubsidise(2)),
        ("待派号", ShowClassesToNumber()),
        ("待派号 第2页", ShowClassesToNumber(2)),
        ("派号 BT-1", ShowNumbering("BT-1")),
        ("派号ＢＴ－１", ShowNumbering("BT-1")),
        ("就业率 BT-1", ShowRates("BT-1")),
        ("创业成功率 第一培训学校", ShowRates("第一培训学校")),
        ("培训券", ShowVouchers()),
        ("培训券 Q202600100001", ShowVouchers("Q202600100001")),
        ("待回访", ShowFollowUps()),
        ("待回访 2", ShowFollowUps(2)),
        ("回访 王芳 未就业", AskFollowUp("王芳", SaidNow(WorkStatus.OUT_OF_WORK))),
        ("回访，王芳，打不通", AskFollowUp("王芳", SaidNow(WorkStatus.UNREACHABLE))),
        (
            "回访 王芳 就业 鹿城餐饮 2026-10-01",
            AskFollowUp("王芳", SaidNow(WorkStatus.EMPLOYED, "鹿城餐饮", SinceSaid(10, 1, 2026))),
        ),
        (
            "回访 王芳 创业 小星星 托管班 10月1日起",
            AskFollowUp("王芳", SaidNow(WorkStatus.SELF_EMPLOYED, "小星星 托管班", SinceSaid(10, 1))),
        ),
        ("待复核", ShowFilings()),
        ("备案复核 3", ShowFilings(3)),
        ("计划", ShowPlans()),
        ("季度计划 2", ShowPlans(2)),
    ],
)
def test_what_waits_between_plan_and_certificate_has_its_words(text, command):
    assert read_command(text) == command


def test_numbers_are_asked_for_with_a_class_and_words_that_only_begin_so_are_none_of_them():
    lacking = read_command("派号")

    assert isinstance(lacking, Incomplete)
    assert read_command(lacking.example) == ShowClassesToNumber()
    for text in ("计划赶不上变化", "评估一下吧", "待复核吗"):
        assert isinstance(read_command(text), NotUnderstood)
