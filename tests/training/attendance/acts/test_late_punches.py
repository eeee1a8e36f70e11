"""R43, R45: what comes late or from a doubtful place waits, credits nothing, until the office accepts it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at
from tests.training.attendance.late_batches import (
    DAYS,
    SOON,
    WEEKS_LATER,
    a_class_with_machine,
    hand_in,
    hear,
    hear_all_day,
    hours,
    moments_of,
    push,
    signals,
    standing,
    the_class,
    upload_of,
)
from tests.training.attendance.reminding import a_reachable, remind, staff_of, written
from tests.training.builders import at_once
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.acts.devices.store_part import store_part
from training.attendance.acts.import_punches import import_punches
from training.attendance.acts.keep_punches import Batches
from training.attendance.acts.late.decide_batch import decide_batch
from training.attendance.acts.late.record_decision import BatchDecided, BatchVerdict, OfSeveralDistricts
from training.attendance.rules.explanations import due_punches, explain
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Source, WaitsFor
from training.attendance.views.find_device import find_device
from training.attendance.views.late.batches_seen import MachineDay
from training.attendance.views.late.effect_of import Effect, effect_of
from training.attendance.views.late.waiting_batches import waiting_batch, waiting_batches
from training.attendance.views.late.waiting_of_day import waiting_of_day
from training.attendance.views.list_quarantine import list_quarantine
from training.database import Database
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.notes import ReasonMissing
from training.notice.terms import Role
from training.records.attendance.devices import DeviceContact, DeviceUpload, FraudSignal, UnreadLine
from training.records.attendance.late import BatchAcceptance, PunchRelease
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile
from training.staff.views.find_staff import find_staff

ACCEPTED = BatchVerdict(True, "断网三天，已核对签到表")
NOT_ACCEPTED = BatchVerdict(False, "没有签到表")
OF_PUNCHES = (
    *(PunchRelease, BatchAcceptance, UnreadLine, DeviceUpload, Punch, DeviceContact, FraudSignal, Alert),
)


@pytest.fixture
def running(database: Database) -> Database:
    a_class_with_machine(database)
    with database.writing() as session:
        staff_of(session, Role.DISTRICT, "昆都仑区")
        staff_of(session, Role.DISTRICT, "青山区")
        staff_of(session, Role.CITY)
        staff_of(session, Role.AUDITOR)
        staff_of(session, Role.INSTITUTION, an_institution(session).name)
    return database


def waiting(database: Database) -> list[tuple[int, Source, WaitsFor]]:
    with database.reading() as session:
        found = waiting_batches(session, who(session, Role.CITY))
        return [(each.punches, each.batch.source, each.waits_for) for each in found]


def who(session: Session, role: Role, place: str = "") -> Staff:
    return find_staff(session, f"{role.words}{place}")


def number_of_waiting(database: Database) -> int:
    with database.reading() as session:
        (found,) = waiting_batches(session, who(session, Role.CITY))
        return found.number


def decide(
    database: Database, verdict: BatchVerdict, role: Role = Role.DISTRICT, place: str = "昆都仑区"
) -> None:
    number = number_of_waiting(database)
    decide_one(database, number, verdict, role, place)


def decide_one(database: Database, number: int, verdict: BatchVerdict, role: Role, place: str) -> None:
    with database.writing() as session:
        decide_batch(session, who(session, role, place), number, verdict, now=WEEKS_LATER)


def spans(database: Database) -> list[tuple[datetime, datetime]]:
    with database.reading() as session:
        rows = session.scalars(select(DeviceContact).order_by(DeviceContact.id))
        return [(each.began_at, each.last_at) for each in rows]


def test_contact_is_kept_span_by_span(running):
    hear(running, at(MONDAY, "08:00"), at(MONDAY, "08:10"), at(MONDAY, "08:20:01"), at(MONDAY, "08:15"))

    assert spans(running) == [
        (at(MONDAY, "08:00"), at(MONDAY, "08:10")),
        (at(MONDAY, "08:20:01"), at(MONDAY, "08:20:01")),
    ]


def test_a_clock_of_ours_that_ran_ahead_hides_no_contact_after_it(running):
    hear(running, WEEKS_LATER, at(MONDAY, "08:00"), at(MONDAY, "08:10"))

    assert spans(running) == [(WEEKS_LATER, WEEKS_LATER), (at(MONDAY, "08:00"), at(MONDAY, "08:10"))]


def test_what_nothing_proves_to_be_the_machine_ends_no_silence(running):
    push_unproven(running, [at(MONDAY, "07:59")], at(MONDAY, "08:00"))

    assert spans(running) == []


def test_a_file_in_time_of_a_machine_that_never_spoke_counts(running):
    hand_in(running, moments_of(*DAYS), SOON)

    assert (hours(running), waiting(running), signals(running)) == (80, [], [])


def test_a_late_file_credits_nothing_and_says_so_to_whoever_hands_it_in(running):
    report = hand_in(running, moments_of(*DAYS), WEEKS_LATER)

    assert (hours(running), waiting(running)) == (0, [(20, Source.FILE, WaitsFor.LATE)])
    (notice,) = report.notices
    assert notice.startswith("其中 20 次打卡待确认，暂不计入学时")
    assert report.stored == 20


def test_of_one_file_the_punches_in_time_count_and_the_late_ones_are_a_batch_of_their_own(running):
    when = at(MONDAY + timedelta(days=9), "09:00")

    hand_in(running, moments_of(*DAYS), when)

    assert hours(running) == 3 * 16
    assert waiting(running) == [(8, Source.FILE, WaitsFor.LATE)]
    with running.reading() as session:
        own = select(ImportBatch).where(ImportBatch.kind == "punches").order_by(ImportBatch.id)
        counts = [(each.rows_read, each.rows_stored, each.waits_for) for each in session.scalars(own)]
    assert counts == [(12, 12, None), (8, 8, WaitsFor.LATE)]


def test_a_file_of_what_a_machine_in_touch_never_pushed_waits_and_is_a_signal_once_a_day(running):
    hear_all_day(running, MONDAY)

    hand_in(running, moments_of(MONDAY), SOON)
    hand_in(running, [at(MONDAY, "09:00")], SOON)

    assert hours(running) == 0
    assert [reason for *_, reason in waiting(running)] == [WaitsFor.SHOULD_BE_LIVE] * 2
    assert signals(running) == ["文件与推送不一致"]


def name_no_machine(database: Database) -> None:
    """The class takes punches of whatever machine."""
    with database.writing() as session:
        the_class(session).attendance_device = ""


@pytest.mark.parametrize("name", ["7777", ""])
def test_a_file_under_another_name_waits_where_a_machine_of_the_school_was_in_touch(running, name):
    name_no_machine(running)
    hear_all_day(running, MONDAY)

    report = hand_in(running, moments_of(MONDAY), SOON, device=name)

    assert (hours(running), waiting(running)) == (0, [(4, Source.FILE, WaitsFor.SHOULD_BE_LIVE)])
    assert signals(running) == ["文件与推送不一致"]
    assert WaitsFor.SHOULD_BE_LIVE.value in report.notices[0]


@pytest.mark.parametrize("name", ["7777", ""])
def test_a_file_under_another_name_counts_where_the_machines_of_the_school_were_silent(running, name):
    name_no_machine(running)
    hear_all_day(running, DAYS[1])

    hand_in(running, moments_of(MONDAY), SOON, device=name)

    assert (hours(running), waiting(running), signals(running)) == (16, [], [])


@pytest.mark.parametrize(("when", "credited", "count"), [(SOON, 16, 0), (WEEKS_LATER, 0, 4)])
def test_a_file_of_a_school_with_no_machine_in_use_follows_lateness_alone(running, when, credited, count):
    name_no_machine(running)
    hear_all_day(running, MONDAY)
    with running.writing() as session:
        remove_device(session, "CJDE1", removed_by="张会计", now=SOON)

    hand_in(running, moments_of(MONDAY), when, device="7777")

    assert hours(running) == credited
    assert [punches for punches, *_ in waiting(running)] == ([count] if count else [])


def test_a_file_that_repeats_what_was_pushed_waits_for_nothing(running):
    hear_all_day(running, MONDAY)
    push(running, moments_of(MONDAY), at(MONDAY, "19:00"))

    hand_in(running, moments_of(MONDAY), SOON)

    assert (hours(running), waiting(running)) == (16, [])
    assert "文件与推送不一致" not in signals(running)


def test_the_same_punch_arriving_live_later_releases_that_of_the_file(running):
    hear_all_day(running, MONDAY)
    hand_in(running, moments_of(MONDAY), SOON)

    push(running, moments_of(MONDAY), SOON)

    assert (hours(running), waiting(running)) == (16, [])
    with running.reading() as session:
        released = session.scalars(select(PunchRelease)).all()
        live = session.get_one(ImportBatch, released[0].batch_id)
        assert (len(released), live.kind, live.source) == (4, "push", Source.BACKLOG)


def test_a_late_push_of_a_machine_in_touch_waits_and_one_out_of_a_silence_counts_with_a_signal(running):
    hear_all_day(running, DAYS[0])
    hear(running, WEEKS_LATER)

    push(running, moments_of(*DAYS[:2]), WEEKS_LATER)

    assert hours(running) == 16
    assert waiting(running) == [(4, Source.BACKLOG, WaitsFor.LATE)]
    assert signals(running) == ["迟交打卡"]


@pytest.mark.parametrize(
    ("heard_at", "credited"),
    [
        (at(MONDAY - timedelta(days=365), "08:00"), 0),
        (at(MONDAY, "06:59:59"), 0),
        (at(MONDAY, "07:00"), 16),
        (at(MONDAY, "07:10"), 16),
    ],
)
def test_before_it_was_registered_no_machine_was_heard_whatever_our_own_clock_noted(
    running, heard_at, credited
):
    """CJDE1 is registered on Monday at seven."""
    hear(running, heard_at)

    push(running, moments_of(MONDAY), WEEKS_LATER)

    assert hours(running) == credited
    assert [reason for *_, reason in waiting(running)] == ([] if credited else [WaitsFor.LATE])


def test_a_contact_that_goes_on_while_the_machine_is_registered_is_one_from_then_on(running):
    hear(running, at(MONDAY, "06:55"), at(MONDAY, "07:05"))

    push(running, moments_of(MONDAY), WEEKS_LATER)

    assert (hours(running), waiting(running)) == (16, [])


def test_one_upload_of_live_and_kept_punches_makes_two_batches(running):
    push(running, [at(MONDAY, "08:20"), at(MONDAY, "11:40")], at(MONDAY, "11:41"))

    with running.reading() as session:
        own = select(ImportBatch).where(ImportBatch.kind == "push").order_by(ImportBatch.id)
        found = [(each.source, each.rows_stored) for each in session.scalars(own)]
    assert found == [(Source.BACKLOG, 1), (Source.LIVE, 1)]


def push_unproven(database: Database, moments: list[datetime], when: datetime) -> None:
    with database.writing() as session:
        upload = replace(upload_of(session, moments, when), is_proven=False)
        receive_push(session, find_device(session, "CJDE1").id, upload)


def test_what_nothing_proves_waits_until_it_comes_from_the_machine(running):
    push_unproven(running, moments_of(MONDAY), at(MONDAY, "17:11"))
    assert hours(running) == 0
    assert {(source, reason) for _, source, reason in waiting(running)} == {
        (Source.LIVE, WaitsFor.UNPROVED),
        (Source.BACKLOG, WaitsFor.UNPROVED),
    }

    push(running, moments_of(MONDAY), at(MONDAY, "17:13"))

    assert (hours(running), waiting(running)) == (16, [])


def stored(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Punch)).all())


def test_what_nothing_proves_of_seconds_to_come_is_not_stored_and_takes_nothing_away(running):
    hear_all_day(running, MONDAY)
    saturday = at(MONDAY - timedelta(days=2), "08:00")
    push_unproven(running, moments_of(MONDAY), saturday)
    assert stored(running) == 0

    push(running, moments_of(MONDAY), at(MONDAY, "19:00"))

    assert (hours(running), waiting(running)) == (16, [])


def quarantined(database: Database) -> int:
    with database.reading() as session:
        return len([*list_quarantine(session)])


@pytest.mark.parametrize("more", [[], [at(MONDAY, "17:20")]])
def test_what_came_while_our_own_clock_was_slow_counts_once_it_comes_again(running, more):
    slow = at(MONDAY - timedelta(days=1), "19:00")
    push(running, moments_of(MONDAY), slow)
    assert (hours(running), quarantined(running)) == (0, 4)

    push(running, [*moments_of(MONDAY), *more], at(MONDAY, "19:40"))

    assert (hours(running), quarantined(running)) == (16, 0)


def test_what_came_while_our_own_clock_was_slow_counts_by_a_file_as_well(running):
    push(running, moments_of(MONDAY), at(MONDAY - timedelta(days=1), "19:00"))
    with running.reading() as session:
        name = find_device(session, "CJDE1").name

    hand_in(running, moments_of(MONDAY), SOON, device=name)

    assert (hours(running), quarantined(running)) == (16, 0)


@pytest.mark.parametrize("comes", ["as a push", "as a file"])
def test_a_file_handed_in_early_takes_nothing_from_what_comes_in_its_time(running, comes):
    hand_in(running, moments_of(MONDAY), at(MONDAY - timedelta(days=2), "09:00"))
    hand_in(running, moments_of(MONDAY), at(MONDAY - timedelta(days=1), "09:00"))
    assert (hours(running), quarantined(running)) == (0, 4)

    if comes == "as a push":
        push(running, moments_of(MONDAY), at(MONDAY, "19:00"))
    else:
        hand_in(running, moments_of(MONDAY), SOON)

    assert (hours(running), quarantined(running)) == (16, 0)


DAY_OF_COMING = MachineDay("CJDE1", shanghai_day(WEEKS_LATER))
EARLY = at(MONDAY - timedelta(days=1), "19:00")
"""By our own clock, while that was slow."""


def in_again(database: Database, comes: str, when: datetime = WEEKS_LATER) -> None:
    with database.reading() as session:
        name = find_device(session, "CJDE1").name
    if comes == "as a push":
        push(database, moments_of(MONDAY), when)
    else:
        hand_in(database, moments_of(MONDAY), when, device=name)


@pytest.mark.parametrize("comes", ["as a push", "as a file"])
@pytest.mark.parametrize(("verdict", "credited"), [(ACCEPTED, 16), (NOT_ACCEPTED, 0)])
def test_what_came_before_its_time_and_again_too_late_waits_and_counts_once_accepted(
    running, comes, verdict, credited
):
    push(running, moments_of(MONDAY), EARLY)
    hear_all_day(running, MONDAY)
    for hour in range(2):
        in_again(running, comes, WEEKS_LATER + timedelta(hours=hour))
        assert [(count, reason) for count, _, reason in waiting(running)] == [(4, WaitsFor.LATE)]
    assert (hours(running), quarantined(running)) == (0, 0)
    assert explain(standing(running).progress.half_days[0], WEEKS_LATER).endswith("2 次打卡待确认，暂不计入")
    with running.reading() as session:
        found = waiting_batch(session, number_of_waiting(running))
        assert (found.people, found.districts) == (1, (the_class(session).district_id,))
        assert effect_of(session, [found], WEEKS_LATER).half_days == 2
        assert len(session.scalars(select(Alert).where(Alert.kind == "batch_waits")).all()) == 1

    decide(running, verdict)

    assert (hours(running), waiting(running)) == (credited, [])


def test_of_a_day_whoever_punched_before_the_time_could_be_and_again_too_late_is_counted_in(running):
    push(running, moments_of(MONDAY), EARLY)
    hear_all_day(running, MONDAY)
    in_again(running, "as a push")

    with running.reading() as session:
        found = waiting_of_day(session, who(session, Role.CITY), DAY_OF_COMING)
        assert (found.people, found.punches) == (1, 4)


def a_file(rows: list[PunchRow], when: datetime) -> HandedFile:
    return HandedFile("6012_attlog.dat", sha256(repr(rows).encode()).hexdigest(), "张会计", when)


@pytest.mark.parametrize(
    ("when", "notice", "credited"), [(SOON, None, 16), (WEEKS_LATER, "其中 4 次打卡待确认", 0)]
)
def test_the_very_file_that_came_before_its_time_is_read_again(running, when, notice, credited):
    rows = [PunchRow(place, "1", each, "6012") for place, each in enumerate(moments_of(MONDAY), 1)]
    told = []
    for handed_at in (EARLY, EARLY + timedelta(hours=1), when, when + timedelta(hours=1)):
        with running.writing() as session:
            file = a_file(rows, handed_at)
            told.append(import_punches(session, rows, file, an_institution(session)).notices)

    assert [bool(each) and "没有变化" in each[0] for each in told] == [False, True, False, True]
    assert told[2] == [] if notice is None else told[2][0].startswith(notice)
    assert hours(running) == credited


@pytest.mark.parametrize("first", ["as a push", "as another file"])
@pytest.mark.parametrize(("when", "credited"), [(SOON, 16), (WEEKS_LATER, 0)])
def test_a_file_is_read_again_where_its_punches_came_before_their_time_in_another_way(
    running, first, when, credited
):
    with running.reading() as session:
        name = find_device(session, "CJDE1").name
    if first == "as a push":
        push(running, moments_of(MONDAY), EARLY)
    else:
        hand_in(running, moments_of(MONDAY), EARLY, device=name)
    rows = [PunchRow(place, "1", each, name) for place, each in enumerate(moments_of(MONDAY), 1)]

    told = []
    for handed_at in (EARLY, EARLY + timedelta(hours=1), when, when + timedelta(hours=1)):
        with running.writing() as session:
            file = a_file(rows, handed_at)
            told.append(import_punches(session, iter(rows), file, an_institution(session)).notices)

    assert [bool(each) and "没有变化" in each[0] for each in told] == [False, True, False, True]
    assert (hours(running), len(waiting(running))) == (credited, 0 if credited else 1)


def test_a_file_in_which_nothing_came_before_its_time_is_not_read_again_for_what_others_hold(running):
    push(running, moments_of(DAYS[1]), EARLY)
    rows = [PunchRow(place, "1", each, "CJDE1") for place, each in enumerate(moments_of(MONDAY), 1)]

    told = []
    for hour in range(2):
        with running.writing() as session:
            file = a_file(rows, SOON + timedelta(hours=hour))
            told.append(import_punches(session, rows, file, an_institution(session)).notices)

    assert ["没有变化" in "".join(each) for each in told] == [False, True]


def test_what_was_not_accepted_waits_for_nobody_when_it_comes_once_more(running):
    push(running, moments_of(MONDAY), EARLY)
    hear_all_day(running, MONDAY)
    in_again(running, "as a push")
    decide(running, NOT_ACCEPTED)

    push(running, reversed(moments_of(MONDAY)), WEEKS_LATER)

    assert (hours(running), waiting(running)) == (0, [])
    credit = standing(running).progress.half_days[0]
    assert explain(credit, WEEKS_LATER).endswith("2 次打卡经审核不予计入")


def test_what_came_before_its_time_and_again_without_a_proof_counts_when_the_machine_sends_it(running):
    push(running, moments_of(MONDAY), EARLY)
    push_unproven(running, moments_of(MONDAY), at(MONDAY, "19:00"))
    assert (hours(running), waiting(running)) == (0, [(4, Source.BACKLOG, WaitsFor.UNPROVED)])

    push(running, moments_of(MONDAY), at(MONDAY, "19:10"))

    assert (hours(running), waiting(running), quarantined(running)) == (16, [], 0)


def refuse_unproven(database: Database, comes: str) -> None:
    """A stranger's copy of Monday, which nobody can be sure of, is not accepted."""
    if comes == "too early at first":
        push(database, moments_of(MONDAY), EARLY)
    hear_all_day(database, MONDAY)
    push_unproven(database, moments_of(MONDAY), at(MONDAY, "19:00"))
    decide(database, NOT_ACCEPTED)


CAME = pytest.mark.parametrize("comes", ["without a proof at first", "too early at first"])


@CAME
@pytest.mark.parametrize("days", [7, 8])
@pytest.mark.parametrize(("verdict", "credited"), [(ACCEPTED, 16), (NOT_ACCEPTED, 0)])
def test_a_proof_is_worth_as_much_after_the_copy_without_one_was_refused(
    running, comes, days, verdict, credited
):
    refuse_unproven(running, comes)
    assert (hours(running), waiting(running)) == (0, [])

    for hour in ("09:00", "10:00"):
        push(running, reversed(moments_of(MONDAY)), at(MONDAY + timedelta(days=days), hour))

    if days == 7:
        assert (hours(running), waiting(running)) == (16, [])
        return
    assert (hours(running), waiting(running)) == (0, [(4, Source.BACKLOG, WaitsFor.LATE)])
    assert explain(standing(running).progress.half_days[0], WEEKS_LATER).endswith("2 次打卡待确认，暂不计入")
    decide(running, verdict)
    push(running, moments_of(MONDAY), WEEKS_LATER)
    assert (hours(running), waiting(running)) == (credited, [])


@CAME
def test_a_file_brings_nothing_back_that_was_refused_without_a_proof(running, comes):
    refuse_unproven(running, comes)

    in_again(running, "as a file")

    assert (hours(running), waiting(running)) == (0, [])


def test_what_waited_without_a_proof_and_comes_late_with_one_waits_for_that_alone(running):
    """Whatever becomes of the rest that nothing proves."""
    hear_all_day(running, MONDAY)
    push_unproven(running, moments_of(*DAYS[:2]), at(DAYS[1], "19:00"))

    push(running, moments_of(MONDAY), WEEKS_LATER)

    assert waiting(running) == [
        (4, Source.BACKLOG, WaitsFor.UNPROVED),
        (4, Source.BACKLOG, WaitsFor.LATE),
    ]
    with running.reading() as session:
        unproved, late = waiting_batches(session, who(session, Role.CITY))
        assert [effect_of(session, [each], WEEKS_LATER).half_days for each in (unproved, late)] == [2, 2]
        assert effect_of(session, [unproved, late], WEEKS_LATER).half_days == 4
    decide_one(running, unproved.number, ACCEPTED, Role.CITY, "")
    assert (hours(running), waiting(running)) == (16, [(4, Source.BACKLOG, WaitsFor.LATE)])
    decide_one(running, late.number, NOT_ACCEPTED, Role.CITY, "")
    assert (hours(running), waiting(running)) == (16, [])


def test_what_waits_and_comes_again_without_any_proof_is_not_released(running):
    hear_all_day(running, MONDAY)
    push(running, reversed(moments_of(MONDAY)), WEEKS_LATER)

    push_unproven(running, moments_of(MONDAY), WEEKS_LATER)

    assert (hours(running), waiting(running)) == (0, [(4, Source.BACKLOG, WaitsFor.LATE)])


def test_the_district_is_told_once_what_waits_and_why(running):
    hand_in(running, moments_of(*DAYS), WEEKS_LATER)
    hand_in(running, moments_of(*DAYS), WEEKS_LATER + timedelta(hours=1))

    with running.reading() as session:
        (alert,) = session.scalars(select(Alert).where(Alert.kind == "batch_waits"))
        assert alert.district.name == "昆都仑区"
        assert f"批次 {number_of_waiting(running)}" in alert.text
        assert "迟交打卡" in alert.text


def test_accepted_it_counts_at_once_and_the_school_reads_why(running):
    hand_in(running, moments_of(*DAYS), WEEKS_LATER)

    decide(running, ACCEPTED)

    assert (hours(running), standing(running).progress.waiting, waiting(running)) == (80, 0, [])
    with running.reading() as session:
        (told,) = session.scalars(select(Alert).where(Alert.kind == "batch_decided"))
        assert "断网三天，已核对签到表" in told.text


def test_not_accepted_it_credits_nothing_for_good_and_says_so(running):
    hand_in(running, moments_of(*DAYS), WEEKS_LATER)

    decide(running, NOT_ACCEPTED)

    assert (hours(running), waiting(running)) == (0, [])
    credit = standing(running).progress.half_days[0]
    assert explain(credit, WEEKS_LATER) == "没有计入的打卡，记 0 课时；2 次打卡经审核不予计入"


def test_what_waits_is_told_wherever_the_half_day_is_explained(running):
    hand_in(running, moments_of(MONDAY), WEEKS_LATER)

    credit = standing(running).progress.half_days[0]

    assert explain(credit, WEEKS_LATER) == "没有计入的打卡，记 0 课时；2 次打卡待确认，暂不计入"
    assert [each.has_waiting for each in due_punches(credit, WEEKS_LATER)] == [True, True]


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.INSTITUTION, "包头市第一培训学校"),
        (Role.DISTRICT, "青山区"),
        (Role.AUDITOR, ""),
    ],
)
def test_neither_the_school_nor_another_district_nor_an_auditor_accepts(running, role, place):
    hand_in(running, moments_of(*DAYS), WEEKS_LATER)
    number = number_of_waiting(running)

    with running.reading() as session:
        name = an_institution(session).name if role is Role.INSTITUTION else place
    with pytest.raises(NotFound):
        decide_one(running, number, ACCEPTED, role, name)

    assert hours(running) == 0


def test_what_touches_classes_of_two_districts_is_the_citys(running):
    with running.writing() as session:
        other = a_class(session, "BT-2", district="青山区", attendance_device="6012")
        an_enrolment(session, other, a_trainee(session, "李强"), "2")
    hear(running, at(MONDAY, "07:00"), WEEKS_LATER)
    hear_all_day(running, MONDAY)
    with running.writing() as session:
        first, second = (upload_of(session, moments_of(MONDAY), WEEKS_LATER, each) for each in ("1", "2"))
        punches = [*first.pushed.punches, *second.pushed.punches]
        both = replace(first, pushed=replace(first.pushed, punches=punches))
        receive_push(session, find_device(session, "CJDE1").id, both)

    with pytest.raises(OfSeveralDistricts):
        decide(running, ACCEPTED)
    decide(running, ACCEPTED, Role.CITY, "")

    assert hours(running) == 16


@pytest.mark.parametrize("verdict", [BatchVerdict(True, " "), BatchVerdict(False, "")])
def test_either_way_asks_for_a_reason(running, verdict):
    hand_in(running, moments_of(*DAYS), WEEKS_LATER)

    with pytest.raises(ReasonMissing):
        decide(running, verdict)


def test_what_comes_after_a_decision_between_two_parts_waits_for_itself(running):
    hear_all_day(running, MONDAY)
    with running.reading() as session:
        upload = upload_of(session, moments_of(MONDAY), WEEKS_LATER)
    first, last = upload.parts(2)
    batches = Batches("push", "CJDE1", upload.file)
    with running.writing() as session:
        store_part(session, find_device(session, "CJDE1").id, first, batches)
    decide(running, ACCEPTED)

    with running.writing() as session:
        receive_push(session, find_device(session, "CJDE1").id, last, batches)

    assert (hours(running), waiting(running)) == (8, [(2, Source.BACKLOG, WaitsFor.LATE)])


def test_of_two_who_decide_at_once_the_first_word_stands_and_the_other_is_told_whose_and_what(running):
    hand_in(running, moments_of(*DAYS), WEEKS_LATER)
    number = number_of_waiting(running)

    def say(verdict: BatchVerdict) -> str:
        try:
            decide_one(running, number, verdict, Role.DISTRICT, "昆都仑区")
        except BatchDecided as refusal:
            return str(refusal)
        return "done"

    said = at_once(lambda: say(ACCEPTED), lambda: say(NOT_ACCEPTED))

    with running.reading() as session:
        (row,) = session.scalars(select(BatchAcceptance))
        first = "已接受" if row.is_accepted else "未接受，不计入学时"
        stands = f"{row.staff.name}：{first}，原因：{row.reason}"
    assert sorted(each == "done" for each in said) == [False, True]
    assert any(stands in str(each) for each in said)
    assert hours(running) == (80 if row.is_accepted else 0)


def test_before_it_is_decided_one_sees_what_would_move(running):
    hand_in(running, moments_of(*DAYS), WEEKS_LATER)

    with running.reading() as session:
        (found,) = waiting_batches(session, who(session, Role.DISTRICT, "昆都仑区"))
        effect = effect_of(session, [found], WEEKS_LATER)

    assert (found.first_day, found.last_day, found.people, found.machines) == (DAYS[0], DAYS[4], 1, ("6012",))
    assert effect == Effect(1, 10, ("王芳",))


def test_a_missing_punch_is_reminded_of_while_what_was_punched_waits_and_not_once_it_is_accepted(running):
    with running.writing() as session:
        a_reachable(session, the_class(session), "李强", "2")
        a_reachable(session, the_class(session), "赵六", "3")
    push(running, [at(MONDAY, "08:20")], at(MONDAY, "08:20:05"), "3")
    with running.writing() as session:
        upload = replace(upload_of(session, [at(MONDAY, "08:20")], at(MONDAY, "08:21"), "2"), is_proven=False)
        receive_push(session, find_device(session, "CJDE1").id, upload)

    remind(running, at(MONDAY, "08:36"))

    assert [phone for _, phone, _ in written(running)] == ["13800000002"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["file", "late file", "push", "late push", "unproven", "accept", "refuse"]),
        st.sampled_from(DAYS[:2]),
    ),
    max_size=7,
)


@given(steps=STEPS)
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hours_never_come_from_what_waits_however_things_follow_each_other(database_of_steps, steps):
    running, model = database_of_steps()
    for step, day in steps:
        model.take(step, day)

    assert hours(running) == 16 * len(model.counting)


class Model:
    """What must be so, said in the shortest way: a day counts once it came live in time, or was accepted."""

    def __init__(self, database: Database):
        self.database = database
        self.counting: set[date] = set()

    def take(self, step: str, day: date) -> None:
        # The machine is in touch on all days, so a file alone proves nothing.
        if step in ("file", "late file"):
            hand_in(self.database, moments_of(day), SOON if step == "file" else WEEKS_LATER)
        elif step == "push":
            push(self.database, moments_of(day), SOON)
            self.counting.add(day)
        elif step == "late push":
            push(self.database, reversed(moments_of(day)), WEEKS_LATER)
        elif step == "unproven":
            push_unproven(self.database, moments_of(day), SOON)
        else:
            self._decide(step)

    def _decide(self, step: str) -> None:
        """On the oldest that waits."""
        with self.database.writing() as session:
            city = who(session, Role.CITY)
            oldest = next(iter(waiting_batches(session, city)), None)
            if oldest is None:
                return
            verdict = ACCEPTED if step == "accept" else NOT_ACCEPTED
            decide_batch(session, city, oldest.number, verdict, now=WEEKS_LATER)
        if step == "accept":
            self.counting |= {oldest.first_day, oldest.last_day}


@pytest.fixture
def database_of_steps(running: Database) -> Callable[[], tuple[Database, "Model"]]:
    """The same place for every example, with nothing of the one before."""

    def begin() -> tuple[Database, Model]:
        with running.writing() as session:
            for table in OF_PUNCHES:
                session.execute(table.__table__.delete())
        for day in DAYS[:2]:
            hear_all_day(running, day)
        return running, Model(running)

    return begin
