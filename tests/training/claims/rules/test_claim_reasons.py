"""A reason that was tapped or typed in a chat reaches the trainee as it was meant."""

import pytest

from training.claims.rules.claim_reasons import READY_REASONS, REJECTIONS, SEND_BACKS, as_trainees_read
from training.notice.identity import plain

EVERY = sorted({*REJECTIONS, *SEND_BACKS, *(each for ready in READY_REASONS.values() for each in ready)})


@pytest.mark.parametrize("reason", EVERY)
def test_a_ready_reason_is_known_again_however_the_chat_narrowed_it(reason):
    narrow = plain(reason).rstrip("。")

    for said in (narrow, narrow.replace(" ", ""), reason):
        assert as_trainees_read(said, EVERY) == reason


def test_no_two_ready_reasons_are_taken_for_each_other():
    assert len({plain(each).rstrip("。") for each in EVERY}) == len(EVERY)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("请补副页,要拍清楚", "请补副页，要拍清楚"),
        ("请补副页, 要拍清楚", "请补副页，要拍清楚"),
        ("金额 1,200 元不对", "金额 1,200 元不对"),
        ("缺副页", "缺副页"),
    ],
)
def test_a_reason_of_ones_own_has_chinese_commas(said, read):
    assert as_trainees_read(said, EVERY) == read
