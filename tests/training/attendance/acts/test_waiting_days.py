"""R43: what one machine handed in on one day without a proof is looked at and decided on in one go."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, a_device, a_trainee, an_enrolment, an_institution, at
from tests.training.attendance.late_batches import (
    a_class_with_machine,
    hours,
    moments_of,
    push_unproven,
    upload_of,
)
from tests.training.attendance.reminding import staff_of
from tests.training.builders import at_once
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.devices.store_part import store_part
from training.attendance.acts.keep_punches import Batches
from training.attendance.acts.late.decide_batch import decide_batch
from training.attendance.acts.late.decide_day import DayDecided, DayShown, decide_day
from training.attendance.acts.late.record_decision import (
    BatchChanged,
    BatchDecided,
    BatchVerdict,
    OfSeveralDistricts,
)
from training.attendance.terms import WaitsFor
from training.attendance.views.find_device import find_device
from training.attendance.views.late.batches_seen import PUSH, MachineDay
from training.attendance.views.late.effect_of import Effect, effect_of
from training.attendance.views.late.waiting_of_day import DayWaiting, waiting_of_day
from training.attendance.views.read_upload import Upload
from training.database import Database
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.notes import ReasonMissing
from training.notice.terms import Role
from training.records.attendance.late import BatchAcceptance
from training.records.classes.batches import ImportBatch
from training.records.outbox.alerts import Alert
from training.staff.views.find_staff import find_staff

EVENING = at(MONDAY, "20:00")
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = at(MONDAY + timedelta(days=2), "08:00")
"""The morning on which the punches of Tuesday come in."""
OURS = "昆都仑区"
ACCEPTED = BatchVerdict(True, "核对过当天的签到表")
REFUSED = BatchVerdict(False, "没有签到表")
DAY = MachineDay("CJDE1", MONDAY)
EVERYTHING = 10**9


@pytest.fixture
def pushed(database: Database) -> Database:
    """王芳 punched four times on Monday, at a machine that proves nothing: four batches."""
    a_class_with_machine(database)
    with database.writing() as session:
        for role, place in ((Role.DISTRICT, OURS), (Role.DISTRICT, "青山区"), (Role.CITY, "")):
            staff_of(session, role, place)
        staff_of(session, Role.AUDITOR)
        staff_of(session, Role.INSTITUTION, an_institution(session).name)
    push_unproven(database, *moments_of(MONDAY))
    return database


def look(database: Database, of: MachineDay = DAY, who: str = f"旗县区{OURS}") -> DayWaiting:
    with database.reading() as session:
        return waiting_of_day(session, find_staff(session, who), of)


def decide(
    database: Database,
    verdict: BatchVerdict = ACCEPTED,
    *,
    of: MachineDay = DAY,
    until: int = EVERYTHING,
    who: str = f"旗县区{OURS}",
) -> DayDecided:
    """What this person was shown just before."""
    with database.writing() as session:
        staff = find_staff(session, who)
        found = waiting_of_day(session, staff, of).own
        shown = DayShown(of, until, sum(each.punches for each in found if each.number <= until))
        return decide_day(session, staff, shown, verdict, now=EVENING)


def decisions(database: Database) -> list[tuple[int, bool, str]]:
    with database.reading() as session:
        rows = session.scalars(select(BatchAcceptance).order_by(BatchAcceptance.batch_id)).all()
        return [(each.batch_id, each.is_accepted, each.reason) for each in rows]


def batches(database: Database) -> list[int]:
    with database.reading() as session:
        pushes = select(ImportBatch.id).where(ImportBatch.kind == PUSH)
        return list(session.scalars(pushes.order_by(ImportBatch.id)))


def test_what_is_shown_covers_all_of_them_together(pushed):
    """One punch of a half day moves nothing, the two of it do."""
    found = look(pushed)

    with pushed.reading() as session:
        alone = [effect_of(session, [each], EVENING) for each in found.own]
        together = effect_of(session, found.own, EVENING)
    assert [each.half_days for each in alone] == [0, 0, 0, 0]
    assert together == Effect(1, 2, ())
    assert (found.punches, found.people, found.days) == (4, 1, (MONDAY, MONDAY))
    assert found.reasons == {WaitsFor.UNPROVED: 4}


def test_accepted_in_one_go_each_batch_has_its_own_decision_with_the_same_reason(pushed):
    assert hours(pushed, EVENING) == 0

    done = decide(pushed)

    assert (len(done.batches), done.punches, done.later, done.of_others) == (4, 4, 0, 0)
    assert decisions(pushed) == [(each, True, ACCEPTED.reason) for each in batches(pushed)]
    assert hours(pushed, EVENING) == 16


def test_the_school_reads_once_what_became_of_all_of_them(pushed):
    first, *_, last = batches(pushed)
    decide(pushed, REFUSED)

    with pushed.reading() as session:
        (told,) = session.scalars(select(Alert).where(Alert.kind == "batch_decided"))
    assert told.text == (
        f"考勤机 CJDE1 的 4 个批次 {first} 至 {last}（2026-03-02 至 2026-03-02 的打卡，来源未证实）"
        "没有被接受，不计入学时。原因：没有签到表"
    )
    assert hours(pushed, EVENING) == 0


def test_what_came_after_the_look_is_not_decided_on(pushed):
    found = look(pushed)
    push_unproven(pushed, at(MONDAY, "19:00"))

    done = decide(pushed, until=found.until)

    assert (len(done.batches), done.later) == (4, 1)
    assert [key for key, _, _ in decisions(pushed)] == batches(pushed)[:4]
    assert len(look(pushed).own) == 1


def store_first_part(database: Database) -> tuple[Upload, Batches]:
    """Two of four punches of a long body, that nothing proves; and what follows."""
    with database.writing() as session:
        upload = upload_of(session, moments_of(TUESDAY), WEDNESDAY, is_proven=False)
        first, last = upload.parts(2)
        batches = Batches(PUSH, "CJDE1", upload.file)
        store_part(session, find_device(session, "CJDE1").id, first, batches)
    return last, batches


def store_last_part(database: Database, last: Upload, batches: Batches) -> None:
    with database.writing() as session:
        receive_push(session, find_device(session, "CJDE1").id, last, batches)


@pytest.mark.parametrize("verdict", [ACCEPTED, REFUSED])
def test_a_day_of_which_a_batch_grew_after_the_look_is_not_decided_on_until_it_is_seen_again(pushed, verdict):
    last, batches = store_first_part(pushed)
    of = MachineDay("CJDE1", shanghai_day(WEDNESDAY))
    seen = look(pushed, of)
    store_last_part(pushed, last, batches)

    shown = DayShown(of, seen.until, seen.punches)
    with pytest.raises(BatchChanged, match="看到的是 2 次打卡，现在是 4 次"), pushed.writing() as session:
        decide_day(session, find_staff(session, f"旗县区{OURS}"), shown, verdict, now=WEDNESDAY)

    assert (decisions(pushed), hours(pushed, WEDNESDAY)) == ([], 0)
    assert decide(pushed, verdict, of=of).punches == 4


@pytest.mark.parametrize(("shown", "is_decided"), [(2, False), (4, True), (None, True)])
def test_a_batch_that_grew_after_the_look_is_not_decided_on_until_it_is_seen_again(pushed, shown, is_decided):
    """Whoever names it without any look takes it as it is."""
    store_last_part(pushed, *store_first_part(pushed))
    number = batches(pushed)[-1]

    with suppress(BatchChanged), pushed.writing() as session:
        decide_batch(session, find_staff(session, f"旗县区{OURS}"), number, ACCEPTED, shown, now=WEDNESDAY)

    assert [key for key, _, _ in decisions(pushed)] == ([number] if is_decided else [])


def test_of_a_day_and_a_part_of_it_at_once_nothing_counts_that_was_not_shown(pushed):
    last, batches = store_first_part(pushed)
    of = MachineDay("CJDE1", shanghai_day(WEDNESDAY))
    seen = look(pushed, of)

    def accept() -> None:
        shown = DayShown(of, seen.until, seen.punches)
        with suppress(BatchChanged), pushed.writing() as session:
            decide_day(session, find_staff(session, f"旗县区{OURS}"), shown, ACCEPTED, now=WEDNESDAY)

    at_once(accept, lambda: store_last_part(pushed, last, batches))

    accepted = len(decisions(pushed))
    assert hours(pushed, WEDNESDAY) == 8 * accepted
    assert sum(each.punches for each in look(pushed, of).own) == (2 if accepted else 4)


def test_what_somebody_decided_on_before_stands(pushed):
    first, *rest = batches(pushed)
    with pushed.writing() as session:
        decide_batch(session, find_staff(session, Role.CITY.words), first, REFUSED, now=EVENING)

    done = decide(pushed)

    assert len(done.batches) == len(rest) == 3
    assert decisions(pushed)[0] == (first, False, REFUSED.reason)
    assert {is_accepted for _, is_accepted, _ in decisions(pushed)[1:]} == {True}


def test_of_two_who_decide_on_a_day_at_once_one_is_told_who_was_first_and_what(pushed):
    def say(verdict: BatchVerdict, who: str) -> str:
        try:
            decide(pushed, verdict, who=who)
        except BatchDecided as refusal:
            return str(refusal)
        return "done"

    said = at_once(lambda: say(ACCEPTED, f"旗县区{OURS}"), lambda: say(REFUSED, Role.CITY.words))

    kept = decisions(pushed)
    assert len(kept) == 4
    assert len({verdict for _, verdict, _ in kept}) == 1
    told = f"旗县区{OURS}：已接受" if kept[0][1] else f"{Role.CITY.words}：未接受"
    assert sorted(each == "done" for each in said) == [False, True]
    assert any(told in str(each) for each in said)


@pytest.mark.parametrize("role", [Role.INSTITUTION, Role.DISTRICT, Role.AUDITOR])
def test_neither_the_school_nor_another_district_nor_an_auditor_decides_on_a_day(pushed, role):
    with pushed.reading() as session:
        place = {Role.INSTITUTION: an_institution(session).name, Role.DISTRICT: "青山区"}.get(role, "")

    with pytest.raises(NotFound):
        decide(pushed, who=f"{role.words}{place}")

    assert decisions(pushed) == []


def push_of_two_districts(database: Database, day: date) -> None:
    """One push with a punch of 王芳 and one of 李强, whose class is another district's."""
    moment = at(day, "19:00")
    with database.writing() as session:
        other = a_class(session, "BT-2", district="青山区", attendance_device="6012")
        an_enrolment(session, other, a_trainee(session, "李强", "13800000002", 2), "2")
        one, two = (upload_of(session, [moment], moment, each, is_proven=False) for each in ("1", "2"))
        punches = [*one.pushed.punches, *two.pushed.punches]
        both = replace(one, pushed=replace(one.pushed, punches=punches))
        receive_push(session, find_device(session, "CJDE1").id, both)


def test_batches_that_touch_another_district_too_wait_for_the_city(pushed):
    push_of_two_districts(pushed, MONDAY)

    found, done = look(pushed), decide(pushed)

    assert (len(found.own), len(found.of_others)) == (4, 1)
    assert (len(done.batches), done.of_others) == (4, 1)
    assert len(decide(pushed, who=Role.CITY.words).batches) == 1


def test_where_all_of_it_touches_another_district_it_is_the_citys(pushed):
    push_of_two_districts(pushed, TUESDAY)

    with pytest.raises(OfSeveralDistricts, match="请市级工作人员决定"):
        decide(pushed, of=MachineDay("CJDE1", TUESDAY))

    assert decisions(pushed) == []


@pytest.mark.parametrize("verdict", [BatchVerdict(True, " "), BatchVerdict(False, "")])
def test_of_a_day_a_reason_is_asked_for_as_well(pushed, verdict):
    with pytest.raises(ReasonMissing):
        decide(pushed, verdict)

    assert decisions(pushed) == []


@pytest.mark.parametrize("named", ["CJDE1", "cjde1", "6012"])
def test_the_machine_is_named_by_its_serial_or_its_number(pushed, named):
    assert len(look(pushed, MachineDay(named, MONDAY)).own) == 4


def test_a_machine_that_is_not_there_is_not_found(pushed):
    with pytest.raises(NotFound, match="考勤机 CJDE9"):
        look(pushed, MachineDay("CJDE9", MONDAY))


def test_only_what_that_machine_handed_in_on_that_day_is_decided_on(pushed):
    """By the day on which it came, from midnight to midnight in Shanghai."""
    late, early = at(MONDAY, "23:59:50"), at(TUESDAY, "00:00:00")
    push_unproven(pushed, late, early)
    with pushed.writing() as session:
        a_device(session, "CJDE2", "6013")
        other = find_device(session, "CJDE2")
        upload = upload_of(session, [at(MONDAY, "18:00")], at(MONDAY, "18:00:03"), is_proven=False)
        receive_push(session, other.id, upload)

    decide(pushed)

    assert len(decisions(pushed)) == 5
    assert len(look(pushed, MachineDay("CJDE1", TUESDAY)).own) == 1
    assert len(look(pushed, MachineDay("CJDE2", MONDAY)).own) == 1
