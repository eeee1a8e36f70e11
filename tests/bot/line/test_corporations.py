"""In another corporation the same userid is somebody else, who is told so and for whom nothing is done."""

from dataclasses import replace
from threading import Event

import pytest

from bot.line.ears import Corporation
from bot.line.heard import Heard, of_our_people
from tests.bot.conftest import LIMIN, house_for, listening, settings_for
from tests.bot.line.test_desk import count, outcomes
from tests.bot.line.test_stream import wait_until
from training.records.staff.staff import StaffLink

OURS, THEIRS = "ding-ours", "ding-theirs"
SAID = Heard("m1", LIMIN, "我的", corp_id=OURS, robot_corp_id=OURS)


@pytest.mark.parametrize(
    ("corp_id", "robot_corp_id", "set_up", "sender"),
    [
        (OURS, OURS, "", LIMIN),
        (OURS, OURS, OURS, LIMIN),
        (THEIRS, OURS, "", ""),
        (THEIRS, THEIRS, OURS, ""),
        (THEIRS, OURS, OURS, ""),
        # What a frame does not tell cannot be held against anybody.
        ("", OURS, OURS, LIMIN),
        (OURS, "", "", LIMIN),
    ],
)
def test_whoever_is_of_another_corporation_is_nobody_to_us(corp_id, robot_corp_id, set_up, sender):
    said = replace(SAID, corp_id=corp_id, robot_corp_id=robot_corp_id)

    assert of_our_people(said, set_up) == replace(said, sender=sender)


def test_a_press_is_held_against_the_robot_that_was_written_to_before():
    corp = Corporation("")
    press = Heard("press:1", LIMIN, "结束", is_press=True, corp_id=THEIRS)
    before = of_our_people(press, corp.learnt_from(press)).sender
    corp.learnt_from(SAID)

    assert (before, of_our_people(press, corp.learnt_from(press)).sender) == (LIMIN, "")


def test_a_stranger_with_the_inspectors_userid_is_answered_as_a_stranger_and_nothing_is_done(chat):
    chat.organisation.corp = THEIRS

    assert "还不认识您" in chat.ask(LIMIN, "我的")
    assert count(chat, StaffLink) == 0


def test_the_setting_says_who_we_are(world, tmp_path):
    settings = settings_for(world.organisation, tmp_path, DINGTALK_CORP_ID=OURS)
    with listening(house_for(settings, world.house.database, world.clock)):
        assert "还不认识您" in world.ask(LIMIN, "我的")
        world.organisation.corp = OURS
        assert "市级人员" in world.ask(LIMIN, "我的")


def test_a_press_in_another_corporation_does_nothing(chat):
    chat.ask(LIMIN, "待查")
    chat.organisation.corp = THEIRS

    chat.organisation.press(LIMIN, "c1", {"command": "我的"})

    assert wait_until(lambda: outcomes(chat) == ["answered", "given up"], Event())
    assert count(chat, StaffLink) == 0
    assert len(chat.answers(LIMIN)) == 1
