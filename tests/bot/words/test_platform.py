"""What people are told where DingTalk's meetings fail."""

import pytest

from bot.words.platform import DINGTALK
from training.meetings.terms import InviteWay, MeetingTrouble


@pytest.mark.parametrize("trouble", MeetingTrouble)
def test_every_trouble_says_what_to_do_next(trouble):
    said = DINGTALK.troubles[trouble]

    assert said.endswith("。")
    assert any(word in said for word in ("请", "没有发起"))


def test_whom_the_platform_rings_was_asked_by_its_name():
    ways = [DINGTALK.way_in_words(way) for way in InviteWay]

    assert ways == ["钉钉", "电话", "短信", "联系不上"]
