"""R43: what a machine pushes is kept raw and whole, its punches once, and what looks like fraud is noted."""

import gzip
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, a_device, a_trainee, an_enrolment, at, punches
from tests.training.builders import at_once
from training.attendance.acts.devices.note_contact import note_contact
from training.attendance.acts.devices.note_greeting import Greeting, note_greeting
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.terms import Signal
from training.attendance.views.find_device import find_device
from training.attendance.views.list_devices import list_devices, signals_of_class
from training.attendance.views.list_quarantine import list_quarantine
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.progress_of import progress_of_class
from training.attendance.views.read_upload import Sent, read_upload
from training.database import Database
from training.outbox.terms import Audience
from training.records.attendance.devices import DeviceUpload, DeviceUser, FraudSignal, UnreadLine
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert


@pytest.fixture
def running(database: Database) -> Database:
    """王芳 has number 1 and 李强 number 2 in BT-1, which names the machine by its 机器号."""
    with database.writing() as session:
        own = a_class(session, "BT-1", attendance_device="6012")
        an_enrolment(session, own, a_trainee(session, "王芳"), "1")
        an_enrolment(session, own, a_trainee(session, "李强"), "2")
        a_device(session)
    return database


def line(clock: str, number: str = "1", day: date = MONDAY, verify: int = 15) -> bytes:
    return f"{number}\t{day} {clock}\t0\t{verify}\t0\t0\t0\n".encode()


def push(database: Database, body: bytes, when: datetime | None = None, table: str = "ATTLOG") -> int:
    with database.writing() as session:
        device = find_device(session, "CJDE1")
        sent = Sent(table, body, is_proven=True)
        return receive_push(session, device.id, read_upload(device, sent, when or at(MONDAY, "12:00")))


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def signals(database: Database) -> list[tuple[Signal, str]]:
    with database.reading() as session:
        own = session.scalars(select(TrainingClass)).one()
        return [(each.kind, each.evidence) for each in signals_of_class(session, own)]


def test_a_punch_counts_for_the_trainee_as_soon_as_it_is_pushed(running):
    taken = push(running, line("08:20:15") + line("11:40:00"), at(MONDAY, "11:41"))

    assert taken == 2
    with running.reading() as session:
        own = session.scalars(select(TrainingClass)).one()
        first, second = progress_of_class(session, own, at(MONDAY, "12:00"))
        assert [each.progress.credited_halves for each in (first, second)] == [8, 0]
        kept = session.scalars(select(Punch).order_by(Punch.id)).all()
        assert [(each.device, each.line, each.verify) for each in kept] == [
            ("CJDE1", 1, 15),
            ("CJDE1", 2, 15),
        ]


def test_the_batch_adds_up_and_what_belongs_to_nobody_waits(running):
    push(running, line("08:00:00"))

    push(
        running,
        line("08:00:00") + line("08:20:00") + line("08:20:00", "77") + b"garbage\n" + line("23:00:00"),
    )

    with running.reading() as session:
        batch = session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()
        assert (batch.kind, batch.scope, batch.imported_by) == ("push", "CJDE1", "考勤机")
        assert (batch.rows_read, batch.rows_stored, batch.rows_known) == (5, 1, 1)
        assert (batch.rows_quarantined, batch.rows_refused) == (2, 1)
        waiting = [(each.number, each.device, each.reason) for each in list_quarantine(session)]
        assert waiting == [("1", "CJDE1", "考勤机时钟不对"), ("77", "CJDE1", "考勤号没有登记")]


def test_the_same_body_again_changes_nothing(running):
    body = line("08:20:00") + line("08:20:00", "77") + b"garbage"
    push(running, body)
    tables = (Punch, ImportBatch, DeviceUpload, UnreadLine)
    before = [count(running, table) for table in tables]

    assert push(running, body, at(MONDAY, "12:30")) == 3

    assert [count(running, table) for table in tables] == before


def test_the_same_batch_over_eight_connections_at_once_is_stored_once(running):
    body = b"".join(line(f"08:{minute:02}:00") for minute in range(50))

    at_once(*[lambda: push(running, body)] * 8)

    assert (count(running, Punch), count(running, DeviceUpload)) == (50, 1)


def test_overlapping_batches_at_once_in_any_order_store_each_punch_once(running):
    lines = [line(f"08:{minute:02}:00", str(number)) for minute in range(20) for number in (1, 2)]
    halves = [b"".join(lines[place : place + 20]) for place in range(0, 21, 5)]

    at_once(*[lambda body=body: push(running, body) for body in (*halves, b"".join(reversed(lines)))])

    assert count(running, Punch) == 40
    with running.reading() as session:
        assert (
            session.scalar(select(func.sum(ImportBatch.rows_stored)).where(ImportBatch.kind == "push")) == 40
        )


def test_a_punch_of_a_file_under_the_machines_number_and_its_push_count_once(running):
    with running.writing() as session:
        own = session.scalars(select(TrainingClass)).one()
        punches(session, own, MONDAY, ["08:20", "11:40"], device="6012")

    push(running, line("08:20:00") + line("11:40:00"))

    with running.reading() as session:
        (first, _) = progress_of_class(
            session, session.scalars(select(TrainingClass)).one(), at(MONDAY, "13:00")
        )
        assert first.progress.credited_halves == 8


def test_what_cannot_be_read_is_kept_as_it_came_and_sealed(running):
    push(running, b"\xcd\xf5\xb7\xbc says hello\n" + line("08:20:00"))

    with running.reading() as session:
        unread = session.scalars(select(UnreadLine)).one()
        assert (unread.line, unread.raw, unread.reason) == (1, b"\xcd\xf5\xb7\xbc says hello", "看不懂时间")
        kept = session.scalars(select(DeviceUpload)).one()
        assert (kept.lines, kept.unread, kept.body[-1:]) == (2, 1, b"\n")
        sealed = session.connection().exec_driver_sql("SELECT body FROM device_upload").scalar_one()
        assert b"says hello" not in bytes(sealed)


@pytest.mark.parametrize("table", ["ATTLOG", "OPERLOG", "ATTPHOTO", "AT\0TLOG", "\ud800", "x" * 200])
def test_bytes_that_no_text_can_hold_are_taken_by_both_databases(running, table):
    body = b"OPLOG 21\t\0\x1b\t2026-03-02 08:00:00\nUSER PIN=1\tName=\0a\xff\n1\t\0\n\0\0\n" + line(
        "08:20:00"
    )

    assert push(running, body, table=table) >= 1

    with running.writing() as session:
        greeting = Greeting("8\0003", None)
        note_greeting(session, find_device(session, "CJDE1"), greeting, now=at(MONDAY, "12:00"))


def test_more_numbers_than_a_statement_holds_are_taken(running):
    body = b"".join(line("08:20:00", str(number)) for number in range(1, 6_002))

    assert push(running, body) == 6_001

    assert count(running, Punch) == 6_001


def test_a_body_of_nothing_but_garbage_is_taken_and_only_its_beginning_listed_line_by_line(running):
    assert push(running, b"x\n" * 1_500) == 1_500

    assert count(running, UnreadLine) == 1_000
    assert (count(running, Punch), count(running, ImportBatch)) == (0, 2)


def test_a_number_that_the_roster_brings_later_takes_the_punch_out_of_quarantine(running):
    push(running, line("08:20:00", "3"))
    with running.writing() as session:
        an_enrolment(session, session.scalars(select(TrainingClass)).one(), a_trainee(session, "赵六"), "3")

    with running.reading() as session:
        assert list(list_quarantine(session)) == []


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        (21, Signal.CLOCK_SET),
        (13, Signal.DATA_CLEARED),
        (22, Signal.DATA_CLEARED),
        (82, Signal.SERVER_CHANGED),
    ],
)
def test_what_is_done_to_the_whole_machine_is_told_to_its_classes_once(running, operation, kind):
    body = f"OPLOG {operation}\t9\t{MONDAY} 08:00:00\t0\t0\t0\t0\nOPLOG 4\t9\t{MONDAY} 08:00:00\t0\t0\t0\t0"
    for _ in range(2):
        push(running, body.encode(), table="OPERLOG")

    push(running, body.encode() + b"\n", table="OPERLOG")

    ((found, evidence),) = signals(running)
    assert found is kind
    assert "操作员 9" in evidence


def test_it_is_not_told_to_a_class_that_did_not_run_then_or_has_another_machine(running):
    body = f"OPLOG 21\t0\t{MONDAY} 08:00:00\t0\t0\t0\t0"
    push(running, body.encode(), table="OPERLOG")

    with running.writing() as session:
        later = a_class(session, "BT-2", attendance_device="6012", starts_on=date(2026, 4, 1))
        elsewhere = a_class(session, "BT-3", attendance_device="6013")
        anywhere = a_class(session, "BT-4")
        found = [len(signals_of_class(session, each)) for each in (later, elsewhere, anywhere)]

    assert found == [0, 0, 1]


@pytest.mark.parametrize(("operation", "kind"), [(101, Signal.ENROLLED_AGAIN), (106, Signal.FACE_DELETED)])
def test_a_face_behind_a_number_that_has_punched_is_not_to_be_changed(running, operation, kind):
    def enrol(clock: str) -> None:
        body = f"OPLOG {operation}\t0\t{MONDAY} {clock}\t0001\t0\t0\t0"
        push(running, body.encode(), at(MONDAY, "18:00"), "OPERLOG")

    enrol("08:00:00")
    assert signals(running) == []
    push(running, line("08:20:00"))
    enrol("08:20:00")
    assert signals(running) == []

    enrol("08:20:01")

    ((found, evidence),) = signals(running)
    assert (found, "考勤号 1 " in evidence) == (kind, True)


def test_a_number_that_an_earlier_class_used_may_be_enrolled_anew(running):
    push(running, line("08:20:00"))
    with running.writing() as session:
        later = a_class(session, "BT-2", attendance_device="6012", starts_on=date(2026, 4, 1))
        an_enrolment(session, later, a_trainee(session, "赵六"), "1")

    body = b"OPLOG 101\t0\t2026-04-01 08:00:00\t1\t0\t0\t0"
    push(running, body, at(date(2026, 4, 1), "08:01"), "OPERLOG")

    assert count(running, FraudSignal) == 0


def told_name(database: Database, name: str, clock: str) -> None:
    push(database, f"USER PIN=1\tName={name}\tPri=0".encode("gb2312"), at(MONDAY, clock), "OPERLOG")


def test_a_number_that_changes_its_name_is_told_and_back_again_as_well(running):
    told_name(running, "王芳", "08:00")
    told_name(running, "王芳", "08:05")
    assert signals(running) == []

    told_name(running, "李强", "08:10")
    told_name(running, "王芳", "08:15")

    assert signals(running) == [
        (Signal.RENAMED, "考勤号 1 的机内姓名由“王芳”改为“李强”"),
        (Signal.RENAMED, "考勤号 1 的机内姓名由“李强”改为“王芳”"),
    ]
    assert count(running, DeviceUser) == 3


def test_a_name_that_is_not_the_rosters_is_told_unless_it_is_no_chinese(running):
    told_name(running, "WangFang", "08:00")
    assert signals(running) == []
    with running.writing() as session:
        remove_device(session, "CJDE1", removed_by="张会计", now=at(MONDAY, "08:01"))
        a_device(session)

    told_name(running, "张三", "08:10")

    assert signals(running) == [(Signal.RENAMED, "考勤号 1 的机内姓名“张三”与名册的“王芳”不同")]


def test_a_punch_without_a_face_is_told_once_a_day_with_whose_it_is(running):
    push(running, line("08:20:00", verify=1) + line("11:40:00", verify=1) + line("11:41:00", "2"))
    push(running, line("13:50:00", verify=4), at(MONDAY, "14:00"))

    assert signals(running) == [(Signal.NOT_A_FACE, "考勤号 1 用指纹打卡，没有刷脸")]
    with running.reading() as session:
        assert session.scalars(select(FraudSignal.enrolment_id)).one() is not None


def test_people_at_one_moment_are_told_also_when_they_come_one_by_one(running):
    for number in ("1", "2", "3", "4"):
        push(running, line("08:20:00", number))

    ((kind, evidence),) = signals(running)
    assert kind is Signal.SAME_MOMENT
    assert evidence == "1 秒内 3 人打卡，考勤号 1、2、3"


def drift(database: Database) -> int | None:
    with database.reading() as session:
        return find_device(session, "CJDE1").clock_drift_seconds


def test_a_clock_that_runs_ahead_shows_in_its_punches_once_a_day(running):
    push(running, line("12:03:00"))
    assert (drift(running), signals(running)) == (180, [])

    push(running, line("12:03:01"))
    push(running, line("12:04:02"), at(MONDAY, "12:00:01"))

    assert drift(running) == 241
    assert signals(running) == [(Signal.CLOCK_DRIFT, "考勤机时钟快约 3 分钟")]


def test_a_machine_that_catches_up_is_not_slow_but_one_in_touch_is(running):
    push(running, line("08:20:00"))
    assert (drift(running), signals(running)) == (None, [])

    with running.writing() as session:
        device = find_device(session, "CJDE1")
        for minutes in range(0, 120, 5):
            now = at(MONDAY, "12:00") + timedelta(minutes=minutes)
            note_contact(device, policy_for_devices(session, now), now=now)
    push(running, line("13:20:00"), at(MONDAY, "13:55"))

    assert drift(running) == -35 * 60
    assert signals(running) == [(Signal.CLOCK_DRIFT, "考勤机时钟慢约 35 分钟")]


def test_a_handshake_may_tell_the_clock(running):
    noon = at(MONDAY, "12:00")
    with running.writing() as session:
        device = find_device(session, "CJDE1")
        note_greeting(session, device, Greeting("83", noon - timedelta(hours=8)), now=noon)

    assert drift(running) == -8 * 3600
    assert [kind for kind, _ in signals(running)] == [Signal.CLOCK_DRIFT]
    with running.reading() as session:
        (standing,) = list_devices(session)
        assert (standing.device.language, standing.device.last_seen_at) == ("83", noon)


def test_a_silence_of_more_than_ten_minutes_ends_the_contact(running):
    def contact(clock: str) -> datetime | None:
        with running.writing() as session:
            device = find_device(session, "CJDE1")
            note_contact(device, policy_for_devices(session, at(MONDAY, clock)), now=at(MONDAY, clock))
            return device.in_touch_since

    assert contact("08:00") == at(MONDAY, "08:00")
    assert contact("08:10") == at(MONDAY, "08:00")
    assert contact("08:20:01") == at(MONDAY, "08:20:01")


@pytest.mark.parametrize(
    ("table", "body"),
    [
        ("ATTPHOTO", b"PIN=20260302081230-1.jpg\nSN=CJDE1\nsize=4\nCMD=uploadphoto\0\xff\xd8\xff\xd9"),
        ("ATTPHOTO", b"PIN=20260302081230-1.jpg\nsize=9\0\xff\xd8 cut off"),
        ("BIODATA", b"BIODATA Pin=1\tNo=0\tTmp=secret"),
        ("IDCARD", b"IDCARD PIN=1\tIDNum=150203199005170012"),
        ("TABLEDATA BIOPHOTO", b"biophoto pin=1\tcontent=secret"),
    ],
)
def test_pictures_faces_and_cards_that_nobody_asked_for_are_taken_and_nothing_of_them_is_kept(
    running, table, body
):
    assert push(running, body, table=table) == 1
    assert push(running, body, table=table) == 1

    with running.reading() as session:
        kept = session.scalars(select(DeviceUpload)).one()
        assert (kept.body, kept.purged_at) == (b"", kept.received_at)
        assert set(session.scalars(select(UnreadLine.raw))) <= {b""}


def alerts_of_machines(running) -> list[tuple[Audience, str]]:
    with running.reading() as session:
        told = select(Alert.audience, Alert.text).where(Alert.kind == "device unread").order_by(Alert.id)
        return [(audience, text) for audience, text in session.execute(told)]


def test_what_cannot_be_read_is_told_within_the_hour_and_once_an_hour(running):
    for minute in ("12:00", "12:10", "12:59", "13:00"):
        push(running, f"1\tgestern {minute}\t0\t15".encode(), when=at(MONDAY, minute))

    told = alerts_of_machines(running)

    assert [audience for audience, _ in told] == [Audience.INSTITUTION, Audience.ADMINISTRATOR] * 2
    assert {text for _, text in told} == {
        "考勤机 CJDE1（实训室1）送来 1 行看不懂的内容（看不懂时间），已原样留存，还没有计入打卡。"
        "请在“看不懂的上传”里查看；系统更新后可以重读。"
    }


def test_what_is_read_tells_nobody(running):
    push(running, line("08:20:00"))

    assert alerts_of_machines(running) == []


def test_a_packed_body_is_read_and_one_that_cannot_be_unpacked_is_kept_and_told(running):
    assert push(running, gzip.compress(line("08:20:00"))) == 1
    assert push(running, gzip.compress(line("08:20:00"))[:-5]) == 1

    assert count(running, Punch) == 1
    with running.reading() as session:
        assert session.scalars(select(UnreadLine.reason)).all() == ["压缩的内容拆不开"]
    assert len(alerts_of_machines(running)) == 2
