"""`chaban check …` of a video check: what was seen, and what took the place of the meeting."""

import json
from datetime import UTC, datetime

import pytest

from tests.training.checks.checking import CITY, COLLEAGUE, register_staff
from tests.training.checks.video_checking import (
    VideoChecking,
    enrol_online,
    live_statistics,
    registered_in_chat,
    trainees,
)
from tests.webapp.commands.conftest import rows


@pytest.fixture
def checked(chaban):
    """A meeting that was never opened, a screenshot all the same, and the statistics of the day."""
    with chaban.database.writing() as session:
        register_staff(session)
        class_id = enrol_online(session, "BT-V", 5)
    registered_in_chat(chaban.database, CITY)
    video = VideoChecking(chaban.database, class_id)
    video.start_video()
    video.see_faces(2)
    video.fall_back("会议中断了")
    others = (("学员5", "", "09:00", "09:03"), ("路人", "", "09:00", "09:40"))
    video.use(live_statistics(*trainees(1, 2, 3, 4), *others))
    video.conclude()
    return chaban


def test_the_list_names_the_method(checked):
    (row,) = rows(checked("check", "list").stdout)

    assert row[:2] == ["BT-V-市1", "视频查班"]


def test_a_video_check_is_shown_with_what_decided_it(checked):
    said = checked("check", "show", "BT-V-市1")

    assert said.exit_code == 0
    assert "BT-V-市1  视频查班  市本级第 1 次  合格" in said.stdout
    assert "应到 5 人" in said.stdout
    assert "会议无法发起：会议中断了（市里）" in said.stdout
    assert "6 条，实际参培 4 人；未计入：观看太短 1、不在册 1、教师 0、重复 0" in said.stdout
    assert "达到  实际参培人数：实际参培 4/5=80.0%" in said.stdout
    assert "名册指纹" in said.stdout
    assert "抽取种子" not in said.stdout


def test_its_export_has_no_draw_to_be_verified_and_that_is_said(checked, tmp_path):
    file = tmp_path / "check.json"
    assert checked("check", "export", "BT-V-市1", "-o", file).exit_code == 0

    said = checked("draw", "verify", file)

    assert json.loads(file.read_text(encoding="utf-8"))["video"]["roster_size"] == 5
    assert said.exit_code == 2
    assert "视频查班检查全班，没有抽取可以复核" in said.stderr


def test_a_running_meeting_is_closed_when_a_void_that_a_command_asked_for_is_confirmed(chaban):
    with chaban.database.writing() as session:
        register_staff(session)
        class_id = enrol_online(session, "BT-V", 5)
    registered_in_chat(chaban.database, CITY)
    video = VideoChecking(chaban.database, class_id)
    video.start_video()

    assert chaban("check", "void", "BT-V-市1", "--by", CITY, "--reason", "选错了班").exit_code == 0
    assert video.see().video.meeting.ended_at is None
    video.now = datetime.now(UTC)  # A command asks by the clock of the machine.
    video.by(COLLEAGUE).confirm()

    assert video.see().video.meeting.ended_at is not None
