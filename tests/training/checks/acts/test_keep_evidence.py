"""R39: pictures are kept as they came; one of them is the panorama with everybody in it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.training.checks.checking import (
    AUDITOR,
    COLLEAGUE,
    DISTRICT,
    NINE,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
    a_picture,
    enrol,
)
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.evidence.mark_panorama import mark_panorama
from training.checks.views.evidence.picture_of import NoPicture
from training.checks.views.evidence.refuse_evidence import MOST_PICTURES, TooManyPictures, UsedElsewhere
from training.checks.views.evidence.see_evidence import see_evidence
from training.checks.views.find_check import CheckEnded, NotYourCheck
from training.errors import NotFound
from training.records.checks.evidence import Evidence, PanoramaMark


@pytest.fixture
def running(checking):
    checking.start()
    return checking


def count(checking, record) -> int:
    with checking.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_a_picture_is_kept_with_its_hash_and_what_it_is(running):
    picture = a_picture()

    line = running.keep().pictures[0]

    assert (line.sha256, line.media_type, line.size) == (picture.sha256, "image/png", len(picture.original))
    with running.database.reading() as session:
        row = session.scalars(select(Evidence)).one()
        assert (row.original_key, row.served_key) == (picture.original_key, picture.served_key)
        assert (row.width, row.height, row.source, row.received_by) == (64, 48, "chat", "市里")


def test_what_is_marked_is_ones_own_picture_also_where_a_colleague_sent_one_in_between(running):
    running.keep("red", shows_everybody=False)
    running.by(COLLEAGUE).keep("blue", shows_everybody=False)

    view = running.act(mark_panorama, None)

    assert [each.is_panorama for each in view.pictures] == [True, False]


def test_the_panorama_is_what_was_marked_as_one(running):
    assert running.keep(shows_everybody=False).facts.panoramas == 0

    assert running.keep("blue").facts.panoramas == 1


def test_a_picture_may_be_marked_after_it_came_by_default_the_latest(running):
    running.keep("red", shows_everybody=False)
    running.keep("blue", shows_everybody=False)

    view = running.act(mark_panorama, None)

    assert [each.is_panorama for each in view.pictures] == [False, True]


def test_a_mark_can_be_taken_back_and_both_are_kept(running):
    first = running.keep().pictures[0].evidence_id

    view = running.act(mark_panorama, first, shows_everybody=False)

    assert view.facts.panoramas == 0
    assert count(running, PanoramaMark) == 2


def test_the_same_picture_again_is_not_kept_again_but_may_be_marked(running):
    running.keep(shows_everybody=False)

    view = running.keep(shows_everybody=True)

    assert (len(view.pictures), view.facts.panoramas) == (1, 1)


def test_a_picture_proves_one_check_only(running):
    running.keep()
    other = running.by(DISTRICT)
    other.start(b"another seed")

    with pytest.raises(UsedElsewhere, match="已用于另一次检查"):
        other.keep()
    assert other.keep("blue").facts.panoramas == 1


def test_a_check_that_is_done_again_after_being_voided_may_bring_its_pictures_along(running):
    running.keep()
    running.void()
    running.start()

    assert running.keep().facts.panoramas == 1


def test_nothing_can_be_marked_before_a_picture_came(running):
    with pytest.raises(NoPicture, match="请先发照片"):
        running.act(mark_panorama, None)


def test_a_picture_of_another_check_cannot_be_marked(running):
    elsewhere = running.keep().pictures[0].evidence_id
    other = running.by(DISTRICT)
    other.start(b"another seed")

    with pytest.raises(NotFound):
        other.act(mark_panorama, elsewhere)


def test_a_check_keeps_so_many_pictures_and_no_more(running):
    one = a_picture()
    pictures = [replace(one, sha256=f"{number:064}") for number in range(MOST_PICTURES + 1)]

    for picture in pictures[:-1]:
        running.act(keep_evidence, ReceivedPicture(picture, "chat"))
    with pytest.raises(TooManyPictures, match="最多留存 60 张"):
        running.act(keep_evidence, ReceivedPicture(pictures[-1], "chat"))

    assert count(running, Evidence) == MOST_PICTURES


@pytest.mark.parametrize(
    ("minutes", "is_doubted"), [(-31, True), (-30, False), (0, False), (30, False), (31, True)]
)
def test_a_picture_whose_own_time_does_not_fit_the_check_is_pointed_out(minutes, is_doubted, running):
    picture = replace(a_picture(), taken_at=NINE + timedelta(minutes=minutes))

    line = running.act(keep_evidence, ReceivedPicture(picture, "chat")).pictures[0]

    assert bool(line.doubt) is is_doubted


@pytest.mark.parametrize("who", ["市里", DISTRICT, AUDITOR])
def test_those_who_may_see_the_check_may_see_its_pictures(who, running):
    evidence_id = running.keep().pictures[0].evidence_id

    served = running.by(who).write(lambda session, staff: see_evidence(session, staff, evidence_id))

    assert (served.key, served.media_type) == (a_picture().served_key, "image/png")


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL])
def test_for_others_a_picture_is_not_there(who, running):
    evidence_id = running.keep().pictures[0].evidence_id
    said = []

    for wanted in (evidence_id, uuid4()):
        with pytest.raises(NotFound) as refusal:
            running.by(who).write(lambda session, staff, wanted=wanted: see_evidence(session, staff, wanted))
        said.append(str(refusal.value))

    assert said[0] == said[1]


def test_only_the_checks_own_level_keeps_pictures_and_only_while_it_runs(running):
    with pytest.raises(NotYourCheck):
        running.by(DISTRICT).keep()
    running.void()
    with pytest.raises(CheckEnded):
        running.keep()


def test_a_picture_may_not_be_used_for_another_class_either(running):
    running.keep()
    with running.database.writing() as session:
        class_id = enrol(session, "BT-2", 3)
    other = Checking(running.database, class_id)
    other.start()

    with pytest.raises(UsedElsewhere):
        other.keep()
