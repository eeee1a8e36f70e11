"""R43, R45: a punch counts in time, or of a time at which its machine was silent; all else waits."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import MONDAY, at
from training.attendance.rules.late import (
    NEVER,
    Arrival,
    Fate,
    fate_of_filed,
    fate_of_live,
    heard,
    is_late,
)
from training.attendance.terms import Source, WaitsFor
from training.notice.policy import Policy

NEXT_MONDAY = MONDAY + timedelta(days=7)
WEEKS_LATER = MONDAY + timedelta(days=21)
IN_TOUCH = heard([(at(MONDAY, "08:00"), at(MONDAY, "12:00"))], at(MONDAY, "08:00"))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(
    lambda each: each.replace(tzinfo=at(MONDAY, "08:00").tzinfo)
)


def came(day: date, clock: str = "09:00", *, is_proven: bool = True) -> Arrival:
    return Arrival(at(day, clock), Policy(), is_proven)


@pytest.mark.parametrize(
    ("punched_at", "arrival", "late"),
    [
        (at(MONDAY, "00:00"), came(NEXT_MONDAY, "23:59"), False),
        (at(MONDAY, "23:59"), came(NEXT_MONDAY + timedelta(days=1), "00:00"), True),
        (at(MONDAY, "23:59"), came(NEXT_MONDAY, "23:59"), False),
        (at(MONDAY, "08:20"), came(MONDAY, "08:20"), False),
        (at(NEXT_MONDAY, "08:20"), came(MONDAY), False),
    ],
)
def test_late_is_what_comes_more_than_seven_days_after_its_day(punched_at, arrival, late):
    assert is_late(punched_at, arrival) is late


@pytest.mark.parametrize(("days", "late"), [(0, True), (1, True), (20, True), (21, False)])
def test_the_number_of_days_is_the_policys(days, late):
    arrival = Arrival(at(WEEKS_LATER, "09:00"), Policy(late_punch_days=days), is_proven=True)

    assert is_late(at(MONDAY, "08:20"), arrival) is late


@pytest.mark.parametrize(
    ("clock", "was_heard"),
    [("07:59:59", False), ("08:00", True), ("12:00", True), ("12:00:01", False)],
)
def test_a_span_of_contact_holds_both_its_ends(clock, was_heard):
    assert IN_TOUCH.at(at(MONDAY, clock)) is was_heard


@pytest.mark.parametrize(
    ("clock", "fell_silent"),
    [("07:59:59", False), ("08:00", False), ("12:00", False), ("12:00:01", True), ("20:00", True)],
)
def test_silent_is_only_a_machine_that_was_heard_before(clock, fell_silent):
    assert IN_TOUCH.fell_silent_at(at(MONDAY, clock)) is fell_silent
    assert not NEVER.fell_silent_at(at(MONDAY, clock))


def test_spans_of_two_machines_of_one_name_become_one_where_they_meet():
    parts = [(at(MONDAY, "10:00"), at(MONDAY, "12:00")), (at(MONDAY, "08:00"), at(MONDAY, "10:00"))]

    assert heard(parts, at(MONDAY, "08:00")) == IN_TOUCH


@pytest.mark.parametrize(
    ("clock", "arrival", "fate"),
    [
        ("08:20", came(MONDAY, "08:20:05"), Fate(Source.LIVE)),
        ("08:20", came(MONDAY, "08:30"), Fate(Source.LIVE)),
        ("08:20", came(MONDAY, "08:30:01"), Fate(Source.BACKLOG)),
        ("08:20", came(NEXT_MONDAY), Fate(Source.BACKLOG)),
        ("08:20", came(WEEKS_LATER), Fate(Source.BACKLOG, WaitsFor.LATE)),
        ("12:20", came(WEEKS_LATER), Fate(Source.BACKLOG, is_odd=True)),
        ("07:20", came(WEEKS_LATER), Fate(Source.BACKLOG, WaitsFor.LATE)),
        ("08:20", came(MONDAY, "08:20:05", is_proven=False), Fate(Source.LIVE, WaitsFor.UNPROVED)),
        ("12:20", came(WEEKS_LATER, is_proven=False), Fate(Source.BACKLOG, WaitsFor.UNPROVED)),
    ],
)
def test_a_pushed_punch_counts_in_time_or_out_of_a_silence(clock, arrival, fate):
    assert fate_of_live(at(MONDAY, clock), arrival, IN_TOUCH) == fate


@pytest.mark.parametrize(
    ("clock", "arrival", "machine", "fate"),
    [
        ("08:20", came(NEXT_MONDAY), NEVER, Fate(Source.FILE)),
        ("12:20", came(NEXT_MONDAY), IN_TOUCH, Fate(Source.FILE)),
        ("08:20", came(NEXT_MONDAY), IN_TOUCH, Fate(Source.FILE, WaitsFor.SHOULD_BE_LIVE, is_odd=True)),
        ("08:20", came(WEEKS_LATER), NEVER, Fate(Source.FILE, WaitsFor.LATE)),
        ("12:20", came(WEEKS_LATER), IN_TOUCH, Fate(Source.FILE, WaitsFor.LATE)),
        ("08:20", came(WEEKS_LATER), IN_TOUCH, Fate(Source.FILE, WaitsFor.LATE, is_odd=True)),
    ],
)
def test_a_punch_of_a_file_waits_where_it_is_late_or_should_have_been_pushed(clock, arrival, machine, fate):
    assert fate_of_filed(at(MONDAY, clock), arrival, machine) == fate


@given(MOMENTS, MOMENTS, st.lists(st.tuples(MOMENTS, MOMENTS).map(sorted).map(tuple), max_size=5))
def test_what_counts_at_once_is_never_late_unless_its_machine_was_silent(punched_at, received_at, spans):
    machine = heard(spans, min((began for began, _ in spans), default=None))
    arrival = Arrival(received_at, Policy(), is_proven=True)

    live, filed = fate_of_live(punched_at, arrival, machine), fate_of_filed(punched_at, arrival, machine)

    if is_late(punched_at, arrival):
        assert filed.waits_for is WaitsFor.LATE
        assert live.waits_for is WaitsFor.LATE or (live.is_odd and not machine.at(punched_at))
    assert filed.waits_for is not None or not machine.at(punched_at)
