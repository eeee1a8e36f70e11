"""R32: who in a meeting is who on the roster; strangers, teachers and staff are not counted."""

import pytest

from training.meetings.rules.meeting_members import Bystander, Member, OnRoster, Roster, plain_name

WANG = OnRoster(1, "王芳", frozenset([b"wang"]), b"138-1")
LI = OnRoster(2, "李娜", frozenset(), b"138-2")
TWIN_A = OnRoster(3, "张伟", frozenset([b"zhang"]), b"138-3")
TWIN_B = OnRoster(4, "张伟", frozenset(), b"138-4")
WIFE = OnRoster(5, "赵敏", frozenset([b"shared"]), b"138-5")
HUSBAND = OnRoster(6, "周强", frozenset([b"shared"]), b"138-5")
ROSTER = Roster([WANG, LI, TWIN_A, TWIN_B, WIFE, HUSBAND], officials=[b"inspector"], teachers=["陈老师"])


@pytest.mark.parametrize(
    ("member", "who"),
    [
        # By the account, whatever name is shown.
        (Member("小芳", b"wang"), WANG),
        (Member("张伟", b"zhang"), TWIN_A),
        # By the phone of whoever dials in.
        (Member("13800000002", None, b"138-2"), LI),
        # By the name, where only one has it.
        (Member("李娜", b"unknown"), LI),
        (Member(" 李 娜 "), LI),
        (Member("张伟"), Bystander.STRANGER),
        (Member("张伟", b"unknown"), Bystander.STRANGER),
        # A couple that shares one phone is told apart by the name, or not at all.
        (Member("赵敏", b"shared"), WIFE),
        (Member("周强", None, b"138-5"), HUSBAND),
        (Member("一家人", b"shared"), Bystander.STRANGER),
        # The account goes before the name.
        (Member("李娜", b"wang"), WANG),
        (Member("王芳", b"inspector"), Bystander.OFFICIAL),
        (Member("陈老师", b"unknown"), Bystander.OFFICIAL),
        (Member("路人甲"), Bystander.STRANGER),
        (Member(""), Bystander.STRANGER),
    ],
)
def test_a_member_is_known_by_account_then_phone_then_name(member, who):
    assert ROSTER.find(member) == who


def test_a_teacher_with_the_name_of_a_trainee_is_not_counted():
    assert Roster([LI], teachers=["李娜"]).find(Member("李娜")) is Bystander.OFFICIAL


def test_nobody_without_account_and_phone_fits_a_trainee_without():
    nameless = OnRoster(7, "吴霞")

    assert Roster([nameless]).find(Member("别人")) is Bystander.STRANGER


@pytest.mark.parametrize(("written", "plain"), [("王　芳", "王芳"), ("ＡＢ c", "ABc"), ("", "")])
def test_names_are_compared_without_spaces_and_widths(written, plain):
    assert plain_name(written) == plain
