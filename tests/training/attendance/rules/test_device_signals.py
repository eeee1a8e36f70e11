"""R43: what a machine tells that may be fraud."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance.rules.device_signals import (
    drifts,
    is_chinese,
    is_in_touch,
    may_be,
    measure_drift,
    same_moments,
    shows_no_face,
    verified_by,
)
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy

POLICY = Policy()
EIGHT = datetime(2026, 3, 2, 8, tzinfo=SHANGHAI)


def after(**span: float) -> datetime:
    return EIGHT + timedelta(**span)


@pytest.mark.parametrize("verify", [15, 16, 17, 18, 19, 20, 27, 29, 0, 200, None])
def test_a_face_or_what_the_machine_does_not_tell_is_no_sign(verify):
    assert not shows_no_face(verify)


@pytest.mark.parametrize(
    ("verify", "words"), [(1, "指纹"), (3, "密码"), (4, "卡"), (25, "掌纹"), (9, "验证方式 9")]
)
def test_a_finger_a_password_or_a_card_is_no_face(verify, words):
    assert shows_no_face(verify)
    assert verified_by(verify) == words


@pytest.mark.parametrize(
    ("name", "same"),
    [("王芳", True), ("王 芳", True), ("王芳2", True), ("王", True), ("李强", False), ("王强", False)],
)
def test_a_name_may_be_cut_spaced_or_numbered(name, same):
    assert may_be(name, "王芳") is same


@pytest.mark.parametrize(
    ("name", "chinese"), [("王芳", True), ("A王", True), ("WangFang", False), ("", False)]
)
def test_a_name_without_a_chinese_letter_says_nothing_about_whose_it_is(name, chinese):
    assert is_chinese(name) is chinese


@pytest.mark.parametrize(
    ("seconds", "found"),
    [((0, 0), 0), ((0, 0, 0), 1), ((0, 1, 1), 1), ((0, 1, 2), 0), ((0, 0, 2), 0), ((0, 1, 1, 2), 1)],
)
def test_three_people_within_one_second_are_a_sign(seconds, found):
    punches = [(after(seconds=second), str(place)) for place, second in enumerate(seconds)]

    assert len(same_moments(punches, POLICY)) == found


def test_one_person_three_times_within_a_second_is_not_three_people():
    assert same_moments([(EIGHT, "1"), (after(seconds=1), "1"), (EIGHT, "2"), (EIGHT, "1")], POLICY) == []


def test_a_moment_names_everybody_in_it_and_when_it_began():
    (moment,) = same_moments([(after(seconds=1), "3"), (EIGHT, "1"), (EIGHT, "2")], POLICY)

    assert (moment.begins, moment.numbers) == (EIGHT, ("1", "2", "3"))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=40))
def test_no_punch_is_in_two_moments_and_every_moment_is_short_and_crowded(punches):
    found = same_moments([(after(seconds=second), str(number)) for second, number in punches], POLICY)

    begins = [moment.begins for moment in found]
    assert all(later - earlier > POLICY.same_moment for earlier, later in pairwise(begins))
    assert all(len(set(moment.numbers)) == len(moment.numbers) >= 3 for moment in found)


def test_a_punch_of_the_future_proves_a_fast_clock():
    assert measure_drift(after(minutes=5), EIGHT, None) == timedelta(minutes=5)


def test_a_late_punch_proves_a_slow_clock_only_if_the_machine_was_in_touch_when_it_claims():
    claimed = after(minutes=-20)

    assert measure_drift(claimed, EIGHT, after(hours=-1)) == timedelta(minutes=-20)
    assert measure_drift(claimed, EIGHT, after(minutes=-20)) is None
    assert measure_drift(claimed, EIGHT, after(minutes=-5)) is None
    assert measure_drift(claimed, EIGHT, None) is None


@pytest.mark.parametrize(
    ("seconds", "wrong"), [(0, False), (180, False), (181, True), (-780, False), (-781, True)]
)
def test_three_minutes_ahead_are_borne_and_behind_the_silence_that_nobody_notices_as_well(seconds, wrong):
    assert drifts(timedelta(seconds=seconds), POLICY) is wrong


@pytest.mark.parametrize(("minutes", "in_touch"), [(9, True), (10, True), (10.1, False)])
def test_a_machine_is_out_of_touch_after_ten_silent_minutes(minutes, in_touch):
    assert is_in_touch(EIGHT, after(minutes=minutes), POLICY) is in_touch
    assert not is_in_touch(None, EIGHT, POLICY)
