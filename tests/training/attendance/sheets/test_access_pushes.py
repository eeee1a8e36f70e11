"""R43: machines in access-control mode push what happens at the door; who was let in has punched."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance.sheets.access_pushes import encode_clock
from training.attendance.sheets.pushes import read_push
from training.notice.clock import SHANGHAI


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02 {clock}").replace(tzinfo=SHANGHAI)


def event(event: str = "3", pin: str = "1", time: str = "2026-03-02 08:01:01") -> bytes:
    return (
        f"time={time}\tpin={pin}\tcardno=0\teventaddr=1\tevent={event}"
        "\tinoutstatus=0\tverifytype=15\tindex=1\n"
    ).encode()


def test_who_was_let_in_has_punched():
    pushed = read_push("rtlog", b"".join(event(each) for each in "0123"), "ACPUSH0001")

    assert [each.punched_at for each in pushed.punches] == [at("08:01:01")] * 4
    assert {(each.number, each.device, each.status, each.verify) for each in pushed.punches} == {
        ("1", "ACPUSH0001", 0, 15)
    }
    assert pushed.lines == 4


@pytest.mark.parametrize(
    "line", [event("4"), event("27"), event("200"), event("3", pin="0"), event("0", pin="")]
)
def test_doors_alarms_refusals_and_nobody_are_no_punches(line):
    pushed = read_push("rtlog", line, "ACPUSH0001")

    assert (pushed.punches, pushed.of_no_use, pushed.unread) == ([], 1, [])


@pytest.mark.parametrize(
    ("line", "reason"),
    [(event(time="gestern"), "看不懂时间"), (event(pin="七"), "没有考勤号"), (event("x"), "看不懂事件"),
     (event("14"), "看不懂事件"),
     (b"garbage\n", "看不懂时间")],
)  # fmt: skip
def test_an_event_that_cannot_be_read_is_kept_with_its_reason(line, reason):
    (unread,) = read_push("rtlog", line, "ACPUSH0001").unread

    assert (unread.reason, unread.raw) == (reason, line.strip(b"\n"))


def test_what_passed_without_a_network_comes_in_bulk_with_its_own_count_of_seconds():
    seconds = encode_clock(at("08:01:01").replace(tzinfo=UTC))
    line = (
        "transaction cardno=0\tpin=7\tverified=15\tdoorid=1\teventtype=3\tinoutstate=1"
        f"\ttime_second={seconds}\tindex=9"
    )

    (punch,) = read_push("tabledata transaction", line.encode(), "ACPUSH0001").punches

    assert (punch.number, punch.punched_at, punch.status, punch.verify) == ("7", at("08:01:01"), 1, 15)


def test_users_come_with_their_names_and_templates_are_of_no_use():
    line = b"user uid=1\tcardno=\tpin=7\tpassword=\tgroup=1\tname=" + "王芳".encode() + b"\tprivilege=0"

    (user,) = read_push("tabledata user", line, "ACPUSH0001").users

    assert (user.number, user.name) == ("7", "王芳")
    assert read_push("tabledata biophoto", b"biophoto pin=7\tcontent=xxx", "ACPUSH0001").of_no_use == 1


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("2000-01-01 00:00", 0),
        ("2000-01-02 00:00", 1),
        ("2000-02-01 00:00", 31),
        ("2001-01-01 00:00", 12 * 31),
    ],
)
def test_the_clock_of_these_machines_counts_from_2000_with_months_of_31_days(moment, days):
    assert encode_clock(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == days * 86_400


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_a_moment_in_bulk_data_is_read_as_it_was_counted(moment):
    moment = moment.replace(microsecond=0)
    seconds = encode_clock(moment.replace(tzinfo=UTC))
    line = f"pin=7\teventtype=0\ttime_second={seconds}"

    (punch,) = read_push("tabledata transaction", line.encode(), "A").punches

    assert punch.punched_at == moment.replace(tzinfo=SHANGHAI)
