"""R43: face terminals of Hikvision (海康) push each event as JSON; who was recognised has punched."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance.sheets.isapi import is_heartbeat
from training.attendance.sheets.pushes import read_push
from training.notice.clock import SHANGHAI


def event(
    time: str = "2026-03-02T08:01:12+08:00", kind: str = "AccessControllerEvent", **told: object
) -> bytes:
    inside = {"majorEventType": 5, "subEventType": 75, "employeeNoString": "007", "name": "王芳"} | told
    return json.dumps({"dateTime": time, "eventType": kind, "AccessControllerEvent": inside}).encode()


def read(body: bytes):
    return read_push("ISAPI", body, "DSK1T9")


@pytest.mark.parametrize(("sub_event", "verify"), [(75, 15), (38, 1), (1, 4)])
def test_who_was_recognised_has_punched_and_how_is_told_as_of_other_machines(sub_event, verify):
    (punch,) = read(event(subEventType=sub_event)).punches

    assert (punch.number, punch.device, punch.verify) == ("7", "DSK1T9", verify)
    assert punch.punched_at == datetime(2026, 3, 2, 8, 1, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize("time", ["2026-03-02T00:01:12Z", "2026-03-02T00:01:12+00:00", "2026-03-02 08:01:12"])
def test_a_time_is_that_of_its_offset_or_of_the_wall(time):
    (punch,) = read(event(time)).punches

    assert f"{punch.punched_at.astimezone(SHANGHAI):%H:%M:%S}" == "08:01:12"


@pytest.mark.parametrize(
    "body",
    [event(kind="heartBeat"), event(kind="videoloss"), event(subEventType=76), event(subEventType=39),
     event(majorEventType=2, subEventType=1024), event(employeeNoString=""), event(employeeNoString=None),
     b'{"eventType": "AccessControllerEvent", "AccessControllerEvent": []}'],
)  # fmt: skip
def test_doors_failures_and_heartbeats_are_nobodys(body):
    pushed = read(body)

    assert (pushed.punches, pushed.of_no_use, pushed.unread) == ([], 1, [])


@pytest.mark.parametrize(
    ("body", "reason"),
    [(event(subEventType=999), "不认识的事件 5/999"), (event("gestern"), "看不懂时间"),
     (event(employeeNoString="七"), "没有考勤号"), (event(subEventType=True), "不认识的事件 5/None"),
     (b"<EventNotificationAlert/>", "XML，请在机器上把上传格式改为 JSON"),
     (b"garbage", "看不懂的事件"), (b"[]", "看不懂的事件"), (b"[" * 100_000, "看不懂的事件")],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_as_it_came_with_its_reason(body, reason):
    (unread,) = read(body).unread

    assert (unread.reason, unread.raw) == (reason, body)


def test_a_heartbeat_is_told_from_an_event():
    assert is_heartbeat(event(kind="heartBeat"))
    assert not is_heartbeat(event())
    assert not is_heartbeat(b"heartBeat")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@given(
    time=st.text(max_size=20) | st.datetimes().map(str),
    told=st.fixed_dictionaries(
        {}, optional={name: values for name in ("majorEventType", "subEventType", "employeeNoString")}
    ),
)
def test_no_event_raises_and_each_is_counted_once(time, told):
    pushed = read(event(time, **told))

    assert pushed.lines == 1
    assert all(each.punched_at.astimezone(UTC) for each in pushed.punches)
