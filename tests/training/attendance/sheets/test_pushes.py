"""R43: what machines push is read in every form that their firmware has, and no line is lost."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from training.attendance.sheets.pushed import Pushed, UnreadPush
from training.attendance.sheets.pushes import (
    is_served,
    is_unwanted,
    read_answers,
    read_push,
    without_templates,
)
from training.notice.clock import SHANGHAI


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def attlog(*lines: str | bytes, end: str = "\n") -> Pushed:
    written = [line.encode() if isinstance(line, str) else line for line in lines]
    return read_push("ATTLOG", end.encode().join(written), "CJDE1")


def operlog(*lines: str | bytes) -> Pushed:
    written = [line.encode() if isinstance(line, str) else line for line in lines]
    return read_push("OPERLOG", b"\n".join(written), "CJDE1")


LINE = "7\t2026-03-02 08:12:30\t0\t15\t0\t0\t0"


def test_a_punch_is_a_number_a_second_and_how_the_person_was_recognised():
    (punch,) = attlog(LINE).punches

    assert (punch.row, punch.number, punch.punched_at) == (1, "7", at("2026-03-02 08:12:30"))
    assert (punch.device, punch.status, punch.verify) == ("CJDE1", 0, 15)


@pytest.mark.parametrize(
    "line",
    [
        "7\t2026-03-02 08:12:30\t0\t15",
        "7\t2026-03-02T08:12:30\t0\t15\t0\t0",
        "0007\t2026-03-02 08:12:30\t0\t15\t0\t0\t0\t0\t36.2\t36.2\t\t",
        "  7\t2026-03-02 08:12:30\t0\t15\t0\t0\t0\r",
        "PIN=7\tTime=2026-03-02 08:12:30\tStatus=0\tVerify=15\tWorkcode=0",
        "pin=7\tDateTime=2026-03-02 08:12:30\tstatus=0\tVerified=15",
        "ATTLOG PIN=7\tTime=2026-03-02 08:12:30\tStatus=0\tVerify=15",
        "PIN=7&Time=2026-03-02 08:12:30&Status=0&Verify=15",
        "data=7%092026-03-02+08%3A12%3A30%090%0915%090%0A",
        "data=7%092026-03-02%2008:12:30%090%0915&Stamp=9999",
        "SN=CJDE1&table=ATTLOG&data=7%092026-03-02+08%3A12%3A30%090%0915",
        "data=7\t2026-03-02 08:12:30\t0\t15\t0",
        "7\t2026-03-02 08:12:30\t0\t15\t0\t0\t0\t0\t0\t0\t+28800\t",
    ],
)
def test_every_form_that_firmware_has_says_the_same(line):
    pushed = attlog(line)

    (punch,) = pushed.punches
    assert (punch.number, punch.punched_at, punch.status, punch.verify) == (
        "7", at("2026-03-02 08:12:30"), 0, 15,
    )  # fmt: skip
    assert pushed.unread == []


def test_a_machine_that_says_its_own_zone_is_believed():
    (punch,) = attlog("7\t2026-03-02 00:12:30\t0\t15\t0\t0\t0\t0\t0\t0\t+0\t").punches

    assert punch.punched_at == at("2026-03-02 08:12:30")
    assert punch.punched_at.tzinfo == timezone(timedelta())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_several_records_come_in_one_request_and_blank_lines_are_none(end):
    pushed = attlog(LINE, "", "8\t2026-03-02 08:12:31\t255\t1\t\t", "", end=end)

    assert [(each.row, each.number, each.status) for each in pushed.punches] == [(1, "7", 0), (3, "8", 255)]
    assert pushed.lines == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("hello", "看不懂时间"),
        ("7\tyesterday\t0\t15", "看不懂时间"),
        ("7\t2026-02-30 08:12:30\t0\t15", "看不懂时间"),
        ("7\t02/03/2026 08:12:30\t0\t15", "看不懂时间"),
        ("7 0 2026-03-02 08:12:30", "看不懂时间"),
        ("\t2026-03-02 08:12:30\t0\t15", "没有考勤号"),
        ("0\t2026-03-02 08:12:30\t0\t15", "没有考勤号"),
        ("七\t2026-03-02 08:12:30\t0\t15", "没有考勤号"),
        (f"{'9' * 25}\t2026-03-02 08:12:30\t0\t15", "没有考勤号"),
    ],
)
def test_a_line_that_cannot_be_read_is_kept_as_it_came_with_the_reason(line, reason):
    pushed = attlog(LINE, line)

    assert pushed.unread == [UnreadPush(2, line.encode(), reason)]
    assert (len(pushed.punches), pushed.lines) == (1, 2)


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("8\t2026/03/02 08:00:04\t0\t1", "08:00:04"),
        ("8 2026-03-02 08:00:03 0 1 0 0 0", "08:00:03"),
        ("8\t2026-03-02 08:00\t0\t1", "08:00:00"),
        ("8\t2026-03-02 8:00:01\t0\t1", "08:00:01"),
        ("8\t20260302080002\t0\t1", "08:00:02"),
        ("PIN=8\tTime=2026/3/2 8:00:05\tStatus=0\tVerify=1", "08:00:05"),
    ],
)
def test_a_time_is_read_in_every_form_in_which_it_is_certain(line, clock):
    (punch,) = attlog(line).punches

    assert (punch.number, punch.punched_at) == ("8", at(f"2026-03-02 {clock}"))
    assert (punch.status, punch.verify) == (0, 1)


def test_what_is_served_and_what_is_kept_of_it():
    assert is_served("attlog")
    assert is_served("TABLEDATA transaction")
    assert not is_served("nonsense")
    assert not is_served("")
    assert [is_unwanted(each) for each in ("ATTPHOTO", "biodata", "IDCARD", "TABLEDATA biophoto")] == [
        True
    ] * 4
    assert not any(is_unwanted(each) for each in ("ATTLOG", "OPERLOG", "TABLEDATA USER", "RTLOG"))


def test_a_machine_for_id_cards_sends_punches_and_checks_of_cards_that_are_none():
    card = "0\t0\t0\t150203199005170012"

    pushed = attlog(f"7\t2026-03-02 08:12:30\t0\t15\t{card}\t0", f"7\t2026-03-02 08:13:30\t0\t1\t{card}\t1")

    assert [each.punched_at for each in pushed.punches] == [at("2026-03-02 08:12:30")]
    assert (pushed.of_no_use, pushed.lines) == (1, 2)


def test_what_was_done_at_the_machine_is_read_from_its_operation_log():
    clock, face = operlog(
        "OPLOG 21\t0\t2026-03-02 08:00:00\t0\t0\t0\t0", "OPLOG 101\t9\t2026-03-02 08:01:00\t007\t0\t0\t0"
    ).operations

    assert (clock.code, clock.operator, clock.at, clock.about) == (21, "0", at("2026-03-02 08:00:00"), "")
    assert (face.code, face.operator, face.about) == (101, "9", "7")


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030"])
@pytest.mark.parametrize("name", ["王芳", "毛毛", "联通", "欧阳建国", "WangFang"])
def test_names_come_in_either_encoding(encoding, name):
    line = (
        b"USER PIN=7\tName=" + name.encode(encoding) + b"\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000"
    )

    (user,) = operlog(line).users

    assert (user.number, user.name) == ("7", name)


def test_templates_are_understood_and_never_kept():
    body = (
        b"FP PIN=7\tFID=0\tSize=8\tValid=1\tTMP=c2VjcmV0\nFACE PIN=7\tFID=0\tTMP=c2VjcmV0\nUSER PIN=7\tName=A"
    )

    pushed = read_push("OPERLOG", body, "CJDE1")

    assert (pushed.of_no_use, len(pushed.users), pushed.unread) == (2, 1, [])
    assert b"c2VjcmV0" not in without_templates(body)
    assert without_templates(body).count(b"\n") == 2


def test_a_photo_is_one_record_if_it_is_whole():
    head = b"PIN=20260302081230-7.jpg\nSN=CJDE1\nsize=6\nCMD=uploadphoto\0"

    assert read_push("ATTPHOTO", head + b"\xff\xd8\n\0\n\xd9", "CJDE1").of_no_use == 1
    (cut,) = read_push("ATTPHOTO", head + b"\xff\xd8", "CJDE1").unread
    assert cut.reason == "照片不完整"


def test_options_are_understood_and_tables_that_nobody_knows_are_kept():
    assert read_push("options", b"FaceFunOn=1,FingerFunOn=0", "CJDE1").of_no_use == 1
    assert [each.reason for each in read_push("", b"a\nb", "CJDE1").unread] == ["不认识的数据表"] * 2


def test_the_answers_to_commands_come_one_a_line():
    body = b"ID=1&Return=0&CMD=DATA\nID=2&Return=0&CMD=VERIFY SUM&StartTime=x&AttlogSum=12\n\xff\n"

    first, second, third = read_answers(body)

    assert (first["id"], first["return"], first["cmd"]) == ("1", "0", "DATA")
    assert (second["id"], second["attlogsum"]) == ("2", "12")
    assert third == {}


TABLES = (
    *("ATTLOG", "attlog", "OPERLOG", "ATTPHOTO", "BIODATA", "options", "IDCARD", "", "nonsense"),
    *("rtlog", "rtstate", "tabledata user", "tabledata transaction", "tabledata biophoto"),
)
PIECES = (
    b"PIN=", b"Time=", b"data=", b"OPLOG ", b"USER ", b"FACE ", b"\t", b"\n", b"\r\n", b"\0", b"=", b"&",
    b"%0", b"7", b"2026-03-02 08:12:30", b"2026-13-02 08:12:30", b"+99999", b"\xff", b"\xcd\xf5", b"size=3\n",
    b" ",
)  # fmt: skip
bodies = st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))


@given(table=st.sampled_from(TABLES), body=bodies)
@example("ATTLOG", b"7\t1000-01-01 00:00:00\t0\t0\t0\t0\t0\t0\t0\t0\t+50400")
@example("ATTLOG", b" =\t=\tPIN=")
@example("OPERLOG", b"USER  =7\tPIN")
def test_no_bytes_raise_and_no_line_is_lost(table, body):
    pushed = read_push(table, body, "CJDE1")

    if table.upper() == "ATTPHOTO":
        assert pushed.lines == 1
    elif b"data=" not in body.lower():
        assert pushed.lines == sum(1 for line in re.split(rb"\r\n|\n|\r", body) if line.strip())
    assert all(each.punched_at.astimezone(UTC) for each in pushed.punches)
    read_answers(body)
    without_templates(body)


numbers = st.integers(1, 99_999).map(str)
moments = st.datetimes(datetime(2023, 1, 1), datetime(2030, 12, 31)).map(
    lambda each: each.replace(microsecond=0)
)


@given(punches=st.lists(st.tuples(numbers, moments, st.integers(0, 255)), max_size=30))
def test_every_punch_comes_out_once_as_it_was_sent(punches):
    lines = [f"{number}\t{moment}\t0\t{verify}\t0\t0\t0" for number, moment, verify in punches]

    pushed = attlog(*lines)

    assert [(each.number, each.punched_at, each.verify) for each in pushed.punches] == [
        (number, moment.replace(tzinfo=SHANGHAI), verify) for number, moment, verify in punches
    ]
