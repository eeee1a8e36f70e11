"""R32, R37 to R39: what a reader of a verdict is told to look at; just before, exactly at, just after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.checks.rules.flags import FlagFacts, flags_of, is_short_often
from training.notice.policy import Policy

POLICY = Policy()
GAP = "入会 10 人，清点人脸 25 张，相差较大"


def flags(policy: Policy = POLICY, **facts: object) -> tuple[str, ...]:
    return flags_of(FlagFacts(**{"roster_size": 30, **facts}), policy)


def test_a_check_in_which_nothing_is_odd_has_no_flag():
    quiet = {"matched_seconds": (60,) * 10, "present": 30, "joined": 28}

    assert flags(**quiet) == flags() == ()


@pytest.mark.parametrize(
    ("seconds", "is_flagged"),
    [
        ((), False),
        ((19,), True),
        ((20,), False),
        ((0, 60), True),
        ((1, 60, 60), False),
        ((1, 1, 60, 60), True),
        ((1, 1, 60, 60, 60), False),
        # Three are pointed out however many were long.
        ((1, 1, 1, *[60] * 7), True),
        ((1, 1, *[60] * 8), False),
        ((1,) * 10, True),
    ],
)
def test_half_of_the_calls_or_three_of_them_too_short_are_flagged(seconds, is_flagged):
    assert is_short_often(seconds, POLICY) is is_flagged
    assert bool(flags(matched_seconds=seconds)) is is_flagged


def test_how_short_is_too_short_is_a_number_of_the_policy():
    assert POLICY.short_call_seconds == 20
    assert flags(Policy(short_call_seconds=5), matched_seconds=(5, 6)) == ()
    assert flags(Policy(short_call_seconds=0), matched_seconds=(0, 0, 0)) == ()
    assert flags(matched_seconds=(3, 40)) == ("核对一致的通话 2 个，其中 1 个不到 20 秒，来不及逐项核对",)


@given(st.lists(st.integers(0, 200), max_size=40), st.integers(0, 60))
def test_a_longer_call_never_adds_a_flag(seconds, more):
    longer = tuple(each + more for each in seconds)

    assert is_short_often(tuple(seconds), POLICY) >= is_short_often(longer, POLICY)


@pytest.mark.parametrize(("present", "is_flagged"), [(None, False), (29, False), (30, False), (31, True)])
def test_more_heads_than_the_roster_are_flagged(present, is_flagged):
    assert bool(flags(present=present)) is is_flagged


def test_each_oddity_is_a_sentence_of_its_own_in_the_order_of_the_check():
    found = flags(
        matched_seconds=(1, 1, 1),
        never_shown=(2, 5),
        overlapping=(7, 8),
        undone=((3, "机构人员接听", "接通一致"), (6, "接通不一致", "空号")),
        out_of_hours=3,
        empty_numbers=(4,),
        present=31,
        is_without_meeting=True,
        doubtful_pictures=(1, 3),
        calls_owed=2,
    )

    assert found == (
        "核对一致的通话 3 个，其中 3 个不到 20 秒，来不及逐项核对",
        "2、5 号没有显示过号码就记了通话",
        "7、8 号的通话时间相互重叠，记录人是同一人",
        "3 号由“机构人员接听”更正为“接通一致”（原因见检查记录）",
        "6 号由“接通不一致”更正为“空号”（原因见检查记录）",
        "3 个通话不在通话时段",
        "4 号备案的号码是空号",
        "清点 31 人，多于在册 30 人，可能有外人",
        "没有开过会议，也没有写明会议为什么没能进行，请核对截图是哪里来的",
        "第 1、3 张照片自带的时间与本次检查不符",
        "作废或无法完成的抽查还有 2 人未核实，须由电话查班核实",
    )


def test_fewer_in_the_meeting_than_faces_are_flagged_and_the_other_way_round_is_a_hint_only():
    assert flags(present=25, joined=10, gap=GAP) == (GAP,)
    assert flags(present=10, joined=25, gap=GAP) == ()
