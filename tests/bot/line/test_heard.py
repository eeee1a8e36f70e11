"""Whatever DingTalk pushes is heard: texts, pictures, speech, presses; and nothing it pushes is a fault."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line.heard import Heard, hear_message, hear_press

BASE = {
    "conversationId": "cid1",
    "conversationType": "1",
    "msgId": "msg1",
    "senderStaffId": "limin",
    "sessionWebhook": "https://oapi.example/robot?session=1",
    "sessionWebhookExpiredTime": 1695204671648,
}


def hear(**said: object) -> Heard:
    return hear_message("frame1", BASE | said)


def test_a_text_is_heard_with_who_where_and_until_when_it_can_be_answered():
    heard = hear(msgtype="text", text={"content": " 待查"})

    assert (heard.message_id, heard.sender, heard.text) == ("msg1", "limin", " 待查")
    assert (heard.conversation_id, heard.is_group) == ("cid1", False)
    assert heard.webhook_ends.isoformat() == "2023-09-20T10:11:11.648000+00:00"


@pytest.mark.parametrize(
    ("said", "text", "downloads"),
    [
        ({"msgtype": "picture", "content": {"downloadCode": "c1"}}, "", ("c1",)),
        ({"msgtype": "audio", "content": {"recognition": "待查", "downloadCode": "c1"}}, "待查", ()),
        (
            {"msgtype": "richText", "content": {"richText": [{"text": "全景"}, {"downloadCode": "c1"}]}},
            "全景",
            ("c1",),
        ),
    ],
)
def test_pictures_speech_and_rich_text_are_heard(said, text, downloads):
    heard = hear(**said)

    assert (heard.text, heard.downloads, heard.is_strange) == (text, downloads, False)


def test_a_file_is_heard_with_its_name():
    heard = hear(msgtype="file", content={"downloadCode": "c1", "fileName": "直播.xlsx", "fileId": "7"})

    assert (heard.document, heard.document_name, heard.is_strange) == ("c1", "直播.xlsx", False)
    assert Heard.from_json(heard.to_json()) == heard
    assert hear(msgtype="file", content={"fileName": "直播.xlsx"}).is_strange


@pytest.mark.parametrize("kind", ["video", "unknownMsgType"])
def test_what_we_cannot_hear_is_known_as_strange(kind):
    assert hear(msgtype=kind, content={"downloadCode": "c1"}).is_strange


def test_a_message_kept_back_for_the_quota_is_known_as_such():
    heard = hear(msgtype="text", errCode=20001, errMsg="额度已用完")

    assert (heard.is_emptied, heard.text) == (True, "")


def test_a_press_brings_its_command():
    content = {"cardPrivateData": {"actionIds": ["1"], "params": {"command": "下一位"}}}
    heard = hear_press("frame1", {"userId": "limin", "outTrackId": "c", "content": json.dumps(content)})

    assert (heard.message_id, heard.sender, heard.text, heard.is_press) == (
        "press:frame1",
        "limin",
        "下一位",
        True,
    )


def test_when_something_was_said_is_heard_as_a_number_or_as_words():
    """open.dingtalk.com types createAt as a String and shows a number."""
    moment = "2023-09-20T10:11:11.648000+00:00"

    assert hear(createAt=1695204671648).said_at.isoformat() == moment
    assert hear(createAt="1695204671648").said_at.isoformat() == moment
    assert (hear().said_at, hear(createAt="yesterday").said_at) == (None, None)


def test_a_press_names_its_card_and_its_corporation_and_no_time():
    heard = hear_press("f", {"userId": "limin", "outTrackId": "card-1", "corpId": "ding1", "content": "{}"})

    assert (heard.card_id, heard.corp_id, heard.said_at) == ("card-1", "ding1", None)
    assert Heard.from_json(heard.to_json()) == heard


def test_what_was_heard_is_the_same_after_it_was_kept():
    heard = hear(msgtype="richText", content={"richText": [{"text": "全景"}, {"downloadCode": "c1"}]})

    assert Heard.from_json(heard.to_json()) == heard


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
NAMES = (
    *("msgtype", "text", "content", "msgId", "senderStaffId", "conversationType", "sessionWebhook"),
    *("sessionWebhookExpiredTime", "errCode", "userId", "createAt", "senderCorpId", "outTrackId"),
)


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=8), st.sampled_from(("text", "richText")))
def test_nothing_that_is_pushed_is_a_fault(said, kind):
    for heard in (
        hear_message("f", said),
        hear_message("f", said | {"msgtype": kind}),
        hear_press("f", said),
    ):
        assert len(heard.message_id) <= 255
        assert Heard.from_json(heard.to_json()) == heard


@pytest.mark.parametrize("parts", [5, True, "全景", {"text": "全景"}, [None, 3, "全景"], None])
def test_parts_of_an_unknown_kind_say_nothing(parts):
    heard = hear(msgtype="richText", content={"richText": parts})

    assert (heard.text, heard.downloads, heard.is_strange) == ("", (), True)


def test_what_a_newer_bot_kept_is_read_by_an_older_one():
    heard = hear(msgtype="text", text={"content": "待查"})

    newer = json.loads(heard.to_json()) | {"mood": "cheerful"}

    assert Heard.from_json(json.dumps(newer)) == heard
