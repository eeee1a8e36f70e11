"""R43, R45: by what each credited half day is known."""

from dataclasses import replace

import pytest

from tests.training.attendance.rules.test_explanations import LATER, POLICY, at, credited, morning
from training.attendance.rules.attendance import (
    MadeGood,
    Outcome,
    credit_nothing,
    credit_punches,
    credit_watching,
    note_corrections,
    with_corrections,
)
from training.attendance.rules.sources import origin_of_punch, say_sources, shares_of, sources_of, surest
from training.attendance.terms import Origin, PunchKind, Source
from training.notice.terms import Mode

CAME, WENT = at("08:20"), at("11:40")
WHOLE = credited("08:20", "11:40")


@pytest.mark.parametrize(
    ("source", "has_waited", "origin"),
    [
        (Source.LIVE, False, Origin.LIVE),
        (Source.BACKLOG, False, Origin.BACKLOG),
        (Source.FILE, False, Origin.FILE),
        (Source.LIVE, True, Origin.ACCEPTED),
        (Source.BACKLOG, True, Origin.ACCEPTED),
        (Source.FILE, True, Origin.ACCEPTED),
        (None, False, Origin.UNKNOWN),
    ],
)
def test_a_punch_is_known_by_its_batch_and_stands_out_where_that_waited(source, has_waited, origin):
    assert origin_of_punch(source, has_waited=has_waited) is origin


@pytest.mark.parametrize(
    ("came", "went", "found"),
    [
        (Origin.LIVE, Origin.LIVE, (Origin.LIVE,)),
        (Origin.FILE, Origin.LIVE, (Origin.LIVE, Origin.FILE)),
        (Origin.ACCEPTED, Origin.BACKLOG, (Origin.BACKLOG, Origin.ACCEPTED)),
    ],
)
def test_a_half_day_has_the_sources_of_the_two_punches_that_decide_it(came, went, found):
    between = {at("10:00"): Origin.FILE}

    assert sources_of(WHOLE, {CAME: came, WENT: went, **between}) == found


def test_a_punch_approved_later_is_a_source_of_its_own():
    made_good = [MadeGood(PunchKind.OUT, "林娜")]
    punches = with_corrections(morning(), [CAME], made_good)
    credit = note_corrections(credit_punches(morning(), punches, LATER, POLICY), made_good)

    assert sources_of(credit, {CAME: Origin.LIVE}) == (Origin.LIVE, Origin.CORRECTION)


def test_a_punch_of_a_machine_is_better_than_one_approved_for_the_same_second():
    made_good = [MadeGood(PunchKind.OUT, "林娜")]
    ends = morning().lesson.ends
    credit = replace(credit_punches(morning(), [CAME, ends], LATER, POLICY), made_good=tuple(made_good))

    assert sources_of(credit, {CAME: Origin.LIVE, ends: Origin.LIVE}) == (Origin.LIVE,)


def test_a_lesson_online_is_known_by_its_live_stream():
    lesson = morning(Mode.ONLINE)
    span = (lesson.lesson.starts, lesson.lesson.ends)
    watched = credit_watching(lesson, [span], LATER.replace(day=3), POLICY)

    assert (sources_of(watched, {}), say_sources(sources_of(watched, {}))) == ((Origin.STREAM,), "线上直播")


@pytest.mark.parametrize(
    "credit", [credited("08:20"), credited(), credit_nothing(morning(), Outcome.CANCELLED)]
)
def test_what_earned_nothing_has_no_source(credit):
    assert sources_of(credit, {CAME: Origin.LIVE}) == ()


def test_a_punch_whose_way_was_not_kept_says_so():
    assert sources_of(WHOLE, {}) == (Origin.UNKNOWN,)


def test_of_the_same_second_by_two_ways_the_surest_counts():
    assert surest([Origin.FILE, Origin.LIVE, Origin.ACCEPTED]) is Origin.LIVE


def test_a_class_has_the_hours_of_every_source_and_a_mixed_half_day_is_the_less_sure_ones():
    live, mixed = {CAME: Origin.LIVE, WENT: Origin.LIVE}, {CAME: Origin.LIVE, WENT: Origin.FILE}

    assert shares_of([(WHOLE, live), (WHOLE, live), (WHOLE, mixed), (credited(), live)]) == {
        Origin.LIVE: 16,
        Origin.FILE: 8,
    }
