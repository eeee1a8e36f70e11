"""A printed record is verified by its digest, and tells nobody's name (R33, R39, R69)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.training.checks.video_checking import VideoChecking, enrol_online
from training.checks.terms import CallOutcome, FiledItem
from training.checks.views.verify_draw_of import verify_draw_of
from training.checks.views.verify_record import digest_of_check, has_record, verify_record
from training.errors import NotFound
from training.staff.views.find_staff import find_staff


def digest(checking):
    with checking.database.reading() as session:
        return digest_of_check(
            session, find_staff(session, checking.who), checking.check_id, now=checking.now
        )


def verified(checking, said):
    with checking.database.reading() as session:
        return verify_record(session, checking.check_id, said, now=checking.now)


def whole(checking):
    checking.start()
    checking.pass_all()
    return checking


def test_a_record_that_nothing_happened_to_is_the_same_a_month_later(checking):
    said = digest(whole(checking))
    checking.now += timedelta(days=30)

    found = verified(checking, said)

    assert found.is_same
    assert (found.number, found.class_number, found.level) == ("BT-1-市1", "BT-1", "市本级")
    assert (found.method, found.state, found.verdict) == ("电话查班", "已结束", "合格")


@pytest.mark.parametrize("act", ["record", "count", "keep"])
def test_every_act_changes_the_digest(checking, act):
    checking.start()
    before = digest(checking)

    {"record": lambda: checking.record(1), "count": lambda: checking.count(4), "keep": checking.keep}[act]()

    assert digest(checking) != before
    assert not verified(checking, before).is_same
    assert verified(checking, digest(checking)).is_same


def test_a_step_in_a_lead_after_the_end_changes_it_too(checking):
    checking.start()
    running = digest(checking)
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.NOT_CHARGED)
    checking.conclude(as_unable=True)

    found = verified(checking, running)

    assert (found.is_same, found.state, found.verdict) == (False, "已结束", "无法完成")


def test_a_running_check_has_no_verdict(checking):
    checking.start()

    found = verified(checking, digest(checking))

    assert (found.is_same, found.state, found.verdict) == (True, "进行中", "")


def test_nothing_of_a_person_is_in_it(checking):
    whole(checking)

    assert "市里" not in repr(verified(checking, digest(checking)))


def test_what_is_no_check_or_no_digest_is_not_found(checking):
    said = digest(whole(checking))

    with checking.database.reading() as session:
        assert has_record(session, checking.check_id, said)
        assert not has_record(session, uuid4(), said)
        assert not has_record(session, checking.check_id, "x" * 64)
        with pytest.raises(NotFound):
            verify_record(session, uuid4(), said, now=checking.now)


def test_the_draw_of_a_check_is_computed_again_with_the_void_before_it(checking):
    checking.start()
    checking.record(1)
    voided = checking.void().number
    checking.start(b"another seed")

    with checking.database.reading() as session:
        found = verify_draw_of(
            session, find_staff(session, checking.who), checking.check_id, now=checking.now
        )

    assert found.agrees
    assert {"抽取顺序", f"{voided} 抽取顺序"} <= {each.what for each in found.findings}


def test_a_video_check_has_no_draw_to_verify(checking):
    with checking.database.writing() as session:
        class_id = enrol_online(session, "BT-O")
    video = VideoChecking(checking.database, class_id)
    video.start_video()

    with video.database.reading() as session, pytest.raises(NotFound, match="视频查班检查全班"):
        verify_draw_of(session, find_staff(session, video.who), video.check_id, now=video.now)
