"""R31 to R35: a video check from its start to its verdict."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.databases.kept import begin
from tests.factories import MONDAY, a_trainee, a_withdrawal, an_enrolment, at
from tests.training.builders import at_once
from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, register_staff
from tests.training.checks.video_checking import (
    VideoChecking,
    enrol_online,
    live_statistics,
    registered_in_chat,
    trainees,
)
from training.checks.acts.calls.next_call import next_call
from training.checks.acts.evidence.count_faces import BadFaceCount, NoScreenshot
from training.checks.acts.evidence.count_heads import count_heads
from training.checks.acts.start_check import OnlineLessonOn
from training.checks.acts.video.start_video_check import NoOnlineLesson
from training.checks.rules.sampling import roster_hash
from training.checks.terms import FallbackReason, Verdict
from training.checks.views.class_to_check import CheckIsRunning, ClassNotRunning
from training.checks.views.export_check import export_check
from training.checks.views.find_check import (
    CheckEnded,
    NotAnInspector,
    NotYourCheck,
    WrongMethod,
    find_check_by_number,
)
from training.checks.views.owed_checks import owed_checks
from training.checks.views.video.refuse_statistics import OtherClass, OtherDay, ReasonFirst
from training.classes.views.find_class import find_class
from training.meetings.terms import MeetingState
from training.notice.notes import ReasonMissing
from training.records.checks.spot_checks import Draw
from training.records.checks.video_checks import FaceCount, LiveStatistics, MeetingFailure, VideoStart
from training.records.classes.trainees import Enrolment
from training.records.meetings.meetings import Meeting
from training.records.outbox.alerts import Alert


@pytest.fixture
def video(database) -> VideoChecking:
    """The city's inspector before a class of thirty who learn online this morning."""
    class_id = begin(database, "video", _class_online)
    registered_in_chat(database, CITY, COLLEAGUE)
    return VideoChecking(database, class_id)


def _class_online(session: Session) -> UUID:
    register_staff(session)
    return enrol_online(session)


@pytest.fixture
def running(video) -> VideoChecking:
    video.start_video()
    return video


def count_of(checking: VideoChecking, record: type) -> int:
    with checking.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_a_check_begins_with_its_roster_fixed_and_a_meeting_asked_for_and_nobody_drawn(video):
    view = video.start_video()

    assert (view.number, view.method, view.facts.roster_size) == ("BT-1-市1", "视频查班", 30)
    assert (view.people, view.video.override_reason) == ((), "")
    assert view.video.meeting.state is MeetingState.WANTED
    with video.database.reading() as session:
        start = session.scalars(select(VideoStart)).one()
        ids = session.scalars(select(Enrolment.public_id)).all()
        assert start.roster == sorted(map(str, ids))
        assert start.roster_hash == roster_hash(ids)
    assert count_of(video, Draw) == 0


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ("08:29", "现在不在上课时间（今天：上午 08:30–11:30 线上、下午 14:00–17:00 线下）"),
        ("08:30", ""),
        ("11:30", ""),
        ("11:31", "现在不在上课时间"),
        ("14:00", "现在上的是线下课"),
    ],
)
def test_only_an_online_lesson_that_is_on_is_checked_by_video(clock, told, video):
    video.now = at(MONDAY, clock)

    if told:
        with pytest.raises(NoOnlineLesson) as refused:
            video.start_video()
        assert told in str(refused.value)
        assert count_of(video, VideoStart) == count_of(video, Meeting) == 0
    else:
        assert video.start_video().is_running


def test_a_day_without_lessons_is_told_as_such(video):
    video.now = at(MONDAY + timedelta(days=1), "09:00")

    with pytest.raises(NoOnlineLesson, match="今天没有课"):
        video.start_video()


def test_a_written_reason_overrides_and_stays_in_the_record(video):
    video.now = at(MONDAY, "14:00")

    assert video.start_video("老师临时改为线上").video.override_reason == "老师临时改为线上"


def test_a_reason_that_was_not_needed_is_not_kept(video):
    assert video.start_video("以防万一").video.override_reason == ""


def test_the_class_must_be_running_and_without_another_check(video):
    video.start_video()
    with pytest.raises(CheckIsRunning):
        video.by(COLLEAGUE).start_video()
    with pytest.raises(CheckIsRunning):
        video.start()
    with pytest.raises(NotAnInspector):
        video.by(AUDITOR).start_video()
    assert video.by(DISTRICT).start_video().number == "BT-1-区1"

    with pytest.raises(ClassNotRunning):
        video.later(days=30).start_video()


def test_who_is_not_known_in_dingtalk_begins_without_a_meeting(video):
    view = video.by(DISTRICT).start_video()

    assert (view.is_running, view.video.meeting, view.video.may_reopen) == (True, None, True)


@pytest.mark.parametrize(("seen", "verdict"), [(24, Verdict.PASSED), (23, Verdict.FAILED)])
def test_faces_of_80_percent_decide(seen, verdict, running):
    running.see_faces(seen)

    assert running.conclude().verdict is verdict


def test_of_31_trainees_24_are_too_few(database, video):
    with database.writing() as session:
        an_enrolment(session, find_class(session, "BT-1"), a_trainee(session, "学员31", "13900000031"), "31")
    video.start_video()
    video.see_faces(24)

    view = video.conclude()

    assert view.verdict is Verdict.FAILED
    assert view.conditions[0].numbers == "人脸最多的一张 24/31=77.4%，应达 80%"


def test_the_best_screenshot_counts_and_not_their_sum(running):
    running.see_faces(20, "red")
    running.see_faces(24, "blue")
    view = running.see_faces(12, "green")

    assert (view.video.facts.best_faces, view.verdict) == (24, Verdict.PASSED)
    assert [(each.faces, each.counted_by) for each in view.pictures] == [(20, CITY), (24, CITY), (12, CITY)]


def test_the_latest_count_of_a_screenshot_holds_and_all_are_kept(running):
    running.see_faces(25)
    view = running.by(COLLEAGUE).faces(20)

    assert (view.video.facts.best_faces, view.pictures[0].counted_by) == (20, COLLEAGUE)
    assert count_of(running, FaceCount) == 2


def test_a_screenshot_that_was_taken_back_takes_its_count_along(running):
    running.see_faces(28, "red")
    running.see_faces(3, "blue")

    view = running.withdraw(1, "是别的班")

    assert (view.video.facts.screenshots, view.video.facts.best_faces) == (1, 3)
    assert running.conclude().verdict is Verdict.FAILED


def test_where_the_only_count_was_taken_back_nothing_is_counted(running):
    running.see_faces(28, "red")
    running.withdraw(1)

    view = running.screenshot("blue")

    assert (view.video.facts.best_faces, view.verdict) == (None, None)
    assert view.conditions[0].numbers.startswith("未清点")


def test_the_export_keeps_the_count_of_a_screenshot_that_was_taken_back(running):
    running.see_faces(28, "red")
    running.see_faces(24, "blue")
    running.withdraw(1)
    running.conclude()

    with running.database.reading() as session:
        found = export_check(session, find_check_by_number(session, "BT-1-市1"), now=running.now)

    hashes = {each["is_withdrawn"]: each["sha256"] for each in found["evidence"]}
    counted = {each["picture"]: each["faces"] for each in found["video"]["face_counts"]}
    assert counted == {hashes[True]: 28, hashes[False]: 24}
    assert found["conditions"][1]["numbers"] == "截图 1 张，应有 1 张"


NO_MEETING = "没有开过会议，也没有写明会议为什么没能进行，请核对截图是哪里来的"


@pytest.mark.parametrize(("seen", "flags"), [(24, (NO_MEETING,)), (23, ())])
def test_who_passes_without_any_meeting_or_a_word_why_is_flagged(seen, flags, running):
    running.see_faces(seen)

    assert running.conclude().flags == flags


def test_where_it_was_said_why_there_was_no_meeting_there_is_no_flag(running):
    running.see_faces(24)
    running.fall_back("钉钉打不开，改用腾讯会议")

    concluded = running.conclude()

    assert (concluded.verdict, concluded.flags) == (Verdict.PASSED, ())


def test_a_count_belongs_to_the_screenshot_that_one_has_sent_oneself(running):
    running.screenshot("red")
    running.by(COLLEAGUE).screenshot("blue")

    assert [each.faces for each in running.faces(24).pictures] == [24, None]
    assert [each.faces for each in running.by(COLLEAGUE).faces(10).pictures] == [24, 10]


@pytest.mark.parametrize(("seen", "is_refused"), [(-1, True), (0, False), (30, False), (31, True)])
def test_more_faces_than_the_roster_are_refused(seen, is_refused, running):
    running.screenshot()

    if is_refused:
        with pytest.raises(BadFaceCount, match="应为 0 至 30"):
            running.faces(seen)
        assert count_of(running, FaceCount) == 0
    else:
        assert running.faces(seen).video.facts.best_faces == seen


def test_the_roster_stays_as_it_was_at_the_start(running):
    with running.database.writing() as session:
        own = find_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session, "新人", "13900000001"), "99")
        first = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        a_withdrawal(session, first, MONDAY - timedelta(days=1))

    view = running.see_faces(24)

    assert view.video.facts.roster_size == 30
    assert view.conditions[0].numbers.startswith("人脸最多的一张 24/30=80.0%")


def test_without_a_screenshot_nothing_is_counted_and_nothing_concluded(running):
    with pytest.raises(NoScreenshot):
        running.faces(24)

    assert running.conclude(as_unable=True).verdict is Verdict.UNABLE


def test_the_same_tap_sent_twice_stores_once(running):
    running.screenshot()
    running.faces(24, client_key="m1")
    running.faces(24, client_key="m1")
    running.fall_back(client_key="m2")
    running.fall_back(client_key="m2")

    assert (count_of(running, FaceCount), count_of(running, MeetingFailure)) == (1, 1)


def test_each_method_refuses_the_acts_of_the_other(running, database):
    with pytest.raises(WrongMethod, match="视频查班，没有电话比对"):
        running.act(count_heads, 24)
    with pytest.raises(WrongMethod):
        running.act(next_call)
    running.void()

    running.start(override="平台打不开")
    with pytest.raises(WrongMethod, match="电话查班，请逐个打电话"):
        running.faces(24)


def test_only_the_checks_own_level_acts_and_only_while_it_runs(running):
    running.screenshot()
    with pytest.raises(NotYourCheck):
        running.by(DISTRICT).faces(24)
    running.void()
    with pytest.raises(CheckEnded):
        running.faces(24)


def test_the_meeting_is_given_up_with_the_check(running):
    running.see_faces(24)

    assert running.conclude().video.meeting.state is MeetingState.ENDED


def test_a_voided_check_leaves_no_meeting_open(running):
    assert running.void().video.meeting.ended_at is not None


def test_a_meeting_that_never_started_gives_way_to_the_statistics_of_the_day(running):
    before = running.see().video
    running.fall_back("钉钉没有会议权限")
    view = running.use(live_statistics(*trainees(*range(1, 25)), ("路人", "", "09:00", "09:40")))

    assert (before.may_fall_back, before.wants_statistics) == (True, False)
    assert (view.video.may_fall_back, view.video.wants_statistics) == (False, True)
    assert view.video.failure.explanation == "钉钉没有会议权限"
    assert (view.video.statistics.participants, view.video.statistics.strangers) == (24, 1)
    concluded = running.conclude()
    assert concluded.verdict is Verdict.PASSED
    assert concluded.conditions[1].numbers == "实际参培 24/30=80.0%，应达 80%（观看满 10 分钟的在册学员）"


def test_too_few_participants_fail(running):
    running.fall_back()
    running.use(live_statistics(*trainees(*range(1, 24))))

    assert running.conclude().verdict is Verdict.FAILED


def test_who_only_looked_in_has_not_taken_part(running):
    running.fall_back()
    short = [("学员24", "", "09:00", "09:09"), ("学员25", "", "09:00", "09:10")]
    view = running.use(live_statistics(*trainees(*range(1, 24)), *short))

    assert (view.video.statistics.participants, view.video.statistics.too_short) == (24, 1)
    assert [each.is_counted for each in view.video.statistics.viewers] == [True] * 24 + [False]


def test_the_fallback_needs_a_reason_first(running):
    with pytest.raises(ReasonFirst):
        running.use(live_statistics(*trainees(1)))
    with pytest.raises(ReasonMissing):
        running.fall_back("  ")

    assert (count_of(running, LiveStatistics), count_of(running, MeetingFailure)) == (0, 0)


def test_another_days_file_is_refused_with_the_day_that_was_found(running):
    running.fall_back()

    with pytest.raises(OtherDay, match="03月01日 的记录，抽查当天是 03月02日"):
        running.use(live_statistics(*trainees(1), day=MONDAY - timedelta(days=1)))
    assert count_of(running, LiveStatistics) == 0


def test_another_classs_file_is_refused(running):
    running.fall_back()
    file = live_statistics(*trainees(1))
    other = replace(file, lines=tuple(replace(each, class_number="BT-2") for each in file.lines))

    with pytest.raises(OtherClass, match="BT-2 的记录，本次检查的是 BT-1"):
        running.use(other)


def test_the_latest_statistics_hold_and_the_same_file_is_kept_once(running):
    running.fall_back()
    few, many = live_statistics(*trainees(1, 2)), live_statistics(*trainees(*range(1, 25)))
    running.use(few)
    running.use(many)
    view = running.use(many)

    assert (view.video.facts.participants, count_of(running, LiveStatistics)) == (24, 2)


def test_a_former_file_that_is_handed_in_again_holds_again(running):
    running.fall_back()
    right, wrong = live_statistics(*trainees(1, 2)), live_statistics(*trainees(3), name="别的.csv")
    running.use(right)
    running.use(wrong)

    view = running.by(COLLEAGUE).later(minutes=1).use(right)

    assert (view.video.statistics.file_name, view.video.facts.participants) == ("直播.csv", 2)
    assert (view.video.statistics.received_by, count_of(running, LiveStatistics)) == (COLLEAGUE, 3)


def test_a_file_that_the_network_brings_a_second_time_replaces_nothing(running):
    running.fall_back()
    first, second = live_statistics(*trainees(1)), live_statistics(*trainees(2, 3), name="别的.csv")
    running.use(first, client_key="first")
    running.use(second, client_key="second")

    view = running.use(first, client_key="first")

    assert (view.video.statistics.file_name, count_of(running, LiveStatistics)) == ("别的.csv", 2)


def test_a_later_reason_takes_the_place_of_an_earlier_one(running):
    running.fall_back("打不开")
    view = running.by(COLLEAGUE).fall_back("开了又断")

    assert (view.video.failure.explanation, view.video.failure.reported_by) == ("开了又断", COLLEAGUE)
    assert view.video.failure.reason is FallbackReason.NOT_OPENED


def test_a_class_that_was_checked_by_video_owes_no_check_any_more(running):
    def owed() -> int:
        return running.write(lambda session, staff: len(owed_checks(session, staff, now=running.now)))

    before = owed()
    running.see_faces(24)
    running.conclude()

    assert (before, owed()) == (1, 0)


@pytest.mark.parametrize(
    ("clock", "is_in_session", "is_online"),
    [("08:29", False, False), ("08:30", True, True), ("11:31", False, False), ("14:00", True, False)],
)
def test_what_is_owed_tells_whether_the_lesson_that_is_on_is_online(clock, is_in_session, is_online, video):
    video.now = at(MONDAY, clock)

    (owed,) = video.write(lambda session, staff: owed_checks(session, staff, now=video.now))

    assert (owed.is_in_session, owed.is_online) == (is_in_session, is_online)


def test_the_export_proves_the_roster_and_holds_no_name_or_phone(running):
    running.see_faces(20)
    running.fall_back("学员王芳说打不开")
    running.use(live_statistics(*trainees(*range(1, 25)), name="王芳.csv"))
    running.conclude()

    with running.database.reading() as session:
        found = export_check(session, find_check_by_number(session, "BT-1-市1"), now=running.now)

    text = json.dumps(found, ensure_ascii=False)
    assert "draw" not in found
    assert (found["check"]["method"], found["video"]["roster_size"]) == ("视频查班", 30)
    assert found["video"]["face_counts"][0]["picture"] == found["evidence"][0]["sha256"]
    assert len(found["video"]["statistics"]["viewers"]) == 24
    assert "学员2" not in text
    assert "王芳" not in text
    assert "137" + "0" * 7 not in text


def test_two_inspectors_who_count_at_once_overwrite_nothing(running):
    running.screenshot("red")
    running.by(COLLEAGUE).screenshot("blue")

    at_once(lambda: running.faces(20), lambda: running.by(COLLEAGUE).faces(25))

    assert [each.faces for each in running.see().pictures] == [20, 25]
    assert running.see().video.facts.best_faces == 25


def test_of_two_who_begin_at_once_one_begins_and_one_meeting_is_wanted(video):
    found = at_once(video.start_video, video.by(COLLEAGUE).start_video)

    assert [each for each in found if each is CheckIsRunning] == [CheckIsRunning]
    assert (count_of(video, VideoStart), count_of(video, Meeting)) == (1, 1)


def test_the_same_file_handed_in_by_two_at_once_is_kept_once(running):
    running.fall_back()
    file = live_statistics(*trainees(*range(1, 25)))

    at_once(lambda: running.use(file), lambda: running.by(COLLEAGUE).use(file))

    assert count_of(running, LiveStatistics) == 1
    assert running.see().video.facts.participants == 24


def test_of_a_count_and_a_verdict_at_once_the_verdict_says_what_it_saw(running):
    running.see_faces(23)
    running.by(COLLEAGUE).screenshot("blue")

    at_once(lambda: running.by(COLLEAGUE).faces(30), running.conclude)

    view = running.see()
    assert view.state in view.verdict
    seen = "30/30" if view.verdict is Verdict.PASSED else "23/30"
    assert seen in view.conditions[0].numbers


def test_an_online_lesson_is_checked_by_phone_for_a_written_reason_only(video):
    """R31, R36: as a lesson in a room is checked by video only for one."""
    with pytest.raises(OnlineLessonOn, match=r"现在上的是线上课（上午 08:30–11:30），线上课用视频查班"):
        video.start()

    view = video.start(override="平台打不开，改为打电话")

    assert view.override_reason == "平台打不开，改为打电话"


def test_in_a_room_no_reason_is_asked_for_or_kept(video):
    video.now = at(MONDAY, "14:00")

    assert video.start(override="顺便写的").override_reason == ""


def test_where_a_check_runs_already_nobody_is_asked_for_a_reason_first(running):
    with pytest.raises(CheckIsRunning):
        running.by(COLLEAGUE).start()


def test_too_few_faces_that_were_taken_back_are_told_when_it_ends_as_unable(running):
    running.see_faces(3)
    running.withdraw(1, "看不清")
    running.conclude(as_unable=True)

    with running.database.reading() as session:
        (told,) = session.scalars(select(Alert.text).where(Alert.kind == "unable_verdict"))
    assert told.startswith("BT-1 的市本级视频查班（检查 BT-1-市1）以无法完成结束，此前有撤回照片 1 张")
    assert told.endswith("，请核实原因。")
