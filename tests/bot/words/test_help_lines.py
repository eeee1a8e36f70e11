"""帮助 tells each role what it can do, and in a check what can be done now."""

import pytest

from bot.words.commands import Incomplete, NotUnderstood
from bot.words.help_lines import HelpLine, Situation, help_in_check, help_of_role
from bot.words.readers import read_command
from training.notice.permissions import may
from training.notice.terms import Role


def lines_for(role: Role) -> tuple[HelpLine, ...]:
    return help_of_role(lambda permission: may(role, permission))


def told(role: Role) -> str:
    return "\n".join(each.text for each in lines_for(role))


@pytest.mark.parametrize(
    ("role", "heard", "unheard"),
    [
        (Role.CITY, ["电话查班", "今日抽查", "线索", "复查确认", "补卡申请"], ["批准", "不通过 编号"]),
        (Role.DISTRICT, ["电话查班", "线索", "通过 编号；退回", "批准 编号"], ["复查确认"]),
        (
            Role.INSTITUTION,
            ["待查：今天上课的班", "批准 编号", "学时"],
            ["电话查班", "今日抽查", "线索", "申领"],
        ),
        (Role.AUDITOR, ["待查：今天上课的班", "线索", "补卡申请"], ["电话查班", "批准", "通过 编号"]),
    ],
)
def test_nobody_is_told_of_what_would_be_refused(role, heard, unheard):
    assert [each for each in heard if each not in told(role)] == []
    assert [each for each in unheard if each in told(role)] == []


@pytest.mark.parametrize("role", list(Role))
def test_whatever_can_be_tapped_is_a_command(role):
    commands = [read_command(each.command) for each in lines_for(role) if each.command]

    assert commands
    assert not any(isinstance(each, NotUnderstood | Incomplete) for each in commands)


def calling(**how: bool) -> str:
    return "\n".join(help_in_check(Situation(is_video=False, **how)))


def test_in_a_phone_check_what_is_done_is_left_out_and_what_is_possible_is_told():
    assert "下一位" in calling(is_waiting=True)
    assert "下一位" not in calling()
    assert "补抽" in calling(may_draw_more=True)
    assert "补抽" not in calling()
    assert "一起发" in calling()
    assert "到课 26：" in calling(has_panorama=True)
    assert "写“全景”" in calling(has_heads=True)
    assert "全景" not in calling(has_heads=True, has_panorama=True)
    assert calling(has_heads=True, has_panorama=True, is_complete=True).startswith("结束：出结论")
    assert "结束：" not in calling(is_waiting=True)


def test_in_a_video_check_it_depends_on_the_meeting():
    on = "\n".join(help_in_check(Situation(is_video=True, meeting_is_on=True)))
    failed = "\n".join(help_in_check(Situation(is_video=True, may_reopen=True)))

    assert ("看镜头" in on, "重新发起" in on) == (True, False)
    assert ("看镜头" in failed, "重新发起" in failed) == (False, True)
    assert "下一位" not in on
