"""R43: what the serial of a registered machine brings without any proof waits for a proof or a person."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, at
from tests.hold.test_late import stored
from tests.training.attendance.late_batches import (
    DAYS,
    WEEKS_LATER,
    a_class_with_machine,
    hand_in,
    hours,
    moments_of,
)
from tests.training.attendance.reminding import staff_of
from tests.webapp.conftest import KeptApps, World, apps, bare
from training.attendance.acts.late.decide_batch import decide_batch
from training.attendance.acts.late.record_decision import BatchVerdict
from training.attendance.acts.proofs.give_secret import give_secret
from training.attendance.terms import BATCH_WAITS, Source, WaitsFor
from training.attendance.views.find_device import find_device
from training.attendance.views.late.waiting_batches import waiting_batches
from training.notice.clock import SHANGHAI
from training.notice.terms import Role
from training.records.attendance.devices import DeviceContact
from training.records.outbox.alerts import Alert

__all__ = ["KeptApps", "apps", "bare"]
Keep = Callable[[str, str, object], None]
FRIDAY = DAYS[-1]
BACK_DATED = [each + timedelta(seconds=place) for place in range(7) for each in moments_of(*DAYS[:4])][:100]
TODAY = moments_of(FRIDAY)
SECRET = "kX3-secret-path"
ACCEPTED = BatchVerdict(True, "核对过签到表")
REFUSED = BatchVerdict(False, "没有人见过这些学员")


@pytest.fixture
def door(bare: World) -> World:
    """On the last day of BT-1, just after its last punch; CJDE1 is registered and proves nothing."""
    a_class_with_machine(bare.database)
    bare.now = at(FRIDAY, "17:11")
    return bare


def send(door: World, moments: Iterable[datetime], secret: str = "") -> str:
    local = (each.astimezone(SHANGHAI) for each in moments)
    body = "".join(f"1\t{each:%Y-%m-%d %H:%M:%S}\t0\t15\t0\t0\t0\n" for each in local)
    where = f"/iclock/{secret}/cdata" if secret else "/iclock/cdata"
    return door.client().post(f"{where}?SN=CJDE1&table=ATTLOG&Stamp=9999", data=body.encode()).text


def give_proof(door: World) -> None:
    with door.database.writing() as session:
        give_secret(session, "CJDE1", SECRET, given_by="张会计", now=door.now)


def waiting(door: World) -> list[tuple[int, Source | None, WaitsFor]]:
    with door.database.writing() as session:
        city = staff_of(session, Role.CITY)
        return [(each.punches, each.batch.source, each.waits_for) for each in waiting_batches(session, city)]


def accept_all(door: World) -> None:
    with door.database.writing() as session:
        district = staff_of(session, Role.DISTRICT, "昆都仑区")
        for each in waiting_batches(session, district):
            decide_batch(session, district, each.number, ACCEPTED, now=door.now)


def spans(door: World) -> int:
    with door.database.reading() as session:
        return len(session.scalars(select(DeviceContact)).all())


def test_by_the_serial_alone_punches_of_before_and_of_today_wait_and_ok_is_told(door, figure: Keep):
    assert [send(door, BACK_DATED), send(door, TODAY)] == ["OK:100", "OK:4"]

    assert (stored(door.database), hours(door.database), spans(door)) == (104, 0, 0)
    assert waiting(door) == [
        (100, Source.BACKLOG, WaitsFor.UNPROVED),
        (3, Source.BACKLOG, WaitsFor.UNPROVED),
        (1, Source.LIVE, WaitsFor.UNPROVED),
    ]
    figure("104 punches by the serial alone of a machine without a proof", "0 half hours", "0, all wait")


def test_accepted_by_the_district_they_count(door):
    send(door, BACK_DATED)
    send(door, TODAY)
    assert hours(door.database) == 0

    accept_all(door)

    assert (hours(door.database), waiting(door)) == (80, [])


@pytest.mark.parametrize("bodies", [[BACK_DATED, TODAY], [BACK_DATED + TODAY]], ids=["same", "other"])
def test_sent_again_by_the_machine_once_it_has_a_proof_they_count_and_wait_no_longer(door, bodies):
    send(door, BACK_DATED)
    send(door, TODAY)
    assert hours(door.database) == 0
    give_proof(door)

    assert [send(door, each, SECRET) for each in bodies] == [f"OK:{len(each)}" for each in bodies]

    assert (stored(door.database), hours(door.database), waiting(door)) == (104, 80, [])


def test_a_proof_makes_nothing_count_that_comes_weeks_too_late(door):
    send(door, BACK_DATED)
    door.now = WEEKS_LATER
    give_proof(door)

    assert send(door, BACK_DATED, SECRET) == "OK:100"

    assert hours(door.database) == 0
    assert waiting(door) == [(100, Source.BACKLOG, WaitsFor.LATE)]


@pytest.mark.parametrize(("last_day", "credited"), [(FRIDAY, 80), (FRIDAY - timedelta(days=1), 0)])
def test_a_machine_of_before_counts_without_a_proof_until_the_last_day_of_its_grace(door, last_day, credited):
    _let_count_until(door, last_day)

    assert [send(door, BACK_DATED), send(door, TODAY)] == ["OK:100", "OK:4"]

    assert (hours(door.database), spans(door)) == (credited, 1 if credited else 0)
    assert bool(waiting(door)) is (credited == 0)


def _let_count_until(door: World, last_day: date) -> None:
    with door.database.writing() as session:
        find_device(session, "CJDE1").proof_due_on = last_day


def test_a_long_body_without_a_proof_waits_in_all_its_parts(door, figure: Keep):
    begins = at(MONDAY, "00:00")
    many = [begins + timedelta(seconds=100 * place) for place in range(2_500)]

    assert send(door, many) == "OK:2500"
    assert send(door, many) == "OK:2500"

    assert (stored(door.database), hours(door.database), spans(door)) == (2_500, 0, 0)
    assert waiting(door) == [(2_500, Source.BACKLOG, WaitsFor.UNPROVED)]
    figure("2,500 punches in parts without a proof", "0 half hours", "0, one batch")


def test_a_day_of_pushes_without_a_proof_is_told_once_and_the_next_day_again(door):
    for each in TODAY:
        send(door, [each])
    told_today = _told(door)
    door.pass_by(days=1)
    send(door, [TODAY[0] + timedelta(days=1)])

    assert len(waiting(door)) == len(TODAY) + 1
    assert (told_today, _told(door)) == (1, 2)


def _told(door: World) -> int:
    with door.database.reading() as session:
        return session.scalar(select(func.count()).where(Alert.kind == BATCH_WAITS)) or 0


@pytest.mark.parametrize("is_refused", [False, True])
def test_a_typed_file_frees_nothing_that_was_sent_without_a_proof(door, is_refused):
    send(door, TODAY)
    if is_refused:
        with door.database.writing() as session:
            district = staff_of(session, Role.DISTRICT, "昆都仑区")
            for each in waiting_batches(session, district):
                decide_batch(session, district, each.number, REFUSED, now=door.now)

    hand_in(door.database, TODAY, door.now, device="CJDE1")

    assert hours(door.database, door.now) == 0
