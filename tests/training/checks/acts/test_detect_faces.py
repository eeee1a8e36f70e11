"""Pictures wait for the face counter: the newest first, each for one worker, a few times and not for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.training.checks.checking import (
    AUDITOR,
    DISTRICT,
    NINE,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
    a_picture,
)
from training.checks.acts.evidence.record_faces import record_faces
from training.checks.acts.evidence.record_fault import LONGEST_FAULT, record_fault
from training.checks.acts.evidence.take_uncounted import PictureToCount, take_uncounted
from training.checks.views.evidence.detections_of import detections_of
from training.checks.views.evidence.has_uncounted import HELPS_FOR, LEASE, MOST_ATTEMPTS, has_uncounted
from training.checks.views.evidence.see_faces import see_faces
from training.errors import NotFound
from training.ports.faces import Box, CountedFaces
from training.records.checks.evidence import Evidence
from training.records.checks.faces import FaceDetection

MOMENT = timedelta(seconds=1)
TWO_FACES = CountedFaces((Box(10, 10, 30, 40, 90), Box(60, 10, 30, 40, 80)), "counter 1.0", 420)


@pytest.fixture
def running(checking):
    checking.start()
    return checking


def claim(checking: Checking) -> PictureToCount | None:
    with checking.database.writing() as session:
        return take_uncounted(session, now=checking.now)


def claim_surely(checking: Checking) -> PictureToCount:
    picture = claim(checking)
    assert picture is not None
    return picture


def waits(checking: Checking) -> bool:
    with checking.database.reading() as session:
        return has_uncounted(session, now=checking.now)


def count(checking: Checking, counted: CountedFaces = TWO_FACES) -> None:
    picture = claim_surely(checking)
    with checking.database.writing() as session:
        record_faces(session, picture.key, counted, now=checking.now)


def fail(checking: Checking, fault: str = "timeout") -> None:
    picture = claim_surely(checking)
    with checking.database.writing() as session:
        record_fault(session, picture.key, fault, now=checking.now)


def rows(checking: Checking) -> list[FaceDetection]:
    with checking.database.reading() as session:
        return list(session.scalars(select(FaceDetection).order_by(FaceDetection.id)))


def test_where_no_picture_came_nothing_waits(running):
    assert (waits(running), claim(running)) == (False, None)


def test_a_new_picture_is_taken_by_one_worker(running):
    running.keep()

    assert waits(running)
    assert claim_surely(running).served_key == a_picture().served_key
    assert (waits(running), claim(running)) == (False, None)


def test_the_newest_picture_comes_first_for_its_inspector_waits(running):
    running.keep("red")
    running.later(seconds=1).keep("blue")

    keys = [claim_surely(running).served_key for _ in range(2)]

    assert keys == [a_picture("blue").served_key, a_picture("red").served_key]


def test_pictures_of_one_moment_are_each_taken_once(running):
    for colour in ("red", "blue", "green"):
        running.keep(colour)

    assert len({claim_surely(running).served_key for _ in range(3)}) == 3
    assert claim(running) is None


def test_what_was_found_is_kept_with_its_boxes_and_who_found_it(running):
    running.keep()
    count(running.later(seconds=3))

    (row,) = rows(running)

    assert (row.attempt, row.faces, row.took_ms, row.detector) == (1, 2, 420, "counter 1.0")
    assert row.boxes == [[10, 10, 30, 40, 90], [60, 10, 30, 40, 80]]
    assert (row.begun_at, row.ended_at, row.fault) == (running.now, running.now, "")


def test_a_counted_picture_is_never_counted_again(running):
    running.keep()
    count(running)

    running.later(days=6)
    assert not waits(running)


def test_that_nobody_was_found_is_a_count_too(running):
    running.keep()
    count(running, CountedFaces((), "counter 1.0", 10))

    assert not waits(running.later(minutes=10))
    assert running.see().pictures[0].found_faces == 0


@pytest.mark.parametrize(("after", "is_free"), [(-MOMENT, False), (LEASE * 0, True), (MOMENT, True)])
def test_a_worker_that_died_keeps_the_picture_for_its_lease_only(after, is_free, running):
    running.keep()
    claim_surely(running)

    running.now += LEASE + after

    assert waits(running) is is_free
    assert (claim(running) is not None) is is_free


def test_a_failing_counter_tries_a_picture_so_many_times_and_no_more(running):
    running.keep()
    for _ in range(MOST_ATTEMPTS):
        assert waits(running)
        fail(running)
        running.now += LEASE

    assert not waits(running)
    assert [(row.attempt, row.fault, row.faces) for row in rows(running)] == [
        (attempt, "timeout", None) for attempt in range(1, MOST_ATTEMPTS + 1)
    ]
    assert running.see().pictures[0].found_faces is None


def test_a_picture_that_failed_is_counted_in_a_later_try(running):
    running.keep()
    fail(running)
    running.now += LEASE

    count(running)

    assert running.see().pictures[0].found_faces == 2


def test_a_picture_that_always_fails_keeps_no_other_from_its_turn(running):
    running.keep("red")
    running.later(seconds=1).keep("blue")
    fail(running)

    assert claim_surely(running).served_key == a_picture("red").served_key


def test_however_long_a_fault_is_it_can_be_kept(running):
    running.keep()

    fail(running, "x" * 500)

    assert rows(running)[0].fault == "x" * LONGEST_FAULT


@pytest.mark.parametrize(("after", "helps"), [(-MOMENT, True), (0 * MOMENT, False), (MOMENT, False)])
def test_old_pictures_are_left_alone(after, helps, running):
    running.keep()

    running.now = NINE + HELPS_FOR + after

    assert waits(running) is helps


def test_of_many_workers_at_once_each_takes_another_picture(running):
    colours = ("red", "blue", "green", "black")
    for colour in colours:
        running.keep(colour)
    start = Barrier(4)

    def work() -> list[str]:
        start.wait()
        taken = []
        while waits(running):
            picture = claim(running)
            if picture is not None:
                taken.append(picture.served_key)
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [key for each in [pool.submit(work) for _ in range(4)] for key in each.result()]

    assert sorted(taken) == sorted(a_picture(colour).served_key for colour in colours)


def test_the_check_shows_the_count_of_each_picture_and_the_most_of_any(running):
    running.keep("red")
    running.later(seconds=1).keep("blue")
    running.later(seconds=1).keep("green")
    count(running, CountedFaces(TWO_FACES.boxes[:1], "counter 1.0", 10))
    count(running)

    view = running.see()

    assert [each.found_faces for each in view.pictures] == [None, 2, 1]
    assert view.most_found_faces == 2


def test_without_any_count_there_is_no_hint(running):
    running.keep()

    assert running.see().most_found_faces is None


def test_counting_faces_changes_nothing_that_decides(running):
    before = running.keep()
    count(running)

    after = running.see()

    assert (after.conditions, after.verdict, after.missing, after.facts) == (
        before.conditions,
        before.verdict,
        before.missing,
        before.facts,
    )


def test_detections_are_given_by_picture_those_without_a_count_left_out(running):
    running.keep("red")
    running.later(seconds=1).keep("blue")
    count(running)

    with running.database.reading() as session:
        keys = list(session.scalars(select(Evidence.id).order_by(Evidence.id)))
        found = detections_of(session, keys)
        assert detections_of(session, []) == {}

    assert list(found) == keys[1:]
    assert (found[keys[1]].boxes, found[keys[1]].faces) == (TWO_FACES.boxes, 2)


@pytest.mark.parametrize("who", ["市里", DISTRICT, AUDITOR])
def test_those_who_may_see_the_picture_may_see_its_faces(who, running):
    evidence_id = running.keep().pictures[0].evidence_id
    count(running)

    found = running.by(who).write(lambda session, staff: see_faces(session, staff, evidence_id))

    assert (found.served.key, found.boxes) == (a_picture().served_key, TWO_FACES.boxes)


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL])
def test_for_others_neither_picture_nor_faces_are_there(who, running):
    evidence_id = running.keep().pictures[0].evidence_id
    count(running)

    with pytest.raises(NotFound):
        running.by(who).write(lambda session, staff: see_faces(session, staff, evidence_id))


def test_before_the_count_there_are_no_faces_to_see(running):
    evidence_id = running.keep().pictures[0].evidence_id

    with pytest.raises(NotFound, match="自动识别"):
        running.write(lambda session, staff: see_faces(session, staff, evidence_id))
