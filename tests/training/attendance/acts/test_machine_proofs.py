"""R43: what shows two senders under one serial is signalled, and machines without a proof are told of."""

from dataclasses import MISSING, fields, replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from tests.factories import MONDAY, a_class, a_device, at
from training.attendance.acts.devices.ask_again import ask_again
from training.attendance.acts.devices.hand_commands import hand_commands
from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.acts.devices.read_again import read_again
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.proofs.alert_claimed_serials import alert_claimed_serials
from training.attendance.acts.proofs.alert_missing_proofs import alert_missing_proofs
from training.attendance.acts.proofs.forget_strangers import forget_strangers
from training.attendance.acts.proofs.give_secret import SecretWaits, give_secret
from training.attendance.acts.proofs.pin_networks import pin_networks
from training.attendance.acts.proofs.take_up_secret import take_up_secret
from training.attendance.rules.late import Arrival
from training.attendance.terms import Signal
from training.attendance.views.admit_device import Caller
from training.attendance.views.find_device import find_device
from training.attendance.views.list_devices import list_unknown
from training.attendance.views.read_upload import Sent, Upload, read_upload
from training.database import Database
from training.outbox.terms import Audience
from training.records.attendance.devices import DeviceProof, DeviceUpload, DeviceUser, FraudSignal, UnreadLine
from training.records.classes.districts import District
from training.records.outbox.alerts import Alert
from training.staff.rules.digest import digest

SECRET = "kX3-secret-path"
SCHOOL, ITS_POOL, ELSEWHERE = "198.51.100.7", "198.51.100.200", "203.0.113.9"
NOON = at(MONDAY, "12:00")


@pytest.fixture
def machine(database: Database) -> Database:
    with database.writing() as session:
        a_class(session, "BT-1", attendance_device="6012")
        a_device(session, secret=SECRET)
    return database


def push(machine: Database, clock: str, body: bytes = b"", table: str = "ATTLOG", **sent: object) -> None:
    told = body or f"1\t{MONDAY} {clock}\t0\t15\n".encode()
    with machine.writing() as session:
        came = replace(Sent(table, told, is_proven=True), **sent)
        upload = read_upload(find_device(session, "CJDE1"), came, at(MONDAY, clock))
        receive_push(session, find_device(session, "CJDE1").id, upload)


def signals(machine: Database) -> list[tuple[Signal, str]]:
    with machine.reading() as session:
        found = select(FraudSignal).where(FraudSignal.kind.in_([Signal.TWO_ADDRESSES, Signal.STAMP_BACK]))
        return [(each.kind, each.evidence) for each in session.scalars(found.order_by(FraudSignal.id))]


@pytest.mark.parametrize(
    ("other", "clock", "is_signal"),
    [
        (ELSEWHERE, "09:00:01", True),
        (ELSEWHERE, "09:10:00", True),
        # After a silence of more than ten minutes it may have been carried to another line.
        (ELSEWHERE, "09:10:01", False),
        (ITS_POOL, "09:00:01", False),
        (SCHOOL, "09:00:01", False),
    ],
)
def test_one_serial_from_two_places_with_no_silence_between_is_a_signal(machine, other, clock, is_signal):
    push(machine, "09:00", address=SCHOOL)
    push(machine, clock, address=other)

    told = f"{SCHOOL} 与 {other} 先后用同一序列号联系"
    assert signals(machine) == ([(Signal.TWO_ADDRESSES, told)] if is_signal else [])


def test_what_nothing_proves_raises_no_suspicion_until_the_machine_sends_it(machine):
    body = f"1\t{MONDAY} 08:20:00\t0\t1\n".encode()

    def found() -> tuple[list[str], list[str], int]:
        with machine.reading() as session:
            kinds = [each.kind.value for each in session.scalars(select(FraudSignal))]
            told = [each.kind for each in session.scalars(select(Alert).where(Alert.kind == "device unread"))]
            return kinds, told, len(session.scalars(select(UnreadLine)).all())

    push(machine, "09:00", body, is_proven=False)
    push(machine, "09:01", b"rubbish\n", is_proven=False)
    assert found() == ([], [], 1)

    push(machine, "09:02", body)
    push(machine, "09:03", b"rubbish\n")
    assert found() == (["非刷脸打卡"], ["device unread"] * 2, 1)


def test_two_places_are_told_once_a_day(machine):
    for minute in range(6):
        push(machine, f"09:0{minute}", address=(SCHOOL, ELSEWHERE)[minute % 2])

    assert len(signals(machine)) == 1


def test_places_that_were_agreed_are_one(machine):
    with machine.writing() as session:
        pin_networks(session, "CJDE1", [SCHOOL, ELSEWHERE], given_by="李主任", now=NOON)

    for minute in range(2):
        push(machine, f"09:0{minute}", address=(SCHOOL, ELSEWHERE)[minute % 2])

    assert signals(machine) == []


def test_whoever_proves_nothing_can_make_no_signal_against_the_machine(machine):
    push(machine, "09:00", address=SCHOOL, stamp=500)
    push(machine, "09:01", address=ELSEWHERE, stamp=1, is_proven=False)
    rename = b"USER PIN=1\tName=\xe6\x9d\x8e\xe5\x9b\x9b\nOPLOG 21\t0\t2026-03-02 08:00:00\t0"
    push(machine, "09:02", rename, "OPERLOG", is_proven=False)

    with machine.reading() as session:
        assert session.scalars(select(FraudSignal)).all() == []
        assert session.scalars(select(DeviceUser)).all() == []
        own = find_device(session, "CJDE1")
        assert (own.last_seen_at, own.last_address) == (at(MONDAY, "09:00"), SCHOOL)
        assert own.unproven_at == at(MONDAY, "09:02")


@pytest.mark.parametrize(
    ("stamp", "is_signal"), [(501, False), (500, False), (499, True), (1, True), (None, False)]
)
def test_a_stamp_that_falls_back_is_a_signal(machine, stamp, is_signal):
    push(machine, "09:00", stamp=500)
    push(machine, "09:01", stamp=stamp)

    told = f"上传戳记由 500 退到 {stamp}：机器被重置，或另有人在发送"
    assert signals(machine) == ([(Signal.STAMP_BACK, told)] if is_signal else [])


def test_the_same_body_once_more_is_no_fall_back(machine):
    first = f"1\t{MONDAY} 08:20:00\t0\t15\n".encode()
    push(machine, "09:00", first, stamp=500)
    push(machine, "09:01", stamp=600)
    push(machine, "09:02", first, stamp=500)

    assert signals(machine) == []


def test_what_we_asked_for_again_is_no_fall_back(machine):
    push(machine, "09:00", stamp=500)
    with machine.writing() as session:
        own = find_device(session, "CJDE1")
        ask_again(session, own, (MONDAY, MONDAY), asked_by="张会计", now=at(MONDAY, "09:01"))
        hand_commands(session, own, now=at(MONDAY, "09:01"))

    push(machine, "09:02", stamp=100)

    assert signals(machine) == []


def test_after_somebody_cleared_the_machine_it_begins_anew(machine):
    push(machine, "09:00", stamp=500)
    push(machine, "09:01", f"OPLOG 13\t0\t{MONDAY} 09:00:30\t0".encode(), "OPERLOG")
    push(machine, "09:02", stamp=100)
    assert signals(machine) == []

    push(machine, "09:03", stamp=50)

    assert [kind for kind, _ in signals(machine)] == [Signal.STAMP_BACK]


def test_what_came_unproven_counts_as_proven_once_the_machine_itself_sends_the_same(machine):
    body = f"1\t{MONDAY} 08:20:00\t0\t15\n".encode()

    def proven() -> list[bool]:
        with machine.reading() as session:
            return list(session.scalars(select(DeviceUpload.is_proven)))

    push(machine, "09:00", body, is_proven=False)
    assert proven() == [False]
    push(machine, "09:01", body)
    assert proven() == [True]
    push(machine, "09:02", body, is_proven=False)
    assert proven() == [True]


def test_what_the_machine_sent_stays_proven_where_somebody_repeats_it_once_its_times_are_possible(machine):
    """Nine o'clock is too early for it, by a clock of ours that is slow."""
    body = f"1\t{MONDAY} 10:00:00\t0\t15\n1\tgestern\n".encode()
    push(machine, "09:00", body)

    push(machine, "10:30", body, is_proven=False)

    with machine.reading() as session:
        assert session.scalars(select(DeviceUpload.is_proven)).one() is True


@pytest.mark.parametrize("record", [Sent, Upload, Arrival])
def test_whether_a_sender_proved_itself_is_never_taken_for_granted(record):
    (own,) = (each for each in fields(record) if each.name == "is_proven")

    assert (own.default, own.default_factory) == (MISSING, MISSING)


def test_an_upload_of_which_nobody_says_whether_it_is_proven_is_not_stored(machine):
    push(machine, "09:00")
    with machine.reading() as session:
        said = {each.key: each for each in inspect(DeviceUpload).column_attrs}
        stored = session.scalars(select(DeviceUpload)).one()
        row = {key: getattr(stored, key) for key in said if key not in ("id", "is_proven")}

    with pytest.raises(IntegrityError), machine.writing() as session:
        session.add(DeviceUpload(**row | {"sha256": "0" * 64}))


def test_reading_again_what_nobody_vouched_for_makes_nothing_certain(machine):
    push(machine, "09:00", b"1\tgestern\n", is_proven=False)

    with machine.writing() as session:
        assert read_again(session, None, now=NOON) == 0
        assert session.scalars(select(DeviceUpload.is_proven)).one() is False


def alerts(machine: Database, kind: str) -> list[Alert]:
    with machine.reading() as session:
        return list(session.scalars(select(Alert).where(Alert.kind == kind).order_by(Alert.id)))


def warn(machine: Database, *days: date) -> list[int]:
    found = []
    for day in days:
        with machine.writing() as session:
            found.append(alert_missing_proofs(session, now=at(day, "08:05")))
    return found


def without_proof(machine: Database, due_on: date | None) -> None:
    with machine.writing() as session:
        own = find_device(session, "CJDE1")
        own.secret_digest, own.proof_due_on = None, due_on


def test_a_machine_without_a_proof_is_told_of_weekly_and_daily_in_the_last_week_of_its_grace(machine):
    without_proof(machine, date(2026, 3, 15))
    last_day = date(2026, 3, 6)

    # To whoever runs the installation and to the district.
    assert warn(machine, MONDAY, date(2026, 3, 3), last_day) == [2, 0, 0]
    in_last_week = [date(2026, 3, 9) + timedelta(days=each) for each in range(7)]
    # The class ended on the sixth: from then on nobody's district is told, the city is.
    assert warn(machine, *in_last_week) == [2] * 7
    assert warn(machine, date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 23)) == [2, 0, 2]

    told = alerts(machine, "device unproven")
    assert {each.audience for each in told} == {Audience.ADMINISTRATOR, Audience.INSPECTORS}
    assert "2026-03-15 以后它的打卡不再计入" in told[0].text
    assert "“考勤机”里打开它，换一个新网址" in told[0].text
    assert "收到的打卡只留存、不计入" in told[-1].text


def test_a_machine_with_a_proof_is_not_told_of_and_one_that_has_not_used_it_yet_is(machine):
    assert warn(machine, MONDAY) == [0]
    without_proof(machine, date(2026, 4, 1))
    with machine.writing() as session:
        give_secret(session, "CJDE1", "n3xt", given_by="李主任", now=NOON)

    assert warn(machine, MONDAY) == [2]
    assert "新网址已经生成" in alerts(machine, "device unproven")[0].text

    with machine.writing() as session:
        assert take_up_secret(session, find_device(session, "CJDE1"), digest("n3xt"), now=NOON)
    assert warn(machine, date(2026, 3, 10)) == [0]


def test_a_secret_that_waits_is_not_replaced_unasked(machine):
    with machine.writing() as session:
        give_secret(session, "CJDE1", "n3xt", given_by="李主任", now=NOON)

    with machine.writing() as session, pytest.raises(SecretWaits, match=r"2026-03-02 12:00 由 李主任 生成"):
        give_secret(session, "CJDE1", "another", given_by="张会计", now=NOON)
    with machine.reading() as session:
        assert find_device(session, "CJDE1").next_secret_digest == digest("n3xt")

    with machine.writing() as session:
        give_secret(session, "CJDE1", "another", given_by="张会计", again=True, now=NOON)
    with machine.reading() as session:
        assert find_device(session, "CJDE1").next_secret_digest == digest("another")


def test_once_a_secret_is_in_use_the_next_one_may_be_given(machine):
    with machine.writing() as session:
        give_secret(session, "CJDE1", "n3xt", given_by="李主任", now=NOON)
        take_up_secret(session, find_device(session, "CJDE1"), digest("n3xt"), now=NOON)

    with machine.writing() as session:
        give_secret(session, "CJDE1", "another", given_by="张会计", now=NOON)

    with machine.reading() as session:
        own = find_device(session, "CJDE1")
        assert (own.secret_digest, own.next_secret_digest) == (digest("n3xt"), digest("another"))


@pytest.mark.parametrize(
    ("brought", "is_taken", "left"),
    [
        ("another", True, ("another", None)),
        # Read while it was the next one, and replaced before the lock was there.
        ("n3xt", False, (SECRET, "another")),
        # Another connection of the machine was first.
        (SECRET, True, (SECRET, "another")),
        (None, False, (SECRET, "another")),
    ],
)
def test_only_the_secret_that_stands_there_now_is_taken_up(machine, brought, is_taken, left):
    with machine.writing() as session:
        give_secret(session, "CJDE1", "n3xt", given_by="李主任", now=NOON)
        give_secret(session, "CJDE1", "another", given_by="李主任", again=True, now=NOON)

    with machine.writing() as session:
        presented = digest(brought) if brought else None
        assert take_up_secret(session, find_device(session, "CJDE1"), presented, now=NOON) is is_taken

    with machine.reading() as session:
        own = find_device(session, "CJDE1")
        assert (own.secret_digest, own.next_secret_digest) == tuple(
            digest(each) if each else None for each in left
        )
        used = session.scalars(select(DeviceProof).where(DeviceProof.first_used_at.is_not(None))).all()
        assert bool(used) is (brought == "another")


def claim(machine: Database, when: datetime, serial: str = "CJDE1", secret: str = "wrong") -> int:
    with machine.writing() as session:
        note_unknown(session, Caller(serial, secret, ELSEWHERE), now=when)
        return alert_claimed_serials(session, now=when)


def test_whoever_names_a_serial_without_its_proof_is_told_of_once_a_day(machine):
    assert [claim(machine, at(MONDAY, clock)) for clock in ("09:00", "23:59:59")] == [2, 0]
    assert claim(machine, at(date(2026, 3, 3), "00:00")) == 2

    told = alerts(machine, "device claimed")
    with machine.reading() as session:
        district = session.scalars(select(District.id).where(District.name == "昆都仑区")).one()
    assert [(each.audience, each.district_id) for each in told[:2]] == [
        (Audience.ADMINISTRATOR, None),
        (Audience.INSPECTORS, district),
    ]
    assert "有人用考勤机 CJDE1（实训室1）的序列号联系系统，但密钥不对" in told[0].text
    assert ELSEWHERE in told[0].text


@pytest.mark.parametrize(("hours", "told"), [(2, 2), (2.001, 0)])
def test_an_attempt_is_told_within_two_hours_or_not_at_all(machine, hours, told):
    with machine.writing() as session:
        note_unknown(session, Caller("CJDE1", "wrong", ELSEWHERE), now=at(MONDAY, "09:00"))

    with machine.writing() as session:
        assert alert_claimed_serials(session, now=at(MONDAY, "09:00") + timedelta(hours=hours)) == told


@pytest.mark.parametrize(
    ("unseen", "is_kept"), [(timedelta(days=90, seconds=-1), True), (timedelta(days=90), False)]
)
def test_whoever_was_turned_away_is_forgotten_after_a_quarter(machine, unseen, is_kept):
    with machine.writing() as session:
        note_unknown(session, Caller("STRANGER1", "", ELSEWHERE), now=NOON)
        note_unknown(session, Caller("CJDE1", "wrong", ELSEWHERE), now=NOON)

    with machine.writing() as session:
        forget_strangers(session, now=NOON + unseen)

    with machine.reading() as session:
        assert {each.serial for each in list_unknown(session)} == (
            {"CJDE1", "STRANGER1"} if is_kept else set()
        )


def test_a_stranger_is_listed_and_no_alert(machine):
    assert claim(machine, NOON, "NEW-1234") == 0
