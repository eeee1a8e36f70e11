"""R31 to R35: the verdict of a video check, by the meeting's faces or by the day's live statistics."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.checks.rules.spot_checks import ConditionState
from training.checks.rules.video_checks import VideoFacts, gap_in_words, judge_video_check
from training.checks.terms import FallbackReason, Verdict
from training.notice.policy import Policy

POLICY = Policy()
MET, FAILED, OPEN = ConditionState.MET, ConditionState.FAILED, ConditionState.OPEN
PASSES, FAILS, UNABLE = Verdict.PASSED, Verdict.FAILED, Verdict.UNABLE


def facts(*faces: int, roster: int = 30, **more: object) -> VideoFacts:
    """Every screenshot is counted unless something else is said."""
    return VideoFacts(roster, **({"screenshots": len(faces), "faces": faces} | more))


def fallen_back(participants: int | None, *faces: int, **more: object) -> VideoFacts:
    return facts(*faces, failure=FallbackReason.NOT_OPENED, participants=participants, **more)


def states(found: VideoFacts, policy: Policy = POLICY) -> dict[str, ConditionState]:
    return {each.name: each.state for each in judge_video_check(found, policy).conditions}


def verdict(found: VideoFacts, policy: Policy = POLICY) -> Verdict | None:
    return judge_video_check(found, policy).verdict


def test_the_numbers_are_those_of_the_notice():
    assert (POLICY.faces_percent, POLICY.screenshots_needed, POLICY.participants_percent) == (80, 1, 80)
    assert (POLICY.participant_minutes, POLICY.joined_gap_percent) == (10, 20)


RATES = [
    (24, 30, PASSES),
    (23, 30, FAILS),
    (24, 31, FAILS),
    (25, 31, PASSES),
    (4, 5, PASSES),
    (3, 5, FAILS),
    (79, 100, FAILS),
    (80, 100, PASSES),
    (1, 1, PASSES),
    (0, 1, FAILS),
]


@pytest.mark.parametrize(("seen", "roster", "expected"), RATES)
def test_faces_online_of_80_percent_pass_and_are_not_rounded(seen, roster, expected):
    assert verdict(facts(seen, roster=roster)) is expected


@pytest.mark.parametrize(("took_part", "roster", "expected"), RATES)
def test_participants_of_80_percent_pass_where_there_was_no_meeting(took_part, roster, expected):
    assert verdict(fallen_back(took_part, roster=roster)) is expected


def test_the_best_single_moment_counts_and_screenshots_never_add_up():
    assert verdict(facts(20, 23, 3)) is FAILS
    assert verdict(facts(20, 24, 3)) is PASSES


def test_without_a_screenshot_there_is_no_verdict():
    judgement = judge_video_check(facts(), POLICY)

    assert (judgement.verdict, judgement.verdict_if_ended) == (None, UNABLE)
    assert judgement.missing == ("还没有清点截图里的人脸", "还没有留存视频会议截图")


def test_a_screenshot_that_nobody_counted_decides_nothing():
    judgement = judge_video_check(facts(screenshots=2), POLICY)

    assert (judgement.verdict, judgement.missing) == (None, ("还没有清点截图里的人脸",))


def test_every_condition_carries_its_numbers_and_clause():
    found = judge_video_check(facts(22, 24, joined=28), POLICY).conditions

    assert [(each.clause, each.numbers) for each in found] == [
        ("R32", "人脸最多的一张 24/30=80.0%，应达 80%；入会 28 人"),
        ("R33", "截图 2 张，应有 1 张"),
    ]


def test_the_percentage_that_is_shown_is_cut_so_that_what_fails_never_reads_80():
    assert "1599/1999=79.9%" in judge_video_check(facts(1599, roster=1999), POLICY).conditions[0].numbers


def test_the_fallback_needs_the_statistics_of_the_day():
    judgement = judge_video_check(fallen_back(None), POLICY)

    assert (judgement.verdict, judgement.missing) == (None, ("还没有当天的直播统计数据",))
    assert states(fallen_back(None)) == {"未能视频检查的原因": MET, "当天直播统计": OPEN}


def test_the_fallback_says_why_and_how_many_took_part():
    found = judge_video_check(fallen_back(24, 5), POLICY).conditions

    assert [(each.clause, each.state, each.numbers) for each in found] == [
        ("R34", MET, "会议无法发起；此前截图人脸最多 5/30"),
        ("R35", MET, "实际参培 24/30=80.0%，应达 80%（观看满 10 分钟的在册学员）"),
        ("R35", MET, "已留存"),
    ]


def test_statistics_that_nobody_gave_a_reason_for_decide_nothing():
    assert verdict(facts(participants=30)) is None


def test_a_meeting_that_showed_too_few_is_not_undone_by_saying_that_it_broke():
    broke = fallen_back(None, 10)

    assert verdict(broke) is FAILS
    assert states(broke)["当天直播统计"] is OPEN
    assert judge_video_check(broke, POLICY).missing == ("还没有当天的直播统计数据",)


def test_a_meeting_that_showed_enough_before_it_broke_needs_no_statistics():
    assert verdict(fallen_back(None, 24)) is PASSES
    assert verdict(fallen_back(3, 24)) is PASSES
    assert list(states(fallen_back(3, 24))) == ["人脸在线率", "视频会议截图"]


def test_a_district_may_ask_for_more():
    strict = Policy(faces_percent=90, screenshots_needed=2, participants_percent=90)

    assert (verdict(facts(26, 1), strict), verdict(facts(27, 1), strict)) == (FAILS, PASSES)
    assert verdict(facts(27), strict) is None
    assert (verdict(fallen_back(26), strict), verdict(fallen_back(27), strict)) == (FAILS, PASSES)


@pytest.mark.parametrize(
    ("seen", "joined", "is_pointed_out"),
    [(24, 29, False), (24, 30, True), (24, 18, True), (24, 19, False), (24, 24, False), (24, None, False)],
)
def test_a_large_difference_between_joined_and_seen_is_pointed_out_and_decides_nothing(
    seen, joined, is_pointed_out
):
    found = facts(seen, joined=joined)

    assert bool(gap_in_words(found, POLICY)) is is_pointed_out
    assert verdict(found) is PASSES


def test_before_anything_is_counted_there_is_no_difference():
    assert gap_in_words(facts(joined=30), POLICY) == ""


counts = st.lists(st.integers(0, 40), max_size=6)
everything = st.builds(
    VideoFacts,
    roster_size=st.integers(1, 40),
    screenshots=st.integers(0, 3),
    faces=counts.map(tuple),
    joined=st.none() | st.integers(0, 40),
    failure=st.none() | st.sampled_from(FallbackReason),
    participants=st.none() | st.integers(0, 40),
)


@given(everything, st.integers(0, 40))
def test_a_further_screenshot_never_lowers_the_rate(found, more):
    further = replace(found, faces=(*found.faces, more), screenshots=found.screenshots + 1)

    assert further.best_faces >= (found.best_faces or 0)
    assert (verdict(found) is PASSES) <= (verdict(further) is PASSES)


@given(everything, st.randoms())
def test_the_order_of_the_screenshots_makes_no_difference(found, chance):
    shuffled = list(found.faces)
    chance.shuffle(shuffled)

    assert judge_video_check(replace(found, faces=tuple(shuffled)), POLICY) == judge_video_check(
        found, POLICY
    )


@given(st.integers(1, 60), counts)
def test_faces_pass_exactly_from_four_fifths_of_one_moment(roster, seen):
    passed = verdict(facts(*seen, roster=roster)) is PASSES

    assert passed == any(5 * each >= 4 * roster for each in seen)


@given(everything)
def test_who_passes_has_met_every_condition_and_only_then(found):
    judgement = judge_video_check(found, POLICY)

    assert (judgement.verdict is PASSES) == ({each.state for each in judgement.conditions} == {MET})
    assert judgement.verdict is not UNABLE
